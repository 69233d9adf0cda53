"""The keys of a file of worked cases, in one place: what is not here is a fault, never skipped."""

from collections.abc import Mapping
from dataclasses import dataclass

from statute.worked_cases.values import (
    Reader,
    read_date,
    read_days,
    read_list,
    read_number,
    read_one_of,
    read_school_year,
    read_text,
    read_truth,
    read_whole_number,
)

VERSION = 1
JURISDICTIONS = ("england",)
SCHOOL_TYPES = ("maintained", "pru", "academy")
AUTHORITIES = ("school_la", "home_la")


@dataclass(frozen=True, slots=True)
class Key:
    """One key: what reads its value, and whether it may be left out."""

    read: Reader
    optional: bool = False


Keys = Mapping[str, Key]

METHOD = Key(read_one_of("first_class_post", "delivered"))
WHICH = Key(read_list(read_one_of(*AUTHORITIES)))
DATE = Key(read_date)
DAYS = Key(read_days)

CALENDAR: Keys = {
    "closed_days": Key(read_list(read_date)),
    "bank_holidays": Key(read_list(read_date)),
    "terms_per_school_year": Key(read_whole_number, optional=True),
}
TERM: Keys = {"start": DATE, "end": DATE}
VECTOR: Keys = {
    "id": Key(read_text),
    "title": Key(read_text),
    "school_type": Key(read_one_of(*SCHOOL_TYPES)),
    "why": Key(read_text),
}
EVENTS: Mapping[str, Keys] = {
    "permanent_exclusion": {"date": DATE, "session": Key(read_one_of("AM", "PM"), optional=True)},
    "suspension": {"start": DATE, "days": DAYS},
    "governing_board_informed": {"date": DATE},
    "representations_made": {"date": DATE},
    "public_exam": {"date": DATE},
    "la_attendance_requested": {"date": DATE, "which": WHICH},
    "governing_board_decision_notice": {
        "date": DATE,
        "method": METHOD,
        "outcome": Key(read_one_of("declined", "reinstated")),
    },
    "review_application": {"date": DATE, "method": METHOD},
    "irp_hearing_fixed": {"date": DATE},
    "irp_decision_notice": {
        "date": DATE,
        "method": METHOD,
        "outcome": Key(read_one_of("upheld", "recommended", "quashed")),
    },
    "permission_to_make_representations": {
        "date": DATE,
        "which": WHICH,
        "given_by": Key(read_one_of("proprietor", "arranging_authority")),
    },
    "equality_claim_finally_determined": {"date": DATE},
    "cancellation": {"date": DATE, "return_date": DATE},
    "prior_days_other_school": {"days": DAYS, "school_year": Key(read_school_year)},
    "proposed_suspension": {"start": DATE, "days": DAYS},
}


def _expect(read: Reader) -> Key:
    """Only the names present are asserted; null says that there is no such day or value."""
    return Key(lambda value: None if value is None else read(value), optional=True)


TRUTH, DAY, NUMBER = _expect(read_truth), _expect(read_date), _expect(read_number)
ROLE = _expect(read_one_of("party", "no_right", "observer", "observer_may_speak"))
TELLING = _expect(read_one_of("termly", "without_delay"))
EXPECTED: Keys = {
    "gb_meeting_required": TRUTH,
    "gb_deadline": DAY,
    "gb_aim_latest": DAY,
    "gb_must_consider_representations": TRUTH,
    "inform_gb": TELLING,
    "inform_la": TELLING,
    "term_total_days": NUMBER,
    "following_term_total_days": NUMBER,
    "school_education_start": DAY,
    "la_education_start": DAY,
    "parental_duty_days": _expect(read_list(read_date)),
    "decision_notice_deemed": DAY,
    "irp_application_deadline": DAY,
    "irp_application_deemed": DAY,
    "irp_application_in_time": TRUTH,
    "irp_hearing_deadline": DAY,
    "irp_papers_latest": DAY,
    "irp_notice_deemed": DAY,
    "reconsideration_deadline": DAY,
    "financial_order_possible": TRUTH,
    "earliest_offroll": DAY,
    "la_role_at_gb": ROLE,
    "home_la_role_at_gb": ROLE,
    "cancellation_allowed": TRUTH,
    "days_in_school_year": NUMBER,
    "days_remaining": NUMBER,
    "proposed_suspension_allowed": TRUTH,
}
