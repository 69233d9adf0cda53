"""Everything that is asked about hearings. Nothing here writes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from casework.models import Case, Deadline
from casework.states import CaseStatus
from hearings.letters import AUTHORITIES, key_of
from hearings.models import Answer, Hearing, Invitation, Outcome
from hearings.states import HearingStatus
from notifications.models import Message
from organisations import access
from organisations.models import User
from organisations.roles import Role
from statute.london import LONDON

ONE_DAY = timedelta(days=1)


def find_listed_hearing(case_id: int) -> Hearing | None:
    """Return the hearing that is listed for this case, if one is."""
    return Hearing.objects.filter(case=case_id, status=HearingStatus.LISTED).first()


def get_hearings(case: Case) -> QuerySet[Hearing]:
    """Return the case's hearings, the latest listed first; those listed in error as well."""
    return (
        Hearing.objects.filter(case=case)
        .select_related("case__school", "outcome")
        .order_by("-listed_at", "-pk")
    )


def get_coming_hearings(user: User, *, today: date) -> QuerySet[Hearing]:
    """Return the listed hearings that this person may see, from today on, soonest first."""
    return (
        Hearing.objects.visible_to(user)
        .filter(status=HearingStatus.LISTED, during__endswith__gte=_begin(today))
        .select_related("case__school")
        .order_by("during", "pk")
    )


def get_invitations_to_answer(user: User, *, today: date) -> QuerySet[Invitation]:
    """Return the invitations of this person's authority that wait for an answer, soonest first."""
    authority = access.get_authority(user)
    return (
        Invitation.objects.visible_to(user)
        .standing_now()
        .filter(
            local_authority=authority if authority else -1,
            kind__in=AUTHORITIES,
            answer=Answer.NONE,
            hearing__status=HearingStatus.LISTED,
            hearing__during__startswith__gte=_begin(today),
        )
        .select_related("hearing__case__school")
        .order_by("hearing__during", "pk")
    )


def get_cases_to_list(user: User) -> QuerySet[Case]:
    """
    Return the cases of this clerk's schools that await the board with no hearing listed or held.

    Each has ``last_day``: the last day in time, or None while it cannot be counted.
    """
    listed = Hearing.objects.filter(
        case=OuterRef("pk"), status__in=(HearingStatus.LISTED, HearingStatus.HELD)
    )
    duty = Deadline.objects.filter(case=OuterRef("pk"), rule_id="G1")
    return (
        Case.objects.filter(school__in=_schools_of_clerk(user), status=CaseStatus.AWAITING_BOARD)
        .filter(~Exists(listed))
        .annotate(last_day=Subquery(duty.values("due_date")[:1]))
        .select_related("school")
        .order_by(F("last_day").asc(nulls_first=True), "pk")
    )


def get_hearings_to_record(user: User, *, today: date) -> QuerySet[Hearing]:
    """Return this clerk's hearings of today or earlier that are not recorded yet, oldest first."""
    return (
        Hearing.objects.filter(case__school__in=_schools_of_clerk(user))
        .filter(status=HearingStatus.LISTED, during__startswith__lt=_begin(today + ONE_DAY))
        .select_related("case__school")
        .order_by("during", "pk")
    )


def get_outcomes_to_record(user: User) -> QuerySet[Hearing]:
    """Return this clerk's hearings that were held and have no outcome, oldest first."""
    return (
        Hearing.objects.filter(case__school__in=_schools_of_clerk(user))
        .filter(status=HearingStatus.HELD, outcome=None, case__status=CaseStatus.AWAITING_BOARD)
        .select_related("case__school")
        .order_by("during", "pk")
    )


def get_letters_to_give(user: User) -> QuerySet[Outcome]:
    """Return this clerk's outcomes whose decision letter has not been given, oldest first."""
    return (
        Outcome.objects.filter(hearing__case__school__in=_schools_of_clerk(user))
        .filter(notice_sent_on=None)
        .select_related("hearing__case__school")
        .order_by("decided_on", "pk")
    )


def get_invitations(hearing: Hearing) -> QuerySet[Invitation]:
    """Return who is asked to this hearing now, authorities first."""
    return (
        hearing.invitations.standing_now()
        .select_related("local_authority", "user", "adult", "answered_by", "hearing__case__school")
        .order_by("kind", "pk")
    )


def get_authority_invitations(hearing: Hearing) -> QuerySet[Invitation]:
    """Return the standing invitations of local authorities to this hearing."""
    return get_invitations(hearing).filter(local_authority__isnull=False)


def find_outcome(hearing: Hearing) -> Outcome | None:
    """Return what was decided at this hearing, if it is recorded."""
    return Outcome.objects.filter(hearing=hearing).first()


def get_messages(hearing: Hearing, user: User) -> list[Message]:
    """Return every letter about this hearing that this person may read of, newest first."""
    about = Message.objects.visible_to(user).filter(
        about=hearing.case.stream, dedupe_key__startswith=key_of(hearing)
    )
    return list(about.order_by("-created_at", "-pk"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What waits for one person in this room."""

    to_answer: Sequence[Invitation]
    to_list: Sequence[Case]
    to_record: Sequence[Hearing]
    outcomes_to_record: Sequence[Hearing]
    letters_to_give: Sequence[Outcome]
    coming: Sequence[Hearing]

    def __bool__(self) -> bool:
        return any(
            (
                self.to_answer,
                self.to_list,
                self.to_record,
                self.outcomes_to_record,
                self.letters_to_give,
                self.coming,
            )
        )


MOST = 20  # of each kind on a home page: the oldest come first


def get_work(user: User, *, today: date) -> Work:
    """Return what waits for this person, at most ``MOST`` of each kind."""
    return Work(
        to_answer=list(get_invitations_to_answer(user, today=today)[:MOST]),
        to_list=list(get_cases_to_list(user)[:MOST]),
        to_record=list(get_hearings_to_record(user, today=today)[:MOST]),
        outcomes_to_record=list(get_outcomes_to_record(user)[:MOST]),
        letters_to_give=list(get_letters_to_give(user)[:MOST]),
        coming=list(get_coming_hearings(user, today=today)[:MOST]),
    )


def _begin(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=LONDON)


def _schools_of_clerk(user: User) -> list[int]:
    schools = access.get_schools(user, Role.GOVERNANCE_CLERK)
    return [school.pk for school in schools]
