"""Whether a meeting can be recorded as held so: who came, as what, and who spoke."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hearings.models import Capacity, Hearing
from hearings.standings import AuthorityStanding, standings_of
from statute.law.meeting import PANEL_AT_LEAST
from statute.meeting import Fault


class CannotBeRecorded(Exception):
    """What was said of a meeting or a decision cannot be so; ``faults`` has each reason."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(". ".join(fault.told for fault in faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attended:
    """One person who was expected or who came."""

    name: str
    capacity: Capacity
    attended: bool
    remotely: bool = False
    spoke: bool = False


AUTHORITIES = (Capacity.AUTHORITY, Capacity.HOME_AUTHORITY)


def find_sitting_faults(
    hearing: Hearing, people: Sequence[Attended], *, now: datetime
) -> list[Fault]:
    """Return every reason why this cannot be the record of ``hearing``."""
    faults = []
    if now < hearing.starts_at:
        faults.append(Fault("people", "The meeting has not begun, so it cannot be recorded yet"))
    sat = sum(p.attended for p in people if p.capacity is Capacity.GOVERNOR)
    if sat < PANEL_AT_LEAST:
        told = f"A decision needs at least {PANEL_AT_LEAST} governors, and {sat} are marked as "
        faults.append(Fault("people", told + "having come. Cancel this hearing and list another"))
    faults += [
        Fault("people", "Enter the name of everybody who came")
        for person in people
        if person.attended and not person.name.strip()
    ]
    faults += [
        Fault("people", f"{person.name} cannot have spoken without attending")
        for person in people
        if person.spoke and not person.attended
    ]
    standings = standings_by_capacity(hearing)
    for person in people:
        if person.capacity in AUTHORITIES and person.attended:
            faults += _find_standing_faults(person, standings.get(person.capacity))
    return faults


def standings_by_capacity(hearing: Hearing) -> dict[Capacity, AuthorityStanding]:
    """Return as what each authority of the case may come. Nobody types it."""
    return {
        Capacity.HOME_AUTHORITY if one.is_home else Capacity.AUTHORITY: one
        for one in standings_of(hearing.case)
    }


def _find_standing_faults(person: Attended, one: AuthorityStanding | None) -> list[Fault]:
    if one is None:
        return [Fault("people", "This case has no home local authority")]
    name = one.authority.name
    if not one.may_come:
        told = f"{name} {one.words}. If the family asked for it, record that first"
        return [Fault("people", told)]
    if person.spoke and not one.may_speak:
        told = f"{name} came as an observer. If the trust agreed that it may speak, record that"
        return [Fault("people", f"{told} first")]
    return []
