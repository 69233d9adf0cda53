"""Beginning a notice: for which school, and once however often it is clicked."""

from datetime import date
from typing import Any, cast
from uuid import uuid4

from django import forms

from casework import schools
from design_system.fields import SelectField
from design_system.forms import PageForm
from organisations.models import School


class StartForm(PageForm):
    """``schools``: those where this person may draft; the only one is not asked for."""

    school = SelectField(what="the school", label="For which school?", choices=[])
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, own: list[School], today: date, **kwargs: Any) -> None:
        super().__init__(data, today=today, **kwargs)
        self._schools = {str(school.urn): school for school in own}
        asked = cast(SelectField, self.fields["school"])
        asked.choices = [("", "Choose a school"), *((u, s.name) for u, s in self._schools.items())]
        self.initial["key"] = uuid4()
        if len(own) == 1:
            asked.widget = forms.HiddenInput()
            self.initial["school"] = own[0].urn

    def clean(self) -> None:
        if "school" not in self.cleaned_data:
            return
        school = self._schools[self.cleaned_data["school"]]
        if fault := schools.find_type_fault(school, school.get_record(self.today)):
            self.add_error(None, fault)
        self.cleaned_data["school"] = school
