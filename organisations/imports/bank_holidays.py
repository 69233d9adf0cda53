"""The bank holidays of England and Wales, in the GOV.UK feed's own layout."""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from audit import trail
from audit.models import AuditEvent
from audit.trail import on_the_record
from organisations.imports.faults import Fault, FaultyFile
from organisations.models import BankHoliday

SHIPPED = Path(__file__).parent.parent / "reference_data" / "bank_holidays.json"
DIVISION = "england-and-wales"


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayCounts:
    new: int
    changed: int
    removed: int
    unchanged: int


@on_the_record
def import_bank_holidays(content: bytes, *, actor: str, now: datetime) -> HolidayCounts:
    """
    Make the bank holidays equal to those of a feed; running it again changes nothing.

    Days before the feed's first are kept, since the feed drops old years. A day that the feed
    covers and no longer names is taken away.

    :raises FaultyFile: if the content is not the feed; every fault is in it, nothing is changed.
    """
    listed = read_bank_holidays(content)
    stored = dict(BankHoliday.objects.values_list("day", "title"))
    gone = [day for day in stored if day >= min(listed) and day not in listed]
    changed = [day for day in listed if day in stored and stored[day] != listed[day]]
    BankHoliday.objects.filter(day__in=gone).delete()
    BankHoliday.objects.bulk_create(
        [BankHoliday(day=day, title=title) for day, title in sorted(listed.items())],
        update_conflicts=True,
        unique_fields=["day"],
        update_fields=["title"],
    )
    known = sum(day in stored for day in listed)
    counts = HolidayCounts(
        new=len(listed) - known,
        changed=len(changed),
        removed=len(gone),
        unchanged=known - len(changed),
    )
    trail.record(
        AuditEvent(
            stream="register",
            kind="bank-holidays.imported",
            actor=actor,
            at=now,
            facts={**asdict(counts), "known_until_year": max(listed).year},
        )
    )
    return counts


def read_bank_holidays(content: bytes) -> dict[date, str]:
    """
    Return the days and titles of England and Wales.

    :raises FaultyFile: naming each event that is no holiday on a day.
    """
    try:
        events = json.loads(content.decode("utf-8"))[DIVISION]["events"]
    except (ValueError, LookupError, TypeError):
        raise FaultyFile(
            [_fault(f"this is not the GOV.UK feed: no events of “{DIVISION}”")]
        ) from None
    faults, listed = [], {}
    for number, event in enumerate(events if isinstance(events, list) else [], start=1):
        try:
            day, title = date.fromisoformat(event["date"]), str(event["title"]).strip()
        except (ValueError, LookupError, TypeError):
            faults.append(_fault(f"event {number} has no date like 2026-12-25, or no title"))
            continue
        if day in listed or not title:
            faults.append(_fault(f"event {number}, {day}, is named twice or has no title"))
        listed[day] = title
    if not listed and not faults:
        faults.append(_fault("the feed names no bank holiday"))
    if faults:
        raise FaultyFile(faults)
    return listed


def _fault(advice: str) -> Fault:
    return Fault(0, "", "", advice)
