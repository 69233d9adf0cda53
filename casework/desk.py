"""What needs somebody today: few questions, each answered in one go for everything they reach."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    CharField,
    Count,
    DateField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Concat, JSONObject

from audit.models import AuditEvent
from casework.access import may_draft
from casework.history import VIEWED
from casework.models import (
    Case,
    CaseAssignment,
    Deadline,
    DeadlineState,
    DraftState,
    NoticeDraft,
)
from casework.states import CaseStatus
from casework.wording import Clock, tell_clock
from notifications.models import STUCK, Message
from organisations import access
from organisations.models import CalendarVersion, LocalAuthority, School, User

MOST = 100  # rows of one part: nobody does more in a day, and the lists have the rest
NEW_FOR = timedelta(days=30)  # a notice nobody opened for longer is late in other ways
CALENDAR_AHEAD = timedelta(days=45)  # 15 school days from today lie within it
TASK_FIELDS = (
    "rule_id",
    "due_date",
    "gap",
    "counted",
    "case__public_id",
    "case__reference",
    "case__school__name",
    "case__school__urn",
)


@dataclass(frozen=True, slots=True)
class Task:
    """One deadline that presses: of which case, where, and how it stands."""

    public_id: UUID
    reference: str
    school: School
    rule_id: str
    gap: str
    clock: Clock

    @property
    def is_late(self) -> bool:
        return self.clock.colour == "red"


@dataclass(frozen=True, slots=True)
class NewNotice:
    """A notice that this person has not opened yet."""

    public_id: UUID
    reference: str
    school: str
    given_at: datetime


@dataclass(frozen=True, slots=True)
class AuthorityDesk:
    """What an authority's officer has to know besides deadlines."""

    name: str
    new_notices: tuple[NewNotice, ...]
    stuck_letters: int
    open_by_status: dict[str, int]


@dataclass(frozen=True, slots=True)
class Draft:
    """A notice being typed at a school."""

    public_id: UUID
    saved_at: datetime
    stage: str
    with_head: bool


@dataclass(frozen=True, slots=True)
class SchoolDesk:
    """What one school has on its desk."""

    school: School
    drafts: tuple[Draft, ...] = ()
    follow_ups: tuple[tuple[UUID, str], ...] = ()  # cases without the rest of their notice
    known_until: date | None = None
    calendar_ends_soon: bool = field(default=False)


def get_tasks(user: User, *, today: date) -> list[Task]:
    """
    Return the open deadlines that press, late ones first: late, near, or without a date.

    A day that is due within five school days can lie further off by the calendar: the search
    goes far enough for any holiday of a term, and the days counted decide.
    """
    horizon = today + timedelta(days=30)
    rows = Deadline.objects.filter(
        Q(due_date=None) | Q(due_date__lte=horizon),
        _in_reach(user),
        state=DeadlineState.OPEN,
        case__attend_to_on__lte=horizon,
    )
    rows = rows.select_related("case__school").only(*TASK_FIELDS)
    rows = rows.order_by(F("due_date").asc(nulls_last=True), "id")
    tasks = [_tell(row, today) for row in rows[: 3 * MOST]]
    return [task for task in tasks if task.clock.pressing][:MOST]


def get_authority_desk(user: User, *, now: datetime) -> AuthorityDesk | None:
    """Return what an officer's authority has on its desk; None for those of no authority."""
    authority = access.get_authority(user)
    if authority is None:
        return None
    mine = Q(authority=OuterRef("pk")) | Q(home_authority=OuterRef("pk"))
    open_cases = Case.objects.filter(mine, attend_to_on__isnull=False)
    looks = AuditEvent.objects.filter(
        stream=Concat(Value("case/"), Cast(OuterRef("pk"), CharField())),
        kind=VIEWED,
        actor=f"user/{user.pk}",
    )
    unseen = open_cases.filter(~Exists(looks), notice_given_at__gte=now - NEW_FOR)
    by_status = open_cases.order_by().values("status").annotate(number=Count("pk"))
    stuck = Message.objects.filter(
        Q(authority_id=OuterRef("pk")) | Q(home_authority_id=OuterRef("pk")), state__in=STUCK
    )
    found = LocalAuthority.objects.filter(pk=authority.pk).annotate(
        unseen=ArraySubquery(unseen.order_by("-notice_given_at").values_list(_as_notice())[:MOST]),
        stuck=Subquery(
            stuck.order_by().values(one=Value(1)).annotate(n=Count("pk")).values("n"),
            output_field=IntegerField(),
        ),
        statuses=ArraySubquery(by_status.values_list(JSONObject(status="status", number="number"))),
    )
    row = found.get()
    return AuthorityDesk(
        row.name,
        tuple(_read_notice(notice) for notice in row.unseen),
        row.stuck or 0,
        {CaseStatus(s["status"]).label: s["number"] for s in row.statuses},
    )


def get_school_desks(user: User, *, today: date) -> list[SchoolDesk]:
    """Return what each school of this person has on its desk, by name."""
    ids = access.get_school_ids(user)
    if not ids:
        return []
    drafts = NoticeDraft.objects.filter(
        school=OuterRef("pk"), state__in=(DraftState.OPEN, DraftState.WITH_HEAD)
    ).order_by("-saved_at")
    waiting = Case.objects.filter(
        school=OuterRef("pk"), follow_up_given_at=None, attend_to_on__isnull=False
    ).order_by("excluded_on", "id")
    own = CalendarVersion.objects.filter(school=OuterRef("pk")).order_by("-number")
    default = CalendarVersion.objects.filter(local_authority=OuterRef("local_authority")).order_by(
        "-number"
    )
    until = [
        Subquery(v.values("known_until")[:1], output_field=DateField()) for v in (own, default)
    ]
    schools = School.objects.filter(pk__in=ids).annotate(
        drafts=ArraySubquery(drafts.values_list(_as_draft())[:MOST]),
        waiting=ArraySubquery(
            waiting.values_list(JSONObject(id="public_id", reference="reference"))[:MOST]
        ),
        known_until=Coalesce(*until),
    )
    return [_read_school(school, user, today) for school in schools.order_by("name", "pk")]


def get_assigned_cases(user: User) -> list[Case]:
    """Return the cases assigned to this person one by one, what must be attended to first."""
    assigned = CaseAssignment.objects.filter(user=user, ended_at=None).values("case")
    rows = Case.objects.filter(pk__in=assigned).select_related("school")
    return list(rows.order_by(F("attend_to_on").asc(nulls_last=True), "-id")[:MOST])


def get_schools_without_dates(tasks: Sequence[Task]) -> list[tuple[School, str, int]]:
    """Return each school whose missing dates hold up a deadline: what is missing, and how many."""
    found: dict[int, tuple[School, str, int]] = {}
    for task in tasks:
        if task.gap:
            _, gap, number = found.get(task.school.pk, (task.school, task.gap, 0))
            found[task.school.pk] = (task.school, gap, number + 1)
    return sorted(found.values(), key=lambda row: row[0].name)


def _in_reach(user: User) -> Q:
    authority = access.get_authority(user)
    reached = Q(case__school__in=access.get_school_ids(user))
    if authority:
        reached |= Q(case__authority=authority) | Q(case__home_authority=authority)
    return reached


def _tell(row: Deadline, today: date) -> Task:
    clock = tell_clock(
        row.rule_id, due_date=row.due_date, gap=row.gap, counted=row.counted, today=today
    )
    case = row.case
    return Task(case.public_id, case.reference, case.school, row.rule_id, row.gap, clock)


def _as_notice() -> JSONObject:
    return JSONObject(
        id="public_id", reference="reference", school="school__name", at="notice_given_at"
    )


def _read_notice(notice: dict[str, str]) -> NewNotice:
    return NewNotice(
        UUID(notice["id"]),
        notice["reference"],
        notice["school"],
        datetime.fromisoformat(notice["at"]),
    )


def _as_draft() -> JSONObject:
    return JSONObject(id="public_id", at="saved_at", stage="stage", state="state")


def _read_school(school: School, user: User, today: date) -> SchoolDesk:
    """Drafts are for those who type them; row security alone would show them to a clerk."""
    found = school.__dict__
    types = may_draft(user, school)
    until: date | None = found["known_until"]
    return SchoolDesk(
        school,
        tuple(
            Draft(
                UUID(draft["id"]),
                datetime.fromisoformat(draft["at"]),
                draft["stage"],
                draft["state"] == DraftState.WITH_HEAD,
            )
            for draft in found["drafts"]
            if types
        ),
        tuple((UUID(case["id"]), case["reference"]) for case in found["waiting"]) if types else (),
        until,
        until is None or until < today + CALENDAR_AHEAD,
    )
