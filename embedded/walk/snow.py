"""Two days of snow at a school with forty open cases: every clock moves, and moves back."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from typing import Any

from embedded.browser import NotThere, Page
from embedded.walk.hearing import CLERK
from embedded.walk.notice import HEAD, STAFF
from embedded.walk.state import Step, Walk, in_boxes, wait_for

CASES = 40
MOST_DAYS_ON = 21  # the next school day lies nearer, but for the summer
FRIDAY = 4
TOLD = "moved: school days of"

Dates = dict[str, list[tuple[str, Any, Any]]]  # by reference: rule, last day, state
Rows = dict[str, list[dict[str, Any]]]


def fill_the_school(walk: Walk) -> None:
    """The school has forty open cases and more, each with clocks that run."""
    before = len(read_rows(walk))
    command = [sys.executable, "manage.py", "fill_sample_school", "--cases", str(CASES)]
    done = subprocess.run(command, env=walk.environment, capture_output=True, text=True)
    running = [rows for rows in read_rows(walk).values() if any(is_running(row) for row in rows)]
    if done.returncode or len(read_rows(walk)) != before + CASES or len(running) < CASES:
        raise NotThere(f"{len(running)} cases with running clocks: {done.stdout}{done.stderr}")


def close_for_snow(walk: Walk) -> None:
    """Staff see what will move, and close the school for two days: each concerned is told once."""
    staff, rows = walk.as_role(STAFF), read_rows(walk)
    before, told_before = read_dates(rows), count_told(walk)
    school = next(iter(staff.call("GET", "/api/v1/cases/")["results"]))["school"]
    walk.known["school-days"] = f"/schools/{school}/school-days/"
    days, shown = find_days_that_move(walk, date.fromisoformat(f"{datetime.now(UTC):%Y-%m-%d}"))
    shown.must_say("What will move", "will move")
    if read_dates(read_rows(walk)) != before:
        raise NotThere("something moved before it was confirmed")
    done = staff.submit(shown, shown.find_form(having="confirmed"), {})
    done.must_say("The school days are published", "What moved")

    after = read_dates(read_rows(walk))
    moved = [reference for reference, dates in after.items() if dates != before[reference]]
    check_every_clock_moved(rows, after, first=days[0].isoformat())
    if len(moved) < CASES:
        raise NotThere(f"{len(moved)} cases moved with {days}, and {CASES} were open")
    check_each_told_once(walk, told_before, moved)
    walk.known["snow-days"] = " ".join(day.isoformat() for day in days)
    walk.known["before-the-snow"] = repr(before)


def check_every_clock_moved(rows: Rows, after: Dates, *, first: str) -> None:
    """:raises NotThere: if a running clock of school days stands over the closed days unmoved."""
    for reference, clocks in rows.items():
        now = {rule: due for rule, due, _ in after[reference]}
        for row in filter(is_running, clocks):
            if "school day" not in row["limit"] or row["triggered_on"] >= first:
                continue
            if row["due_date"] >= first and now[row["rule"]] <= row["due_date"]:
                raise NotThere(f"{row['rule']} of {reference} did not move: {row['due_date']}")


def check_each_told_once(walk: Walk, before: dict[str, int], moved: list[str]) -> None:
    """:raises NotThere: if somebody concerned got no message, or more than one, or not of all."""
    wait_for(lambda: all(count > before[to] for to, count in count_told(walk).items()))
    for to, count in count_told(walk).items():
        if count != before[to] + 1:
            raise NotThere(f"{to} got {count - before[to]} messages for one closure")
    for to in (walk.find_address(CLERK), walk.find_address(HEAD)):
        text = walk.find_mail(to=to, holding=[TOLD])[-1]["text"]
        if missing := [reference for reference in moved if reference not in text]:
            raise NotThere(f"{to} was not told of {missing}")


def count_told(walk: Walk) -> dict[str, int]:
    """Return how many messages about moved dates each of those concerned has."""
    concerned = (walk.find_address(CLERK), walk.find_address(HEAD), walk.known["mailbox"])
    return {to: len(walk.find_mail(to=to, holding=[TOLD])) for to in concerned}


def open_again(walk: Walk) -> None:
    """Both days are given back, every date is what it was, and each is told once more."""
    staff, told_before = walk.as_role(STAFF), count_told(walk)
    page = staff.get(f"{walk.known['school-days']}reopening/")
    typed = {"days": walk.known["snow-days"].split(), "why": "The snow held off"}
    shown = staff.submit(page, page.find_form(having="why"), typed)
    staff.submit(shown, shown.find_form(having="confirmed"), {}).must_say("What moved")
    restored = read_dates(read_rows(walk))
    if repr(restored) != walk.known["before-the-snow"]:
        raise NotThere(f"{restored} is not {walk.known['before-the-snow']}")
    check_each_told_once(walk, told_before, [])


def find_days_that_move(walk: Walk, today: date) -> tuple[tuple[date, date], Page]:
    """Return the next two school days over which a clock stands, and what they would move."""
    staff = walk.as_role(STAFF)
    for day in (today + timedelta(days=n) for n in range(1, MOST_DAYS_ON)):
        last = day + timedelta(days=3 if day.weekday() == FRIDAY else 1)
        page = staff.get(f"{walk.known['school-days']}closing/")
        typed = {
            **in_boxes("first_day", day.year, day.month, day.day),
            **in_boxes("last_day", last.year, last.month, last.day),
            "reason": "SNOW",
        }
        try:
            shown = staff.submit(page, page.find_form(having="reason"), typed)
        except NotThere:  # no school day: the form came back
            continue
        if "No date of an open case will move" not in shown.text:
            return (day, last), shown
    raise NotThere(f"no two days of the next {MOST_DAYS_ON} move anything")


def read_rows(walk: Walk) -> Rows:
    """Return every deadline of every case of the school, by the case's reference."""
    head, found, path = walk.as_role(HEAD), {}, "/api/v1/cases/"
    while path:
        page = head.call("GET", path)
        for case in page["results"]:
            rows = head.call("GET", f"/api/v1/cases/{case['id']}/deadlines/")
            found[case["reference"]] = rows
        path = re.sub(r"^https?://[^/]+", "", page["next"] or "")
    return found


def read_dates(rows: Rows) -> Dates:
    """Return of each deadline what a closure may change."""
    return {
        reference: [(row["rule"], row["due_date"], row["state"]) for row in clocks]
        for reference, clocks in sorted(rows.items())
    }


def is_running(row: dict[str, Any]) -> bool:
    return bool(row["state"] == "OPEN" and row["due_date"])


SNOW_STEPS: list[tuple[str, Step]] = [
    (f"a school has {CASES} open cases more, with their clocks running", fill_the_school),
    ("two snow days move every open clock at it, and tell each person once", close_for_snow),
    ("the days given back restore every date, and tell each once", open_again),
]
