"""Disposal by two people: proposed, withdrawn, agreed to. A case goes whole or not at all."""

from collections.abc import Collection
from datetime import date, datetime

from audit import trail
from audit.models import AuditEvent
from audit.trail import on_the_record
from casework import timeline
from casework.models import Case
from casework.moves import lock_case
from data_protection import certificates, erasure, permissions
from data_protection.access import check_may_approve, check_may_propose
from data_protection.models import Disposal, DisposalItem, DisposalState, FileToErase
from data_protection.retention import find_standing
from organisations.access import get_authority
from organisations.models import LocalAuthority, User
from statute.london import london_date


class NotDue(Exception):
    """Something that was chosen may not be disposed of."""


class DisposalClosed(Exception):
    """The disposal has been agreed to, done or withdrawn."""


@on_the_record
def propose(*, case_ids: Collection[int], actor: User, now: datetime) -> Disposal:
    """
    Propose that these cases are disposed of; nothing goes until a second manager agrees.

    :raises NotYourAuthority: if ``actor`` manages no authority.
    :raises NotDue: with a sentence for each case that is open, on hold, not this authority's, in
        another disposal, or whose period is not over; nothing is then proposed.
    """
    authority = check_may_propose(actor, get_authority(actor))
    cases = _lock(case_ids, authority)
    if not cases or len(cases) != len(set(case_ids)):
        raise NotDue("choose cases of your authority that are due; one of these is not there")
    untils = _check_due(cases, now=now)
    disposal = Disposal.objects.create(authority=authority, proposed_at=now, proposed_by=actor)
    DisposalItem.objects.bulk_create(
        DisposalItem(
            disposal=disposal, case_id=c.pk, reference=c.reference, kept_until=untils[c.pk]
        )
        for c in cases
    )
    _record(disposal, "disposal.proposed", by=f"user/{actor.pk}", now=now, cases=len(cases))
    return disposal


@on_the_record
def withdraw(*, disposal_id: int, actor: User, now: datetime) -> Disposal:
    """
    Take a proposal back, by whoever made it or another manager; its cases stay.

    :raises NotYourAuthority: if ``actor`` does not manage the authority.
    :raises DisposalClosed: if it has been agreed to already.
    """
    disposal = _lock_proposed(disposal_id)
    check_may_propose(actor, disposal.authority, permissions.WITHDRAW)
    disposal.items.update(refused_because="the proposal was withdrawn")
    _decide(disposal, DisposalState.WITHDRAWN, actor=actor, now=now)
    _record(disposal, "disposal.withdrawn", by=f"user/{actor.pk}", now=now)
    return disposal


@on_the_record
def approve(*, disposal_id: int, actor: User, now: datetime) -> Disposal:
    """
    Agree to a proposal as its second manager. A worker then disposes of each case.

    :raises NotYourAuthority: if ``actor`` does not manage the authority.
    :raises OnePersonDisposal: if ``actor`` proposed it.
    :raises DisposalClosed: if it is no longer waiting for a second manager.
    :raises NotDue: with a sentence for each case that may no longer go: it is withdrawn and
        proposed anew without it.
    """
    disposal = _lock_proposed(disposal_id)
    check_may_approve(actor, disposal.authority, proposed_by_id=disposal.proposed_by_id)
    waiting = list(disposal.items.waiting().values_list("case_id", flat=True))
    _check_due(_lock(waiting, disposal.authority), now=now, within=disposal)
    _decide(disposal, DisposalState.APPROVED, actor=actor, now=now)
    _record(disposal, "disposal.approved", by=f"user/{actor.pk}", now=now, cases=len(waiting))
    return disposal


@on_the_record
def dispose_of_case(*, item_id: int, now: datetime) -> DisposalItem:
    """
    Delete one case of a disposal that two people agreed to, or refuse it, saying why.

    For the worker: the transaction must see the whole service. What has happened since they agreed
    counts: a case put on hold stays. A second call changes nothing more and is refused.

    :raises DisposalClosed: if the disposal was not agreed to, or the case has gone.
    """
    item = DisposalItem.objects.select_related("disposal").select_for_update().get(pk=item_id)
    if item.disposal.state != DisposalState.APPROVED or item.gone_at or item.refused_because:
        raise DisposalClosed("this case is not waiting to be disposed of")
    case = lock_case(item.case_id)
    [standing] = find_standing([case], today=london_date(now))
    by, batch = "system/disposal", str(item.disposal.public_id)
    if standing.bars:
        item.refused_because = " and ".join(standing.bars)
        item.save(update_fields=["refused_because"])
        timeline.record(case, "case.disposal-refused", actor=by, now=now, disposal=batch)
        return item
    timeline.record(case, "case.disposed-of", actor=by, now=now, disposal=batch)
    item.counts, files = erasure.erase(case)
    item.gone_at = now
    item.save(update_fields=["counts", "gone_at"])
    FileToErase.objects.bulk_create(
        FileToErase(disposal=item.disposal, field=file.field, name=file.name, asked_at=now)
        for file in files
    )
    return item


@on_the_record
def certify(*, disposal_id: int, now: datetime) -> Disposal:
    """
    Close a disposal with its certificate, once each of its cases has gone or been refused.

    :raises DisposalClosed: if it was not agreed to, is done, or one of its cases still waits.
    """
    disposal = _lock_disposal(disposal_id)
    if disposal.state != DisposalState.APPROVED or disposal.items.waiting().exists():
        raise DisposalClosed("this disposal cannot be certified now")
    disposal.certificate = certificates.write(disposal, now=now)
    disposal.digest = certificates.digest_of(disposal.certificate)
    disposal.state, disposal.done_at = DisposalState.DONE, now
    disposal.save(update_fields=["certificate", "digest", "state", "done_at"])
    _record(disposal, "disposal.done", by="system/disposal", now=now, digest=disposal.digest)
    return disposal


def _check_due(
    cases: list[Case], *, now: datetime, within: Disposal | None = None
) -> dict[int, date]:
    """Return the last day of each case's period, or refuse with every sentence there is."""
    standings = find_standing(cases, today=london_date(now))
    taken = DisposalItem.objects.waiting().filter(case_id__in=[case.pk for case in cases])
    elsewhere = set(taken.exclude(disposal=within).values_list("case_id", flat=True))
    faults = [f"case {s.case.reference}: {' and '.join(s.bars)}" for s in standings if s.bars]
    faults += [
        f"case {case.reference}: it is in another disposal already"
        for case in cases
        if case.pk in elsewhere
    ]
    if faults:
        raise NotDue("nothing was done. " + "; ".join(faults))
    return {s.case.pk: s.until for s in standings if s.until}


def _lock(case_ids: Collection[int], authority: LocalAuthority) -> list[Case]:
    locked = Case.objects.filter(pk__in=case_ids, authority=authority).order_by("pk")
    return list(locked.select_for_update(of=("self",)))


def _lock_disposal(disposal_id: int) -> Disposal:
    disposals = Disposal.objects.select_related("authority", "proposed_by", "decided_by")
    return disposals.select_for_update(of=("self",)).get(pk=disposal_id)


def _lock_proposed(disposal_id: int) -> Disposal:
    disposal = _lock_disposal(disposal_id)
    if disposal.state != DisposalState.PROPOSED:
        state = DisposalState(disposal.state).label.lower()
        raise DisposalClosed(f"this disposal is no longer open: {state}")
    return disposal


def _decide(disposal: Disposal, state: DisposalState, *, actor: User, now: datetime) -> None:
    disposal.state, disposal.decided_at, disposal.decided_by = state, now, actor
    disposal.save(update_fields=["state", "decided_at", "decided_by"])


def _record(disposal: Disposal, kind: str, *, by: str, now: datetime, **facts: object) -> None:
    trail.record(
        AuditEvent(
            stream=disposal.stream,
            kind=kind,
            actor=by,
            at=now,
            facts={"disposal": str(disposal.public_id), **facts},
            authority_id=disposal.authority_id,
        )
    )
