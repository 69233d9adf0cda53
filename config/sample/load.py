"""Fills an empty database with the sample: real schools, invented people and cases."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.db import connection

from casework.models import Case
from config.sample.drafts import start_drafts
from config.sample.play import play
from config.sample.scene import Cast, Scene
from config.sample.school_days import READING, WOKINGHAM, Year, get_session_dates, get_year
from config.sample.staff import Recruiter, Staff, give_addresses, make_trusts
from config.sample.stories import Story, tell_stories
from organisations import calendars
from organisations.calendars import SessionDates
from organisations.imports.authorities import import_authorities
from organisations.imports.bank_holidays import SHIPPED, import_bank_holidays
from organisations.imports.register import RegisterFile, import_register
from organisations.models import CalendarSource, LocalAuthority, School, User
from organisations.roles import Role
from statute.facts import SchoolType
from statute.london import london_date
from statute.school_years import SchoolYear
from transparency.actions import compile_release, publish_release
from transparency.models import Reason

HERE = Path(__file__).parent
ACTOR = "system/sample"
REGISTER = "register_reading_wokingham.csv"
REGISTER_DAY = date(2023, 2, 15)
SHAPES = {"870": READING, "872": WOKINGHAM}
FAR_AWAY = "869"  # an authority that does not use the service: nobody has verified its mailbox
SEEDS = {"870": 100, "872": 500}
SCHOOLS_WITH_CASES = 18  # for each authority
SECONDARY_FIRST = {"4": 0, "0": 1, "2": 2}

Watch = Callable[[Sequence[Story]], Iterable[Story]]


class NotEmpty(Exception):
    """There are cases in the database: a sample among real children would be a disaster."""


@dataclass(frozen=True, slots=True)
class Loaded:
    authorities: int
    schools: int
    people: int
    cases: int


def load_sample(*, cases: int, now: datetime, watch: Watch) -> Loaded:
    """
    Load the sample inside the caller's transaction, which sees the whole service.

    :raises NotEmpty: if there is any case.
    """
    if Case.objects.exists():
        raise NotEmpty("there are cases already: the sample is only for an empty database")
    _import_reference_data(now)
    authorities = list(LocalAuthority.objects.filter(code__in=SHAPES, in_force_to=None))
    _publish_school_days(authorities, now=now)
    recruiter = Recruiter()
    officers = {
        a.pk: recruiter.hire("Avery", Role.LA_OFFICER, local_authority=a) for a in authorities
    }
    managers = {
        a.pk: recruiter.hire("Morgan", Role.LA_MANAGER, local_authority=a) for a in authorities
    }
    for manager in managers.values():
        recruiter.give_second_step(manager)
    schools = {a.pk: _choose_schools(a) for a in authorities}
    everywhere = [school for chosen in schools.values() for school in chosen]
    give_addresses(authorities, everywhere, now=now)
    _found_trusts(everywhere, recruiter)
    staff = {school.pk: recruiter.staff(school) for school in everywhere}
    far = LocalAuthority.objects.get(code=FAR_AWAY, in_force_to=None)
    cast = Cast(officers=officers, elsewhere=_swap(authorities), far_away=far, until=now)
    for authority in authorities:
        share = cases * len(schools[authority.pk]) // (2 * SCHOOLS_WITH_CASES)
        stories = _tell(authority, schools[authority.pk], cases=share, today=london_date(now))
        _play_all(watch(stories), staff, cast, authority)
        _finish(authority, schools[authority.pk][0], staff, managers[authority.pk], now=now)
    for name, role in (("Reese", Role.REVIEW_CLERK), ("Rory", Role.REVIEW_MEMBER)):
        _assign_reviewer(recruiter.hire(name, role), role, now=now)
    connection.run_on_commit.clear()  # nothing waits to be sent: nobody need be woken
    return Loaded(len(authorities), School.objects.count(), recruiter.count, Case.objects.count())


def _import_reference_data(now: datetime) -> None:
    import_authorities(actor=ACTOR, now=now)
    import_bank_holidays(SHIPPED.read_bytes(), actor=ACTOR, now=now)
    register = RegisterFile(
        content=(HERE / REGISTER).read_bytes(),
        name=REGISTER,
        links=(HERE / "register_links.csv").read_bytes(),
        as_at=REGISTER_DAY,
    )
    import_register(register, actor=ACTOR, now=now)


def _publish_school_days(authorities: Sequence[LocalAuthority], *, now: datetime) -> None:
    for authority in authorities:
        _publish(
            authority, get_session_dates(*_years(authority, now)), CalendarSource.AUTHORITY, now
        )
        # One school publishes only until Christmas: its later deadlines wait for its dates.
        early = _choose_schools(authority)[1]
        this_year = get_year(SHAPES[authority.code], SchoolYear.of(london_date(now)).starts)
        until = get_session_dates(*_years(authority, now)[:2], until=this_year.terms[0][1])
        _publish(early, until, CalendarSource.SCHOOL, now)


def _publish(
    owner: School | LocalAuthority, dates: SessionDates, source: CalendarSource, now: datetime
) -> None:
    calendars.publish(owner, dates, source=source, reason="first published", actor=ACTOR, now=now)


def _years(authority: LocalAuthority, now: datetime) -> list[Year]:
    this_year = SchoolYear.of(london_date(now)).starts
    return [get_year(SHAPES[authority.code], this_year + n) for n in (-1, 0, 1)]


def _choose_schools(authority: LocalAuthority) -> list[School]:
    """Return schools of every type that the law reaches, secondary schools first."""
    records = School.objects.filter(
        local_authority=authority,
        closed_on=None,
        records__in_force_to=None,
        records__school_type__in=SchoolType,
    ).select_related("local_authority", "trust")
    by_phase = sorted(records, key=lambda s: (SECONDARY_FIRST.get(s.phase_code, 3), s.urn))
    return by_phase[:SCHOOLS_WITH_CASES]


def _found_trusts(schools: Sequence[School], recruiter: Recruiter) -> None:
    academies = [
        school
        for school in schools
        if school.records.filter(in_force_to=None, school_type=SchoolType.ACADEMY).exists()
    ]
    for trust in make_trusts(academies):
        recruiter.hire("Taylor", Role.TRUST_OFFICER, trust=trust)


def _swap(authorities: Sequence[LocalAuthority]) -> dict[int, LocalAuthority]:
    one, other = authorities
    return {one.pk: other, other.pk: one}


def _tell(
    authority: LocalAuthority, schools: Sequence[School], *, cases: int, today: date
) -> list[Story]:
    version = authority.calendar_versions.get()
    return tell_stories(
        schools, version.calendar, cases=cases, today=today, seed=SEEDS[authority.code]
    )


def _play_all(
    stories: Iterable[Story], staff: dict[int, Staff], cast: Cast, authority: LocalAuthority
) -> None:
    calendar = authority.calendar_versions.get().calendar
    for story in stories:
        play(Scene(story, staff[story.school.pk], cast, calendar))


def _finish(
    authority: LocalAuthority,
    school: School,
    staff: dict[int, Staff],
    manager: User,
    *,
    now: datetime,
) -> None:
    """Leave two drafts at one school, and publish last year's figures."""
    today = london_date(now)
    days = authority.calendar_versions.get().session_days
    last = max(day for day in days if day <= today)
    start_drafts(school, staff[school.pk], last_school_day=last, now=now)
    last_year = SchoolYear(SchoolYear.of(today).starts - 1)
    release = compile_release(authority=authority, year=last_year, actor=manager, now=now)
    publish_release(
        release_id=release.pk, digest=release.digest, reason=Reason.FIRST, actor=manager, now=now
    )


def _assign_reviewer(user: User, role: Role, *, now: datetime) -> None:
    case = Case.objects.filter(status="REVIEW_WINDOW").order_by("-excluded_on", "pk").first()
    if case is not None:
        case.assignments.create(user=user, role=role, assigned_at=now - timedelta(days=1))
