"""Today's page: the exclusion itself, and who has been told of it."""

from collections.abc import Sequence
from datetime import date

from casework.forms.drafts import DraftForm
from casework.forms.pupil import YES, YES_NO
from casework.models import Pattern, Session, ToldHow
from design_system.fields import (
    DateField,
    LongTextField,
    PhoneField,
    RadioField,
    SelectField,
    TextField,
    TickField,
)
from design_system.words import write_day
from statute.reason_codes import LABELS, MOST_REASONS, REASON_CODES, get_reason_codes

REASONS = [(reason.code, f"{reason.label} ({reason.code})") for reason in REASON_CODES]
TOLD, NOT_YET = "TOLD", "NOT_YET"
BOARD_TOLD = [(TOLD, "Yes"), (NOT_YET, "Not yet")]


class ExclusionFields(DraftForm):
    """What happened and on which day; the reasons are those in use on that day."""

    excluded_on = DateField(
        what="the day of the exclusion",
        when="past",
        label="What day was the pupil excluded?",
        help_text="The school day on which the headteacher’s decision took effect",
    )
    session_was_held = TickField(
        what="that a session was held",
        label="The dates held here are wrong: our school held a session on this day",
        required=False,
    )
    session = RadioField(
        what="whether it was in the morning or the afternoon",
        label="From which session?",
        choices=Session.choices,
        inline=True,
    )
    reason_1 = SelectField(what="the main reason", label="Main reason", choices=REASONS)
    reason_2 = SelectField(
        what="the second reason", label="Second reason", choices=REASONS, required=False,
        empty="No second reason",
    )  # fmt: skip
    reason_3 = SelectField(
        what="the third reason", label="Third reason", choices=REASONS, required=False,
        empty="No third reason",
    )  # fmt: skip
    pattern = RadioField(
        what="whether it was a one-off incident",
        label="What led to the exclusion?",
        choices=Pattern.choices,
    )
    narrative = LongTextField(
        what="what happened",
        label="What happened?",
        help_text="It must match the letter to the parents. Do not name other pupils.",
        max_length=8000,
        rows=8,
    )
    test_affected = RadioField(
        what="whether an exam or test is affected",
        label="Will the pupil miss a public exam or a national curriculum test?",
        choices=YES_NO,
        inline=True,
        reveals={YES: ["test_missed", "test_on"]},
    )
    test_missed = TextField(what="which exam or test", label="Which exam or test?")
    test_on = DateField(what="the day of the exam or test", label="On what day?")
    parents_told_on = DateField(
        what="the day on which the parents were told",
        when="past",
        label="When were the parents told?",
        help_text="The pupil, if they are 18 or over",
    )
    parents_told_how = RadioField(
        what="how the parents were told", label="How were they told?", choices=ToldHow.choices
    )
    board_told = RadioField(
        what="whether the governing board has been told",
        label="Has the governing board been told?",
        help_text="Its clerk or its chair. The 15 school days in which it must meet start that day",
        choices=BOARD_TOLD,
        reveals={TOLD: ["board_informed_on"]},
    )
    board_informed_on = DateField(
        what="the day on which the board was told", when="past", label="On what day was it told?"
    )
    submitter_phone = PhoneField(
        what="a telephone number for you",
        label="Your telephone number",
        help_text="So that the local authority can reach you about this notice today",
    )

    @property
    def reasons(self) -> Sequence[str]:
        """The codes given, in order; empty boxes between them are passed over."""
        boxes = [self.cleaned_data.get(f"reason_{n}") for n in range(1, MOST_REASONS + 1)]
        return [code for code in boxes if code]

    def check_reasons(self, excluded_on: date | None) -> None:
        """Add a fault for each reason given twice, or not in use on the day of the exclusion."""
        in_use = {reason.code for reason in get_reason_codes(excluded_on or self.today)}
        seen: set[str] = set()
        for n in range(1, MOST_REASONS + 1):
            code = self.cleaned_data.get(f"reason_{n}")
            if not code:
                continue
            if code in seen:
                told = f"“{LABELS[code]}” is given twice: choose another reason, or none"
                self.add_error(f"reason_{n}", told)
            elif excluded_on and code not in in_use:
                day = write_day(excluded_on)
                told = f"“{LABELS[code]}” was not in use on {day}: choose another reason"
                self.add_error(f"reason_{n}", told)
            seen.add(code)

    def check_order(self, excluded_on: date) -> None:
        """Add a fault for each day that cannot have been before the exclusion."""
        follows = {
            "parents_told_on": "The parents cannot have been told before the exclusion",
            "board_informed_on": "The governing board cannot have been told before the exclusion",
            "test_on": "The exam or test cannot have been before the exclusion",
        }
        for name, told in follows.items():
            day = self.cleaned_data.get(name)
            if day and day < excluded_on:
                self.add_error(name, told)
