"""What an officer records of education while the pupil is out."""

from design_system.fields import DateField, LongTextField, RadioField, TextField, WholeNumberField
from design_system.forms import PageForm


class OfferForm(PageForm):
    """A place that was offered."""

    provider = TextField(
        what="who would teach the pupil",
        label="Who would teach the pupil?",
        help_text="The school, centre or tutor, as the family would know it",
    )
    starts_on = DateField(what="the first day offered", label="First day offered")
    hours_per_week = WholeNumberField(
        what="the hours a week",
        label="Hours of teaching a week",
        least=1,
        most=50,
        after="hours",
    )
    offered_on = DateField(
        what="the day it was offered", when="past", label="When was it offered to the family?"
    )


class AnswerForm(PageForm):
    """What the family said."""

    answer = RadioField(
        what="what the family said",
        label="What did the family say?",
        choices=[("ACCEPTED", "They accept the place"), ("REFUSED", "They refuse the place")],
        reveals={"REFUSED": ["reason"]},
    )
    reason = LongTextField(
        what="why they refused", label="Why did they refuse it?", max_length=1000, rows=3
    )
    answered_on = DateField(
        what="the day they answered", when="past", label="When did they answer?"
    )


class StartForm(PageForm):
    """When it began."""

    started_on = DateField(
        what="the day education began",
        when="past",
        label="On which day was the pupil first taught there?",
    )


class DoneForm(PageForm):
    """When a duty was done that nothing else here records."""

    done_on = DateField(
        what="the day it was done", when="past", label="On which day was this done?"
    )


class CancelForm(PageForm):
    """Why an exclusion is cancelled."""

    reasons = LongTextField(
        what="the reasons",
        label="Why are you cancelling the exclusion?",
        help_text="The governing board, the family and the authorities are told these reasons, "
        "without delay and in writing. Do not name the pupil.",
        max_length=2000,
    )
    not_begun = RadioField(
        what="whether the governing board has begun to meet",
        label="Has the governing board begun its meeting about this exclusion?",
        choices=[("NO", "No"), ("YES", "Yes")],
        inline=True,
    )

    def clean_not_begun(self) -> str:
        answer: str = self.cleaned_data["not_begun"]
        if answer == "YES":
            self.add_error(
                "not_begun",
                "An exclusion cannot be cancelled once the governing board has begun to meet. "
                "Only the board can now let the pupil back",
            )
        return answer
