"""The questions about where and how a meeting is held."""

from design_system.fields import CheckboxesField, LongTextField, RadioField, TextField
from design_system.forms import PageForm
from hearings.states import HearingMode
from statute.meeting import CONDITIONS_IN_WORDS, GROUNDS_IN_WORDS

GROUNDS = [(ground.value, words.capitalize()) for ground, words in GROUNDS_IN_WORDS.items()]
CONDITIONS = [(condition.value, words) for condition, words in CONDITIONS_IN_WORDS.items()]
WHEN_REMOTE = (
    "Only if the family asked, or because of extraordinary events. If the family asked and the "
    "conditions are met, it must be remote."
)


class PlaceFields(PageForm):
    """A venue, or a link with why it is remote and what the board is satisfied of."""

    mode = RadioField(
        what="how the meeting is held",
        label="How is it held?",
        choices=HearingMode.choices,
        hints={HearingMode.REMOTE: WHEN_REMOTE},
        reveals={
            HearingMode.IN_PERSON: ["venue"],
            HearingMode.REMOTE: ["remote_link", "ground", "conditions"],
        },
    )
    venue = TextField(
        what="where the meeting is held",
        label="Where is it held?",
        help_text="The room and the address, as people need them to find it",
        max_length=300,
    )
    in_person_reason = LongTextField(
        what="why it is not remote",
        label="The family asked for a remote meeting: why is it in person?",
        help_text="Say which condition of a remote meeting is not met",
        required=False,
        max_length=300,
        rows=3,
    )
    remote_link = TextField(
        what="the link to join the meeting", label="Link to join the meeting", max_length=200
    )
    ground = RadioField(what="why it is remote", label="Why is it remote?", choices=GROUNDS)
    conditions = CheckboxesField(
        what="what the board is satisfied of",
        label="The board is satisfied that",
        choices=CONDITIONS,
        required=False,
    )
