"""Many clicks at once make one case, and one pupil's notice is not given twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connection

from casework.actions import notices
from casework.models import Case
from notifications.models import Message
from row_security.scope import WHOLE_SERVICE, scoped_transaction
from tests.casework.notice_data import answer_notice, make_draft
from tests.factories import SchoolFactory, headteacher_of

pytestmark = [
    pytest.mark.services,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
]
NOW = datetime(2026, 9, 15, 9, tzinfo=UTC)
CLICKS = 8


@pytest.fixture
def school():
    with scoped_transaction(WHOLE_SERVICE):
        return SchoolFactory()


@pytest.fixture
def head(school):
    with scoped_transaction(WHOLE_SERVICE):
        return headteacher_of(school)


def give(school, head, draft) -> str:
    try:
        with scoped_transaction(WHOLE_SERVICE):
            return notices.give_notice(
                draft_id=draft.pk,
                version=1,
                answers=answer_notice(school),
                actor=head,
                now=NOW,
            ).reference
    except notices.PossibleDuplicate:
        return "refused"
    finally:
        connection.close()


def all_at_once(school, head, drafts) -> list[str]:
    with ThreadPoolExecutor(CLICKS) as clicks:
        return list(clicks.map(lambda draft: give(school, head, draft), drafts))


def counted() -> tuple[int, int]:
    with scoped_transaction(WHOLE_SERVICE):
        return Case.objects.count(), Message.objects.count()


@pytest.mark.usefixtures("letters")
def test_one_draft_clicked_many_times_at_once_is_one_case(school, head):
    with scoped_transaction(WHOLE_SERVICE):
        draft = make_draft(school, head, NOW)

    references = all_at_once(school, head, [draft] * CLICKS)

    assert len(set(references)) == 1
    assert counted() == (1, 1)


@pytest.mark.usefixtures("letters")
def test_drafts_of_one_pupil_given_at_once_are_one_case(school, head):
    with scoped_transaction(WHOLE_SERVICE):
        drafts = [make_draft(school, head, NOW) for _ in range(CLICKS)]

    answers = all_at_once(school, head, drafts)

    assert answers.count("refused") == CLICKS - 1
    assert counted() == (1, 1)
