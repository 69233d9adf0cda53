from datetime import datetime

import pytest

from casework.actions import notices
from organisations.models import School, User
from tests.casework.notice_data import answer_notice, make_draft
from tests.factories import (
    ContactFactory,
    SchoolFactory,
    TrustFactory,
    clocked,
    headteacher_of,
    staff_of,
)


@pytest.fixture
def noticed(case):
    """A case as a notice leaves it: excluded and the board told on 15 September 2026."""
    return clocked(case)


@pytest.fixture
def at(time_machine):
    """``at(moment)``: the clock of the pages stands there."""
    return lambda moment: time_machine.move_to(moment, tick=False)


@pytest.fixture
def sampleton(db) -> School:
    """A school whose authority, 870, has a verified mailbox for exclusions."""
    school = SchoolFactory(
        name="Sampleton School", local_authority__code="870", trust=TrustFactory()
    )
    ContactFactory(local_authority=school.local_authority, email="exclusions@council.example")
    return school


@pytest.fixture
def head(sampleton) -> User:
    return headteacher_of(sampleton)


@pytest.fixture
def staff(sampleton) -> User:
    return staff_of(sampleton)


@pytest.fixture
def draft(sampleton, staff, tuesday):
    """A notice of Sampleton School without fault, not given yet."""
    return make_draft(sampleton, staff, tuesday)


@pytest.fixture
def give(sampleton, tuesday):
    """Give notice for Sampleton School: ``give(head, draft=…, pupil={…}, **changes)``."""

    def give(
        head: User | None = None,
        *,
        draft=None,
        another_because: str = "",
        now: datetime = tuesday,
        version: int = 1,
        **changes,
    ):
        head = head or headteacher_of(sampleton)
        return notices.give_notice(
            draft_id=(draft or make_draft(sampleton, head, now)).pk,
            version=version,
            answers=answer_notice(sampleton, **changes),
            another_because=another_because,
            actor=head,
            now=now,
        )

    return give
