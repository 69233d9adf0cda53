from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from audit.models import AuditEvent
from casework.models import Case, CaseAssignment
from hearings.access import NotYourTask
from hearings.actions.listings import CannotBeListed, list_hearing
from hearings.listing import Chosen, UnlawfulListing
from hearings.models import Hearing, Invitation, PanelSeat
from hearings.seats import GovernorNotFree
from hearings.states import HearingMode
from notifications.models import Enclosure, Message
from statute.meeting import Condition, Ground
from tests.factories import (
    SchoolFactory,
    UserFactory,
    clerk_of,
    governor_of,
    headteacher_of,
    officer_of,
    staff_of,
)
from tests.hearings.conftest import STARTS, THE_16TH, awaiting_board, meeting, panel_of


def refuse(case, proposal=None, panel=None, actor=None, now=THE_16TH):
    with pytest.raises(UnlawfulListing) as refused:
        list_hearing(
            case_id=case.pk,
            proposal=proposal or meeting(),
            panel=panel if panel is not None else panel_of(case.school),
            actor=actor or clerk_of(case.school),
            now=now,
        )
    assert not Hearing.objects.exists()
    return [(fault.about, fault.told) for fault in refused.value.faults]


def test_listing_seats_the_panel_and_tells_everybody_entitled(maintained, listed):
    hearing = listed(maintained)

    assert (hearing.status, hearing.sequence, hearing.version) == ("LISTED", 0, 1)
    assert (hearing.venue, hearing.mode, hearing.mode_reason) == ("The library", "IN_PERSON", "")
    assert (hearing.starts_at, hearing.held_on) == (STARTS, date(2026, 9, 30))
    assert sorted(PanelSeat.objects.values_list("is_chair", flat=True)) == [False, False, True]
    assert {seat.during for seat in PanelSeat.objects.all()} == {hearing.during}
    kinds = Invitation.objects.order_by("kind").values_list("kind", "standing", "told_sequence")
    assert list(kinds) == [
        ("AUTHORITY", "PARTY", 0),
        ("FAMILY", "", 0),
        ("GOVERNOR", "", 0),
        ("GOVERNOR", "", 0),
        ("GOVERNOR", "", 0),
        ("HEAD", "", 0),
    ]
    letters = Message.objects.values_list("letter", "state")
    assert set(letters) == {("hearing-invitation", "QUEUED")}
    assert Message.objects.count() == 6


def test_a_seated_governor_may_open_that_case_and_no_other(maintained, listed):
    other = awaiting_board(maintained.school)
    chosen = panel_of(maintained.school)

    listed(maintained, panel=chosen)

    for one in chosen:
        assert set(Case.objects.visible_to(one.governor)) == {maintained}
        assert set(Hearing.objects.visible_to(one.governor)) == set(Hearing.objects.all())
    assert set(CaseAssignment.objects.values_list("role", flat=True)) == {"GOVERNOR"}
    assert other in Case.objects.visible_to(clerk_of(maintained.school))


def test_the_record_keeps_the_time_and_the_warnings(maintained, listed):
    listed(maintained, meeting(datetime(2026, 9, 19, 9, tzinfo=UTC)))  # a Saturday, and soon

    facts = AuditEvent.objects.get(kind="hearing.listed").facts
    assert facts["after"] == {
        "starts_at": "2026-09-19T09:00:00+00:00",
        "ends_at": "2026-09-19T11:00:00+00:00",
        "mode": "IN_PERSON",
    }
    assert facts["warnings"] == [
        "19 September 2026 is not a school day: people may not be there.",
        "Too soon to send papers 5 clear school days before, which the guidance asks where "
        "possible.",
    ]


def test_no_letter_and_no_calendar_file_says_the_childs_name(maintained, listed):
    listed(maintained)

    pupil = maintained.pupil
    for message in Message.objects.all():
        assert pupil.last_name not in message.subject
        assert pupil.last_name not in message.body
    for enclosure in Enclosure.objects.all():
        assert enclosure.name == "meeting.ics"
        assert pupil.last_name.encode() not in bytes(enclosure.content)


def test_the_calendar_file_has_a_stable_uid_and_times_in_utc(maintained, listed, settings):
    settings.MAIL_DOMAIN = "sample.example"
    hearing = listed(maintained)

    message = Message.objects.get(addressee__contains="exclusions mailbox")
    calendar = Calendar.from_ical(bytes(message.enclosures.get().content))
    [event] = calendar.walk("VEVENT")
    assert calendar["method"] == "REQUEST"
    assert {
        name: event[name].to_ical().decode()
        for name in ("uid", "sequence", "dtstamp", "dtstart", "dtend", "status", "class")
    } == {
        "uid": f"{hearing.public_id}@sample.example",
        "sequence": "0",
        "dtstamp": "20260916T090000Z",
        "dtstart": "20260930T090000Z",
        "dtend": "20260930T110000Z",
        "status": "CONFIRMED",
        "class": "PRIVATE",
    }
    assert str(event["summary"]) == f"Governing board meeting (reference {maintained.reference})"
    assert str(event["location"]) == "The library"
    assert str(event["organizer"]) == "mailto:exclusions@fair-hearing.example"
    assert str(event["attendee"]) == f"mailto:{message.to}"
    assert str(event["url"]) in message.body


def test_a_parent_who_agreed_to_no_email_gets_a_letter_that_waits_for_the_post(maintained, listed):
    maintained.adults.update(agreed_to_email=False, name="Pat Invented")

    listed(maintained)

    letter = Message.objects.get(addressee__startswith="Pat Invented")
    assert (letter.addressee, letter.state, letter.to) == (
        "Pat Invented (parent), by post",
        "TO_POST",
        "",
    )
    assert letter.postal == "Pat Invented\n1 Sample Street\nSampleton\nZZ99 9ZZ"
    # On paper there is no calendar to open, and the words say nothing of one.
    assert [one.name for one in letter.enclosures.all()] == ["letter.pdf"]
    assert "calendar" not in letter.body


def test_a_school_without_a_head_in_the_service_holds_the_letter_for_a_person(db, listed):
    case = awaiting_board(SchoolFactory(name="Headless School"))
    listed(case)

    letter = Message.objects.get(addressee__startswith="The headteacher")
    assert (letter.addressee, letter.state) == (
        "The headteacher of Headless School, on paper",
        "TO_POST",
    )


def test_at_an_academy_no_authority_is_invited_before_the_family_asks(academy, listed):
    listed(academy)

    assert not Invitation.objects.filter(local_authority__isnull=False).exists()
    assert not Message.objects.filter(addressee__contains="exclusions mailbox").exists()


@pytest.mark.parametrize("role", [headteacher_of, staff_of, governor_of])
def test_only_the_clerk_lists_a_hearing(maintained, role):
    with pytest.raises(NotYourTask, match="only the clerk"):
        list_hearing(
            case_id=maintained.pk,
            proposal=meeting(),
            panel=panel_of(maintained.school),
            actor=role(maintained.school),
            now=THE_16TH,
        )


def test_an_officer_does_not_list_a_hearing(maintained):
    with pytest.raises(NotYourTask):
        list_hearing(
            case_id=maintained.pk,
            proposal=meeting(),
            panel=panel_of(maintained.school),
            actor=officer_of(maintained.authority),
            now=THE_16TH,
        )


def test_a_case_that_does_not_await_the_board_has_no_hearing(maintained, listed):
    Case.objects.update(status="DECLINED")

    with pytest.raises(CannotBeListed, match="board declined to reinstate"):
        listed(maintained)


def test_a_second_hearing_of_one_case_is_refused(maintained, listed):
    listed(maintained)

    with pytest.raises(CannotBeListed, match=r"listed already\. Move it or cancel it"):
        listed(maintained)


def test_a_late_hearing_is_explained_and_needs_its_reason(maintained, listed):
    late = datetime(2026, 10, 8, 9, tzinfo=UTC)

    assert refuse(maintained, meeting(late)) == [
        (
            "late_reason",
            "The last day in time is 6 October 2026. The duty survives; the meeting is 2 school "
            "days late. Say why it could not be held in time",
        )
    ]
    hearing = listed(maintained, meeting(late, late_reason="The family asked for it"))
    assert hearing.late_reason == "The family asked for it"


def test_every_fault_of_the_place_is_told_at_once(maintained):
    backwards = meeting(ends_at=STARTS, venue=" ")
    assert refuse(maintained, backwards) == [
        ("ends", "The meeting must end after it starts"),
        ("venue", "Enter where the meeting is held"),
    ]
    remote = meeting(mode=HearingMode.REMOTE, venue="")
    assert [about for about, _ in refuse(maintained, remote)] == [
        "ground",
        "conditions",
        "remote_link",
    ]


def test_a_remote_hearing_keeps_why_it_is_remote(maintained, listed):
    remote = meeting(
        mode=HearingMode.REMOTE,
        venue="",
        remote_link="https://meet.example/room",
        ground=Ground.ASKED,
        conditions=frozenset(Condition),
    )

    hearing = listed(maintained, remote)

    assert (hearing.mode_reason, hearing.venue) == ("the family asked for it", "")
    assert "by video or telephone: https://meet.example/room" in Message.objects.first().body


def test_strangers_do_not_sit_and_a_panel_is_complete(maintained):
    stranger = UserFactory(first_name="Ann", last_name="Other")
    two = panel_of(maintained.school, 2)

    assert refuse(maintained, panel=[*two, Chosen(stranger)]) == [
        ("panel", "Ann Other is not a governor of Sample Hill School")
    ]
    assert refuse(maintained, panel=two) == [("panel", "A panel has at least 3 governors")]


def test_a_governor_is_not_seated_twice_at_one_time_and_the_clash_names_no_case(maintained, listed):
    panel = panel_of(maintained.school)
    panel[0].governor.first_name, panel[0].governor.last_name = "Kit", "Sample"
    panel[0].governor.save()
    listed(maintained, panel=panel)
    other = awaiting_board(maintained.school)
    overlapping = meeting(datetime(2026, 9, 30, 10, tzinfo=UTC))

    with pytest.raises(GovernorNotFree) as refused:
        listed(other, overlapping, panel=panel)

    assert str(refused.value) == (
        "Kit Sample already sits on another panel on 30 September 2026 at 10am to midday"
    )
    assert Hearing.objects.count() == 1
    back_to_back = meeting(datetime(2026, 9, 30, 11, tzinfo=UTC))
    assert listed(other, back_to_back, panel=panel).is_listed


def test_a_meeting_that_took_place_is_entered_late_and_told_to_nobody(maintained, listed):
    now = datetime(2026, 10, 1, 9, tzinfo=UTC)

    assert refuse(maintained, now=now)[0][0] == "day"
    hearing = listed(maintained, meeting(already_held=True), now=now)
    assert hearing.is_listed
    assert not Message.objects.exists()


def test_a_case_whose_board_was_told_on_no_known_day_can_be_listed_with_a_warning(
    maintained, listed
):
    maintained.deadlines.all().delete()

    listed(maintained)

    [first, *_] = AuditEvent.objects.get(kind="hearing.listed").facts["warnings"]
    assert first == (
        "The last day in time cannot be worked out yet: it is not recorded when the governing "
        "board was told."
    )
