"""What runs after the commit, again and again: cases, bytes and certificates. Safe to repeat."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from django.apps import apps
from django.db.models import FileField

from casework.storage import may_erase
from data_protection import certificates, queries
from data_protection.actions import disposals, routine
from data_protection.erasure import list_file_fields
from data_protection.models import Disposal, DisposalItem, DisposalState, FileToErase
from row_security.scope import Scope, scoped_transaction
from statute.london import london_date

logger = logging.getLogger(__name__)
Clock = Callable[[], datetime]


def dispose_of_agreed(*, scope: Scope, read_clock: Clock) -> int:
    """
    Dispose of each case that two people agreed to, in a transaction of its own; return how many.

    A case that cannot be deleted keeps all it has and is tried again by the next run.
    """
    with scoped_transaction(scope):
        items = DisposalItem.objects.waiting().filter(disposal__state=DisposalState.APPROVED)
        waiting = list(items.order_by("pk").values_list("pk", flat=True))
    gone = 0
    for item_id in waiting:
        try:
            with scoped_transaction(scope):
                item = disposals.dispose_of_case(item_id=item_id, now=read_clock())
            gone += item.gone_at is not None
        except Exception as fault:  # one case must not keep the others
            # The kind of fault only: its words may name rows.
            logger.error("item %d of a disposal failed: %s", item_id, type(fault).__name__)
    certify_finished(scope=scope, read_clock=read_clock)
    return gone


def certify_finished(*, scope: Scope, read_clock: Clock) -> None:
    """Write the certificate of each disposal whose cases have all gone or been refused."""
    with scoped_transaction(scope):
        agreed = Disposal.objects.filter(state=DisposalState.APPROVED)
        waiting = DisposalItem.objects.waiting().values("disposal")
        finished = list(agreed.exclude(pk__in=waiting).values_list("pk", flat=True))
    for disposal_id in finished:
        with scoped_transaction(scope):
            disposals.certify(disposal_id=disposal_id, now=read_clock())


def erase_files(*, scope: Scope, read_clock: Clock) -> int:
    """
    Erase the bytes of papers whose rows have gone; return how many files.

    A file that another row still names (the same bytes on another case) is left alone. To erase
    what is no longer there is no fault: a run that was killed is simply done again.
    """
    with scoped_transaction(scope):
        asked = list(FileToErase.objects.filter(erased_at=None).order_by("pk"))
    erased = 0
    for file in asked:
        with scoped_transaction(scope):
            # Inside the transaction: whoever files the same bytes meanwhile waits for its end.
            if not may_erase(file.name):
                continue
            if not _is_named(file.name):
                _find_field(file.field).storage.delete(file.name)
                erased += 1
            FileToErase.objects.filter(pk=file.pk).update(name="", erased_at=read_clock())
    return erased


def remove_outdated(*, scope: Scope, read_clock: Clock) -> int:
    """Delete the drafts and exports whose period is over; return how many."""
    now = read_clock()
    today = london_date(now)
    with scoped_transaction(scope):
        drafts = list(queries.find_outdated_drafts(today=today).values_list("pk", flat=True))
        exports = list(queries.find_outdated_exports(today=today).values_list("pk", flat=True))
    for draft_id in drafts:
        with scoped_transaction(scope):
            routine.remove_draft(draft_id=draft_id, now=now)
    for export_id in exports:
        with scoped_transaction(scope):
            routine.remove_export(export_id=export_id, now=now)
    return len(drafts) + len(exports)


def draw_certificates(*, scope: Scope) -> int:
    """Draw the certificates that have no PDF yet; return how many."""
    with scoped_transaction(scope):
        undrawn = list(Disposal.objects.filter(state=DisposalState.DONE, pdf=None)[:20])
    for disposal in undrawn:
        content = certificates.draw(disposal)
        with scoped_transaction(scope):
            Disposal.objects.filter(pk=disposal.pk, pdf=None).update(pdf=content)
    return len(undrawn)


def _is_named(name: str) -> bool:
    return any(
        model._default_manager.filter(**{field.name: name}).exists()
        for model, field in list_file_fields()
    )


def _find_field(label: str) -> FileField:
    model, _, name = label.rpartition(".")
    field = apps.get_model(model)._meta.get_field(name)
    assert isinstance(field, FileField)
    return field
