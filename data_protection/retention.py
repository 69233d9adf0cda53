"""When a case may be disposed of, worked out from what happened in it; nothing is stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Max

from audit.models import AuditEvent
from casework.models import Case, CaseFact, Pupil
from casework.states import ENDED, MOVES, CaseStatus
from data_protection.models import LegalHold
from data_protection.schedule import OF_A_CASE, RecordClass, Start
from design_system.words import write_day
from hearings.models import Hearing
from hearings.states import HearingStatus
from notifications.models import ENDED as SETTLED
from notifications.models import Message
from statute.calendar_months import add_months
from statute.facts import PLANNED
from statute.london import london_date

ENDING_EVENTS = tuple({move.event for (_, to), move in MOVES.items() if to in ENDED})


@dataclass(frozen=True, slots=True)
class Kept:
    """One class of a case's records: from which day it is counted, and its last day."""

    record: RecordClass
    counted_from: date
    until: date
    because: str

    def __str__(self) -> str:
        return f"{self.record.name}: kept until {write_day(self.until)}, {self.because}"


@dataclass(frozen=True, slots=True)
class Standing:
    """How one case stands against the schedule. ``bars`` say why it may not go; none: it may."""

    case: Case
    kept: tuple[Kept, ...]
    bars: tuple[str, ...]

    @property
    def until(self) -> date | None:
        """The last day on which anything of it must be kept; None while it has not ended."""
        return max((kept.until for kept in self.kept), default=None)


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What happened in some cases, read once for all of them."""

    ended: Mapping[int, date]
    hearings: Mapping[int, date]
    letters: Mapping[int, date]
    unsettled: frozenset[int]
    births: Mapping[int, date]
    held_since: Mapping[int, datetime]


def find_standing(cases: Sequence[Case], *, today: date) -> list[Standing]:
    """Return how each case stands on ``today``; a hundred take as many reads as one."""
    found = _gather(cases)
    return [_judge(case, found, today) for case in cases]


def get_months(record: RecordClass) -> int:
    """Return the period of a class as the settings have it."""
    return int(getattr(settings, record.setting))


def _judge(case: Case, found: _Gathered, today: date) -> Standing:
    kept = tuple(_keep(case, found)) if case.status in ENDED else ()
    bars = []
    if case.status not in ENDED:
        bars.append(f"the case has not ended: {CaseStatus(case.status).label.lower()}")
    if since := found.held_since.get(case.pk):
        bars.append(f"it has been on legal hold since {write_day(since)}")
    if case.pk in found.unsettled:
        bars.append("one of its letters is not settled: see Letters")
    if over := [one for one in kept if today <= one.until]:
        last = max(over, key=lambda one: one.until)
        bars.append(f"it must be kept until {write_day(last.until)}, {last.because}")
    return Standing(case, kept, tuple(bars))


def _keep(case: Case, found: _Gathered) -> Iterable[Kept]:
    ended = found.ended[case.pk]
    starts = {
        Start.CASE_ENDED: ended,
        Start.HEARING_HELD: found.hearings.get(case.pk),
        Start.LETTER_WRITTEN: found.letters.get(case.pk),
    }
    for record in OF_A_CASE:
        if start := starts[record.start]:
            months = get_months(record)
            because = f"{months} calendar months from {record.start.value}, {write_day(start)}"
            yield Kept(record, start, add_months(start, months), because)
            if record.key == "CASE_FILE" and (born := found.births.get(case.pk)):
                yield from _keep_until_age(record, born)


def _keep_until_age(record: RecordClass, born: date) -> Iterable[Kept]:
    if age := settings.CASE_FILE_UNTIL_AGE:
        until = add_months(born, 12 * age)
        yield Kept(record, born, until, f"the pupil’s {age}th birthday")


def _gather(cases: Sequence[Case]) -> _Gathered:
    ids = [case.pk for case in cases]
    messages = Message.objects.filter(case_id__in=ids)
    letters = messages.values_list("case_id").annotate(last=Max("created_at"))
    held = Hearing.objects.filter(case__in=ids, status=HearingStatus.HELD)
    holds = LegalHold.objects.filter(case__in=ids).standing()
    return _Gathered(
        ended=_find_ends(cases),
        hearings=_latest((h.case_id, h.held_on) for h in held),
        letters={case_id: london_date(last) for case_id, last in letters if case_id},
        unsettled=frozenset(
            case_id
            for case_id in messages.exclude(state__in=SETTLED).values_list("case_id", flat=True)
            if case_id
        ),
        births=dict(Pupil.objects.filter(case__in=ids).values_list("case_id", "born_on")),
        held_since=dict(holds.order_by("-put_at").values_list("case_id", "put_at")),
    )


def _find_ends(cases: Sequence[Case]) -> dict[int, date]:
    """Return the last day on which anything happened in each case, its end among it."""
    ids = [case.pk for case in cases]
    facts = CaseFact.objects.filter(case__in=ids, withdrawn_at=None).exclude(fact__in=PLANNED)
    streams = {case.stream: case.pk for case in cases}
    moved = AuditEvent.objects.filter(stream__in=list(streams), kind__in=ENDING_EVENTS)
    happened = [(case.pk, case.excluded_on) for case in cases]
    happened += facts.values_list("case_id", "happened_on")
    happened += [(streams[s], london_date(at)) for s, at in moved.values_list("stream", "at")]
    return _latest(happened)


def _latest(days: Iterable[tuple[int, date]]) -> dict[int, date]:
    latest: dict[int, date] = {}
    for case_id, day in days:
        latest[case_id] = max(day, latest.get(case_id, day))
    return latest
