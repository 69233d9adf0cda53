"""What a school said in its notice besides the pupil and what happened, as people read it."""

from collections.abc import Mapping
from datetime import date

from casework.models import Case
from design_system.words import write_day
from statute.facts import Fact

OUR_DATES_DIFFER = "held by the school’s word, although the dates held here say otherwise"


def tell_upn(case: Case) -> str:
    """Return the pupil's number, or that there is none and the school's reason."""
    pupil = case.pupil
    if pupil.upn or not pupil.upn_missing_because:
        return pupil.upn
    return f"None: {pupil.upn_missing_because}"


def tell_particulars(case: Case, dates: Mapping[Fact, date]) -> list[tuple[str, str]]:
    """Return each thing that was said, as a label and a text; ``dates`` are the standing facts."""
    told_on = _write(dates.get(Fact.PARENTS_TOLD))
    said = [
        ("From which session", case.get_session_display()),
        ("Session on that day", OUR_DATES_DIFFER if case.session_was_held else ""),
        ("What led to the exclusion", case.get_pattern_display()),
        ("Exam or test affected", _join(case.test_missed, _write(case.test_on))),
        ("Parents told", _join(told_on, case.get_parents_told_how_display())),
        ("Governing board told", _write(dates.get(Fact.BOARD_INFORMED))),
        ("Why it is another exclusion", case.another_because),
        ("Notice given by", f"{case.notice_given_by}, as headteacher"),
        ("Telephone about the notice", _join(case.submitter_phone, _name(case))),
    ]
    return [(label, text) for label, text in said if text]


def _write(day: date | None) -> str:
    return write_day(day) if day else ""


def _name(case: Case) -> str:
    return str(case.typed_by or case.school) if case.submitter_phone else ""


def _join(*lines: str) -> str:
    return "\n".join(line for line in lines if line)
