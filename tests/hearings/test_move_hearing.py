from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from audit.models import AuditEvent
from casework.facts import state_fact
from casework.models import Case, CaseAssignment
from casework.remarks import put_back
from hearings.access import NotYourTask
from hearings.actions.attendance import answer_invitation
from hearings.actions.listings import NoReason, NothingChanged, move_hearing, vacate_hearing
from hearings.listing import UnlawfulListing
from hearings.models import Answer, Hearing, Invitation, PanelSeat
from hearings.moves import HearingChanged
from hearings.seats import GovernorNotFree
from hearings.states import HearingMode, HearingNotOpen
from notifications.models import Message
from statute.facts import Fact
from statute.meeting import Condition, Ground
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
    event = AuditEvent.objects.get(kind="hearing.moved")
    put_back([event])
    facts = event.facts
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


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("AWAITING_BOARD", "The board must still meet. You will be told when."),
        ("CANCELLED", "The board need not meet about it any more."),
    ],
)
def test_who_hears_of_a_cancelling_is_told_whether_the_board_must_meet(
    maintained, listed, status, told
):
    hearing = listed(maintained)
    maintained.status = status
    maintained.save()

    vacate(hearing)

    bodies = Message.objects.filter(letter="hearing-cancelled").values_list("body", flat=True)
    assert all(told in body for body in bodies)
    assert len(bodies) == 6


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


def test_whoever_was_told_hears_of_a_cancelling_though_the_time_has_passed(maintained, listed):
    hearing = listed(maintained)

    vacate(hearing, now=AFTER)

    assert Message.objects.filter(letter="hearing-cancelled").count() == 6


def test_a_past_time_today_asks_whether_the_meeting_has_taken_place(maintained, listed):
    hearing, noon = listed(maintained), STARTS.replace(hour=11)

    with pytest.raises(UnlawfulListing, match="That time has passed"):
        move(hearing, meeting(STARTS.replace(hour=7)), now=noon)
    with pytest.raises(UnlawfulListing, match="That time has not come yet"):
        move(hearing, meeting(STARTS.replace(hour=12), already_held=True), now=noon)

    assert Hearing.objects.get().starts_at == STARTS


def test_whoever_was_told_of_another_time_is_told_when_the_meeting_was(maintained, listed):
    hearing = listed(maintained)
    authority = Invitation.objects.get(kind="AUTHORITY")
    answer_invitation(
        invitation_id=authority.pk, answer=Answer.ATTENDING, reason="",
        actor=officer_of(maintained.authority), now=THE_16TH,
    )  # fmt: skip

    move(hearing, meeting(STARTS.replace(hour=7), already_held=True), now=STARTS)

    corrected = entries("hearing-took-place")
    assert {row[2:] for row in corrected} == {(1, "20260930T070000Z", "CONFIRMED")}
    assert len(corrected) == 6
    body = Message.objects.filter(letter="hearing-took-place").first().body
    assert "is recorded as held at another time or place than you were told" in body
    assert "8am to 10am" in body
    authority.refresh_from_db()
    assert authority.answer == "ATTENDING"  # nobody can be asked again about what is past


def test_a_meeting_entered_when_it_is_over_is_told_to_nobody(maintained, listed):
    past = meeting(datetime(2026, 9, 16, 7, tzinfo=UTC), already_held=True)

    listed(maintained, past, now=THE_16TH.replace(hour=12))

    assert not Invitation.objects.exists()
    assert not Message.objects.filter(letter__startswith="hearing").exists()


def test_a_move_that_changes_nothing_is_told_to_nobody_and_keeps_the_answer(maintained, listed):
    hearing = listed(maintained)
    invitation = Invitation.objects.get(kind="AUTHORITY")
    answer_invitation(
        invitation_id=invitation.pk, answer=Answer.ATTENDING, reason="",
        actor=officer_of(maintained.authority), now=THE_16TH,
    )  # fmt: skip

    with pytest.raises(NothingChanged, match="nobody is told"):
        move(hearing, meeting(venue=" The library "))

    invitation.refresh_from_db()
    kept = Hearing.objects.get()
    assert (invitation.answer, kept.sequence, kept.version) == ("ATTENDING", 0, 1)
    assert not Message.objects.filter(letter="hearing-moved").exists()


def test_a_reason_written_anew_is_kept_and_told_to_nobody(maintained, listed):
    late = datetime(2026, 10, 8, 9, tzinfo=UTC)
    hearing = listed(maintained, meeting(late, late_reason="The chair was ill"))

    move(hearing, meeting(late, late_reason="The chair was in hospital"))

    kept = Hearing.objects.get()
    assert (kept.late_reason, kept.sequence, kept.version) == ("The chair was in hospital", 0, 2)
    event = AuditEvent.objects.get(kind="hearing.reasons-corrected")
    put_back([event])
    facts = event.facts
    assert facts["before"]["late_reason"] == "The chair was ill"
    assert not Message.objects.filter(letter="hearing-moved").exists()


def test_another_link_alone_is_a_move(maintained, listed):
    remote = {
        "mode": HearingMode.REMOTE, "venue": "", "ground": Ground.ASKED,
        "conditions": frozenset(Condition),
    }  # fmt: skip
    hearing = listed(maintained, meeting(**remote, remote_link="https://meet.example/1"))

    move(hearing, meeting(**remote, remote_link="https://meet.example/2"))

    assert Message.objects.filter(letter="hearing-moved").count() == 6


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 9, 14), "The pupil was excluded on 15 September 2026: the board cannot have"),
        (date(2026, 9, 17), "The board was told of the exclusion on 18 September 2026, so it"),
    ],
)
def test_a_meeting_before_the_exclusion_or_before_the_board_was_told_is_refused(
    maintained, listed, day, told
):
    state_fact(maintained, Fact.BOARD_INFORMED, date(2026, 9, 18), now=THE_16TH)
    early = meeting(datetime(2026, 9, day.day, 9, tzinfo=UTC), already_held=True)

    with pytest.raises(UnlawfulListing, match=told):
        listed(maintained, early, now=AFTER)


def test_an_in_person_meeting_for_which_the_family_asked_otherwise_needs_its_reason(
    maintained, listed
):
    maintained.follow_up = {"remote_meeting": "YES"}
    maintained.save()

    with pytest.raises(UnlawfulListing, match="The family asked for a meeting by remote access"):
        listed(maintained)
    hearing = listed(maintained, meeting(in_person_reason="The pupil cannot hear on video"))

    assert hearing.mode_reason == "The pupil cannot hear on video"


def test_people_without_a_sign_in_are_told_of_the_cancelling_too(maintained, listed):
    maintained.school.membership_set.filter(role="HEADTEACHER").delete()
    hearing = listed(maintained)

    vacate(hearing)

    on_paper = Message.objects.filter(letter="hearing-cancelled", state="TO_POST")
    assert [letter.addressee for letter in on_paper] == [
        "The headteacher of Sample Hill School, on paper"
    ]
    assert "calendar" not in on_paper.get().body
