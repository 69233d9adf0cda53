"""A case that ended in March 2020: long enough ago for everything of it to be due."""

from datetime import UTC, date, datetime

import pytest

from casework.facts import state_fact
from casework.models import Case
from statute.facts import Fact
from tests.factories import CaseFactory, SchoolFactory, manager_of, officer_of

ENDED_AT = datetime(2020, 3, 2, 10, tzinfo=UTC)
NOW = datetime(2026, 11, 28, 10, tzinfo=UTC)
TODAY = NOW.date()
LAST_DAY = date(2026, 3, 2)  # 72 calendar months on


def old_case(**values: object) -> Case:
    """A cancelled exclusion of 2 March 2020."""
    given = {"excluded_on": date(2020, 2, 24), "status": "CANCELLED", "attend_to_on": None}
    case = CaseFactory(**{**given, **values})
    state_fact(case, Fact.EXCLUDED, date(2020, 2, 24), now=ENDED_AT)
    state_fact(case, Fact.CANCELLED, date(2020, 3, 2), now=ENDED_AT)
    return case


@pytest.fixture
def old(db) -> Case:
    return old_case(school=SchoolFactory(local_authority__name="Sampleshire"))


@pytest.fixture
def officer(old):
    return officer_of(old.authority)


@pytest.fixture
def manager(old):
    return manager_of(old.authority)


@pytest.fixture
def second(old):
    """Another manager of the same authority."""
    return manager_of(old.authority)


@pytest.fixture
def at_now(time_machine):
    """The clock of the pages stands at ``NOW``."""
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def papers(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path
