"""Compiling a year's figures, protected, and publishing them."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from audit import trail
from audit.models import AuditEvent
from audit.trail import on_the_record
from organisations.models import LocalAuthority, User
from statute.school_years import SchoolYear
from transparency import audits, permissions, publication, queries
from transparency.access import check_may_publish
from transparency.measures import UNPRINTED, ExclusionRow, count_cells, state_linear_facts
from transparency.models import Figure, Reason, Release
from transparency.suppression import Cell, Protection, protect


class YearNotBegun(Exception):
    """The school year has not begun, so there is nothing to count."""


class NotSafeToPublish(Exception):
    """A check found that a hidden figure could be worked out, so nothing is published."""


class NotTheLatestDraft(Exception):
    """Figures have been compiled or published since the ones that this person looked at."""


@on_the_record
def compile_release(
    *, authority: LocalAuthority, year: SchoolYear, actor: User, now: datetime
) -> Release:
    """
    Count the year as it stands, hide what must be hidden, and keep only what may be shown.

    The true small numbers are not stored. The release is a draft until it is published.

    :raises NotYourAuthority: if ``actor`` is not a manager of the authority.
    :raises YearNotBegun: if the school year lies ahead.
    :raises CannotBeProtected: if earlier releases would give a small number away.
    :raises NotSafeToPublish: if either check of the disclosure control fails.
    """
    check_may_publish(actor, authority, permissions.COMPILE)
    today = timezone.localtime(now).date()
    if today < year.first_day:
        raise YearNotBegun(f"the school year {year} has not begun, so there is nothing to count")
    _take_turns(authority)
    rows = queries.gather_rows(authority, year)
    values = count_cells(rows)
    earlier = [queries.get_figures(r) for r in queries.get_releases(authority, year)]
    known = find_known(values, earlier)
    protection = _protect(values, earlier, known)
    shown = protection.publish(values)
    release = Release.objects.create(
        local_authority=authority,
        year_starts=year.starts,
        compiled_at=now,
        compiled_by=f"user/{actor.pk}",
        is_provisional=is_provisional(rows, year, today),
        audit=_audit(authority, year, values, protection, known),
        digest=digest_of(shown),
    )
    Figure.objects.bulk_create(
        Figure(release=release, measure=measure, school_group=group, count=count)
        for (measure, group), count in shown.items()
    )
    _record(release, "figures.compiled", actor=actor, now=now)
    return release


@on_the_record
def publish_release(
    *, release_id: int, digest: str, reason: Reason, actor: User, now: datetime
) -> Release:
    """
    Put compiled figures out for everybody, under the next number; they never change again.

    ``digest`` is that of the figures this person looked at.

    :raises NotYourAuthority: if ``actor`` is not a manager of the authority.
    :raises NotTheLatestDraft: if they are out already, or other figures were compiled since.
    :raises NotSafeToPublish: if a reader could work out a hidden figure from the published bytes.
    """
    release = Release.objects.select_related("local_authority").get(pk=release_id)
    authority, year = release.local_authority, release.year
    check_may_publish(actor, authority, permissions.PUBLISH)
    _take_turns(authority)
    draft = queries.find_draft(authority, year)
    if draft is None or draft.pk != release_id or draft.digest != digest:
        raise NotTheLatestDraft(
            f"other figures for {year} have been compiled or published since you looked at these: "
            "look at the latest figures and publish those"
        )
    _check_safe(draft)
    earlier = queries.get_releases(authority, year)
    draft.number = (earlier[0].number or 0) + 1 if earlier else 1
    draft.published_at, draft.reason = now, reason
    draft.save(update_fields=["number", "published_at", "reason"])
    _record(draft, "figures.published", actor=actor, now=now)
    return draft


def find_known(
    values: Mapping[Cell, int], earlier: Sequence[Mapping[Cell, int | None]]
) -> dict[Cell, int]:
    """
    Return the counts that an earlier release showed and that still hold.

    A reader has kept them, so they must never be what hides another count.
    """
    return {cell: n for cell, n in values.items() if any(sheet.get(cell) == n for sheet in earlier)}


def is_provisional(rows: Sequence[ExclusionRow], year: SchoolYear, today: date) -> bool:
    """Tell whether the year, or any case in it, may still change."""
    return today <= year.last_day or not all(row.has_ended for row in rows)


def digest_of(shown: Mapping[Cell, int | None]) -> str:
    """Return one fingerprint of all the figures, the hidden ones as ``c``."""
    lines = [[*cell, publication.HIDDEN if n is None else n] for cell, n in sorted(shown.items())]
    return hashlib.sha256(json.dumps(lines).encode()).hexdigest()


def _take_turns(authority: LocalAuthority) -> None:
    """Let one person at a time compile or publish for this authority."""
    LocalAuthority.objects.select_for_update(no_key=True).get(pk=authority.pk)


def _protect(
    values: Mapping[Cell, int],
    earlier: Sequence[Mapping[Cell, int | None]],
    known: Mapping[Cell, int],
) -> Protection:
    """Hide what is too small or would tell, and all that an earlier release of the year hid."""
    return protect(
        values,
        state_linear_facts(),
        threshold=settings.FIGURES_HIDDEN_BELOW,
        hidden_before={cell for sheet in earlier for cell, n in sheet.items() if n is None},
        known=known,
        unprinted=UNPRINTED,
    )


def _audit(
    authority: LocalAuthority,
    year: SchoolYear,
    values: Mapping[Cell, int],
    protection: Protection,
    known: Mapping[Cell, int],
) -> dict[str, object]:
    """Run both checks and return what they found, for the record; nothing true is in it."""
    threshold = settings.FIGURES_HIDDEN_BELOW
    faults = audits.check_witnesses(
        values,
        state_linear_facts(),
        hidden=protection.hidden,
        witnesses=protection.witnesses,
        threshold=threshold,
        unprinted=UNPRINTED,
    )
    shown = protection.publish(values)
    report = _attack(authority, year, shown, known)
    if faults or report.findings:
        raise NotSafeToPublish(
            "the check found that a hidden figure could be worked out, so nothing was compiled: "
            "ask for support and say which school year it was"
        )
    return {
        "threshold": threshold,
        "small": threshold - 1,
        "figures": len(shown),
        "hidden": sum(n is None for n in shown.values()),
        "witnesses": len(protection.witnesses),
        "attacked": report.hidden,
        "narrowest": report.narrowest,
        "passed": True,
    }


def _attack(
    authority: LocalAuthority,
    year: SchoolYear,
    shown: Mapping[Cell, int | None],
    known: Mapping[Cell, int],
) -> audits.AttackReport:
    return audits.attack(
        publication.draw_table(shown, "Figures"),
        publication.write_csv([(authority, shown)], year),
        " ".join([publication.draw_chart(shown, "Figures"), *publication.write_headline(shown)]),
        known=known,
        threshold=settings.FIGURES_HIDDEN_BELOW,
    )


def _check_safe(draft: Release) -> None:
    """Refuse what does not match its fingerprint, or would not pass the attack as stored."""
    shown = queries.get_figures(draft)
    report = _attack(draft.local_authority, draft.year, shown, {})
    if not draft.audit.get("passed") or report.findings or digest_of(shown) != draft.digest:
        raise NotSafeToPublish(
            "these figures did not pass the check that nothing hidden can be worked out: "
            "compile them again"
        )


def _record(release: Release, kind: str, *, actor: User, now: datetime) -> None:
    trail.record(
        AuditEvent(
            stream=f"figures/{release.local_authority_id}/{release.year_starts}",
            kind=kind,
            actor=f"user/{actor.pk}",
            at=now,
            facts={"release": release.pk, "number": release.number, "digest": release.digest},
            authority_id=release.local_authority_id,
        )
    )
