"""Steps 4 to 6: the hearing is listed, the authority invited, the outcome recorded and told."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.request import urlopen

from embedded.browser import Browser, Form, NotThere, Page
from embedded.walk.notice import FIRST_NAME, LAST_NAME, OFFICER
from embedded.walk.state import Step, Walk, check_private, in_boxes

CLERK = "Clerk to the governing board"
FAMILY_MAILBOX = "sam.walkthrough@sample.example"
PLACE = {"mode": "IN_PERSON", "venue": "Room 1, the school"}
SEVERAL_MONTHS = timedelta(days=150)


def list_the_hearing(walk: Walk) -> None:
    """The clerk is offered lawful days; a late one is explained and refused without a reason."""
    clerk = walk.as_role(CLERK)
    page = clerk.get(clerk.get(walk.known["case"]).find_link("List a hearing"))
    form = page.find_form(having="panel")
    offered = [value for value in form.choices["day"].values() if value != "another"]
    if not offered:
        raise NotThere(f"no lawful day is offered: {page.summary}")
    panel = list(form.choices["panel"].values())[:3]
    typed = {**PLACE, "starts": "10am", "ends": "12pm", "panel": panel, "chair": panel[0]}

    late = datetime.now(UTC).date() + SEVERAL_MONTHS
    other = in_boxes("other_day", late.year, late.month, late.day)
    refused = clerk.submit(page, form, {**typed, "day": "another", **other}, expect=422)
    refused.must_say("There is a problem", "Say why it could not be held in time")

    listed = clerk.submit(page, form, {**typed, "day": offered[0]})
    listed.must_say("The hearing is listed")
    walk.known["hearing"] = re.sub(r"^https?://[^/]+", "", listed.url)


def book_nobody_twice(walk: Walk) -> None:
    """The governors' other panel at the same time cannot be theirs too."""
    clerk = walk.as_role(CLERK)
    case = f"/cases/{walk.known['api-case']}/"
    page = clerk.get(clerk.get(case).find_link("List a hearing"))
    form = page.find_form(having="panel")
    panel = list(form.choices["panel"].values())[:3]
    day = walk.as_role(CLERK).get(f"{walk.known['hearing']}move/").find_form(having="day")
    first = next(value for value in day.choices["day"].values() if value != "another")
    typed = {**PLACE, "starts": "11am", "ends": "1pm", "panel": panel, "chair": panel[0]}
    refused = clerk.submit(page, form, {**typed, "day": first}, expect=422)
    refused.must_say("There is a problem", "already sits on another panel")


def invite_the_authority(walk: Walk) -> None:
    """The authority is invited on its standing, with a calendar file that names no child."""
    clerk = walk.as_role(CLERK)
    page = clerk.get(walk.known["hearing"])
    if "The family has asked for an authority" in page.text:  # at an academy, once they ask
        asked = clerk.get(page.find_link("The family has asked"))
        form = asked.find_form(having="requested_by")
        today = datetime.now(UTC).date()
        values = {
            "authority": next(iter(form.choices["authority"].values())),
            "requested_by": "The pupil’s mother",
            **in_boxes("requested_on", today.year, today.month, today.day),
            "how": "By phone",
        }
        clerk.submit(asked, form, values).must_say("It is recorded that the family asked")
    message = _wait_for_invitation(walk, "Invitation:")
    walk.known["uid"], walk.known["sequence"] = _read_calendar(walk, message)


def answer_for_the_authority(walk: Walk) -> None:
    """The officer says that they will attend, and the clerk sees it."""
    officer = walk.as_role(OFFICER)
    page = officer.get(officer.get(walk.known["case"]).find_link("Answer the invitation"))
    page.must_say("Your authority", "Legal basis")
    answered = officer.submit(page, page.find_form(having="answer"), {"answer": "ATTENDING"})
    answered.must_say("Your answer is recorded")
    walk.as_role(CLERK).get(walk.known["hearing"]).must_say("Attending")


def move_the_hearing(walk: Walk) -> None:
    """Everybody told before gets the change: the same entry of their calendar, a later edition."""
    clerk = walk.as_role(CLERK)
    page = clerk.get(clerk.get(walk.known["hearing"]).find_link("Move the hearing"))
    form = page.find_form(having="day")
    offered = [value for value in form.choices["day"].values() if value != "another"]
    typed = {**PLACE, "day": offered[-1], "starts": "2pm", "ends": "4pm"}
    clerk.submit(page, form, typed).must_say("The hearing is moved")
    uid, sequence = _read_calendar(walk, _wait_for_invitation(walk, "Changed:"))
    if uid != walk.known["uid"] or int(sequence) <= int(walk.known["sequence"]):
        raise NotThere(f"the calendar entry {walk.known['uid']} became {uid}, edition {sequence}")


def answer_by_program(walk: Walk) -> None:
    """The move asks the authority again; its own system answers, and the clerk's page says so."""
    officer = walk.as_role(OFFICER)
    told = officer.call("GET", f"/api/v1{walk.known['case']}hearings/")
    [hearing] = [one for one in told["hearings"] if one["status"] == "LISTED"]
    waiting = [one for one in hearing["invitations"] if not one["answer"]]
    if not waiting:
        raise NotThere(f"no invitation waits for an answer: {hearing['invitations']}")
    there = f"/api/v1/invitations/{waiting[0]['id']}/"
    officer.call(
        "POST",
        f"{there}answer/",
        {"answer": "STATEMENT"},
        If_Match=officer.read_tag(there),
        Idempotency_Key=f"walk-{waiting[0]['id']}",
    )
    walk.as_role(CLERK).get(walk.known["hearing"]).must_say("Sending a written statement")


def let_it_be_today(walk: Walk) -> None:
    """The meeting took place today: who was told of another day is told so."""
    clerk = walk.as_role(CLERK)
    page = clerk.get(f"{walk.known['hearing']}move/")
    today = datetime.now(UTC).date()
    other = in_boxes("other_day", today.year, today.month, today.day)
    typed = {**PLACE, "day": "another", **other, "starts": "12:01am", "ends": "12:30am"}
    form = page.find_form(having="day")
    refused = clerk.submit(page, form, typed, expect=422)
    refused.must_say("That time has passed", "say that the meeting has already taken place")
    moved = _weigh_if_asked(clerk, page, form, {**typed, "already_held": "on"})
    moved.must_say("The hearing is moved")
    _wait_for_invitation(walk, "Correction:")


def _weigh_if_asked(clerk: Browser, page: Page, form: Form, typed: dict[str, Any]) -> Page:
    """Send the form; where today is no school day, tick that it was weighed and send it again."""
    try:
        return clerk.submit(page, form, typed)
    except NotThere:
        asked = clerk.submit(page, form, typed, expect=422)
        again = asked.find_form(having="weighed")
        weighed = list(again.choices["weighed"].values())
        return clerk.submit(asked, again, {**typed, "weighed": weighed})


def record_the_outcome(walk: Walk) -> None:
    """Who came and as what, then the decision with its reasons."""
    let_it_be_today(walk)
    clerk = walk.as_role(CLERK)
    page = clerk.get(clerk.get(walk.known["hearing"]).find_link("Record the hearing"))
    form = page.find_form(having="came_0")
    came = {name: "IN_PERSON" for name in form.names if name.startswith("came_")}
    held = {**dict(form.fields), **came}
    names = {
        name: held.get(name) or "Avery Example"
        for name in form.names
        if re.fullmatch(r"name_\d+", name)
    }
    recorded = clerk.submit(page, form, {**came, **names})
    page = clerk.get(recorded.url)
    if "decision" not in {name for form in page.forms for name in form.names}:
        page = clerk.get(clerk.get(walk.known["hearing"]).find_link("Record the outcome"))
    today = datetime.now(UTC).date()
    typed = {
        "decision": "DECLINED",
        **in_boxes("decided_on", today.year, today.month, today.day),
        "test_applied": "A serious breach of the behaviour policy; staying would do serious harm.",
        "evidence_relied_on": "The head's statement, page 3.",
        "findings": "The board found the account of two witnesses more likely than not.",
    }
    decided = clerk.submit(page, page.find_form(having="decision"), typed)
    decided.must_say("Give the decision letter")
    walk.known["letter"] = re.sub(r"^https?://[^/]+", "", decided.url)


def give_the_letter(walk: Walk) -> None:
    """The letter is shown with its last day for a review, given, and in the mail as a PDF."""
    clerk = walk.as_role(CLERK)
    page = clerk.get(walk.known["letter"])
    form = page.find_form(having="method")
    today = datetime.now(UTC).date()
    typed = {
        "method": "AGREED_EMAIL",
        "before_end": "YES",
        **in_boxes("sent_on", today.year, today.month, today.day),
    }
    shown = clerk.submit(page, form, typed, button="Show the letter")
    shown.must_say("The last day to ask for a review is", "Who gets it")
    until = re.search(r"ask for a review is \w+ (\d+ \w+ \d{4})", shown.text)
    given = clerk.submit(
        shown, shown.find_form(button="Give the decision"), button="Give the decision letter"
    )
    given.must_say("The decision letter is given", "Last day to ask for a review")
    message = walk.wait_for_mail(to=FAMILY_MAILBOX, holding=["Decision of the governing board"])
    check_private(message, FIRST_NAME, LAST_NAME)
    if "application/pdf" not in {part["type"] for part in message["parts"]}:
        raise NotThere(f"the decision letter came without its PDF: {message['parts']}")
    if until is None or until.group(1) not in message["text"]:
        raise NotThere(f"the letter does not say {until and until.group(1)}: {message['text']}")


def _wait_for_invitation(walk: Walk, subject: str) -> dict[str, Any]:
    holding = [subject, walk.known["reference"]]
    message = walk.wait_for_mail(to=walk.known["mailbox"], holding=holding)
    check_private(message, FIRST_NAME, LAST_NAME)
    return message


def _read_calendar(walk: Walk, message: dict[str, Any]) -> tuple[str, str]:
    """Return the UID and the SEQUENCE of the message's calendar file, which names no child."""
    for place, part in enumerate(message["parts"], 1):
        if part["type"] == "text/calendar":
            address = f"{walk.mail_url}message/{message['number']}/part/{place}"
            with urlopen(address, timeout=10) as answer:
                text = answer.read().decode().replace("\r\n ", "")
            if FIRST_NAME in text or LAST_NAME in text:
                raise NotThere("the calendar file names the child")
            uid, sequence = (re.search(rf"^{n}:(.+?)\r?$", text, re.M) for n in ("UID", "SEQUENCE"))
            return (uid.group(1) if uid else "", sequence.group(1) if sequence else "0")
    raise NotThere(f"there is no calendar file among {message['parts']}")


HEARING_STEPS: list[tuple[str, Step]] = [
    ("the clerk lists the hearing; a late day needs its reason", list_the_hearing),
    ("a governor cannot sit twice at once", book_nobody_twice),
    ("the local authority is invited, with a calendar file", invite_the_authority),
    ("the officer answers, and the clerk sees it", answer_for_the_authority),
    ("the hearing is moved, and everybody told before is told", move_the_hearing),
    ("by the API: the authority answers the change, and the clerk sees it", answer_by_program),
    ("the clerk records who came, and the outcome", record_the_outcome),
    ("the decision letter goes out with its last day for a review", give_the_letter),
]
