from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from audit.models import AuditEvent
from casework.models import Case, CaseAssignment
from hearings.access import NotYourTask
from hearings.actions.attendance import answer_invitation
from hearings.actions.listings import NoReason, move_hearing, vacate_hearing
from hearings.listing import UnlawfulListing
from hearings.models import Answer, Hearing, Invitation, PanelSeat
from hearings.moves import HearingChanged
from hearings.seats import GovernorNotFree
from hearings.states import HearingNotOpen
from notifications.models import Message
from tests.factories import clerk_of, headteacher_of, officer_of
from tests.hearings.conftest import AFTER, STARTS, THE_16TH, awaiting_board, meeting, panel_of

LATER = datetime(2026, 10, 2, 9, tzinfo=UTC)


def move(hearing, proposal=None, **values):
    given = {"version": hearing.version, "actor": clerk_of(hearing.case.school), "now": THE_16TH}
    return move_hearing(
        hearing_id=hearing.pk, proposal=proposal or meeting(LATER), **{**given, **values}
    )


def vacate(hearing, **values):
    given = {
        "reason": "The family is ill",
        "in_error": False,
        "version": hearing.version,
        "actor": clerk_of(hearing.case.school),
        "now": THE_16TH,
    }
    return vacate_hearing(hearing_id=hearing.pk, **{**given, **values})


def entries(letter):
    """Return the method, UID, SEQUENCE, start and status of every calendar file of a letter."""
    found = []
    for message in Message.objects.filter(letter=letter).order_by("pk"):
        calendar = Calendar.from_ical(bytes(message.enclosures.get().content))
        [event] = calendar.walk("VEVENT")
        start = event["dtstart"].to_ical().decode()
        row = (str(calendar["method"]), str(event["uid"]), event["sequence"], start)
        found.append((*row, str(event["status"])))
    return found


def test_moving_keeps_the_row_and_has_both_times_on_the_record(maintained, listed):
    hearing = listed(maintained)

    move(hearing)

    moved = Hearing.objects.get()
    assert (moved.pk, moved.sequence, moved.version) == (hearing.pk, 1, 2)
    assert moved.held_on == date(2026, 10, 2)
    assert {seat.during for seat in PanelSeat.objects.all()} == {moved.during}
    facts = AuditEvent.objects.get(kind="hearing.moved").facts
    assert (facts["before"]["starts_at"], facts["after"]["starts_at"]) == (
        "2026-09-30T09:00:00+00:00",
        "2026-10-02T09:00:00+00:00",
    )


def test_everybody_told_before_is_told_again_in_the_same_calendar_entry(maintained, listed):
    hearing = listed(maintained)

    move(hearing)

    before, after = entries("hearing-invitation"), entries("hearing-moved")
    uid = {row[1] for row in before}
    assert len(uid) == 1
    assert after == [("REQUEST", *uid, 1, "20261002T090000Z", "CONFIRMED")] * len(before)
    sent = Message.objects.filter(letter="hearing-moved").values_list("to", flat=True)
    told = Message.objects.filter(letter="hearing-invitation").values_list("to", flat=True)
    assert sorted(sent) == sorted(told)


def test_an_answer_about_the_earlier_day_is_asked_for_again(maintained, listed):
    hearing = listed(maintained)
    invitation = Invitation.objects.get(kind="AUTHORITY")
    answer_invitation(
        invitation_id=invitation.pk,
        answer=Answer.ATTENDING,
        reason="",
        actor=officer_of(maintained.authority),
        now=THE_16TH,
    )

    move(hearing)

    invitation.refresh_from_db()
    assert (invitation.answer, invitation.answered_at, invitation.answered_by) == ("", None, None)


def test_a_move_over_the_clock_change_keeps_the_time_in_london(maintained, listed):
    hearing = listed(maintained)

    after_change = datetime(2026, 11, 3, 10, tzinfo=UTC)  # 10am in London, now without summer time
    move(hearing, meeting(after_change, late_reason="The chair was ill"))

    body = Message.objects.filter(letter="hearing-moved").first().body
    assert "When: Tuesday 3 November 2026, 10am to midday" in body


def test_moving_asks_the_same_questions_as_listing(maintained, listed):
    hearing = listed(maintained)

    with pytest.raises(UnlawfulListing, match="2 school days late"):
        move(hearing, meeting(datetime(2026, 10, 8, 9, tzinfo=UTC)))

    assert Hearing.objects.get().starts_at == STARTS
    assert not Message.objects.filter(letter="hearing-moved").exists()


def test_moving_onto_another_panel_of_a_governor_is_refused_and_changes_nothing(maintained, listed):
    panel = panel_of(maintained.school)
    other = awaiting_board(maintained.school)
    listed(other, meeting(LATER), panel=panel)
    hearing = listed(maintained, panel=panel)

    with pytest.raises(GovernorNotFree, match="2 October 2026 at 10am to midday"):
        move(hearing)

    assert Hearing.objects.get(pk=hearing.pk).starts_at == STARTS


def test_a_hearing_moved_within_its_own_time_does_not_clash_with_itself(maintained, listed):
    hearing = listed(maintained)

    moved = move(hearing, meeting(datetime(2026, 9, 30, 10, tzinfo=UTC)))

    assert moved.starts_at.hour == 10


def test_two_clerks_at_once_do_not_write_over_each_other(maintained, listed):
    hearing = listed(maintained)
    move(hearing)

    with pytest.raises(HearingChanged, match="somebody else changed"):
        move(hearing, meeting(STARTS), version=1)


@pytest.mark.parametrize("change", [move, vacate])
def test_only_the_clerk_changes_a_hearing(maintained, listed, change):
    hearing = listed(maintained)

    with pytest.raises(NotYourTask):
        change(hearing, actor=headteacher_of(maintained.school))


def test_cancelling_tells_everybody_who_was_told_and_frees_the_panel(maintained, listed):
    panel = panel_of(maintained.school)
    hearing = listed(maintained, panel=panel)

    vacate(hearing)

    hearing.refresh_from_db()
    assert (hearing.status, hearing.vacated_because) == ("VACATED", "The family is ill")
    assert {(row[0], row[2], row[4]) for row in entries("hearing-cancelled")} == {
        ("CANCEL", 1, "CANCELLED")
    }
    assert Message.objects.filter(letter="hearing-cancelled").count() == 6
    assert set(PanelSeat.objects.values_list("released", flat=True)) == {True}
    assert not CaseAssignment.objects.filter(ended_at=None).exists()
    for one in panel:
        assert not Case.objects.visible_to(one.governor).exists()
    assert listed(maintained, panel=panel).is_listed  # the case can be listed anew


def test_a_hearing_listed_by_mistake_is_kept_apart(maintained, listed):
    hearing = listed(maintained)

    vacate(hearing, in_error=True)

    assert Hearing.objects.get().status == "LISTED_IN_ERROR"
    assert AuditEvent.objects.filter(kind="hearing.listed-in-error").count() == 1


def test_cancelling_without_a_reason_is_refused(maintained, listed):
    with pytest.raises(NoReason, match="say why"):
        vacate(listed(maintained), reason="  ")


def test_what_is_cancelled_can_be_neither_moved_nor_cancelled_again(maintained, listed):
    hearing = vacate(listed(maintained))

    for change in (move, vacate):
        with pytest.raises(HearingNotOpen, match="this hearing is “cancelled”"):
            change(hearing)


def test_a_hearing_whose_time_has_passed_is_cancelled_without_a_letter(maintained, listed):
    hearing = listed(maintained)

    vacate(hearing, now=AFTER)

    assert not Message.objects.filter(letter="hearing-cancelled").exists()


def test_people_without_a_sign_in_are_told_of_the_cancelling_too(maintained, listed):
    maintained.school.membership_set.filter(role="HEADTEACHER").delete()
    hearing = listed(maintained)

    vacate(hearing)

    held = Message.objects.filter(letter="hearing-cancelled", state="TO_POST")
    assert [letter.addressee for letter in held] == [
        "The headteacher of Sample Hill School, on paper"
    ]
