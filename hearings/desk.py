"""What waits for one person in this room, and which hearings are coming: one question to ask."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, FilteredRelation, OuterRef, Q, Subquery

from casework.board_limit import get_board_limits
from casework.models import Case
from casework.states import WITH_THE_BOARD, CaseStatus
from hearings.models import Answer, Invitation
from hearings.states import HearingMode, HearingStatus
from notifications.models import Message
from notifications.queries import get_to_post
from organisations import access
from organisations.models import User
from organisations.roles import Role
from statute.london import LONDON, london_date

MOST = 100  # rows looked at: the soonest come first
CURRENT = (HearingStatus.LISTED, HearingStatus.HELD)
ONE_DAY = timedelta(days=1)
COLUMNS = {
    "reference": "reference",
    "school": "school__name",
    "school_id": "school_id",
    "case_id": "public_id",
    "case_status": "status",
    "hearing_id": "current__public_id",
    "hearing_status": "current__status",
    "during": "current__during",
    "mode": "current__mode",
    "venue": "current__venue",
    "decided_on": "current__outcome__decided_on",
    "notice_sent_on": "current__outcome__notice_sent_on",
    "last_day": "last_day",
    "invitation_id": "invitation_id",
    "answer": "answer",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One case, with its current hearing if it has one, as a line of a list."""

    reference: str
    school: str
    school_id: int
    case_id: UUID
    case_status: str
    hearing_id: UUID | None
    hearing_status: str | None
    during: Any  # a range of moments, or None
    mode: str | None
    venue: str | None
    decided_on: date | None
    notice_sent_on: date | None
    last_day: date | None
    invitation_id: UUID | None
    answer: str | None

    @property
    def starts_at(self) -> datetime | None:
        return self.during.lower if self.during else None

    @property
    def day(self) -> date | None:
        return london_date(self.during.lower) if self.during else None

    @property
    def is_remote(self) -> bool:
        return self.mode == HearingMode.REMOTE

    @property
    def is_listed(self) -> bool:
        return self.hearing_status == HearingStatus.LISTED

    @property
    def awaits_board(self) -> bool:
        return self.case_status in WITH_THE_BOARD

    @property
    def status_in_words(self) -> str:
        return CaseStatus(self.case_status).label


@dataclass(frozen=True, slots=True)
class ToPost:
    """A letter that waits for the clerk to print and post it."""

    message_id: UUID
    subject: str
    addressee: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Work:
    """What waits for one person: lists of lines, what comes soonest first."""

    to_answer: list[Item] = field(default_factory=list)
    to_list: list[Item] = field(default_factory=list)
    to_record: list[Item] = field(default_factory=list)
    to_cancel: list[Item] = field(default_factory=list)
    outcomes_to_record: list[Item] = field(default_factory=list)
    letters_to_give: list[Item] = field(default_factory=list)
    letters_to_post: list[ToPost] = field(default_factory=list)
    coming: list[Item] = field(default_factory=list)

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in self.__slots__)


def get_work(user: User, *, today: date) -> Work:
    """
    Return what this person has to answer, list, record and give, and the hearings that are coming.

    Only a clerk lists and records, for the schools they are clerk of; only an authority answers.
    """
    clerk_of = {
        held.school_id
        for held in user.standing_memberships
        if held.role == Role.GOVERNANCE_CLERK and held.school_id
    }
    work = Work(letters_to_post=_find_letters(user, clerk_of) if clerk_of else [])
    for row in _find_rows(user, clerk_of, today=today):
        item = Item(**row)
        if item.school_id in clerk_of:
            _sort_for_clerk(item, work, today=today)
        if item.is_listed and item.day and item.day >= today:
            work.coming.append(item)
            if item.invitation_id and item.answer == Answer.NONE:
                work.to_answer.append(item)
    return work


def _find_letters(user: User, clerk_of: set[int]) -> list[ToPost]:
    mine = get_to_post(Message.objects.visible_to(user).filter(school_id__in=clerk_of))
    rows = mine.values_list("reference", "subject", "addressee", "created_at")
    return [ToPost(*row) for row in rows[:MOST]]


def _sort_for_clerk(item: Item, work: Work, *, today: date) -> None:
    if item.hearing_id is None:
        work.to_list.append(item)
    elif item.is_listed and not item.awaits_board:
        work.to_cancel.append(item)
    elif item.is_listed and item.day and item.day <= today:
        work.to_record.append(item)
    elif not item.is_listed and item.decided_on is None:
        work.outcomes_to_record.append(item)
    elif not item.is_listed and item.notice_sent_on is None:
        work.letters_to_give.append(item)


def _find_rows(user: User, clerk_of: set[int], *, today: date) -> list[dict[str, Any]]:
    authority = access.get_authority(user)
    invited = Invitation.objects.standing_now().filter(
        hearing=OuterRef("current__pk"), local_authority=authority if authority else None
    )
    mine = invited if authority else invited.none()
    from_today = datetime.combine(today, time.min, tzinfo=LONDON)
    wanted = Q(current__status=HearingStatus.LISTED, current__during__endswith__gte=from_today)
    if clerk_of:
        at_work = Q(status__in=WITH_THE_BOARD) | Q(current__status=HearingStatus.LISTED)
        at_work |= Q(current__outcome__isnull=False, current__outcome__notice_sent_on=None)
        wanted |= Q(school__in=clerk_of) & at_work
    duty = get_board_limits(OuterRef("pk"))
    rows = (
        Case.objects.visible_to(user)
        .annotate(
            current=FilteredRelation("hearings", condition=Q(hearings__status__in=CURRENT)),
            last_day=Subquery(duty.values("due_date")[:1]),
            invitation_id=Subquery(mine.values("public_id")[:1]),
            answer=Subquery(mine.values("answer")[:1]),
        )
        .filter(wanted)
        .order_by(F("current__during").asc(nulls_first=True), "last_day", "pk")
        .values_list(*COLUMNS.values())
    )
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows[:MOST]]
