"""The worklist of letters and one letter's page, in a real browser at two widths."""

from datetime import UTC, datetime, timedelta

import pytest

from notifications.models import Enclosure, Message, State, Step
from row_security.scope import WHOLE_SERVICE, scoped_transaction
from tests.factories import CaseFactory, clerk_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
    pytest.mark.usefixtures("live_server"),
]
AT = datetime(2026, 10, 6, 13, 30, tzinfo=UTC)
BODY = """\
Sampleton exclusions team

Sample School has permanently excluded Robin Invented from 6 October 2026.

The governing board must meet by 3 November 2026.
"""
STATES = {
    State.FAILED: {"last_error": "The mail server answered 550: (address) mailbox unknown"},
    State.NEEDS_REVIEW: {},
    State.HELD: {"to": ""},
    State.QUEUED: {"attempts": 3, "last_error": "The mail server was not reached."},
    State.ACCEPTED: {"accepted_at": AT + timedelta(seconds=4)},
}


@pytest.fixture
def clerk():
    with scoped_transaction(WHOLE_SERVICE):
        case = CaseFactory(school__name="Sample School")
        for n, (state, values) in enumerate(STATES.items()):
            fixed = {
                "dedupe_key": f"k{n}", "about": case.stream, "letter": "notice-to-authority",
                "addressee": "Sampleton, exclusions mailbox", "to": "exclusions@sampleton.example",
                "subject": f"A permanent exclusion at Sample School, 870-2627-000{n}",
                "body": BODY, "state": state, "created_at": AT, "queued_at": AT,
                "due_at": datetime(2999, 1, 1, tzinfo=UTC), "attempts": 1,
                "authority_id": case.authority_id, "school_id": case.school_id, "case_id": case.pk,
            }  # fmt: skip
            message = Message.objects.create(**fixed | values)
            Step.objects.create(message=message, at=AT, state=State.QUEUED)
            if state not in (State.QUEUED, State.HELD):
                Step.objects.create(
                    message=message, at=AT + timedelta(seconds=4), state=state,
                    words=message.last_error,
                )  # fmt: skip
            Enclosure.objects.create(
                message=message, name="exclusion-notice.pdf", content_type="application/pdf",
                content=b"%PDF-1.7", html="x",
            )  # fmt: skip
        return clerk_of(case.school)


def test_the_worklist_of_letters(screen, clerk):
    screen.sign_in(clerk)
    page = screen.open("/messages/")

    page.get_by_role("heading", name="Letters that need you").wait_for()
    assert screen.find_faults() == []
    screen.shoot("letters")


def test_a_letter_that_failed_is_sent_again(screen, clerk):
    screen.sign_in(clerk)
    page = screen.open("/messages/")
    screen.follow("link", "870-2627-0000")
    assert screen.find_faults() == []
    screen.shoot("letter-not-sent")

    page.get_by_role("button", name="Send it again").click()

    page.get_by_text("The letter will be sent again.").wait_for()
    assert screen.find_faults() == []


def test_somebody_says_how_they_were_told(plain_screen, clerk):
    plain_screen.sign_in(clerk)
    page = plain_screen.open("/messages/")
    page.get_by_role("link", name="870-2627-0002").click()
    plain_screen.follow("link", "They were told another way")
    assert plain_screen.find_faults() == []

    page.get_by_role("button", name="Keep this on the record").click()
    page.get_by_role("link", name="Enter what was done").wait_for()
    assert plain_screen.find_faults() == []
    page.get_by_label("What was done?").fill("I telephoned the duty officer at 2:30pm.")
    page.get_by_role("button", name="Keep this on the record").click()

    page.get_by_text("What you did is on the record.").wait_for()
    page.get_by_text("I telephoned the duty officer at 2:30pm.").first.wait_for()


def test_a_letter_that_was_sent(screen, clerk):
    screen.sign_in(clerk)
    page = screen.open("/messages/")
    page.get_by_role("link", name="870-2627-0004").click()

    page.get_by_text("Sent and accepted on 6 October 2026 at 2:30pm.").wait_for()
    assert screen.find_faults() == []
    screen.shoot("letter-sent")
