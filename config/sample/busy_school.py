"""One school with many open cases, added to a sample: to see what a snow day does there."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from casework.models import Case
from config.sample.people import DOMAIN, UPN_STEM
from config.sample.play import play
from config.sample.scene import Cast, Scene
from config.sample.staff import Staff
from config.sample.stories import tell_recent
from organisations.models import LocalAuthority, Membership, School, User
from organisations.roles import Role
from statute.london import london_date

SEED = 900
MOST_CASES = 100  # the invented pupils' numbers end there


class NoSample(Exception):
    """There is no sample here, or it has no school: invented cases belong nowhere else."""


class TooManyCases(Exception):
    """More invented pupils than there are numbers for."""


@dataclass(frozen=True, slots=True)
class Filled:
    school: School
    added: int


def fill_school(*, cases: int, now: datetime) -> Filled:
    """
    Give so many notices at the first headteacher's school, inside the caller's transaction.

    Each stands before the board with its clocks running, on one of the last five school days. All
    of it is of this school year, so no published figure changes.

    :raises NoSample: if nobody of the sample heads a school here.
    :raises TooManyCases: if the school would have more of them than ``MOST_CASES``.
    """
    school = _find_school()
    begun = Case.objects.filter(
        school=school, pupil__upn__contains=f"{UPN_STEM}{SEED // 100}"
    ).count()
    if begun + cases > MOST_CASES:
        raise TooManyCases(f"at most {MOST_CASES} cases can be added, and {begun} are there")
    authority = school.local_authority
    assert authority is not None  # the sample's schools all have one
    officer = _find_person(Role.LA_OFFICER, local_authority=authority)
    cast = Cast(officers={authority.pk: officer}, elsewhere={}, far_away=authority, until=now)
    calendar = school.get_calendar()
    stories = tell_recent(
        school, calendar, cases=cases, today=london_date(now), seed=SEED, first=begun
    )
    for story in stories:
        play(Scene(story, _find_staff(school), cast, calendar))
    connection.run_on_commit.clear()  # their letters left in the past: nobody need be woken
    return Filled(school, len(stories))


def _find_school() -> School:
    heads = Membership.objects.filter(
        role=Role.HEADTEACHER, user__email__endswith=DOMAIN, ended_at=None
    )
    first = heads.select_related("school__local_authority").order_by("pk").first()
    if first is None or first.school is None:
        raise NoSample("nobody of the sample heads a school here: load the sample first")
    return first.school


def _find_staff(school: School) -> Staff:
    return Staff(
        head=_find_person(Role.HEADTEACHER, school=school),
        office=_find_person(Role.SCHOOL_STAFF, school=school),
        clerk=_find_person(Role.GOVERNANCE_CLERK, school=school),
        governors=(),
    )


def _find_person(role: Role, **organisation: School | LocalAuthority) -> User:
    held = Membership.objects.filter(role=role, ended_at=None, **organisation)
    return held.select_related("user").order_by("pk")[0].user
