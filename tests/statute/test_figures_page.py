import re
from dataclasses import replace

from statute.attendance import RIGHTS
from statute.cancelling import CANCEL_WITHIN
from statute.figures import Status
from statute.figures_page import write_figures
from statute.law.figures import FIGURES
from statute.law.review_outcomes import MINUTES_KEPT, PAYMENT
from statute.panel import LAWFUL_PANELS, Topic


def rows_of(page):
    return [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("| ")]


def test_every_number_of_the_law_is_on_the_page():
    rows = {row[0]: row for row in rows_of(write_figures(FIGURES))}

    for figure in FIGURES:
        assert rows[figure.id][2:5] == [
            f"{figure.number} {figure.unit}",
            figure.citation,
            figure.status,
        ]


def test_the_numbers_are_those_of_the_law():
    assert {figure.id: figure.number for figure in FIGURES} == {
        "G4-above": 5,
        "G2-above": 15,
        "L1": 45,
        "E3-spell": 6,
        "D4-post": 2,
        "N6-notice": 48,
        "C2-days": 45,
        "I9-small": 3,
        "I9-large": 5,
        "I9-head": 5,
        "I9-governed": 12,
        "I9-governor": 5,
        "I9-taught": 5,
        "I11-head": 5,
        "I13-trained": 2,
        "I20-left": 3,
        "F1-pounds": 4000,
        "F2-days": 28,
        "F3-weeks": 52,
        "I28-months": 6,
        "K2-minutes": 6,
    }


def test_no_two_numbers_have_one_id():
    ids = [figure.id for figure in FIGURES]
    assert sorted(ids) == sorted(set(ids))


def test_what_is_not_confirmed_says_so():
    for figure in FIGURES:
        if figure.status in (Status.UNCONFIRMED, Status.ADOPTED):
            assert figure.note
    assert (PAYMENT.status, MINUTES_KEPT.status) == (Status.UNCONFIRMED, Status.UNCONFIRMED)


def test_a_number_says_since_when_it_is_in_force():
    undated = replace(CANCEL_WITHIN, in_force_from=None)

    assert "| From 1 September 2023. The text" in write_figures([CANCEL_WITHIN])
    assert "| The text" in write_figures([undated])


def test_panels_topics_and_rights_are_on_the_page():
    page = write_figures(FIGURES)

    assert [row for row in rows_of(page) if re.fullmatch(r"[35]", row[0])] == [
        ["3", "1", "1", "1"],
        ["5", "1", "2", "2"],
    ]
    assert set(LAWFUL_PANELS) == {3, 5}
    for topic in Topic:
        assert f"\n- {topic}\n" in page
    assert len([row for row in rows_of(page) if row[0].startswith("the ")]) == len(RIGHTS)
    assert (
        "| the social worker | the governing board's meeting (SI 2012/1033 reg 24(3)) | yes" in page
    )
    assert "| a nominee in their place | the person |" in page
    assert (
        "| the pupil, while under 18 | the review panel (SI 2012/1033 Sch 1 para 12(1)) | no"
        in page
    )
