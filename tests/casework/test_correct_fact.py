"""Correcting the day on which something happened: with a reason, and both days on record."""

from datetime import UTC, date, datetime, timedelta

import pytest

from audit.models import AuditEvent
from casework import deadlines
from casework.access import NotYourCase
from casework.actions.facts import CorrectionRefused, correct_fact
from casework.facts import state_fact
from casework.history import get_recounts
from casework.remarks import put_back
from statute.facts import Fact
from tests.factories import SchoolFactory, clerk_of, officer_of, staff_of

MET_AT = datetime(2026, 10, 6, 15, tzinfo=UTC)


@pytest.fixture
def correct(give, sampleton, tuesday):
    case = give()

    def correct(fact, day, *, reason="the clerk's receipt", actor=None):
        actor = actor or clerk_of(sampleton)
        correct_fact(
            case_id=case.pk, fact=fact, happened_on=day, reason=reason, actor=actor, now=tuesday
        )

    correct.case = case
    return correct


def test_a_corrected_day_moves_the_dates_and_keeps_both(correct, sampleton):
    correct(Fact.EXCLUDED, date(2026, 9, 14), actor=officer_of(sampleton.local_authority))

    case = correct.case
    case.refresh_from_db()
    assert case.excluded_on == date(2026, 9, 14)
    assert dict(case.deadlines.values_list("rule_id", "due_date"))["E4"] == date(2026, 9, 22)
    assert list(
        case.facts.filter(fact="EXCLUDED").order_by("id").values_list("happened_on", flat=True)
    ) == [date(2026, 9, 15), date(2026, 9, 14)]
    event = AuditEvent.objects.get(kind="case.fact-corrected")
    put_back([event])
    assert event.facts == {
        "fact": "EXCLUDED",
        "before": "2026-09-15",
        "after": "2026-09-14",
        "reason": "the clerk's receipt",
    }


@pytest.mark.parametrize(
    ("fact", "day", "reason", "told"),
    [
        (Fact.BOARD_INFORMED, date(2026, 9, 15), "  ", "say why the day is corrected"),
        (Fact.BOARD_DECIDED, date(2026, 9, 15), "x", "nothing on record to correct"),
        (Fact.BOARD_INFORMED, date(2026, 9, 16), "x", "has not come yet"),
        (
            Fact.BOARD_INFORMED,
            date(2026, 9, 14),
            "x",
            "telling the governing board cannot come before the exclusion",
        ),
    ],
)
def test_a_correction_that_cannot_be_right_is_refused(correct, fact, day, reason, told):
    with pytest.raises(CorrectionRefused, match=told):
        correct(fact, day, reason=reason)

    assert not AuditEvent.objects.filter(kind="case.fact-corrected").exists()


def test_strangers_and_staff_cannot_correct(correct, sampleton):
    for person in (staff_of(sampleton), clerk_of(SchoolFactory())):
        with pytest.raises(NotYourCase):
            correct(Fact.EXCLUDED, date(2026, 9, 14), actor=person)


@pytest.mark.parametrize(
    ("informed_on", "state", "told"),
    [
        (date(2026, 9, 15), "MET", "done in time on 6 October 2026 (last day 6 October 2026)"),
        (date(2026, 9, 14), "LATE", "done late on 6 October 2026 (last day 5 October 2026)"),
    ],
)
def test_a_trigger_corrected_after_the_duty_was_met_judges_it_again(
    noticed, informed_on, state, told
):
    noticed.excluded_on = date(2026, 9, 14)
    noticed.save()
    state_fact(noticed, Fact.EXCLUDED, date(2026, 9, 14), now=MET_AT)
    state_fact(noticed, Fact.BOARD_DECIDED, date(2026, 10, 6), now=MET_AT)
    deadlines.reconcile(noticed, actor="user/1", now=MET_AT, cause="the board decided")
    clerk = clerk_of(noticed.school)

    correct_fact(
        case_id=noticed.pk, fact=Fact.BOARD_INFORMED, happened_on=informed_on,
        reason="the clerk's receipt", actor=clerk, now=MET_AT,
    )  # fmt: skip

    row = noticed.deadlines.get(rule_id="G1")
    assert (row.state, row.done_on) == (state, date(2026, 10, 6))
    last = get_recounts(noticed, "G1")[-1]
    assert last.after == told
    if state == "LATE":
        was = "done in time on 6 October 2026 (last day 6 October 2026)"
        assert (last.before, last.cause, last.by) == (was, "the clerk's receipt", str(clerk))


def test_a_duty_that_is_late_is_still_owed(noticed, tuesday):
    """Lateness is a question, not a state: nothing ends the duty but doing it."""
    deadlines.reconcile(
        noticed, actor="system/test", now=tuesday + timedelta(days=400), cause="a year on"
    )

    assert noticed.deadlines.get(rule_id="G1").state == "OPEN"
