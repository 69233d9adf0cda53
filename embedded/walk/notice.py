"""Steps 1 to 3: the notice is typed, given and told; its dates are there and explained."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from embedded.browser import Browser, NotThere, Page
from embedded.walk.state import Step, Walk, check_private, in_boxes, wait_for_page

STAFF, HEAD = "Member of school staff", "Headteacher"
OFFICER = "Local authority exclusions officer"
FIRST_NAME, LAST_NAME = "Wren", "Walkthrough"
MAILBOXES = ("exclusions@reading.sample.example", "exclusions@wokingham.sample.example")
HOME_AUTHORITY = "872"  # not that of the school, so two authorities are told
MOST_DAYS_BACK = 60  # longer than any holiday

PUPIL: dict[str, str] = {
    "first_name": FIRST_NAME,
    "last_name": LAST_NAME,
    **in_boxes("born_on", 2012, 3, 27),
    "has_upn": "NO",
    "upn_missing_because": "The pupil came from abroad this term",
    "sex": "F",
    "year_group": "10",
    "address": "1 Sample Street\nSampleton",
    "postcode": "RG1 2AB",
    "home_area": HOME_AUTHORITY,
    "ethnic_group": "UNKNOWN",
    "sen_provision": "N",
    "is_looked_after": "NO",
    "has_social_worker": "NO",
}
FAMILY = {
    "adult_1_name": "Sam Walkthrough",
    "adult_1_relation": "Mother",
    "adult_1_phone": "01632 960123",
    "adult_1_email": "sam.walkthrough@sample.example",
    "adult_1_agreed_to_email": "on",
}


def type_the_notice(walk: Walk) -> None:
    """A member of staff begins, saves a part, comes back, finishes, and asks the head."""
    staff = walk.as_role(STAFF)
    begun = staff.get("/notices/new/")
    page = staff.submit(begun, begun.find_form(having="key"), button="Start a notice")
    walk.known["draft"] = re.sub(r"^.*(/notices/[^/]+/).*$", r"\1", page.url)
    kept = staff.submit(page, page.find_form(having="last_name"), PUPIL, button="come back later")
    kept.must_say("Your answers are saved")

    page = staff.get(walk.known["draft"])
    if ("last_name", LAST_NAME) not in page.find_form(having="last_name").fields:
        raise NotThere("what was saved is not on the form again")
    checked = finish_on_a_school_day(walk, staff, page)
    asked = staff.submit(checked, checked.find_form(button="Ask the headteacher"), button="Ask")
    asked.must_say("The headteacher will find the notice on their first page")


def finish_on_a_school_day(walk: Walk, staff: Browser, page: Page) -> Page:
    """Type the rest; a day without a session is refused, and then the day before it is tried."""
    day = datetime.now(UTC).date()
    for _ in range(MOST_DAYS_BACK):
        form = page.find_form(having="last_name")
        values = {**PUPIL, **FAMILY, **tell_exclusion(day)}
        try:
            return staff.submit(page, form, values, button="Save and check")
        except NotThere as refused:
            if "held no session" not in str(refused) and "Session" not in str(refused):
                raise
        day -= timedelta(days=1)
        page = staff.get(walk.known["draft"])
    raise NotThere(f"no day of the last {MOST_DAYS_BACK} was taken as a school day")


def tell_exclusion(day: date) -> Mapping[str, str]:
    return {
        **in_boxes("excluded_on", day.year, day.month, day.day),
        "session": "AM",
        "reason_1": "PP",
        "reason_2": "DB",
        "pattern": "ONE_OFF",
        "narrative": "Struck another pupil in the corridor; everybody here is invented.",
        "test_affected": "NO",
        **in_boxes("parents_told_on", day.year, day.month, day.day),
        "parents_told_how": "IN_PERSON",
        "board_told": "TOLD",
        **in_boxes("board_informed_on", day.year, day.month, day.day),
        "submitter_phone": "01632 960456",
    }


def give_the_notice(walk: Walk) -> None:
    """The head finds it, decides, and gives notice; sent twice, it is still one case."""
    head = walk.as_role(HEAD)
    page = head.get(f"{walk.known['draft']}confirm/")
    page.must_say(LAST_NAME, "Check the answers")
    form = page.find_form(having="decided")
    given = head.submit(page, form, {"decided": "on"}, button="Give notice")
    given.must_say("Notice given")
    found = re.search(r"\d{3}-\d{4}-\d{4}", given.text)
    if not found:
        raise NotThere(f"no reference on {given.summary}")
    walk.known["reference"] = found.group()
    walk.known["case"] = re.sub(r"^https?://[^/]+", "", given.find_link("Open the case"))

    again = head.submit(page, form, {"decided": "on"}, button="Give notice")
    again.must_say(walk.known["reference"])
    references = set(re.findall(r"\d{3}-\d{4}-\d{4}", head.get("/cases/").text))
    alike = {one for one in references if one >= walk.known["reference"]}
    if alike != {walk.known["reference"]}:
        raise NotThere(f"one notice sent twice made {sorted(alike)}")


def find_the_dates(walk: Walk) -> None:
    """The two clocks have their dates, and every day that was counted is shown."""
    page = walk.as_role(HEAD).get(f"{walk.known['draft']}given/")
    page.must_say("The dates", "How this date was worked out", "which is not counted itself")


def find_the_authority_told(walk: Walk) -> None:
    """Both authorities got the notice, the subject names no child, the officer sees it taken."""
    reference = walk.known["reference"]
    for mailbox in MAILBOXES:
        message = walk.wait_for_mail(to=mailbox, holding=[reference, LAST_NAME])
        check_private(message, FIRST_NAME, LAST_NAME)
    walk.known["mailbox"] = MAILBOXES[0]
    officer = walk.as_role(OFFICER)
    wait_for_page(officer, walk.known["case"], reference, "Sent and accepted")


NOTICE_STEPS: list[tuple[str, Step]] = [
    ("school staff type the notice in two sittings and ask the head", type_the_notice),
    ("the head gives notice; sent twice, it makes one case", give_the_notice),
    ("the dates are there, with every day counted", find_the_dates),
    ("both local authorities are told, and the officer sees it", find_the_authority_told),
]
