"""School days as a school, its trust or its authority sends them: one file, and why."""

from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from design_system.fields import TextField, TickField, WholeNumberField
from design_system.forms import PageForm
from design_system.words import write_size
from organisations.calendars import DatesAlreadyPublished, DatesMissing, join_to_published
from organisations.imports.calendar import CalendarFile, read_calendar_file
from organisations.imports.faults import FaultyFile
from organisations.models import LocalAuthority, School
from organisations.working_days import get_bank_holidays

LARGEST_BYTES = 500 * 1024  # a school year takes some thousands


class CalendarForm(PageForm):
    """A file of terms and closed days, read whole; its faults are those of the form."""

    file = forms.FileField(
        label="File of school days",
        help_text="A CSV file with the columns kind, from, to and reason, or an iCalendar (.ics) "
        "file. Kinds are term, half term, inset and closure. At most 500 KB",
        error_messages={
            "required": "Select a file of school days",
            "empty": "The file is empty: select another",
        },
        widget=forms.FileInput(attrs={"accept": ".csv,.ics"}),
    )
    reason = TextField(
        what="why the dates are being supplied",
        label="Why are you supplying these dates?",
        help_text="For example, “Dates for 2026/27”, or “Closed for snow on 12 January”",
    )

    replaces = TickField(
        what="that these days take the place of those published",
        label="These days take the place of those that are published for the same time",
        required=False,
    )
    checked = TickField(
        what="that the days are right",
        label="I have looked at what seems wrong with these days, and they are right",
        required=False,
    )

    def __init__(self, *args: Any, owner: School | LocalAuthority, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner = owner
        self.read: CalendarFile | None = None
        if not owner.calendar_versions.exists():
            del self.fields["replaces"]
        if not self.is_bound:  # asked only once something seems wrong
            del self.fields["checked"]

    def clean(self) -> dict[str, Any]:
        """Take days that can hardly be meant only from somebody who has looked at them."""
        cleaned = super().clean() or self.cleaned_data
        clashes = self.read.clashes if self.read else []
        if clashes and not cleaned.get("checked"):
            self.add_error("file", [_sentence(clash) for clash in clashes])
            self.add_error("checked", "Correct the file, or tick this and select the file again")
        elif not clashes:
            self.fields.pop("checked", None)
        return cleaned

    def clean_file(self) -> Any:
        """Read the file, and join its days to those that were published before."""
        file = self.cleaned_data["file"]
        if getattr(file, "is_cut", False) or file.size > LARGEST_BYTES:
            raise ValidationError(
                f"The file must be {write_size(LARGEST_BYTES)} or smaller: send school days only"
            )
        try:
            read = read_calendar_file(file.name, file.read(), get_bank_holidays())
            replacing = "replaces" in self.data
            dates = join_to_published(self.owner, read.dates, replacing=replacing)
        except FaultyFile as faulty:
            raise ValidationError([_sentence(fault) for fault in faulty.describe()]) from faulty
        except (DatesMissing, DatesAlreadyPublished) as refusal:
            raise ValidationError(_sentence(str(refusal))) from refusal
        self.read = replace(read, dates=dates)
        return file


class ConfirmCalendarForm(PageForm):
    """The number of the version that somebody has read and found right; a hidden field."""

    number = WholeNumberField(what="the version", least=1)


def _sentence(fault: str) -> str:
    return f"{fault[:1].upper()}{fault[1:]}"
