"""Asked for the next school days before these run out: one message, and never a second."""

from datetime import UTC, date, datetime

import pytest

from audit.models import AuditEvent
from casework.nudges import get_versions_to_ask_about
from casework.tasks import ask_for_school_days
from notifications.models import Message
from row_security.scope import WHOLE_SERVICE, declare
from tests.factories import (
    CalendarVersionFactory,
    ContactFactory,
    LocalAuthorityFactory,
    SchoolFactory,
    headteacher_of,
)

TWELVE_WEEKS_BEFORE = datetime(2026, 9, 25, 9, tzinfo=UTC)  # of 18 December


@pytest.fixture
def ask(time_machine):
    def ask(now=TWELVE_WEEKS_BEFORE):
        time_machine.move_to(now, tick=False)
        ask_for_school_days()
        declare(WHOLE_SERVICE)
        return list(Message.objects.order_by("id"))

    return ask


def test_a_school_is_asked_once_twelve_weeks_before_its_days_end(db, ask):
    school = SchoolFactory(name="Sampleton School")
    head = headteacher_of(school)
    headteacher_of(school)

    assert ask(datetime(2026, 9, 24, 9, tzinfo=UTC)) == []
    [message] = ask()
    assert ask() == [message]
    assert ask(datetime(2026, 12, 30, 9, tzinfo=UTC)) == [message]

    assert (message.to, message.subject) == (
        head.email, "School days of Sampleton School: known until 18 December 2026",
    )  # fmt: skip
    assert f"/schools/{school.urn}/school-days/" in message.body
    assert (message.school_id, message.authority_id) == (school.pk, school.local_authority_id)
    event = AuditEvent.objects.get(kind="calendar.next-asked-for")
    assert (event.stream, event.facts["known_until"]) == (f"school/{school.pk}", "2026-12-18")


def test_a_school_that_has_supplied_the_next_days_is_asked_again_before_those_end(db, ask):
    school = SchoolFactory()
    headteacher_of(school)
    CalendarVersionFactory(school=school, number=2, known_until=date(2027, 7, 21))

    assert ask() == []
    assert len(ask(datetime(2027, 5, 1, 9, tzinfo=UTC))) == 1


def test_without_a_head_the_clerk_s_mailbox_is_asked_or_the_message_waits_for_one(db, ask):
    with_clerk, without = SchoolFactory(), SchoolFactory()
    ContactFactory(school=with_clerk, purpose="clerk", email="clerk@school.example")

    first, second = ask()

    assert (first.to, first.state) == ("clerk@school.example", "QUEUED")
    assert (second.to, second.state, second.contact_key) == (
        "", "HELD", f"school/{without.pk}/clerk",
    )  # fmt: skip


def test_an_authority_is_asked_for_its_own(db, ask):
    authority = LocalAuthorityFactory(name="Reading")
    ContactFactory(local_authority=authority, email="exclusions@reading.example")
    CalendarVersionFactory(local_authority=authority)

    [message] = ask()

    assert (message.to, message.authority_id) == ("exclusions@reading.example", authority.pk)
    assert "for the schools of the area that have supplied none of their own" in message.body


def test_schools_that_have_closed_and_authorities_that_are_gone_are_not_asked(db):
    SchoolFactory(status_code="2")
    CalendarVersionFactory(local_authority=LocalAuthorityFactory(in_force_to=date(2026, 3, 31)))

    assert get_versions_to_ask_about(date(2026, 12, 1)) == []
