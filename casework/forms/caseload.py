"""What people ask the lists of cases for."""

from typing import ClassVar

from casework.states import ENDED, CaseStatus
from design_system.fields import SelectField, TextField
from design_system.forms import PageForm


class SearchForm(PageForm):
    """Words to find a case by. They are sent in a form, for a child's name is in no address."""

    words = TextField(
        what="a reference, a name or a UPN",
        label="Find a case",
        help_text="By its reference, the pupil's name or the unique pupil number (UPN)",
        max_length=100,
        width=20,
    )


class OpenFilter(PageForm):
    """Which open cases to show."""

    marks_optional = False
    shown: ClassVar = [status for status in CaseStatus if status not in ENDED]
    status = SelectField(
        what="a status",
        label="Show",
        choices=[(status.value, status.label) for status in shown],
        empty="All open cases",
        required=False,
    )


class EndedFilter(PageForm):
    """Which ended cases to show."""

    marks_optional = False
    status = SelectField(
        what="a status",
        label="Show",
        choices=[(status.value, status.label) for status in ENDED],
        empty="All ended cases",
        required=False,
    )
