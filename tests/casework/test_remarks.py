"""The trail holds no words that people wrote: it points at them, and readers see them."""

from datetime import timedelta

import pytest

from audit.models import AuditEvent
from audit.verify import find_breaks
from casework import history, timeline
from casework.actions.facts import correct_fact
from casework.models import Remark
from casework.remarks import GONE, Typed
from casework.states import CaseStatus
from statute.facts import Fact
from tests.factories import CaseFactory, clerk_of

CANARY = "Zephyrine Canary saw it"


def record(case, now, kind="education.offered", **facts):
    timeline.record(case, kind, actor="user/1", now=now, **facts)


def stored(case):
    return AuditEvent.objects.filter(stream=case.stream).order_by("-seq").first().facts


@pytest.mark.parametrize(
    "value", [CANARY, {"venue": CANARY}, ["ok", CANARY], Typed("2026-09-15"), "Zephyrine"]
)
def test_what_a_person_wrote_is_kept_aside_whatever_the_fact_is_called(case, tuesday, value):
    record(case, tuesday, anything_new=value)

    [remark] = Remark.objects.all()
    assert remark.said == value
    assert stored(case) == {"anything_new": {"remark": str(remark.public_id)}}


@pytest.mark.parametrize(
    "value",
    [None, True, 5, "2026-09-15", "2026-09-15 10:00:00+00:00", "", "a" * 64, Fact.EXCLUDED,
     {"days": ["2026-09-15"], "count": 3}, "5b0e8a34-0000-4000-8000-000000000000"],
)  # fmt: skip
def test_days_numbers_digests_and_ids_stand_in_the_event(case, tuesday, value):
    record(case, tuesday, anything_new=value)

    assert not Remark.objects.exists()
    assert stored(case) == {"anything_new": value}


def test_the_services_own_words_stand_under_the_names_that_are_listed(case, tuesday):
    record(case, tuesday, cause="the notice was accepted", status=CaseStatus.CANCELLED)

    assert not Remark.objects.exists()


def test_the_same_words_twice_are_one_remark_and_another_cases_are_another(case, tuesday):
    other = CaseFactory()
    timeline.record_all(
        timeline.describe(
            each, "case.stands", actor="user/1", now=tuesday, reason=CANARY, how=CANARY
        )
        for each in (case, other)
    )

    assert sorted(Remark.objects.values_list("case_id", flat=True)) == sorted([case.pk, other.pk])


def test_readers_see_the_words_and_afterwards_that_they_are_gone(case, tuesday):
    record(case, tuesday, provider=CANARY)
    assert history.get_history(case)[0].lines == (CANARY,)
    assert history.get_trail(case).happenings[0].lines == (CANARY,)

    Remark.objects.all().delete()
    assert history.get_history(case)[0].lines == (GONE,)
    assert find_breaks([case.stream]) == []


def test_the_reason_of_a_correction_is_nowhere_in_the_trail(noticed, tuesday):
    day = noticed.excluded_on
    correct_fact(
        case_id=noticed.pk, fact=Fact.BOARD_INFORMED, on_record=day,
        happened_on=day.replace(day=16),
        reason=CANARY, actor=clerk_of(noticed.school), now=tuesday + timedelta(days=3),
    )  # fmt: skip

    trail = str(list(AuditEvent.objects.values_list("facts", flat=True)))
    assert "Zephyrine" not in trail
    assert history.get_recounts(noticed, "G1")[-1].cause == CANARY
