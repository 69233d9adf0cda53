"""The forms that record a meeting, a decision and the letter about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from design_system.fields import (
    DateField,
    LongTextField,
    RadioField,
    SelectField,
    TextField,
    TickField,
)
from design_system.forms import PageForm, Section
from hearings.actions.outcomes import BoardOutcome
from hearings.families import get_family
from hearings.giving import Giving
from hearings.models import Capacity, Hearing, NoticeMethod
from hearings.sitting import Attended, standings_by_capacity
from statute.decision import BoardDecision
from statute.giving_notice import Method

IN_PERSON, REMOTELY, ABSENT = "IN_PERSON", "REMOTELY", "ABSENT"
CAME = [
    (IN_PERSON, "Came in person"),
    (REMOTELY, "Joined by video or telephone"),
    (ABSENT, "Did not come"),
]
OTHERS = 3  # rows for people nobody expected
BY_HAND = (
    Capacity.REPRESENTATIVE,
    Capacity.FRIEND,
    Capacity.SOCIAL_WORKER,
    Capacity.VIRTUAL_HEAD,
    Capacity.OTHER,
)


@dataclass(frozen=True, slots=True)
class Expected:
    """Somebody who may have come, as what, and what to call them on the page."""

    capacity: Capacity
    name: str
    title: str
    hint: str = ""


def find_expected(hearing: Hearing, clerk: str) -> list[Expected]:
    """Return whom a record of this hearing asks about: panel, head, family, authorities, clerk."""
    seats = hearing.seats.filter(released=False).select_related("governor").order_by("pk")
    people = [
        Expected(
            Capacity.GOVERNOR,
            str(seat.governor),
            f"{seat.governor}, {'chair' if seat.is_chair else 'panel governor'}",
        )
        for seat in seats
    ]
    people.append(Expected(Capacity.HEAD, "", "Headteacher, or who came for them"))
    people += [
        Expected(Capacity.FAMILY, person.name, f"{person.name}, {person.role}")
        for person in get_family(hearing.case, day=hearing.held_on)
    ]
    people += [
        Expected(capacity, "", f"Officer of {one.authority.name}", f"It {one.words}.")
        for capacity, one in standings_by_capacity(hearing).items()
        if one.may_come
    ]
    return [*people, Expected(Capacity.CLERK, clerk, f"{clerk}, clerk")]


class AttendanceForm(PageForm):
    """Who attended, remotely or not, and who spoke: one group of questions for each person."""

    def __init__(self, *args: Any, expected: Sequence[Expected], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expected = expected
        self.sections = [  # type: ignore[misc]  # one for each person of this hearing
            *(self._ask_about(n, person) for n, person in enumerate(expected)),
            *(self._ask_about_other(n) for n in range(OTHERS)),
        ]

    def clean(self) -> None:
        for n in range(OTHERS):
            if self.cleaned_data.get(f"other_name_{n}") and not self.cleaned_data.get(f"as_{n}"):
                self.add_error(f"as_{n}", "Select as what they came")

    def _find_unasked(self) -> set[str]:
        """Nobody is asked for the name of a person who did not come."""
        came = {n: self[f"came_{n}"].data in (IN_PERSON, REMOTELY) for n in self._unnamed}
        absent = {f"name_{n}" for n, they_came in came.items() if not they_came}
        return super()._find_unasked() | absent

    @property
    def _unnamed(self) -> list[int]:
        return [n for n, person in enumerate(self.expected) if not person.name]

    @property
    def people(self) -> list[Attended]:
        """Everybody asked about, and whoever else came, in the order of the page."""
        typed = self.cleaned_data
        expected = [
            Attended(
                name=person.name or typed[f"name_{n}"] or person.title,
                capacity=person.capacity,
                attended=typed[f"came_{n}"] != ABSENT,
                remotely=typed[f"came_{n}"] == REMOTELY,
                spoke=typed[f"came_{n}"] != ABSENT and bool(typed[f"spoke_{n}"]),
            )
            for n, person in enumerate(self.expected)
        ]
        others = [
            Attended(
                name=typed[f"other_name_{n}"],
                capacity=Capacity(typed[f"as_{n}"]),
                attended=True,
                remotely=bool(typed[f"other_remotely_{n}"]),
                spoke=bool(typed[f"other_spoke_{n}"]),
            )
            for n in range(OTHERS)
            if typed[f"other_name_{n}"]
        ]
        return expected + others

    def _ask_about(self, n: int, person: Expected) -> Section:
        self.fields[f"came_{n}"] = RadioField(
            what=f"whether {person.title} came", label="Did they come?", choices=CAME
        )
        names = [f"came_{n}"]
        if not person.name:
            self.fields[f"name_{n}"] = TextField(
                what=f"who came: {person.title}", label="Name of who came", width=30
            )
            names.append(f"name_{n}")
        self.fields[f"spoke_{n}"] = TickField(what="it", label="Spoke", required=False)
        return Section(person.title, [*names, f"spoke_{n}"], person.hint)

    def _ask_about_other(self, n: int) -> Section:
        fields = {
            f"other_name_{n}": TextField(what="the name", label="Name", required=False, width=30),
            f"as_{n}": SelectField(
                what="as what they came",
                label="As what?",
                choices=[(one.value, one.label) for one in BY_HAND],
                required=False,
            ),
            f"other_remotely_{n}": TickField(
                what="it", label="Joined by video or telephone", required=False
            ),
            f"other_spoke_{n}": TickField(what="it", label="Spoke", required=False),
        }
        self.fields.update(fields)
        return Section(f"Anybody else ({n + 1} of {OTHERS})", list(fields))


class OutcomeForm(PageForm):
    """What the board decided, and why: the test, the evidence and the findings, kept apart."""

    decision = RadioField(
        what="what the board decided",
        label="What did the board decide?",
        choices=[
            (BoardDecision.DECLINED, "Not to reinstate the pupil"),
            (BoardDecision.REINSTATED_NOW, "To reinstate the pupil immediately"),
            (BoardDecision.REINSTATED_BY, "To reinstate the pupil by a date"),
        ],
        hints={BoardDecision.REINSTATED_BY: "The board can add no conditions"},
        reveals={BoardDecision.REINSTATED_BY: ["reinstate_by"]},
    )
    reinstate_by = DateField(
        what="the day by which the pupil is back", label="By which day is the pupil to be back?"
    )
    decided_on = DateField(
        what="the day of the decision", label="On which day did it decide?", when="past"
    )
    test_applied = LongTextField(
        what="the test that the board applied",
        label="Which test did the board apply?",
        help_text=(
            "A serious breach, or persistent breaches, of the behaviour policy; and that staying "
            "would seriously harm the education or welfare of the pupil or others. On the balance "
            "of probabilities."
        ),
        max_length=4000,
    )
    evidence_relied_on = LongTextField(
        what="the evidence that the board relied on",
        label="Which evidence did it rely on?",
        help_text="Name each document and its page",
        max_length=8000,
    )
    findings = LongTextField(
        what="what the board found, and why",
        label="What did it find, and why?",
        help_text=(
            "Answer what the family said. Say how the pupil’s circumstances, special educational "
            "needs and the Equality Act were weighed."
        ),
        max_length=8000,
        rows=8,
    )

    @property
    def outcome(self) -> BoardOutcome:
        typed = self.cleaned_data
        return BoardOutcome(
            decision=BoardDecision(typed["decision"]),
            decided_on=typed["decided_on"],
            reinstate_by=typed["reinstate_by"],
            test_applied=typed["test_applied"],
            evidence_relied_on=typed["evidence_relied_on"],
            findings=typed["findings"],
        )


class GivingForm(PageForm):
    """How and when the decision letter is given; from this the last day for a review follows."""

    method = RadioField(
        what="how the letter is given",
        label="How is the letter given to the family?",
        choices=NoticeMethod.choices,
        hints={
            NoticeMethod.DELIVERED: "It counts as given that day",
            NoticeMethod.FIRST_CLASS_POST: "It counts as given on the second working day after",
            NoticeMethod.AGREED_EMAIL: (
                "The email leaves when you give the letter. Sent before the school day ends, it "
                "counts that day; otherwise on the next working day"
            ),
        },
        reveals={NoticeMethod.AGREED_EMAIL: ["before_end"]},
    )
    before_end = RadioField(
        what="whether the school day has ended",
        label="Has today’s school day ended?",
        choices=[("YES", "No, not yet"), ("NO", "Yes, or today is no school day")],
        inline=True,
    )
    sent_on = DateField(
        what="the day of posting, delivery or email",
        label="On which day is it posted, delivered or sent?",
        when="past",
    )

    @property
    def giving(self) -> Giving:
        typed = self.cleaned_data
        return Giving(
            method=Method(typed["method"]),
            sent_on=typed["sent_on"],
            before_school_day_ended=typed["before_end"] != "NO",
        )
