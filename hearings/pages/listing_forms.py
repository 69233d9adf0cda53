"""The forms that give a hearing its time, its place and its panel."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, cast

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from casework.models import Case
from design_system.fields import (
    CheckboxesField,
    DateField,
    LongTextField,
    RadioField,
    TickField,
    TimeField,
)
from design_system.forms import PageForm, Section
from design_system.widgets import Radios
from design_system.words import write_day, write_long_day
from hearings import seats
from hearings.listing import (
    Chosen,
    Proposal,
    find_choice_faults,
    find_listing_faults,
    find_unweighed,
    get_governors,
    limits_of,
)
from hearings.models import Hearing
from hearings.pages.doors import add_faults
from hearings.pages.place_fields import PlaceFields
from hearings.states import HearingMode
from organisations.models import User
from statute.london import LONDON
from statute.meeting import (
    Condition,
    Fault,
    Ground,
    offer_days,
)

ANOTHER = "another"
WEIGH = "I have weighed this, and the hearing is to be on that day all the same"
LOOK_AHEAD = timedelta(days=90)  # how far ahead other panels of a governor are shown


class TimeAndPlaceForm(PlaceFields):
    """When and where. Lawful days are offered; any other may be typed, and is explained."""

    sections = [
        Section("When", ["day", "late_reason", "starts", "ends"]),
        Section("Where", ["mode"]),
    ]
    day = RadioField(what="a day", label="Which day?", choices=[])
    other_day = DateField(
        what="the day of the meeting", label="Which other day?", help_text="For example, 27 3 2027"
    )
    already_held = TickField(
        what="that it took place", label="The meeting has already taken place", required=False
    )
    late_reason = LongTextField(
        what="why it cannot be held in time",
        label="Why can it not be held in time?",
        required=False,
        max_length=2000,
        rows=3,
    )
    starts = TimeField(what="the time it starts", label="When does it start?", help_text="10am")
    ends = TimeField(what="the time it ends", label="When does it end?", help_text="12:30pm")

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        case: Case,
        today: date,
        now: datetime,
        **kwargs: Any,
    ) -> None:
        self.case, self.now = case, now
        super().__init__(data, today=today, **kwargs)
        self.limits = limits_of(case, today=today)
        if self.limits.remote_asked:
            mode = cast(Radios, self.fields["mode"].widget)
            reason = {str(HearingMode.IN_PERSON): ["venue", "in_person_reason"]}
            mode.reveals = {**mode.reveals, **reason}
        else:
            del self.fields["in_person_reason"]
        self.offered = offer_days(self.limits)
        choices = [(day.day.isoformat(), write_long_day(day.day)) for day in self.offered]
        field = cast(RadioField, self.fields["day"])
        field.choices = [*choices, (ANOTHER, "Another day")]
        widget = cast(Radios, field.widget)
        widget.hints = {day.day.isoformat(): day.advice for day in self.offered}
        widget.reveals = {ANOTHER: self._find_asked_with_another()}

    def _find_asked_with_another(self) -> list[str]:
        """Ask why it is late always, never, or of another day alone: as the last day stands."""
        asked = ["other_day", "already_held"]
        if self.limits.last_day is None:
            del self.fields["late_reason"]
        elif all(day.in_time for day in self.offered):
            asked.append("late_reason")
            last = write_day(self.limits.last_day)
            self.fields["late_reason"].help_text = f"Only if the day is after {last}"
        return asked

    def clean_remote_link(self) -> str:
        link = str(self.cleaned_data["remote_link"] or "")
        if link and not link.startswith("https://"):
            self.add_error("remote_link", "The link must begin with https://")
        return link

    def clean(self) -> None:
        if not self.errors:
            add_faults(self, self.find_faults())
        if not self.errors:
            _ask_to_weigh(self)

    def find_faults(self) -> list[Fault]:
        """Return what is wrong with the time and place, beyond what each field sees alone."""
        return find_listing_faults(self.case, self.proposal, now=self.now)

    @property
    def proposal(self) -> Proposal:
        """What was typed, as the actions take it. Only once every field is right by itself."""
        typed = self.cleaned_data
        chosen = typed["day"]
        day = typed["other_day"] if chosen == ANOTHER else date.fromisoformat(chosen)
        starts, ends = (datetime.combine(day, typed[n], tzinfo=LONDON) for n in ("starts", "ends"))
        return Proposal(
            starts_at=starts,
            ends_at=ends,
            mode=HearingMode(typed["mode"]),
            venue=typed["venue"] or "",
            remote_link=typed["remote_link"] or "",
            ground=Ground(typed["ground"]) if typed["ground"] else None,
            conditions=frozenset(Condition(c) for c in typed["conditions"] or ()),
            already_held=bool(typed["already_held"]),
            late_reason=typed.get("late_reason") or "",
            in_person_reason=typed.get("in_person_reason") or "",
        )

    def find_clashes(
        self, about: str, governors: Sequence[User], *, but_for: int = 0
    ) -> list[Fault]:
        """Return who of ``governors`` sits elsewhere at the time that was typed."""
        starts, ends = self.proposal.starts_at, self.proposal.ends_at
        if ends <= starts:  # told as a fault of its own: no time to look at
            return []
        during = DateTimeTZRange(starts, ends)
        clashes = [seats.describe_clash(one, during, but_for=but_for) for one in governors]
        return [Fault(about, clash) for clash in clashes if clash]


def _ask_to_weigh(form: TimeAndPlaceForm) -> None:
    """
    Ask about what speaks against a day that was typed, before anybody is told of it.

    Of a day that is offered the page has said it beside the day.
    """
    if form.cleaned_data["day"] != ANOTHER:
        return
    warnings = find_unweighed(form.case, form.proposal, now=form.now)
    if not warnings:
        return
    field = CheckboxesField(
        what="each of these", label=WEIGH, choices=[(told, told) for told in warnings]
    )
    form.fields["weighed"] = field
    ticked = field.widget.value_from_datadict(form.data, form.files, form.add_prefix("weighed"))
    if set(warnings) - set(ticked or ()):
        form.add_error(
            "weighed", "Nothing is done yet. Tick what you have weighed, or choose another day"
        )


class ListingForm(TimeAndPlaceForm):
    """A first listing: time, place and the panel."""

    sections = [
        *TimeAndPlaceForm.sections,
        Section("Panel", ["panel", "chair"], "At least three governors, one of them in the chair."),
    ]
    panel = CheckboxesField(what="the governors of the panel", label="Who sits?", choices=[])
    chair = RadioField(what="the chair", label="Who chairs?", choices=[])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.governors = {str(one.pk): one for one in get_governors(self.case)}
        named = [(pk, str(governor)) for pk, governor in self.governors.items()]
        for name in ("panel", "chair"):
            cast(RadioField, self.fields[name]).choices = named
        now = datetime.combine(self.today, datetime.min.time(), tzinfo=LONDON)
        ahead = DateTimeTZRange(now, now + LOOK_AHEAD)
        cast(Radios, self.fields["panel"].widget).hints = {
            pk: clash
            for pk, governor in self.governors.items()
            if (clash := seats.describe_clash(governor, ahead))
        }

    def find_faults(self) -> list[Fault]:
        clashes = self.find_clashes("panel", [chosen.governor for chosen in self.chosen])
        return super().find_faults() + find_choice_faults(self.case, self.chosen) + clashes

    @property
    def chosen(self) -> list[Chosen]:
        """The governors ticked, one of them in the chair."""
        typed = self.cleaned_data
        return [Chosen(self.governors[pk], is_chair=pk == typed["chair"]) for pk in typed["panel"]]


class MoveForm(TimeAndPlaceForm):
    """Another time or place for a hearing; the panel comes with it."""

    def __init__(self, *args: Any, hearing: Hearing, **kwargs: Any) -> None:
        self.hearing = hearing
        super().__init__(*args, case=hearing.case, **kwargs)

    def find_faults(self) -> list[Fault]:
        taken = self.hearing.seats.filter(released=False).select_related("governor")
        panel = [seat.governor for seat in taken]
        return super().find_faults() + self.find_clashes("day", panel, but_for=self.hearing.pk)


class CancelForm(PageForm):
    """Why a hearing is cancelled; a clerical mistake is kept apart from the figures."""

    how = RadioField(
        what="what happened",
        label="What happened?",
        choices=[
            ("VACATED", "The meeting will not take place on that day"),
            ("ERROR", "It was listed by mistake"),
        ],
        hints={"ERROR": "It is kept on record and left out of the figures"},
    )
    reason = LongTextField(
        what="why it is cancelled",
        label="Why is it cancelled?",
        help_text="Everybody invited is told this. Do not name the child.",
        max_length=1000,
        rows=3,
    )
