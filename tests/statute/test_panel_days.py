"""On which day a review falls, by which every time in a post is measured."""

from dataclasses import replace
from datetime import UTC, date, datetime

from statute.panel import Course, Stint, find_panel_defects
from tests.statute.panels import CHAIR, GOVERNOR, HEAD, panel_of


def test_the_day_of_a_review_is_a_london_day():
    midnight_in_london = datetime(2026, 7, 9, 23, 30, tzinfo=UTC)  # 10 July there
    head = replace(HEAD, headships=(Stint(date(2026, 7, 10)),), courses=(Course(date(2026, 1, 1)),))
    panel = replace(
        panel_of(CHAIR, head, GOVERNOR),
        members=(replace(CHAIR, declared_at=datetime(2026, 7, 1, tzinfo=UTC)), head, GOVERNOR),
        begins_at=midnight_in_london,
    )

    assert "Head Roe has not been a head" not in "".join(
        defect.told for defect in find_panel_defects(panel)
    )
