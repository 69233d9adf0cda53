"""Recording that a hearing was held, what the board decided, and that its letter was given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from audit.trail import on_the_record
from casework import deadlines
from casework.facts import state_fact
from casework.moves import move_case
from casework.states import CaseStatus
from hearings import access, moves, permissions
from hearings.decision_letters import LetterIncomplete, address_letters, draft_letter
from hearings.giving import Giving
from hearings.listing import limits_of
from hearings.models import Attendee, Decision, Hearing, Outcome
from hearings.sitting import (
    Attended,
    CannotBeRecorded,
    find_sitting_faults,
    standings_by_capacity,
)
from hearings.states import HearingStatus
from notifications import outbox
from organisations.models import User
from statute.decision import BoardDecision, find_decision_faults
from statute.facts import Fact
from statute.london import london_date
from statute.meeting import Fault, find_too_early

PDF_TEMPLATE = "letters/decision_letter.html"


class NotThisStep(Exception):
    """An earlier step is missing, or this one was done already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardOutcome:
    """What the board decided, with its reasons kept apart: test, evidence, findings."""

    decision: BoardDecision
    decided_on: date
    reinstate_by: date | None
    test_applied: str
    evidence_relied_on: str
    findings: str


@on_the_record
def record_held(
    *, hearing_id: int, people: Sequence[Attended], version: int, actor: User, now: datetime
) -> Hearing:
    """
    Record that a hearing was held: who attended, as what, remotely or not, and who spoke.

    On what standing an authority came follows from what the family asked and the trust agreed.

    :raises NotYourTask: if ``actor`` is not the clerk.
    :raises HearingNotOpen: if the hearing was held or cancelled before.
    :raises HearingChanged: if it is no longer as it was at ``version``.
    :raises CannotBeRecorded: with every fault of what was said.
    """
    hearing = moves.lock_hearing(hearing_id)
    access.check_may(permissions.RECORD_HELD, actor, hearing.case)
    moves.check_listed(hearing)
    moves.check_version(hearing, version)
    if faults := find_sitting_faults(hearing, people, now=now):
        raise CannotBeRecorded(faults)
    standings = standings_by_capacity(hearing)
    attended = sum(person.attended for person in people)
    moves.begin(hearing, actor=actor, now=now)
    moves.move(hearing, HearingStatus.HELD, actor=actor, now=now, attended=attended)
    for position, person in enumerate(people, start=1):
        one = standings.get(person.capacity)
        Attendee.objects.create(
            hearing=hearing,
            position=position,
            name=person.name,
            capacity=person.capacity,
            local_authority=one.authority if one else None,
            standing=one.standing if one else "",
            attended=person.attended,
            remotely=person.remotely,
            spoke=person.spoke,
        )
    return hearing


@on_the_record
def record_outcome(
    *, hearing_id: int, outcome: BoardOutcome, version: int, actor: User, now: datetime
) -> Outcome:
    """
    Record what the board decided and why, and move the case accordingly.

    :raises NotYourTask: if ``actor`` is not the clerk.
    :raises NotThisStep: if the hearing was not recorded as held, or its outcome is recorded.
    :raises HearingChanged: if it is no longer as it was at ``version``.
    :raises CannotBeRecorded: with every fault of the days.
    :raises TransitionNotAllowed: if the case no longer awaits the board.
    """
    hearing = moves.lock_hearing(hearing_id)
    access.check_may(permissions.RECORD_OUTCOME, actor, hearing.case)
    check_awaits_outcome(hearing)
    moves.check_version(hearing, version)
    _check_days(hearing, outcome, today=london_date(now))
    declined = outcome.decision is BoardDecision.DECLINED
    to = CaseStatus.DECLINED if declined else CaseStatus.REINSTATED
    moves.begin(hearing, actor=actor, now=now)  # held before the service knew of meetings begun
    case = hearing.case = move_case(hearing.case_id, to, actor=actor, now=now)
    row = _keep(hearing, outcome, actor=actor, now=now)
    moves.record(
        hearing, "hearing.outcome-recorded", actor=actor, now=now,
        decision=outcome.decision, decided_on=str(outcome.decided_on),
    )  # fmt: skip
    state_fact(case, Fact.BOARD_DECIDED, outcome.decided_on, now=now)
    cause = "the governing board decided"
    deadlines.reconcile(case, actor=f"user/{actor.pk}", now=now, cause=cause)
    return row


@on_the_record
def give_decision_letter(
    *, hearing_id: int, giving: Giving, version: int, actor: User, now: datetime
) -> Outcome:
    """
    Give the decision letter to the family, with copies to head and authorities.

    When the pupil is not reinstated this opens the time to apply for a review, whose last day the
    letter states as a date: to each person their own, and on record the latest of them.

    :raises NotYourTask: if ``actor`` is not the clerk.
    :raises NotThisStep: if there is no outcome yet, or its letter was given.
    :raises HearingChanged: if the hearing is no longer as it was at ``version``.
    :raises LetterIncomplete: while the letter lacks a fact; nothing is sent and nothing moves.
    """
    hearing = moves.lock_hearing(hearing_id)
    access.check_may(permissions.GIVE_LETTER, actor, hearing.case)
    outcome = get_outcome_to_tell(hearing)
    moves.check_version(hearing, version)
    draft = draft_letter(outcome, giving, now=now)
    if draft.missing or draft.given_on is None:
        raise LetterIncomplete(draft.missing)
    if outcome.decision == Decision.DECLINED:
        hearing.case = move_case(hearing.case_id, CaseStatus.REVIEW_WINDOW, actor=actor, now=now)
        state_fact(hearing.case, Fact.DECISION_NOTICE_GIVEN, draft.given_on, now=now)
    state_fact(hearing.case, Fact.DECISION_TOLD, giving.sent_on, now=now)
    outcome.notice_sent_on, outcome.notice_method = giving.sent_on, giving.method
    outcome.notice_given_on, outcome.review_until = draft.given_on, draft.review_until
    outcome.save()
    moves.record(
        hearing, "hearing.decision-letter-given", actor=actor, now=now,
        method=giving.method, sent_on=str(giving.sent_on), given_on=str(draft.given_on),
        review_until=str(draft.review_until or ""), ways=[route.facts for route in draft.routes],
    )  # fmt: skip
    cause = "the decision letter was given"
    deadlines.reconcile(hearing.case, actor=f"user/{actor.pk}", now=now, cause=cause)
    for letter in address_letters(outcome, draft):
        pdf = outbox.write_document(letter, template=PDF_TEMPLATE, name="decision.pdf")
        outbox.enqueue(letter, now=now, attachments=[pdf])
    return outcome


def get_outcome_to_tell(hearing: Hearing) -> Outcome:
    """
    Return the outcome whose letter has not been given.

    :raises NotThisStep: if there is none.
    """
    outcome = Outcome.objects.filter(hearing=hearing).first()
    if outcome is None:
        raise NotThisStep("the outcome of this hearing is not recorded yet. Record it first")
    if outcome.notice_sent_on is not None:
        raise NotThisStep("the decision letter of this hearing was given already")
    outcome.hearing = hearing
    return outcome


def check_awaits_outcome(hearing: Hearing) -> None:
    """
    Let an outcome be recorded once, and only of a hearing that was held.

    :raises NotThisStep: otherwise.
    """
    if hearing.status != HearingStatus.HELD:
        raise NotThisStep("record who attended first: the outcome follows a hearing that was held")
    if Outcome.objects.filter(hearing=hearing).exists():
        raise NotThisStep("the outcome of this hearing is recorded already")


def _check_days(hearing: Hearing, outcome: BoardOutcome, *, today: date) -> None:
    limits = limits_of(hearing.case, today=today)
    early = find_too_early(outcome.decided_on, limits)
    faults = [Fault("decided_on", early)] if early else []
    faults += find_decision_faults(
        outcome.decision,
        decided_on=outcome.decided_on,
        reinstate_by=outcome.reinstate_by,
        held_on=hearing.held_on,
        today=today,
    )
    if faults:
        raise CannotBeRecorded(faults)


def _keep(hearing: Hearing, outcome: BoardOutcome, *, actor: User, now: datetime) -> Outcome:
    by_a_date = outcome.decision is BoardDecision.REINSTATED_BY
    return Outcome.objects.create(
        hearing=hearing,
        decision=outcome.decision,
        decided_on=outcome.decided_on,
        reinstate_by=outcome.reinstate_by if by_a_date else None,
        test_applied=outcome.test_applied,
        evidence_relied_on=outcome.evidence_relied_on,
        findings=outcome.findings,
        recorded_at=now,
        recorded_by=actor,
    )
