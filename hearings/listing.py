"""Whether a hearing may be listed as somebody means to: asked of a first listing and of a move."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from casework.board_limit import get_board_limits
from casework.facts import facts_of
from casework.models import Case
from hearings.models import Hearing
from hearings.states import HearingMode
from organisations.models import User
from organisations.roles import Role
from statute.facts import Fact
from statute.london import london_date
from statute.meeting import (
    Condition,
    Fault,
    Ground,
    Limits,
    Plan,
    Seat,
    find_meeting_faults,
    find_meeting_warnings,
    find_panel_faults,
    find_warnings_to_weigh,
)


class UnlawfulListing(Exception):
    """The hearing may not be listed as it was asked for; ``faults`` has every reason."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(". ".join(fault.told for fault in faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """When, where and how a hearing is to be held, or was: ``already_held`` enters it late."""

    starts_at: datetime
    ends_at: datetime
    mode: HearingMode
    venue: str = ""
    remote_link: str = ""
    ground: Ground | None = None
    conditions: frozenset[Condition] = frozenset()
    already_held: bool = False
    late_reason: str = ""
    in_person_reason: str = ""  # where the family asked for a remote meeting

    @property
    def day(self) -> date:
        return london_date(self.starts_at)

    def plan_at(self, now: datetime) -> Plan:
        """Return what the law asks about it, as of ``now``."""
        return Plan(
            day=self.day,
            has_begun=self.starts_at <= now,
            is_remote=self.mode is HearingMode.REMOTE,
            ground=self.ground,
            conditions=self.conditions,
            already_held=self.already_held,
            late_reason=self.late_reason,
            in_person_reason=self.in_person_reason,
        )


@dataclass(frozen=True, slots=True)
class Chosen:
    """A governor chosen for a panel."""

    governor: User
    is_chair: bool = False


def limits_of(case: Case, *, today: date) -> Limits:
    """Return what a date for this case's hearing is measured against: the limit and school days."""
    dates = facts_of(case).dates
    duty = get_board_limits(case).first()
    return Limits(
        calendar=case.school.get_calendar(),
        today=today,
        last_day=duty.due_date if duty else None,
        rule_id=duty.rule_id if duty else "",
        gap=duty.gap if duty else "it is not recorded when the governing board was told",
        excluded_on=case.excluded_on,
        told_on=dates.get(Fact.BOARD_INFORMED),
        remote_asked=has_asked_for_remote(case),
    )


def has_asked_for_remote(case: Case) -> bool:
    """Tell whether the family asked for a meeting by remote access, as the school wrote."""
    return bool(case.follow_up.get("remote_meeting") == "YES")


def check_listing(case: Case, proposal: Proposal, *, now: datetime) -> list[str]:
    """
    Return the warnings about a hearing that may be listed so.

    :raises UnlawfulListing: with every fault, if it may not.
    """
    if faults := find_listing_faults(case, proposal, now=now):
        raise UnlawfulListing(faults)
    return find_meeting_warnings(proposal.plan_at(now), limits_of(case, today=london_date(now)))


def find_unweighed(case: Case, proposal: Proposal, *, now: datetime) -> list[str]:
    """Return the warnings that somebody must have read before anybody is told of the hearing."""
    return find_warnings_to_weigh(proposal.plan_at(now), limits_of(case, today=london_date(now)))


def find_listing_faults(case: Case, proposal: Proposal, *, now: datetime) -> list[Fault]:
    """Return every reason why this case's hearing may not be listed as proposed."""
    limits = limits_of(case, today=london_date(now))
    faults = find_meeting_faults(proposal.plan_at(now), limits)
    if proposal.ends_at <= proposal.starts_at:
        faults.append(Fault("ends", "The meeting must end after it starts"))
    if proposal.mode is HearingMode.IN_PERSON and not proposal.venue.strip():
        faults.append(Fault("venue", "Enter where the meeting is held"))
    if proposal.mode is HearingMode.REMOTE and not proposal.remote_link:
        faults.append(Fault("remote_link", "Enter the link that people use to join the meeting"))
    return faults


def find_choice_faults(case: Case, panel: Sequence[Chosen]) -> list[Fault]:
    """Return every reason why these people may not be this case's panel."""
    governors = set(get_governors(case).values_list("pk", flat=True))
    strangers = [
        Fault("panel", f"{chosen.governor} is not a governor of {case.school}")
        for chosen in panel
        if chosen.governor.pk not in governors
    ]
    seats = [Seat(c.governor.pk, str(c.governor), c.is_chair) for c in panel]
    return strangers + find_panel_faults(seats)


def get_governors(case: Case) -> QuerySet[User]:
    """Return the people who may sit: the school's governors, by name."""
    return User.objects.filter(
        memberships__school=case.school_id,
        memberships__role=Role.GOVERNOR,
        memberships__ended_at=None,
    ).order_by("last_name", "first_name", "pk")


def describe_times(hearing: Hearing) -> dict[str, str]:
    """Return when and how a hearing is held, as the record keeps it before and after a move."""
    return {
        "starts_at": hearing.starts_at.isoformat(),
        "ends_at": hearing.ends_at.isoformat(),
        "mode": hearing.mode,
    }
