from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from statute.decision import BoardDecision
from statute.law.settings import apply_settings
from statute.money import (
    F2,
    FinancialOrder,
    Payment,
    Reconsideration,
    find_payment,
    get_money_following_pupil,
    get_payee,
)
from statute.outcomes import Flaw, PanelDecision, PanelOutcome

ORDERED = PanelDecision(
    outcome=PanelOutcome.QUASH,
    reasons="It was irrational.",
    flaws=frozenset({Flaw.IRRATIONALITY}),
    orders_adjustment=True,
)
LAST_DAY = date(2027, 2, 8)  # worked example P09
WAITING = Reconsideration(last_day=LAST_DAY)
DECLINED, REINSTATED = BoardDecision.DECLINED, BoardDecision.REINSTATED_NOW


def decided(decision, on, last_day=LAST_DAY):
    return Reconsideration(last_day=last_day, decision=decision, decided_on=on)


@pytest.mark.parametrize(
    ("board", "today", "state", "owed_from"),
    [
        (WAITING, LAST_DAY, FinancialOrder.ORDERED, None),
        (WAITING, date(2027, 2, 9), FinancialOrder.CRYSTALLISED, date(2027, 2, 9)),
        (WAITING, date(2027, 3, 9), FinancialOrder.CRYSTALLISED, date(2027, 2, 9)),
        (decided(DECLINED, date(2027, 2, 1)), LAST_DAY, FinancialOrder.CRYSTALLISED,
         date(2027, 2, 1)),
        (decided(DECLINED, LAST_DAY), date(2027, 3, 1), FinancialOrder.CRYSTALLISED, LAST_DAY),
        (decided(DECLINED, date(2027, 2, 20)), date(2027, 3, 1), FinancialOrder.CRYSTALLISED,
         date(2027, 2, 9)),
        (decided(REINSTATED, LAST_DAY), date(2027, 3, 1), FinancialOrder.LAPSED, None),
        (decided(REINSTATED, date(2027, 2, 9)), date(2027, 3, 1), FinancialOrder.CRYSTALLISED,
         date(2027, 2, 9)),
        (Reconsideration(last_day=None), date(2027, 3, 1), FinancialOrder.ORDERED, None),
        (decided(REINSTATED, date(2027, 2, 9), None), date(2027, 3, 1), FinancialOrder.ORDERED,
         None),
        (decided(DECLINED, date(2027, 2, 1), None), date(2027, 3, 1),
         FinancialOrder.CRYSTALLISED, date(2027, 2, 1)),
    ],
)  # fmt: skip
def test_the_money_is_owed_once_the_board_declines_or_lets_the_days_pass(
    board, today, state, owed_from
):
    payment = find_payment(ORDERED, board, today=today)

    assert (payment.state, payment.owed_from) == (state, owed_from)
    assert payment.pounds == (4000 if state is FinancialOrder.CRYSTALLISED else 0)


@pytest.mark.parametrize(
    "panel",
    [
        replace(ORDERED, orders_adjustment=False),
        replace(ORDERED, outcome=PanelOutcome.RECOMMEND),  # refused, and worth nothing if stored
        replace(ORDERED, outcome=PanelOutcome.UPHOLD),
    ],
)
def test_without_a_quash_and_an_order_nothing_is_owed(panel):
    late = decided(DECLINED, date(2027, 3, 1))

    assert find_payment(panel, late, today=date(2027, 3, 2)) == Payment(FinancialOrder.NONE)


def test_why_it_is_owed_or_not_is_told():
    def because(board):
        return find_payment(ORDERED, board, today=LAST_DAY).because

    assert because(decided(DECLINED, LAST_DAY)) == "the board declined to reinstate"
    assert because(decided(DECLINED, date(2027, 2, 9))) == "the board did not decide in time"
    assert because(decided(REINSTATED, LAST_DAY)) == "the board reinstated the pupil in time"
    assert because(WAITING) == "the board may still reconsider in time"
    assert because(Reconsideration(last_day=None)) == (
        "the last day to reconsider cannot be counted yet"
    )


def test_it_is_due_28_calendar_days_later_unless_another_number_is_set():
    declined = decided(DECLINED, date(2027, 2, 1))
    payment = find_payment(ORDERED, declined, today=LAST_DAY)

    assert payment.due_date == date(2027, 3, 1)
    [set_here] = apply_settings([F2], numbers={"PAYMENT_CALENDAR_DAYS": 14})
    sooner = find_payment(ORDERED, declined, today=LAST_DAY, rule=set_here)
    assert sooner.due_date == date(2027, 2, 15)
    assert find_payment(ORDERED, WAITING, today=LAST_DAY).due_date is None


def test_a_payment_made_stays_owed_on_the_record_and_a_payment_not_owed_is_none():
    declined = decided(DECLINED, date(2027, 2, 1))
    paid = find_payment(ORDERED, declined, today=LAST_DAY, paid_on=date(2027, 2, 3))

    assert (paid.state, paid.pounds) == (FinancialOrder.PAID, 4000)
    unowed = find_payment(ORDERED, WAITING, today=LAST_DAY, paid_on=date(2027, 2, 3))
    assert unowed.state is FinancialOrder.ORDERED


@pytest.mark.parametrize(
    "half", [{"decision": DECLINED}, {"decided_on": date(2027, 2, 1)}]
)  # fmt: skip
def test_a_decision_without_its_day_is_refused(half):
    with pytest.raises(ValueError, match="give both or neither"):
        Reconsideration(last_day=LAST_DAY, **half)


def test_an_academy_pays_the_authority_and_other_schools_lose_it_from_their_budget():
    assert get_payee(is_academy=True) == (
        "the trust pays the local authority in whose area the academy stands"
    )
    assert get_payee(is_academy=False) == (
        "the local authority takes it from the school's budget share"
    )


@pytest.mark.parametrize(
    ("year", "weeks", "adjustment", "pounds"),
    [
        (Decimal(5200), 26, Decimal(0), Decimal("2600.00")),
        (Decimal(5200), 26, Decimal(4000), Decimal("6600.00")),
        (Decimal(5000), 1, Decimal(0), Decimal("96.15")),
        (Decimal("0.26"), 1, Decimal(0), Decimal("0.01")),  # half a penny is rounded up
        (Decimal(5200), 0, Decimal(0), Decimal("0.00")),
        (Decimal(5200), 52, Decimal(0), Decimal("5200.00")),
    ],
)
def test_money_follows_the_pupil_by_the_weeks_left_of_the_year(year, weeks, adjustment, pounds):
    assert get_money_following_pupil(year, weeks_left=weeks, adjustment=adjustment) == pounds


def test_no_adjustment_is_added_unless_it_is_given():
    assert get_money_following_pupil(Decimal(5200), weeks_left=26) == Decimal("2600.00")


@pytest.mark.parametrize("weeks", [-1, 53])
def test_a_year_has_no_other_number_of_weeks(weeks):
    with pytest.raises(ValueError, match="0 to 52"):
        get_money_following_pupil(Decimal(5200), weeks_left=weeks)
