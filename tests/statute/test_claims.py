from datetime import date

from statute.claims import Claim, find_claim


def test_a_claim_about_disability_goes_to_the_tribunal_which_may_reinstate():
    assert find_claim(date(2026, 9, 15), is_disability=True) == Claim(
        "First-tier Tribunal (Special Educational Needs and Disability)",
        date(2027, 3, 15),
        may_reinstate=True,
        may_compensate=False,
    )


def test_any_other_claim_goes_to_the_county_court():
    assert find_claim(date(2026, 8, 31), is_disability=False) == Claim(
        "county court", date(2027, 2, 28), may_reinstate=False, may_compensate=True
    )
