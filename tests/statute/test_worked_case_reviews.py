"""Worked cases of our own from the board's decision on: applying, the review, the register."""

import pytest

from tests.statute.worked_case import differ, informed, noticed, permanent


def test_a_claim_finally_determined_opens_a_fresh_window():
    events = [
        permanent(),
        noticed("2026-10-02"),
        ("equality_claim_finally_determined", {"date": "2026-12-10"}),
    ]
    # 11, 14-18 December (6), 5-8 January (10), 11-15 (15).
    expect = {"irp_application_deadline": "2027-01-15", "earliest_offroll": "2027-01-16"}

    assert differ(events, expect) == {}
    applied = ("review_application", {"date": "2027-01-15", "method": "delivered"})
    assert differ([*events, applied], {"irp_application_in_time": True}) == {}
    late = ("review_application", {"date": "2027-01-18", "method": "delivered"})
    in_vain = {
        "irp_application_in_time": False,
        "irp_hearing_deadline": None,
        "earliest_offroll": "2027-01-16",
    }
    assert differ([*events, late], in_vain) == {}


def test_a_claim_opens_nothing_after_an_application_in_time():
    events = [
        permanent(),
        noticed("2026-11-20"),
        ("review_application", {"date": "2026-12-01", "method": "delivered"}),
        ("equality_claim_finally_determined", {"date": "2027-02-01"}),
    ]
    expect = {
        "irp_application_deadline": "2026-12-11",
        "irp_application_in_time": True,
        "earliest_offroll": None,
    }

    assert differ(events, expect) == {}


def test_an_application_in_time_holds_the_name_on_the_register():
    applied = ("review_application", {"date": "2026-12-01", "method": "delivered"})

    assert differ([permanent(), noticed(), applied], {"earliest_offroll": None}) == {}


@pytest.mark.parametrize(
    ("outcome", "earliest"), [("upheld", "2027-01-25"), ("recommended", None), ("quashed", None)]
)
def test_a_review_that_upholds_the_decision_frees_the_name_and_no_other_does(outcome, earliest):
    applied = ("review_application", {"date": "2026-12-01", "method": "delivered"})
    panel = {"date": "2027-01-25", "method": "delivered", "outcome": outcome}
    events = [permanent(), noticed(), applied, ("irp_decision_notice", panel)]

    assert differ(events, {"earliest_offroll": earliest}) == {}


@pytest.mark.parametrize(
    ("outcome", "money", "deadline"),
    [
        ("upheld", False, None),
        ("recommended", False, "2027-02-08"),
        ("quashed", True, "2027-02-08"),
    ],
)
def test_what_each_outcome_of_a_review_asks_for(outcome, money, deadline):
    panel = {"date": "2027-01-25", "method": "delivered", "outcome": outcome}

    expect = {"financial_order_possible": money, "reconsideration_deadline": deadline}
    assert differ([("irp_decision_notice", panel)], expect) == {}


def test_a_reinstated_pupil_opens_no_time_for_a_review():
    events = [permanent(), informed(), noticed("2026-10-02", "reinstated")]
    expect = {"irp_application_deadline": None, "earliest_offroll": None}

    assert differ(events, expect) == {}
