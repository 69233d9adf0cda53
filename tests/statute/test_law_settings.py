from datetime import date

import pytest

from statute.figures import Status
from statute.law import LAW, get_edition
from statute.law.settings import apply_settings
from tests.statute.school_year import YEAR


def by_id(law):
    return {rule.id: rule for rule in law}


def test_a_number_that_nobody_has_confirmed_can_be_set():
    changed = apply_settings(LAW, numbers={"PAYMENT_CALENDAR_DAYS": 30})

    assert by_id(changed)["F2"].number == 30
    assert [rule.id for rule in changed if rule != by_id(LAW)[rule.id]] == ["F2"]
    assert get_edition(changed) != get_edition(LAW)


def test_papers_in_clear_days_go_out_one_school_day_earlier():
    """P06: 8 January for a meeting on 15 January 2027; in clear days the 7th."""
    clear = by_id(apply_settings(LAW, numbers={}, papers_clear_days=True))["I15"]

    assert by_id(LAW)["I15"].count(date(2027, 1, 15), YEAR)[-1] == date(2027, 1, 8)
    assert clear.count(date(2027, 1, 15), YEAR)[-1] == date(2027, 1, 7)
    assert clear.limit == "5 clear school days before"


def test_one_is_the_smallest_number_and_nothing_set_changes_nothing():
    assert by_id(apply_settings(LAW, numbers={"PAYMENT_CALENDAR_DAYS": 1}))["F2"].number == 1
    assert apply_settings(LAW, numbers={}) == LAW


def test_a_confirmed_number_cannot_be_set():
    with pytest.raises(ValueError, match=r"^no number of the law is set by BOARD_DAYS$"):
        apply_settings(LAW, numbers={"BOARD_DAYS": 20})
    with pytest.raises(ValueError, match=r"^a number of days or months is 1 or more: check PAY"):
        apply_settings(LAW, numbers={"PAYMENT_CALENDAR_DAYS": 0})


def test_every_number_that_is_not_confirmed_is_a_setting_or_no_clock():
    loose = [r.id for r in LAW if r.status is Status.UNCONFIRMED and r.is_clock and not r.setting]

    assert loose == []
