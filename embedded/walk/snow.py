"""A snow day: every open clock at the school moves, each person is told once, and it is undone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from embedded.browser import NotThere, Page
from embedded.walk.hearing import CLERK
from embedded.walk.notice import HEAD, STAFF
from embedded.walk.state import Step, Walk, in_boxes, wait_for

MOST_DAYS_ON = 21  # the next school day lies nearer, but for the summer
TOLD = "moved: school days of"

Dates = dict[str, list[tuple[str, Any]]]


def close_for_snow(walk: Walk) -> None:
    """Staff see what will move, and close the school: the clerk is told once, with every case."""
    staff, before = walk.as_role(STAFF), read_dates(walk)
    school = next(iter(staff.call("GET", "/api/v1/cases/")["results"]))["school"]
    walk.known["school-days"] = f"/schools/{school}/school-days/"
    day, shown = find_a_day_that_moves(walk, date.fromisoformat(f"{datetime.now(UTC):%Y-%m-%d}"))
    shown.must_say("What will move", "will move")
    if read_dates(walk) != before:
        raise NotThere("something moved before it was confirmed")
    done = staff.submit(shown, shown.find_form(having="confirmed"), {})
    done.must_say("The school days are published", "What moved")

    moved = [case for case, dates in read_dates(walk).items() if dates != before[case]]
    if not moved:
        raise NotThere(f"no date moved with {day}")
    clerk = walk.find_address(CLERK)
    if not wait_for(lambda: walk.find_mail(to=clerk, holding=[TOLD])):
        raise NotThere(f"nobody told {clerk}")
    told = walk.find_mail(to=clerk, holding=[TOLD])
    if len(told) != 1 or not all(reference in told[0]["text"] for reference in moved):
        raise NotThere(f"{clerk} got {len(told)} messages for {moved}")
    walk.known["snow-day"] = day.isoformat()
    walk.known["before-the-snow"] = repr(before)


def open_again(walk: Walk) -> None:
    """The day is given back, and every date is what it was."""
    staff = walk.as_role(STAFF)
    page = staff.get(f"{walk.known['school-days']}reopening/")
    typed = {"days": [walk.known["snow-day"]], "why": "The snow held off"}
    shown = staff.submit(page, page.find_form(having="why"), typed)
    staff.submit(shown, shown.find_form(having="confirmed"), {}).must_say("What moved")
    if repr(read_dates(walk)) != walk.known["before-the-snow"]:
        raise NotThere(f"{read_dates(walk)} is not {walk.known['before-the-snow']}")


def find_a_day_that_moves(walk: Walk, today: date) -> tuple[date, Page]:
    """Return the next school day over which a clock stands, and the page of what it would move."""
    staff = walk.as_role(STAFF)
    for day in (today + timedelta(days=n) for n in range(1, MOST_DAYS_ON)):
        page = staff.get(f"{walk.known['school-days']}closing/")
        typed = {**in_boxes("first_day", day.year, day.month, day.day), "reason": "SNOW"}
        try:
            shown = staff.submit(page, page.find_form(having="reason"), typed)
        except NotThere:  # no school day: the form came back
            continue
        if "No date of an open case will move" not in shown.text:
            return day, shown
    raise NotThere(f"no day of the next {MOST_DAYS_ON} moves anything")


def read_dates(walk: Walk) -> Dates:
    """Return every date of every case of the school, by the case's reference."""
    head = walk.as_role(HEAD)
    return {
        case["reference"]: [
            (row["rule"], row["due_date"])
            for row in head.call("GET", f"/api/v1/cases/{case['id']}/deadlines/")
        ]
        for case in head.call("GET", "/api/v1/cases/")["results"]
    }


SNOW_STEPS: list[tuple[str, Step]] = [
    ("a snow day moves every open clock at the school, and tells each person once", close_for_snow),
    ("the day given back restores every date", open_again),
]
