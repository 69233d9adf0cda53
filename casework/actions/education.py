"""Education while the pupil is out: what was offered, what the family said, when it began."""

from datetime import date, datetime

from audit.permissions import Row
from audit.trail import on_the_record
from casework import access, deadlines, permissions, timeline
from casework.facts import state_fact
from casework.models import Case, EducationOffer, OfferAnswer
from casework.moves import lock_case
from organisations.models import User
from statute.facts import Fact
from statute.london import london_date


class OfferNotOpen(Exception):
    """This offer has been answered, or its education has begun, so that cannot be recorded."""


class DayNotPossible(Exception):
    """The day is before the exclusion or the offer, or has not come yet."""


@on_the_record
def offer_education(
    *,
    case_id: int,
    provider: str,
    starts_on: date,
    hours_per_week: int,
    offered_on: date,
    actor: User,
    now: datetime,
) -> EducationOffer:
    """
    Record that a place was offered, to start on a day, for so many hours a week.

    :raises NotYourCase: if ``actor`` does not work for the authority where the pupil lives.
    :raises DayNotPossible: if it was offered before the exclusion or in the future, or starts
        before the exclusion.
    """
    case = _lock(case_id, actor, permissions.OFFER_EDUCATION)
    _check_day("the place was offered", offered_on, case.excluded_on, now)
    if starts_on < case.excluded_on:
        raise DayNotPossible("education cannot start before the day of the exclusion")
    offer = EducationOffer.objects.create(
        case=case,
        provider=provider,
        starts_on=starts_on,
        hours_per_week=hours_per_week,
        offered_on=offered_on,
        recorded_at=now,
        recorded_by=actor,
    )
    _record(offer, "education.offered", actor, now, starts_on=str(starts_on), hours=hours_per_week)
    return offer


@on_the_record
def answer_offer(
    *,
    offer_id: int,
    accepted: bool,
    reason: str = "",
    answered_on: date,
    actor: User,
    now: datetime,
) -> EducationOffer:
    """
    Record what the family said to an offer; why, where they refused it.

    :raises NotYourCase: if ``actor`` does not work for the authority where the pupil lives.
    :raises OfferNotOpen: if it has an answer already.
    :raises DayNotPossible: if the answer came before the offer, or in the future.
    """
    offer = _lock_offer(offer_id, actor, permissions.ANSWER_OFFER)
    if offer.answer:
        raise OfferNotOpen(f"this offer was {offer.get_answer_display().lower()} already")
    _check_day("the family answered", answered_on, offer.offered_on, now)
    offer.answer = OfferAnswer.ACCEPTED if accepted else OfferAnswer.REFUSED
    offer.answered_on, offer.answer_reason = answered_on, "" if accepted else reason
    offer.save(update_fields=["answer", "answered_on", "answer_reason"])
    kind = "education.accepted" if accepted else "education.refused"
    _record(offer, kind, actor, now, answered_on=str(answered_on))
    return offer


@on_the_record
def start_education(
    *, offer_id: int, started_on: date, actor: User, now: datetime
) -> EducationOffer:
    """
    Record the day on which the pupil was first taught there; the authority's duty is done.

    :raises NotYourCase: if ``actor`` does not work for the authority where the pupil lives.
    :raises OfferNotOpen: if the offer was not accepted, or its education has begun already.
    :raises DayNotPossible: if the day is before the exclusion, or has not come yet.
    """
    offer = _lock_offer(offer_id, actor, permissions.START_EDUCATION)
    if offer.answer != OfferAnswer.ACCEPTED:
        raise OfferNotOpen("education can begin only at a place that the family has accepted")
    if offer.started_on:
        raise OfferNotOpen("education has begun there already")
    _check_day("education began", started_on, offer.case.excluded_on, now)
    offer.started_on = started_on
    offer.save(update_fields=["started_on"])
    _record(offer, "education.started", actor, now, started_on=str(started_on))
    standing = offer.case.facts.filter(fact=Fact.EDUCATION_STARTED, withdrawn_at=None)
    if not standing.filter(happened_on__lte=started_on).exists():  # the duty was done by the first
        state_fact(offer.case, Fact.EDUCATION_STARTED, started_on, now=now)
    by = f"user/{actor.pk}"
    deadlines.reconcile(offer.case, actor=by, now=now, cause="education began")
    return offer


def _lock(case_id: int, actor: User, row: Row) -> Case:
    case = lock_case(case_id)
    access.check_may_arrange_education(actor, case, row)
    return case


def _lock_offer(offer_id: int, actor: User, row: Row) -> EducationOffer:
    offer = EducationOffer.objects.get(pk=offer_id)
    case = _lock(offer.case_id, actor, row)
    offer.refresh_from_db()  # somebody may have answered while the case was locked
    offer.case = case
    return offer


def _check_day(what: str, day: date, earliest: date, now: datetime) -> None:
    if day > london_date(now):
        raise DayNotPossible(f"the day on which {what} has not come yet")
    if day < earliest:
        raise DayNotPossible(
            f"the day on which {what} cannot be before {earliest.day} {earliest:%B %Y}"
        )


def _record(offer: EducationOffer, kind: str, actor: User, now: datetime, **facts: object) -> None:
    by = f"user/{actor.pk}"
    timeline.record(
        offer.case, kind, actor=by, now=now, offer=offer.pk, provider=offer.provider, **facts
    )
