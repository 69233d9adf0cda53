"""The certificate of a disposal: what went, who agreed, and a digest of exactly that."""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.template.loader import render_to_string

from data_protection.models import Disposal, DisposalItem
from data_protection.schedule import BY_KEY
from design_system.words import write_day, write_moment
from notifications.documents import render_letter


def write(disposal: Disposal, *, now: datetime) -> dict[str, Any]:
    """Return the certificate as data: references and counts; no child is named."""
    items = list(disposal.items.order_by("reference"))
    return {
        "disposal": str(disposal.public_id),
        "authority": disposal.authority.name,
        "proposed": _tell(str(disposal.proposed_by), disposal.proposed_at),
        "agreed": _tell(str(disposal.decided_by), disposal.decided_at),
        "done": write_moment(now),
        "gone": [_tell_item(item) for item in items if item.gone_at],
        "kept": [[i.reference, i.refused_because] for i in items if i.refused_because],
        "classes": _add_up(items),
    }


def digest_of(certificate: dict[str, Any]) -> str:
    """Return the SHA-256 of the certificate, written with sorted names."""
    return sha256(json.dumps(certificate, sort_keys=True).encode()).hexdigest()


def draw(disposal: Disposal) -> bytes:
    """
    Return the certificate as a tagged PDF.

    :raises NoPango: if this machine cannot draw one.
    """
    context = {"certificate": disposal.certificate, "digest": disposal.digest}
    return render_letter(render_to_string("data_protection/certificate_document.html", context))


def _tell(who: str, when: datetime | None) -> str:
    return f"{who}, {write_moment(when)}" if when else who


def _tell_item(item: DisposalItem) -> list[str]:
    counted = ", ".join(f"{BY_KEY[key].name.lower()} {n}" for key, n in sorted(item.counts.items()))
    return [item.reference, write_day(item.kept_until), counted]


def _add_up(items: list[DisposalItem]) -> list[list[Any]]:
    total: dict[str, int] = {}
    for item in items:
        for key, number in item.counts.items():
            total[key] = total.get(key, 0) + number
    return [[BY_KEY[key].name, number] for key, number in sorted(total.items())]
