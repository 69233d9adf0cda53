"""A notice as somebody types it. Everybody in it is invented."""

from datetime import date

from casework.answers import AdultAnswers, NoticeAnswers, PupilAnswers
from casework.models import DraftStage, NoticeDraft
from organisations.models import School, User

TYPED = {
    "first_name": "Robin",
    "last_name": "Invented",
    "born_on_day": "1",
    "born_on_month": "5",
    "born_on_year": "2012",
    "has_upn": "YES",
    "upn": "A123456789012",
    "sex": "F",
    "year_group": "10",
    "address": "1 Sample Street\nSampleton",
    "postcode": "zz99 9zz",
    "ethnic_group": "UNKNOWN",
    "sen_provision": "K",
    "is_looked_after": "NO",
    "has_social_worker": "YES",
    "adult_1_name": "Sam Invented",
    "adult_1_relation": "Mother",
    "adult_1_phone": "01632 960 001",
    "adult_1_email": "sam.invented@family.example",
    "adult_1_agreed_to_email": "on",
    "excluded_on_day": "15",
    "excluded_on_month": "9",
    "excluded_on_year": "2026",
    "session": "AM",
    "reason_1": "PP",
    "reason_2": "DB",
    "pattern": "ONE_OFF",
    "narrative": "Struck another pupil in the yard.",
    "test_affected": "NO",
    "parents_told_on_day": "15",
    "parents_told_on_month": "9",
    "parents_told_on_year": "2026",
    "parents_told_how": "IN_PERSON",
    "board_told": "TOLD",
    "board_informed_on_day": "15",
    "board_informed_on_month": "9",
    "board_informed_on_year": "2026",
    "submitter_phone": "01632 960 002",
}


def type_notice(school: School, **changes: str | None) -> dict[str, str]:
    """What is typed for a notice of ``school``; None leaves a box out."""
    typed = {**TYPED, "home_area": school.local_authority.code, **changes}
    return {name: value for name, value in typed.items() if value is not None}


def day(name: str, on: date | None) -> dict[str, str]:
    """The three boxes of a day."""
    return {
        f"{name}_{part}": str(getattr(on, part)) if on else "" for part in ("day", "month", "year")
    }


def make_draft(school: School, user: User, now, **changes) -> NoticeDraft:
    return NoticeDraft.objects.create(
        school=school,
        stage=DraftStage.TODAY,
        typed=type_notice(school, **changes),
        started_by=user,
        started_at=now,
        saved_at=now,
        saved_by=user,
        key=f"key-{NoticeDraft.objects.count()}",
    )


PUPIL = {
    "first_name": "Robin",
    "last_name": "Invented",
    "born_on": date(2012, 5, 1),
    "upn": "A123456789012",
    "upn_missing_because": "",
    "sex": "F",
    "year_group": "10",
    "address": "1 Sample Street\nSampleton",
    "postcode": "ZZ99 9ZZ",
    "ethnic_group": "UNKNOWN",
    "sen_provision": "K",
    "is_looked_after": False,
    "has_social_worker": True,
}
ADULT = AdultAnswers(
    name="Sam Invented",
    relation="Mother",
    phone="01632 960 001",
    email="sam.invented@family.example",
    agreed_to_email=True,
    address="",
)
ANSWERS = {
    "adults": (ADULT,),
    "excluded_on": date(2026, 9, 15),
    "session": "AM",
    "session_was_held": False,
    "reasons": ("PP", "DB"),
    "narrative": "Struck another pupil in the yard.",
    "pattern": "ONE_OFF",
    "parents_told_on": date(2026, 9, 15),
    "parents_told_how": "IN_PERSON",
    "board_informed_on": date(2026, 9, 15),
    "test_missed": "",
    "test_on": None,
    "submitter_phone": "01632 960 002",
}


def answer_notice(school: School, *, pupil=None, **changes) -> NoticeAnswers:
    """The answers of a notice without fault; ``pupil`` takes changes of the pupil alone."""
    answers = {"home_area": school.local_authority, **ANSWERS, **changes}
    return NoticeAnswers(pupil=PupilAnswers(**{**PUPIL, **(pupil or {})}), **answers)
