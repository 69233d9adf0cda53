"""Notices that somebody has begun to type: one half done, one before the headteacher."""

from datetime import date, datetime, timedelta

from casework.actions import drafts
from config.sample.people import make_upn
from config.sample.staff import Staff
from organisations.models import School

PUPIL = {
    "first_name": "Robin",
    "last_name": "Inventley",
    "has_upn": "YES",
    "sex": "F",
    "year_group": "9",
    "address": "1 Sample Street\nSampleton",
    "postcode": "ZZ99 9ZZ",
    "ethnic_group": "UNKNOWN",
    "sen_provision": "N",
    "is_looked_after": "NO",
    "has_social_worker": "NO",
}
FAMILY = {
    "adult_1_name": "Sam Inventley",
    "adult_1_relation": "Parent",
    "adult_1_phone": "01632 960 001",
    "adult_1_email": "sam.inventley@family.sample.example",
    "adult_1_agreed_to_email": "on",
}
EXCLUSION = {
    "session": "PM",
    "reason_1": "PP",
    "pattern": "ONE_OFF",
    "narrative": "An incident in the yard, seen by two members of staff. Everything is invented.",
    "test_affected": "NO",
    "parents_told_how": "IN_PERSON",
    "board_told": "TOLD",
    "submitter_phone": "01632 960 002",
}


def start_drafts(school: School, staff: Staff, *, last_school_day: date, now: datetime) -> None:
    """Begin one notice at ``school``, and put another before its headteacher."""
    begun_at = now - timedelta(minutes=50)
    half = PUPIL | {"last_name": "Mockridge"} | _boxes("excluded_on", last_school_day)
    drafts.start_draft(
        school=school, typed=half, key="sample-half-done", actor=staff.office, now=begun_at
    )
    whole = drafts.start_draft(
        school=school,
        typed=_whole(school, last_school_day),
        key="sample-with-head",
        actor=staff.office,
        now=begun_at,
    )
    drafts.ask_head_to_confirm(
        draft_id=whole.pk, version=whole.version, actor=staff.office, now=begun_at
    )


def _whole(school: School, day: date) -> dict[str, str]:
    assert school.local_authority is not None  # the sample's schools all have one
    typed = PUPIL | FAMILY | EXCLUSION
    typed |= {"upn": make_upn("870499926999"), "home_area": school.local_authority.code}
    typed |= _boxes("born_on", date(day.year - 14, 1, 15))
    for name in ("excluded_on", "parents_told_on", "board_informed_on"):
        typed |= _boxes(name, day)
    return typed


def _boxes(name: str, day: date) -> dict[str, str]:
    return {f"{name}_{part}": str(getattr(day, part)) for part in ("day", "month", "year")}
