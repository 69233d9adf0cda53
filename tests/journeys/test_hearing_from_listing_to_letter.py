"""An academy's hearing, from the day it is listed to the letter with its review date."""

import re
from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from hearings.models import Hearing, Invitation, Outcome
from notifications.models import Message
from row_security.scope import WHOLE_SERVICE, declare
from tests.factories import clerk_of, officer_of, trust_officer_of
from tests.hearings.conftest import (
    AFTER,
    THE_16TH,
    academy,
    at,
    holidays,
    panel_of,
    typed_day,
    whole,
)

pytestmark = pytest.mark.services

__all__ = ["academy", "at", "holidays"]

THE_17TH = datetime(2026, 9, 17, 9, tzinfo=UTC)
MEETING = datetime(2026, 10, 1, 14, tzinfo=UTC)
THE_DAY_AFTER = datetime(2026, 10, 2, 9, tzinfo=UTC)


class Story:
    """One case, its people, and the steps that they take on the pages."""

    def __init__(self, case, client, at):
        self.case, self.client, self.at = case, client, at
        self.clerk, self.officer = clerk_of(case.school), officer_of(case.authority)
        self.trust = trust_officer_of(case.school.trust)
        self.mailbox = case.authority.contact_set.get().email

    def do(self, user, url, typed, moment=THE_16TH):
        """Send a form as this person; it must be taken."""
        self.at(moment, self.client, user)
        answer = self.client.post(url, typed)
        assert answer.status_code == 302, re.findall(r"error-message.*", answer.content.decode())
        declare(WHOLE_SERVICE)
        return answer

    def get_letters(self, to):
        return list(Message.objects.filter(to=to).order_by("pk").values_list("letter", flat=True))

    @property
    def hearing(self):
        return Hearing.objects.get()

    @property
    def page(self):
        return f"/hearings/{self.hearing.public_id}/"

    def get_entry(self):
        """Return the SEQUENCE and start that the authority's calendar has now."""
        message = Message.objects.filter(to=self.mailbox, letter__startswith="hearing").latest("pk")
        [event] = Calendar.from_ical(bytes(message.enclosures.get().content)).walk("VEVENT")
        return event["sequence"], event["dtstart"].dt


@pytest.fixture
def story(academy, client, at, holidays):
    return Story(academy, client, at)


def list_it(story):
    panel = panel_of(story.case.school)
    typed = {
        "day": "2026-09-30",
        "starts": "10am",
        "ends": "midday",
        "mode": "IN_PERSON",
        "venue": "The library",
        "panel": [str(one.governor.pk) for one in panel],
        "chair": str(panel[0].governor.pk),
    }
    story.do(story.clerk, f"/cases/{story.case.public_id}/hearing/new/", typed)


def let_the_authority_in(story):
    asked = {
        "authority": story.case.authority_id,
        "requested_by": "The mother",
        "how": "by phone to the clerk",
        **typed_day("requested_on", THE_16TH),
    }
    story.do(story.clerk, f"/cases/{story.case.public_id}/family-request/", asked)
    agreed = {
        "authority": story.case.authority_id,
        "given_by": "A. Sample, chief executive",
        "scope": "the pupil’s education so far",
        **typed_day("given_on", THE_16TH),
    }
    story.do(story.trust, f"/cases/{story.case.public_id}/speaking-permission/", agreed)


def move_it(story):
    typed = {
        "day": "2026-10-01",
        "starts": "2pm",
        "ends": "4pm",
        "mode": "IN_PERSON",
        "venue": "The hall",
        "version": story.hearing.version,
    }
    story.do(story.clerk, f"{story.page}move/", typed, THE_17TH)


def record_it(story):
    came = {f"came_{n}": "IN_PERSON" for n in range(7)}
    names = {f"name_{n}": f"Person {n}" for n in range(7)}
    typed = {**came, **names, "spoke_5": "on", "version": story.hearing.version}
    story.do(story.clerk, f"{story.page}attendance/", typed, MEETING.replace(hour=16))
    decided = {
        "decision": "DECLINED",
        **typed_day("decided_on", date(2026, 10, 1)),
        "test_applied": "A serious breach",
        "evidence_relied_on": "Page 4",
        "findings": "It happened",
        "version": story.hearing.version,
    }
    story.do(story.clerk, f"{story.page}outcome/", decided, MEETING.replace(hour=17))


def give_the_letter(story):
    story.at(THE_DAY_AFTER, story.client, story.clerk)
    url, how = f"{story.page}decision-letter/", {"method": "FIRST_CLASS_POST"}
    how |= {**typed_day("sent_on", THE_DAY_AFTER), "version": story.hearing.version}
    shown = whole(story.client.post(url, how)).split('name="give" value="')[1].split('"')[0]
    story.do(story.clerk, url, {**how, "give": shown}, THE_DAY_AFTER)


def test_a_hearing_from_its_listing_to_the_letter_with_the_review_date(story):
    list_it(story)
    assert story.get_letters(story.mailbox) == []  # the family has not asked

    let_the_authority_in(story)
    assert story.get_letters(story.mailbox) == ["hearing-invitation", "hearing-standing"]
    invitation = Invitation.objects.get(kind="AUTHORITY")
    assert invitation.standing == "OBSERVER_MAY_SPEAK"

    story.do(story.officer, f"/invitations/{invitation.public_id}/", {"answer": "ATTENDING"})
    assert story.get_entry() == (1, datetime(2026, 9, 30, 9, tzinfo=UTC))

    move_it(story)
    assert story.get_letters(story.mailbox)[-1] == "hearing-moved"
    assert story.get_entry() == (2, datetime(2026, 10, 1, 13, tzinfo=UTC))
    invitation.refresh_from_db()
    assert invitation.answer == ""  # asked again about the new day

    record_it(story)
    story.case.refresh_from_db()
    assert (story.case.status, AFTER < MEETING) == ("DECLINED", True)
    came = story.hearing.attendees.get(capacity="AUTHORITY")
    assert (came.standing, came.spoke) == ("OBSERVER_MAY_SPEAK", True)

    give_the_letter(story)
    story.case.refresh_from_db()
    outcome = Outcome.objects.get()
    assert (story.case.status, outcome.notice_given_on, outcome.review_until) == (
        "REVIEW_WINDOW",
        date(2026, 10, 6),
        date(2026, 11, 4),
    )
    letter = Message.objects.get(letter="decision-declined")
    assert "The last day to apply is 4 November 2026." in letter.body
    assert story.get_letters(story.mailbox)[-1] == "decision-copy"
    assert "4 November 2026" in whole(story.client.get(f"/cases/{story.case.public_id}/"))
