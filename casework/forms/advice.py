"""What a headteacher should know before giving notice. Advice: nothing here stops a notice."""

from datetime import date

from casework.answers import NoticeAnswers
from casework.models import ToldHow
from casework.rulebook import get_rule
from design_system.words import write_day
from statute.pupil_age import is_own_relevant_person
from statute.school_calendar import CalendarGap, SchoolCalendar


def find_notes(answers: NoticeAnswers, *, calendar: SchoolCalendar, today: date) -> list[str]:
    """Return each thing that the law asks for and these answers leave open."""
    notes = [*_find_notes_on_telling(answers, today), *_find_notes_on_pupil(answers, today)]
    board = get_rule("G1")
    try:
        calendar.count_after(answers.board_informed_on or answers.excluded_on, board.number)
    except CalendarGap as gap:
        notes.append(
            f"Not every date can be worked out yet: {gap}. The notice can be given all the same; "
            "the dates follow when your school supplies its school days."
        )
    return notes


def _find_notes_on_telling(answers: NoticeAnswers, today: date) -> list[str]:
    notes = []
    if answers.excluded_on < today:
        notes.append(
            "The law asks that the local authority be told without delay. The pupil was excluded "
            f"on {write_day(answers.excluded_on)}."
        )
    if answers.board_informed_on is None:
        notes.append(
            "The governing board must be told without delay. The school days in which it must meet "
            "start when it is told: say so on the case’s page as soon as it is."
        )
    agreed = any(adult.agreed_to_email for adult in answers.adults)
    if answers.parents_told_how == ToldHow.EMAIL and not agreed:
        notes.append(
            "Notice by email counts only for somebody who agreed to it, and nobody is marked as "
            "having agreed: give the letter by hand or by post as well."
        )
    if answers.parents_told_how == ToldHow.PHONE:
        notes.append("The parents must also be given the notice in writing, without delay.")
    return notes


def _find_notes_on_pupil(answers: NoticeAnswers, today: date) -> list[str]:
    notes = []
    if answers.pupil.has_social_worker:
        notes.append("The pupil’s social worker must be told without delay: this is yours to do.")
    if answers.pupil.is_looked_after:
        notes.append("The virtual school head must be told without delay: this is yours to do.")
    if is_own_relevant_person(answers.pupil.born_on, today):
        notes.append("The pupil is 18 or over: notices go to the pupil, and not to a parent.")
    return notes
