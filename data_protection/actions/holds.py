"""Putting a case on legal hold, and releasing it."""

from datetime import datetime

from audit.trail import on_the_record
from casework import timeline
from casework.moves import lock_case
from data_protection.access import check_may_hold
from data_protection.models import LegalHold
from organisations.models import User


class HoldReleased(Exception):
    """The hold has been released already."""


@on_the_record
def put_on_hold(*, case_id: int, reason: str, actor: User, now: datetime) -> LegalHold:
    """
    Keep a case from being disposed of until this hold is released. Holds add up.

    The reason is kept with the hold and goes with the case; the event does not repeat it.

    :raises NotYourCase: if ``actor`` does not work for the school's authority.
    """
    case = lock_case(case_id)
    check_may_hold(actor, case)
    hold = LegalHold.objects.create(
        case=case, authority=case.authority, reason=reason, put_at=now, put_by=actor
    )
    _record(hold, "case.hold-put", actor=actor, now=now)
    return hold


@on_the_record
def release_hold(*, hold_id: int, because: str, actor: User, now: datetime) -> LegalHold:
    """
    Release one hold; another that stands still keeps the case.

    :raises NotYourCase: if ``actor`` does not work for the school's authority.
    :raises HoldReleased: if somebody has released it before.
    """
    case_id = LegalHold.objects.values_list("case_id", flat=True).get(pk=hold_id)
    check_may_hold(actor, lock_case(case_id))
    hold = LegalHold.objects.select_related("case", "put_by").get(pk=hold_id)
    if hold.released_at is not None:
        raise HoldReleased("this hold has been released already: nothing was changed")
    hold.released_at, hold.released_by, hold.released_because = now, actor, because
    hold.save(update_fields=["released_at", "released_by", "released_because"])
    _record(hold, "case.hold-released", actor=actor, now=now)
    return hold


def _record(hold: LegalHold, kind: str, *, actor: User, now: datetime) -> None:
    by = f"user/{actor.pk}"
    timeline.record(hold.case, kind, actor=by, now=now, hold=str(hold.public_id))
