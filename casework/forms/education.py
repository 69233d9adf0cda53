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
