"""What a manager chooses when compiling and publishing figures."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms

from design_system.fields import RadioField
from design_system.forms import PageForm
from statute.school_years import SchoolYear
from transparency.models import Reason, Release


class YearForm(PageForm):
    """Which school year to count."""

    year = RadioField(
        what="the school year", label="Which school year do you want to publish?", choices=()
    )

    def __init__(self, *args: Any, years: Sequence[SchoolYear], today: date, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        cast(forms.ChoiceField, self.fields["year"]).choices = [
            (year.slug, _describe(year, today)) for year in years
        ]

    def get_year(self) -> SchoolYear:
        return SchoolYear.from_slug(self.cleaned_data["year"])


class PublishForm(PageForm):
    """Why these figures are published, and that they are the ones that were looked at."""

    reason = RadioField(
        what="why you are publishing",
        label="Why are you publishing these figures?",
        help_text="This is shown to everybody in the list of releases.",
        choices=(),
    )
    digest = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, draft: Release, earlier: Sequence[Release], **kwargs: Any
    ) -> None:
        super().__init__(*args, initial={"digest": draft.digest}, **kwargs)
        first = [Reason.FIRST] if not earlier else []
        later = [reason for reason in Reason if reason is not Reason.FIRST]
        if draft.is_provisional:
            later.remove(Reason.FINAL)
        cast(forms.ChoiceField, self.fields["reason"]).choices = [
            (reason.value, reason.label) for reason in first or later
        ]
        if first:
            self.initial["reason"] = Reason.FIRST


def _describe(year: SchoolYear, today: date) -> str:
    return f"{year} (still going on)" if today <= year.last_day else f"{year}"
