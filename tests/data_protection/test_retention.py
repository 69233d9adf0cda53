"""When a case may go: counted from what happened in it, whatever is corrected later."""

from datetime import UTC, date, datetime, timedelta

import pytest

from audit import trail
from audit.models import AuditEvent
from casework.facts import state_fact
from casework.models import Case
from data_protection.models import LegalHold
from data_protection.retention import find_standing
from hearings.models import Hearing
from statute.facts import Fact
from tests.casework.letters import stored_letter
from tests.data_protection.conftest import ENDED_AT, LAST_DAY, NOW, TODAY, old_case
from tests.factories import CaseFactory, UserFactory


def stand(case: Case, today: date = TODAY):
    [standing] = find_standing([case], today=today)
    return standing


def test_a_case_is_kept_through_the_last_day_and_may_go_on_the_next(old):
    assert stand(old, LAST_DAY).bars == (
        "it must be kept until 2 March 2026, 72 calendar months from the day on which the case "
        "ended, 2 March 2020",
    )
    assert stand(old, LAST_DAY + timedelta(1)).bars == ()


def test_a_case_that_has_not_ended_is_kept_and_says_so(db):
    case = CaseFactory()

    assert stand(case, date(2050, 1, 1)).bars == (
        "the case has not ended: awaiting the governing board",
    )
    assert stand(case).until is None


def test_a_later_correction_of_the_facts_moves_the_day(old):
    state_fact(old, Fact.CANCELLED, date(2021, 5, 4), now=NOW)

    assert stand(old).until == date(2027, 5, 4)


def test_a_fact_that_was_withdrawn_and_a_day_that_was_only_planned_do_not_count(old):
    state_fact(old, Fact.EXAM, date(2026, 1, 1), now=NOW)
    old.facts.filter(fact=Fact.CANCELLED).update(withdrawn_at=NOW)

    assert stand(old).until == date(2026, 2, 24)


def test_the_end_of_the_case_on_the_record_counts_though_no_fact_states_it(old):
    by = {"stream": old.stream, "actor": "user/1", "case_id": old.pk}
    trail.record(AuditEvent(kind="case.concluded", at=datetime(2020, 6, 1, tzinfo=UTC), **by))
    trail.record(AuditEvent(kind="case.viewed", at=datetime(2026, 6, 1, tzinfo=UTC), **by))

    assert stand(old).until == date(2026, 6, 1)


def test_the_longest_class_keeps_the_whole_case(old, settings):
    Hearing.objects.create(
        case=old, status="HELD", mode="IN_PERSON", venue="Hall", listed_at=ENDED_AT,
        listed_by=UserFactory(), during=(ENDED_AT, ENDED_AT + timedelta(hours=1)),
    )  # fmt: skip
    settings.MINUTES_CALENDAR_MONTHS = 120

    assert stand(old).until == date(2030, 3, 2)
    assert str(stand(old).kept[2]) == (
        "Minutes and outcomes: kept until 2 March 2030, 120 calendar months from the day of the "
        "last hearing that was held, 2 March 2020"
    )


def test_a_letter_is_counted_from_when_it_was_written(old):
    letter = stored_letter(old, "ACCEPTED")
    type(letter).objects.update(created_at=datetime(2021, 1, 5, tzinfo=UTC))

    assert stand(old).until == date(2027, 1, 5)


def test_a_letter_that_is_not_settled_keeps_the_case(old):
    stored_letter(old, "FAILED")

    assert stand(old, date(2050, 1, 1)).bars == ("one of its letters is not settled: see Letters",)


def test_a_hold_keeps_the_case_until_it_is_released(old, officer):
    hold = LegalHold.objects.create(
        case=old, authority=old.authority, reason="A claim", put_at=NOW, put_by=officer
    )
    assert stand(old).bars == ("it has been on legal hold since 28 November 2026",)

    hold.released_at, hold.released_by, hold.released_because = NOW, officer, "Settled"
    hold.save()
    assert stand(old).bars == ()


def test_the_pupils_age_may_keep_a_case_longer(old, settings):
    settings.CASE_FILE_UNTIL_AGE = 25

    assert stand(old).bars == ("it must be kept until 1 May 2037, the pupil’s 25th birthday",)


@pytest.mark.parametrize("count", [1, 3])
def test_many_cases_take_as_many_reads_as_one(old, count, django_assert_num_queries):
    cases = [old, *(old_case() for _ in range(count - 1))]

    with django_assert_num_queries(7):
        assert len(find_standing(cases, today=TODAY)) == count
