from datetime import timedelta

import pytest

from audit.models import AuditEvent
from notifications import actions, outbox
from notifications.access import NotYourMessage, may_settle
from notifications.actions import MessageNotStuck, NoteMissing
from notifications.models import FOR_A_PERSON, STUCK, Enclosure, Message, State, Step
from notifications.outbox import Attachment
from tests.factories import (
    CaseFactory,
    LocalAuthorityFactory,
    MembershipFactory,
    TrustFactory,
    assigned_to,
    clerk_of,
    governor_of,
    headteacher_of,
    manager_of,
    officer_of,
    staff_of,
    trust_officer_of,
)
from tests.notifications.conftest import Told

LATER = timedelta(hours=2)


def put(message: Message, state: State, **values: object) -> Message:
    Message.objects.filter(pk=message.pk).update(state=state, **values)
    return Message.objects.get(pk=message.pk)


def fields_of(message: Message, *names: str) -> tuple:
    return Message.objects.filter(pk=message.pk).values_list(*names).get()


@pytest.fixture
def failed(about_case):
    Enclosure.objects.create(
        message=about_case, name="a.pdf", content_type="application/pdf", content=b"%PDF-", html="x"
    )
    return put(about_case, State.FAILED, last_error="The mail server answered 550.", attempts=3)


def test_a_failed_letter_is_sent_again_as_a_new_one_and_the_old_is_closed(failed, case, tuesday):
    officer = officer_of(case.authority)

    copy = actions.send_again(message_id=failed.pk, actor=officer, now=tuesday + LATER)

    same = ("about", "letter", "addressee", "contact_key", "to", "subject", "body",
            "case_id", "authority_id", "home_authority_id", "school_id")  # fmt: skip
    assert fields_of(copy, *same) == fields_of(failed, *same)
    assert fields_of(
        copy, "dedupe_key", "state", "attempts", "copy_of", "created_at", "due_at", "queued_at"
    ) == (
        f"{failed.dedupe_key}/again-1", State.QUEUED, 0, failed.pk,
        tuesday + LATER, tuesday + LATER, tuesday + LATER,
    )  # fmt: skip
    assert copy.reference != failed.reference
    assert [(one.name, bytes(one.content), one.html) for one in copy.enclosures.all()] == [
        ("a.pdf", b"%PDF-", "x")
    ]
    assert fields_of(failed, "state", "settled_at", "settled_by", "settled_note") == (
        State.CLOSED_BY_HAND, tuesday + LATER, f"user/{officer.pk}", "Sent again.",
    )  # fmt: skip
    event = AuditEvent.objects.get(kind="message.sent-again")
    assert (event.stream, event.actor, event.at, event.facts, event.case_id) == (
        case.stream, f"user/{officer.pk}", tuesday + LATER,
        {"message": str(failed.reference), "was": "FAILED", "copy": str(copy.reference)}, case.pk,
    )  # fmt: skip


def test_what_was_sent_again_can_fail_and_be_sent_again_in_turn(failed, case, tuesday):
    clerk = clerk_of(case.school)
    first = actions.send_again(message_id=failed.pk, actor=clerk, now=tuesday)
    put(first, State.DEAD)

    second = actions.send_again(message_id=first.pk, actor=clerk, now=tuesday)

    assert second.dedupe_key == f"{failed.dedupe_key}/again-2"


def test_a_letter_that_may_have_come_is_marked_as_a_copy(failed, case, tuesday):
    put(failed, State.NEEDS_REVIEW)

    copy = actions.send_again(message_id=failed.pk, actor=clerk_of(case.school), now=tuesday)

    assert copy.subject == f"Copy: {failed.subject}"
    assert copy.body.startswith("This is a copy. We could not find out whether")
    assert copy.body.endswith(failed.body)


def test_it_goes_to_the_address_that_was_verified_since(failed, case, tuesday):
    outbox.release_held(failed.contact_key, to="new@reading.example", now=tuesday)

    copy = actions.send_again(message_id=failed.pk, actor=clerk_of(case.school), now=tuesday)

    assert (copy.to, copy.state) == ("new@reading.example", State.QUEUED)


def test_two_people_who_send_it_again_make_one_copy(failed, case, tuesday):
    actions.send_again(message_id=failed.pk, actor=clerk_of(case.school), now=tuesday)

    with pytest.raises(MessageNotStuck):
        actions.send_again(message_id=failed.pk, actor=officer_of(case.authority), now=tuesday)

    assert Message.objects.count() == 2


def test_a_held_letter_cannot_be_sent_again_for_it_has_no_address(about_case, case, tuesday):
    put(about_case, State.HELD, to="")

    with pytest.raises(MessageNotStuck, match="until somebody verifies an address"):
        actions.send_again(message_id=about_case.pk, actor=clerk_of(case.school), now=tuesday)


@pytest.mark.parametrize("state", STUCK)
def test_a_stuck_letter_can_be_settled_by_hand_with_a_note(about_case, case, tuesday, state):
    put(about_case, state)
    head = headteacher_of(case.school)

    actions.settle_by_hand(
        message_id=about_case.pk, note=" Telephoned.\r\nThey wrote it down. ", actor=head,
        now=tuesday,
    )  # fmt: skip

    assert fields_of(about_case, "state", "settled_note", "settled_by", "settled_at") == (
        State.CLOSED_BY_HAND, "Telephoned.\nThey wrote it down.", f"user/{head.pk}", tuesday,
    )  # fmt: skip
    assert AuditEvent.objects.get(kind="message.settled-by-hand").facts == {
        "message": str(about_case.reference), "was": state,
    }  # fmt: skip
    assert Step.objects.latest("id").state == State.CLOSED_BY_HAND


@pytest.mark.parametrize("note", ["", "  \r\n ", "\x00"])
def test_settling_needs_a_note(failed, case, tuesday, note):
    with pytest.raises(NoteMissing):
        actions.settle_by_hand(
            message_id=failed.pk, note=note, actor=clerk_of(case.school), now=tuesday
        )

    assert fields_of(failed, "state") == (State.FAILED,)


@pytest.mark.parametrize("state", sorted(set(State) - set(FOR_A_PERSON)))
def test_a_letter_that_is_not_stuck_is_nobody_s_to_decide(about_case, case, tuesday, state):
    put(
        about_case, state, lease_by="w", lease_until=tuesday, accepted_at=tuesday,
        settled_at=tuesday, settled_by="user/1", settled_note="x", posted_on=tuesday,
    )  # fmt: skip
    clerk = clerk_of(case.school)

    with pytest.raises(MessageNotStuck):
        actions.send_again(message_id=about_case.pk, actor=clerk, now=tuesday)
    with pytest.raises(MessageNotStuck):
        actions.settle_by_hand(message_id=about_case.pk, note="x", actor=clerk, now=tuesday)

    assert Message.objects.count() == 1


def test_the_school_and_the_authority_decide_and_nobody_else(failed, case, tuesday):
    case.school.trust = TrustFactory()
    case.school.save()
    ended = MembershipFactory(
        user=staff_of(case.school), role="HEADTEACHER", school=case.school, ended_at=tuesday
    ).user
    other = CaseFactory(home_authority=None)
    deciding = {
        "officer": officer_of(case.authority),
        "manager": manager_of(case.authority),
        "head": headteacher_of(case.school),
        "clerk": clerk_of(case.school),
    }
    others = {
        "staff": staff_of(case.school),
        "governor": governor_of(case.school),
        "trust": trust_officer_of(case.school.trust),
        "assigned": assigned_to(case),
        "was head": ended,
        "another head": headteacher_of(other.school),
        "another officer": officer_of(other.authority),
    }

    assert {name for name, user in deciding.items() if may_settle(user, failed)} == set(deciding)
    assert {name for name, user in others.items() if may_settle(user, failed)} == set()
    for outsider in others.values():
        with pytest.raises(NotYourMessage):
            actions.send_again(message_id=failed.pk, actor=outsider, now=tuesday)
        with pytest.raises(NotYourMessage):
            actions.settle_by_hand(message_id=failed.pk, note="x", actor=outsider, now=tuesday)


def test_a_letter_of_no_organisation_is_nobody_s_to_decide(failed, case):
    failed.authority_id = failed.school_id = None

    assert not may_settle(officer_of(case.authority), failed)
    assert not may_settle(headteacher_of(case.school), failed)


def test_the_home_authority_reads_but_does_not_decide(failed, case):
    home = LocalAuthorityFactory()
    failed.home_authority_id = home.pk

    assert not may_settle(officer_of(home), failed)


def test_the_copy_of_a_letter_with_a_calendar_file_carries_it(case, tuesday, about_case):
    message = outbox.enqueue(
        Told(dedupe_key="two", reach=_reach_of(about_case)), now=tuesday,
        attachments=[Attachment(name="h.ics", content_type="text/calendar", content=b"ICS")],
    )  # fmt: skip
    put(message, State.DEAD)

    copy = actions.send_again(message_id=message.pk, actor=clerk_of(case.school), now=tuesday)

    assert [bytes(one.content) for one in copy.enclosures.all()] == [b"ICS"]


def _reach_of(message: Message) -> outbox.Reach:
    return outbox.Reach(
        about=message.about, case_id=message.case_id, authority_id=message.authority_id,
        home_authority_id=message.home_authority_id, school_id=message.school_id,
    )  # fmt: skip
