"""Steps 1 to 3 once more, as a school's own system would do them: through the API."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from embedded.browser import Browser, NotThere
from embedded.walk.notice import HEAD, LAST_NAME, MOST_DAYS_BACK, STAFF
from embedded.walk.state import Step, Walk, wait_for

KEY = "walk-0001"
FIRST_NAME = "Robin"


def send_a_notice(walk: Walk) -> None:
    """A program sends a notice, twice under one key: one draft; the head confirms: one case."""
    staff, head = walk.as_role(STAFF), walk.as_role(HEAD)
    school = _find_school(staff)
    notice, draft = _send_on_a_school_day(staff, school)
    again = staff.call("POST", "/api/v1/notices/", notice, expect=201, Idempotency_Key=KEY)
    if again["id"] != draft["id"]:
        raise NotThere(f"one key made two drafts: {draft['id']} and {again['id']}")
    there = f"/api/v1/notices/{draft['id']}/"
    read = head.read_tag(there)
    case, same = (
        head.call(
            "POST", f"{there}confirm/", {}, expect=201, If_Match=read, Idempotency_Key=f"{KEY}-c"
        )
        for _ in range(2)
    )
    if same["reference"] != case["reference"]:
        raise NotThere(f"one notice made {case['reference']} and {same['reference']}")
    walk.known["api-case"], walk.known["api-reference"] = case["id"], case["reference"]


def read_the_dates(walk: Walk) -> None:
    """The answer holds both clocks, each with the days that were counted or why it has none."""
    case = walk.as_role(HEAD).call("GET", f"/api/v1/cases/{walk.known['api-case']}/")
    clocks = {one["rule"]: one for one in case["deadlines"]}
    for rule in ("G1", "E4"):
        if rule not in clocks or not (clocks[rule]["counted"] or clocks[rule]["gap"]):
            raise NotThere(f"the deadline {rule} is not explained: {clocks.get(rule)}")


def see_it_taken(walk: Walk) -> None:
    """The letters of the case are told to be accepted, and are in the mailbox."""
    head, address = walk.as_role(HEAD), f"/api/v1/cases/{walk.known['api-case']}/messages/"

    def all_accepted() -> bool:
        letters = _rows(head.call("GET", address))
        return bool(letters) and all(one["state"] == "ACCEPTED" for one in letters)

    if not wait_for(all_accepted):
        raise NotThere(f"the letters are {head.call('GET', address)}")
    walk.wait_for_mail(to=walk.known["mailbox"], holding=[walk.known["api-reference"], LAST_NAME])


def _find_school(staff: Browser) -> int:
    cases = _rows(staff.call("GET", "/api/v1/cases/"))
    if not cases:
        raise NotThere("the API shows the school's staff no case of their own")
    return int(cases[0]["school"])


def _send_on_a_school_day(staff: Browser, school: int) -> tuple[dict[str, Any], Any]:
    day = datetime.now(UTC).date()
    for _ in range(MOST_DAYS_BACK):
        notice = _write(school, day.isoformat())
        try:
            return notice, staff.call(
                "POST", "/api/v1/notices/", notice, expect=201, Idempotency_Key=KEY
            )
        except NotThere as refused:
            if "held no session" not in str(refused):
                raise
        day -= timedelta(days=1)
    raise NotThere(f"no day of the last {MOST_DAYS_BACK} was taken as a school day")


def _write(school: int, day: str) -> dict[str, Any]:
    return {
        "school": school,
        "first_name": FIRST_NAME,
        "last_name": LAST_NAME,
        "born_on": "2011-10-02",
        "upn_missing_because": "The pupil came from abroad this term",
        "sex": "M",
        "year_group": "10",
        "address": "2 Sample Street\nSampleton",
        "postcode": "RG1 2AB",
        "ethnic_group": "UNKNOWN",
        "sen_provision": "N",
        "is_looked_after": False,
        "has_social_worker": False,
        "adults": [{"name": "Alex Walkthrough", "relation": "Father"}],
        "excluded_on": day,
        "session": "PM",
        "reasons": ["DB"],
        "pattern": "PERSISTENT",
        "narrative": "Everybody here is invented.",
        "parents_told_on": day,
        "parents_told_how": "BY_HAND",
        "board_informed_on": day,
        "submitter_phone": "01632 960456",
    }


def _rows(answer: Any) -> list[Any]:
    """Return the rows of a list, whether it came in pages or whole."""
    return list(answer["results"]) if isinstance(answer, dict) else list(answer)


REST_STEPS: list[tuple[str, Step]] = [
    ("by the API: a notice sent twice under one key makes one case", send_a_notice),
    ("by the API: the dates, with every day counted", read_the_dates),
    ("by the API: the letters, accepted, and in the mailbox", see_it_taken),
]
