"""What a quashed decision may cost a school, and the money that follows a pupil (F1 to F3)."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from statute.decision import BoardDecision
from statute.law import get_rule
from statute.law.review_outcomes import ADJUSTMENT, WEEKS_A_YEAR
from statute.outcomes import PanelDecision, PanelOutcome
from statute.rules import Rule
from statute.school_calendar import NOTHING_PUBLISHED

F2 = get_rule("F2")
PENNY = Decimal("0.01")


class FinancialOrder(StrEnum):
    """Where the £4,000 stands. It is never part of the state of the case."""

    NONE = "NONE"
    ORDERED = "ORDERED"
    CRYSTALLISED = "CRYSTALLISED"
    LAPSED = "LAPSED"
    PAID = "PAID"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconsideration:
    """What the board did after the panel's decision. ``last_day`` is None if it is not known."""

    last_day: date | None
    decision: BoardDecision | None = None
    decided_on: date | None = None

    def __post_init__(self) -> None:
        if (self.decision is None) != (self.decided_on is None):
            raise ValueError("a decision has its day, and a day its decision: give both or neither")


@dataclass(frozen=True, slots=True)
class Payment:
    """Where an order stands, and, if it is owed, why, since when and by when."""

    state: FinancialOrder
    because: str = ""
    owed_from: date | None = None
    due_date: date | None = None  # the last day to pay, as rule F2 counts it

    @property
    def pounds(self) -> int:
        owed = self.state in (FinancialOrder.CRYSTALLISED, FinancialOrder.PAID)
        return ADJUSTMENT.number if owed else 0


def find_payment(
    panel: PanelDecision,
    board: Reconsideration,
    *,
    today: date,
    paid_on: date | None = None,
    rule: Rule = F2,
) -> Payment:
    """
    Return where the £4,000 stands: owed only after a quash with an order, and then only if the
    board declines to reinstate or lets its school days pass (F1).

    A board that misses the last day owes it from the day after, whatever it decides later. Within
    how many days it is paid is said by ``rule`` alone: no source confirms it, so it can be set.

    Source: SI 2012/1033 regs 7(5)(b), 16(5)(b), 25(5)(b) and 26.
    """
    if not panel.orders_adjustment or panel.outcome is not PanelOutcome.QUASH:
        return Payment(FinancialOrder.NONE)
    because, owed_from = _find_cause(board, today)
    if owed_from is not None:
        state = FinancialOrder.PAID if paid_on is not None else FinancialOrder.CRYSTALLISED
        (due_date,) = rule.count(owed_from, NOTHING_PUBLISHED)  # no school's calendar decides it
        return Payment(state, because, owed_from, due_date)
    lapsed = board.decision is not None and board.last_day is not None
    return Payment(FinancialOrder.LAPSED if lapsed else FinancialOrder.ORDERED, because)


def _find_cause(board: Reconsideration, today: date) -> tuple[str, date | None]:
    if board.last_day is not None and (board.decided_on or today) > board.last_day:
        return "the board did not decide in time", board.last_day + timedelta(days=1)
    if board.decision is BoardDecision.DECLINED:
        return "the board declined to reinstate", board.decided_on
    if board.last_day is None:
        return "the last day to reconsider cannot be counted yet", None
    if board.decision is not None:
        return "the board reinstated the pupil in time", None
    return "the board may still reconsider in time", None


def get_payee(*, is_academy: bool) -> str:
    """Return how the £4,000 is paid: a cut in the budget share, or a payment to the authority."""
    if is_academy:
        return "the trust pays the local authority in whose area the academy stands"
    return "the local authority takes it from the school's budget share"


def get_money_following_pupil(
    year: Decimal, *, weeks_left: int, adjustment: Decimal = Decimal(0)
) -> Decimal:
    """
    Return the pounds that follow a permanently excluded pupil: A x (B / 52) + C, to the penny.

    ``year`` is A, what the pupil brings in a whole financial year; ``weeks_left`` is B, counted
    from the relevant date; ``adjustment`` is C, the £4,000 if it is owed (F3).

    :raises ValueError: if ``weeks_left`` is negative or more than a year has.
    """
    if not 0 <= weeks_left <= WEEKS_A_YEAR.number:
        raise ValueError(f"the weeks left of a year are 0 to {WEEKS_A_YEAR.number}")
    share = year * weeks_left / WEEKS_A_YEAR.number
    return (share + adjustment).quantize(PENNY, ROUND_HALF_UP)
