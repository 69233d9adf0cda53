from datetime import date

import pytest

from statute.reason_codes import LABELS, MOST_REASONS, REASON_CODES, ReasonCode, get_reason_codes

OLD = [
    "PP",
    "PA",
    "VP",
    "VA",
    "OW",
    "BU",
    "RA",
    "LG",
    "DS",
    "SM",
    "DA",
    "DM",
    "TH",
    "DB",
    "MT",
    "PH",
]
NEW = ["BW", "TB", "SB", "MB", "AB", "DR", "AR", "SR", "VR", "LD", "CB", "MP", "OS"]


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        (date(2020, 7, 31), []),
        (date(2020, 8, 1), OLD),
        (date(2026, 7, 31), OLD),
        (date(2026, 8, 1), OLD + NEW),
    ],
)
def test_the_reasons_that_may_be_given_are_those_of_the_day_of_the_exclusion(day, codes):
    assert [reason.code for reason in get_reason_codes(day)] == codes


def test_a_reason_that_was_withdrawn_may_be_given_until_its_last_day():
    reason = ReasonCode("ZZ", "Withdrawn", date(2020, 8, 1), date(2026, 7, 31))

    assert reason.is_in_use(date(2026, 7, 31))
    assert not reason.is_in_use(date(2026, 8, 1))


def test_an_exclusion_has_up_to_three_reasons():
    assert MOST_REASONS == 3


def test_no_code_is_given_to_two_reasons():
    assert len(LABELS) == len(REASON_CODES)
