from dataclasses import dataclass
from datetime import date

import pytest

from casework.facts import state_fact
from casework.models import Deadline
from casework.working import get_clocks, get_days, tell_left_out, tell_rule
from design_system.clock_lines import lay_out_clocks
from statute.facts import Fact

CLOSED = {f"2026-10-{day}": "Half term" for day in range(26, 31)} | {"2026-11-02": "Training"}


@dataclass
class Count:
    triggered_on: date
    counted: tuple[date, ...]
    limit: str = "2 school days after"


def test_the_footnote_names_the_weekdays_left_out_and_why():
    """Worked example P02: half term and a training day lie within the count."""
    count = Count(date(2026, 10, 23), (date(2026, 11, 3), date(2026, 11, 4)))

    assert tell_left_out(count, CLOSED) == (
        "Mon 26 Oct to Fri 30 Oct (Half term)", "Mon 2 Nov (Training)",
    )  # fmt: skip


def test_days_left_out_for_one_reason_are_told_together_over_a_weekend_and_not_over_a_school_day():
    snow = dict.fromkeys(("2026-11-05", "2026-11-06", "2026-11-09", "2026-11-11"), "Snow")
    count = Count(date(2026, 11, 4), (date(2026, 11, 10), date(2026, 11, 12)))

    assert tell_left_out(count, snow) == (
        "Thu 5 Nov to Mon 9 Nov (Snow)", "Wed 11 Nov (Snow)",
    )  # fmt: skip


def test_weekends_and_the_day_of_the_start_need_no_footnote():
    count = Count(date(2026, 11, 6), (date(2026, 11, 9),))

    assert tell_left_out(count, {}) == ()


@pytest.mark.parametrize("counted", [(), (date(2026, 11, 6),)])
def test_a_date_of_the_same_day_and_none_at_all_count_no_days(counted):
    assert get_days(Count(date(2026, 11, 6), counted), {}) == []


def test_a_limit_of_calendar_days_counts_no_school_days():
    in_a_month = Count(date(2026, 11, 6), (date(2026, 12, 4),), "28 calendar days after")

    assert get_days(in_a_month, {}) == []


def test_a_rule_is_told_in_plain_words():
    after = Deadline(limit="15 school days after", trigger=Fact.BOARD_INFORMED)
    at_once = Deadline(limit="the same day", trigger=Fact.EXCLUDED)

    assert tell_rule(after) == (
        "15 school days after the day on which the governing board was told"
    )
    assert tell_rule(at_once) == (
        "Without delay: kept as the same day as that on which the exclusion took effect"
    )


def test_the_clocks_of_a_case_are_drawn_in_the_order_given(noticed, tuesday):
    state_fact(noticed, Fact.EDUCATION_STARTED, date(2026, 9, 22), now=tuesday)
    rows = list(noticed.deadlines.filter(rule_id__in=["E4", "G1"]).order_by("rule_id"))

    clocks = get_clocks(rows)

    assert [(one.label, one.due_on, one.is_window) for one in clocks] == [
        ("Education must start", date(2026, 9, 23), False),
        ("Board must meet", date(2026, 10, 6), False),
    ]


def test_what_was_done_before_a_duty_lapsed_is_no_mark(noticed):
    row = Deadline(
        rule_id="G1", triggered_on=date(2026, 9, 1), done_on=date(2026, 9, 2), state="LAPSED"
    )

    assert get_clocks([row])[0].done_on is None


@pytest.mark.parametrize(("rule_id", "is_late"), [("G1", True), ("I1", False), ("G3-AIM", False)])
def test_a_window_and_a_target_are_never_drawn_as_late(rule_id, is_late):
    row = Deadline(
        rule_id=rule_id, triggered_on=date(2026, 9, 1), due_date=date(2026, 9, 8), state="OPEN"
    )

    [line] = lay_out_clocks(get_clocks([row]), date(2026, 9, 15)).lines

    assert (line.late_until is not None) is is_late
