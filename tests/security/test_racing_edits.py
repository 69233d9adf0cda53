"""
People who edit one thing at once: each edit is kept, or refused with what stands there now.

RACING_EDITS says how many in each race; the nightly run makes 1,000, 2,000 in all.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connection

from casework.actions import drafts
from casework.models import NoticeDraft
from hearings.actions.listings import list_hearing, move_hearing
from hearings.models import Hearing
from hearings.moves import HearingChanged
from row_security.scope import WHOLE_SERVICE, scoped_transaction
from tests.casework.notice_data import make_draft
from tests.factories import SchoolFactory, clerk_of, headteacher_of, staff_of
from tests.hearings.conftest import THE_16TH, awaiting_board, meeting, panel_of

pytestmark = [
    pytest.mark.services,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
]
EDITS = int(os.environ.get("RACING_EDITS", "40"))
PEOPLE = 4
NOW = datetime(2026, 9, 15, 9, tzinfo=UTC)


def race(edit: Callable[[int], str]) -> list[str]:
    """Make every edit, several people at a time; return what became of each."""

    def at_once(number: int) -> str:
        try:
            return edit(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE) as people:
        return list(people.map(at_once, range(EDITS)))


def test_of_two_people_who_type_in_one_draft_no_word_is_lost():
    with scoped_transaction(WHOLE_SERVICE):
        school = SchoolFactory()
        people = [staff_of(school), headteacher_of(school)]
        draft = make_draft(school, people[0], NOW)

    def edit(number: int) -> str:
        with scoped_transaction(WHOLE_SERVICE):
            opened = NoticeDraft.objects.get(pk=draft.pk)
        typed = {**opened.typed, f"word_{number}": "kept"}
        try:
            with scoped_transaction(WHOLE_SERVICE):
                drafts.save_draft(
                    draft_id=draft.pk, version=opened.version, typed=typed,
                    actor=people[number % 2], now=NOW,
                )  # fmt: skip
        except drafts.StaleDraft as refused:
            told = refused.draft.version > opened.version  # what stands there now comes with it
            return "refused" if told else "refused without a word"
        return f"word_{number}"

    answers = race(edit)

    with scoped_transaction(WHOLE_SERVICE):
        left = NoticeDraft.objects.get(pk=draft.pk)
    kept = {answer for answer in answers if answer != "refused"}
    assert {name for name in left.typed if name.startswith("word_")} == kept
    assert left.version == 1 + len(kept)
    assert kept
    assert "refused" in answers  # or nobody raced


def test_of_two_clerks_who_move_one_hearing_no_move_is_lost():
    with scoped_transaction(WHOLE_SERVICE):
        school = SchoolFactory()
        headteacher_of(school)
        clerks = [clerk_of(school), clerk_of(school)]
        hearing = list_hearing(
            case_id=awaiting_board(school).pk, proposal=meeting(), panel=panel_of(school),
            actor=clerks[0], now=THE_16TH,
        )  # fmt: skip
        first = hearing.version

    def edit(number: int) -> str:
        with scoped_transaction(WHOLE_SERVICE):
            version = Hearing.objects.get(pk=hearing.pk).version
        try:
            with scoped_transaction(WHOLE_SERVICE):
                move_hearing(
                    hearing_id=hearing.pk, proposal=meeting(venue=f"Room {number}"),
                    version=version, actor=clerks[number % 2], now=THE_16TH,
                )  # fmt: skip
        except HearingChanged:
            return "refused"
        return f"Room {number}"

    answers = race(edit)

    with scoped_transaction(WHOLE_SERVICE):
        left = Hearing.objects.get(pk=hearing.pk)
    kept = [answer for answer in answers if answer != "refused"]
    assert left.version == first + len(kept)
    assert left.venue in kept
    assert left.sequence == len(kept)  # each move was told in its turn
    assert "refused" in answers
