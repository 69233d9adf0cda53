"""A lawful review panel of invented people, on the day of its review; tests spoil one thing."""

from dataclasses import replace
from datetime import UTC, date, datetime

from statute.panel import Category, Clerk, Course, Expert, Member, Panel, Stint

REVIEW_ON = date(2026, 11, 23)
BEGINS_AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
DECLARED_AT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
TRAINED = (Course(date(2025, 9, 1)),)
SINCE_2020 = (Stint(date(2020, 9, 1)),)

KNOWN = {"declared_at": DECLARED_AT, "courses": TRAINED}
CHAIR = Member(key=1, name="Chair Lee", category=Category.LAY, is_chair=True, **KNOWN)
HEAD = Member(key=2, name="Head Roe", category=Category.HEAD, headships=SINCE_2020, **KNOWN)
GOVERNOR = Member(key=3, name="Gov Poe", category=Category.GOVERNOR, governing=SINCE_2020, **KNOWN)
HEAD_2 = replace(HEAD, key=4, name="Head Fay")
GOVERNOR_2 = replace(GOVERNOR, key=5, name="Gov Ray")
CLERK = Clerk(name="Clerk Day", courses=TRAINED)
EXPERT = Expert(name="Expert May", is_thought_suitable=True, declared_at=DECLARED_AT)

THREE = (CHAIR, HEAD, GOVERNOR)
FIVE = (*THREE, HEAD_2, GOVERNOR_2)


def panel_of(*members, clerk=CLERK, expert=None):
    return Panel(members=members, begins_at=BEGINS_AT, clerk=clerk, expert=expert)
