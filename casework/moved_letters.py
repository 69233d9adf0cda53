"""Telling those concerned that dates have moved: one message for each person, not for each case."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import ClassVar

from django.conf import settings

from casework.deadlines import Moved
from casework.letters import address_of_authority
from casework.wording import tell_subject
from design_system.words import write_day
from notifications import outbox
from notifications.outbox import Address, Reach
from organisations.models import CalendarVersion, LocalAuthority, Membership, School
from organisations.roles import Role

TOLD_AT_SCHOOLS = (Role.HEADTEACHER, Role.GOVERNANCE_CLERK)


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedLine:
    """One date of one case: what it was and what it is now, in words."""

    reference: str
    school: str
    subject: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DatesMoved:
    """That dates have moved with the school days, for one person or one mailbox."""

    template: ClassVar[str] = "letters/dates_moved"
    dedupe_key: str
    address: Address
    reach: Reach
    owner: str  # whose school days changed
    reason: str
    cases: int
    lines: tuple[MovedLine, ...]
    link: str


@dataclass(slots=True)
class _Concerned:
    key: str  # "user/7" or "authority/3"
    address: Address
    moved: list[Moved] = field(default_factory=list)


def tell_those_concerned(version: CalendarVersion, moved: Sequence[Moved], *, now: datetime) -> int:
    """
    Write to everybody whom a new version of school days concerns, once each; return to how many.

    Concerned are the heads and clerks of the schools, the authority's exclusions mailbox and that
    of the authority where a pupil lives, each for the clocks of theirs that moved and still run.
    Nobody is written to when none did. Runs inside the caller's transaction.
    """
    running = [move for move in moved if move.is_open]
    found: dict[str, _Concerned] = {}
    for one in _find_concerned(running):
        mailbox = one.address.to.lower() or one.key
        known = found.setdefault(mailbox, one)
        if known is not one:  # the same person at two schools, or a mailbox that two share
            known.moved += [move for move in one.moved if move not in known.moved]
    for one in found.values():
        outbox.enqueue(_write(version, one), now=now)
    return len(found)


def _find_concerned(moved: Sequence[Moved]) -> Iterator[_Concerned]:
    by_school: dict[int, list[Moved]] = {}
    by_authority: dict[int, tuple[LocalAuthority, list[Moved]]] = {}
    for move in moved:
        case = move.case
        by_school.setdefault(case.school_id, []).append(move)
        for authority in filter(None, (case.authority, case.home_authority)):
            by_authority.setdefault(authority.pk, (authority, []))[1].append(move)
    held = Membership.objects.filter(
        school__in=list(by_school), role__in=TOLD_AT_SCHOOLS, ended_at=None
    ).select_related("user", "school")
    seen: set[tuple[int, int]] = set()
    for membership in held.order_by("user_id", "school_id", "pk"):
        person, school_id = membership.user, membership.school_id
        if school_id is None or (person.pk, school_id) in seen:
            continue
        seen.add((person.pk, school_id))
        office = Role(membership.role).label
        address = Address(addressee=f"{person}, {office[0].lower()}{office[1:]}", to=person.email)
        yield _Concerned(f"user/{person.pk}", address, list(by_school[school_id]))
    for authority, own in by_authority.values():
        yield _Concerned(f"authority/{authority.pk}", address_of_authority(authority), own)


def _write(version: CalendarVersion, one: _Concerned) -> DatesMoved:
    owner = version.school or version.local_authority
    assert owner is not None  # a constraint of the table
    return DatesMoved(
        dedupe_key=f"calendar/{version.pk}/dates-moved/{one.key}",
        address=one.address,
        reach=_reach_of(owner, one),
        owner=owner.name,
        reason=version.reason,
        cases=len({move.case.pk for move in one.moved}),
        lines=tuple(
            MovedLine(
                reference=move.case.reference,
                school=move.case.school.name,
                subject=tell_subject(move.rule_id),
                before=_write_day(move.before),
                after=_write_day(move.after),
            )
            for move in sorted(one.moved, key=lambda move: (move.case.reference, move.rule_id))
        ),
        link=f"{settings.BASE_URL}/cases/",
    )


def _reach_of(owner: School | LocalAuthority, one: _Concerned) -> Reach:
    """Who may see on screen that it was sent: those to whom every case in it is open."""
    reach = Reach(
        about=f"{'school' if isinstance(owner, School) else 'authority'}/{owner.pk}",
        case_id=None,
        authority_id=one.moved[0].case.authority_id,
        home_authority_id=None,
        school_id=owner.pk if isinstance(owner, School) else None,
    )
    homes = {move.case.home_authority_id for move in one.moved}
    return replace(reach, home_authority_id=homes.pop()) if len(homes) == 1 else reach


def _write_day(day: date | None) -> str:
    return write_day(day) if day else "no date yet"
