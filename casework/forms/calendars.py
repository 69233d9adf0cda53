"""School days as a school, its trust or its authority sends them: one file, and why."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from design_system.fields import TextField
from design_system.forms import PageForm
from design_system.words import write_size
from organisations.calendars import DatesMissing, join_to_published
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

    def __init__(self, *args: Any, owner: School | LocalAuthority, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner = owner
        self.read: CalendarFile | None = None

    def clean_file(self) -> Any:
        """Read the file, and join its days to those that were published before."""
        file = self.cleaned_data["file"]
        if getattr(file, "is_cut", False) or file.size > LARGEST_BYTES:
            raise ValidationError(
                f"The file must be {write_size(LARGEST_BYTES)} or smaller: send school days only"
            )
        try:
            read = read_calendar_file(file.name, file.read(), get_bank_holidays())
            dates = join_to_published(self.owner, read.dates)
        except FaultyFile as faulty:
            raise ValidationError([_sentence(fault) for fault in faulty.describe()]) from faulty
        except DatesMissing as refusal:
            raise ValidationError(_sentence(str(refusal))) from refusal
        self.read = CalendarFile(dates, read.warnings)
        return file


def _sentence(fault: str) -> str:
    return f"{fault[:1].upper()}{fault[1:]}"
