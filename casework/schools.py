"""What the school register says that a notice turns on."""

from datetime import date

from design_system.words import write_day
from organisations.models import School, SchoolRecord

CLOSED = "2"  # the register's status code


class SchoolCannotGiveNotice(Exception):
    """The register does not let this school give notice of an exclusion on that day."""


def find_open_fault(school: School, day: date) -> str:
    """Return why ``school`` could not exclude on ``day``: not yet open, or closed; else ``""``."""
    if school.opened_on and day < school.opened_on:
        return (
            f"{school.name} opened on {write_day(school.opened_on)}, according to the school "
            "register: give the day on which the pupil was excluded from this school"
        )
    if school.closed_on and day > school.closed_on:
        return (
            f"{school.name} closed on {write_day(school.closed_on)}, according to the school "
            "register: notice must come from the school that the pupil attends now"
        )
    if school.status_code.lstrip("0") == CLOSED and not school.closed_on:
        return (
            f"{school.name} is closed, according to the school register: notice must come from "
            "the school that the pupil attends now"
        )
    return ""


def find_type_fault(school: School, record: SchoolRecord) -> str:
    """Return why nobody can tell which law binds ``school``, and who can settle it; else ``""``."""
    if school.local_authority_id is None:
        return (
            f"The school register names no local authority for {school.name}, so nobody can be "
            "told. The school can have its entry put right in the school register"
        )
    if not record.school_type:
        return (
            f"The school register does not say whether {school.name} is a maintained school, a "
            "pupil referral unit or an academy, and the law differs. The local authority's "
            "exclusions team can settle it by having the register put right"
        )
    return ""


def check_may_exclude(school: School, record: SchoolRecord, day: date) -> None:
    """
    Let a school give notice only where the register says that it was open, and of which type.

    :raises SchoolCannotGiveNotice: with what is so, and who can settle it.
    """
    fault = find_type_fault(school, record) or find_open_fault(school, day)
    if fault:
        raise SchoolCannotGiveNotice(fault[0].lower() + fault[1:] if fault[:4] == "The " else fault)
