from datetime import UTC, date, datetime

import pytest

from audit.models import AuditEvent
from casework import deadlines
from casework.actions.conclusions import NotYetConcluded, conclude
from casework.facts import state_fact
from casework.models import Case
from casework.states import TransitionNotAllowed
from statute.facts import Fact
from tests.factories import CaseFactory, clerk_of, officer_of

LAST_DAY = datetime(2026, 10, 20, 12, tzinfo=UTC)
DAY_AFTER = datetime(2026, 10, 21, 12, tzinfo=UTC)


@pytest.fixture
def declined(db, tuesday):
    case = CaseFactory(status="REVIEW_WINDOW")
    state_fact(case, Fact.EXCLUDED, date(2026, 9, 15), now=tuesday)
    state_fact(case, Fact.DECISION_NOTICE_GIVEN, date(2026, 9, 29), now=tuesday)
    deadlines.reconcile(case, actor="user/1", now=tuesday, cause="the letter was given")
    return case


def test_an_exclusion_stands_the_day_after_the_window_and_asks_for_nothing_more(declined):
    conclude(
        case_id=declined.pk, waived_on=None, actor=officer_of(declined.authority), now=DAY_AFTER
    )

    case = Case.objects.get()
    assert (case.status, case.attend_to_on) == ("CONCLUDED", None)
    assert AuditEvent.objects.get(kind="case.stands").facts == {"ground": "time"}


def test_an_exclusion_does_not_stand_on_the_last_day_of_the_window(declined):
    with pytest.raises(NotYetConcluded, match="until 20 October 2026"):
        conclude(
            case_id=declined.pk, waived_on=None, actor=officer_of(declined.authority), now=LAST_DAY
        )

    assert Case.objects.get().status == "REVIEW_WINDOW"


def test_a_waiver_lets_it_stand_at_once_and_is_on_the_record(declined):
    conclude(
        case_id=declined.pk,
        waived_on=date(2026, 10, 1),
        actor=officer_of(declined.authority),
        now=LAST_DAY,
    )

    assert AuditEvent.objects.get(kind="case.stands").facts == {
        "ground": "waived",
        "waived_on": "2026-10-01",
    }


def test_the_school_cannot_conclude_its_own_case(declined):
    with pytest.raises(TransitionNotAllowed, match="local authority"):
        conclude(
            case_id=declined.pk, waived_on=None, actor=clerk_of(declined.school), now=DAY_AFTER
        )
