"""That the board has begun to meet, and what that bars."""

from datetime import timedelta

import pytest

from audit.models import AuditEvent
from casework.actions.cancellations import cancel_exclusion, find_bar, tell_days_out
from casework.models import Case
from casework.states import CaseStatus, TransitionNotAllowed
from hearings.access import NotYourTask
from hearings.actions.listings import move_hearing, vacate_hearing
from hearings.actions.outcomes import NotThisStep
from hearings.actions.sessions import begin_meeting
from hearings.models import Hearing
from hearings.moves import HearingChanged
from hearings.states import HearingNotOpen
from statute.decision import BoardDecision
from tests.factories import clerk_of, headteacher_of
from tests.hearings.conftest import AFTER, STARTS, meeting, whole
from tests.hearings.test_outcomes import DECLINED, decide, hold

ALREADY = "it is recorded already that the meeting has begun"


def begin(hearing, **values):
    given = {
        "version": Hearing.objects.get(pk=hearing.pk).version,
        "actor": clerk_of(hearing.case.school),
        "now": STARTS,
    }
    return begin_meeting(hearing_id=hearing.pk, **{**given, **values})


def status_of_case():
    return Case.objects.get().status


def cancel(case, now=AFTER):
    return cancel_exclusion(
        case_id=case.pk,
        reasons="New facts.",
        sessions_suspended=0,
        actor=headteacher_of(case.school),
        now=now,
    )


def test_a_meeting_that_has_begun_is_on_the_record_and_bars_cancelling(maintained, listed):
    begin(listed(maintained))

    assert status_of_case() == "BOARD_IN_SESSION"
    event = AuditEvent.objects.get(kind="case.meeting-begun")
    assert event.at == STARTS
    with pytest.raises(TransitionNotAllowed, match="cannot go from “Governing board has begun"):
        cancel(maintained)
    case = Case.objects.get()
    out = tell_days_out(case, actor=headteacher_of(case.school), now=AFTER)
    bar = find_bar(case, out, now=AFTER)
    assert bar == "the governing board has begun to consider the exclusion"


def test_until_then_the_headteacher_may_cancel(maintained, listed):
    listed(maintained)

    cancel(maintained)

    assert status_of_case() == "CANCELLED"


def test_a_meeting_does_not_begin_before_its_time_or_twice(maintained, listed):
    hearing = listed(maintained)

    with pytest.raises(NotThisStep, match="listed for later: if it is held earlier, move it"):
        begin(hearing, now=STARTS - timedelta(seconds=1))
    assert status_of_case() == "AWAITING_BOARD"
    begin(hearing)
    with pytest.raises(NotThisStep, match=ALREADY):
        begin(hearing)


def test_only_the_clerk_says_so_of_a_listed_hearing_as_it_was_opened(maintained, listed):
    hearing = listed(maintained)

    with pytest.raises(NotYourTask):
        begin(hearing, actor=headteacher_of(maintained.school))
    with pytest.raises(HearingChanged):
        begin(hearing, version=hearing.version + 1)
    hold(hearing)
    with pytest.raises(HearingNotOpen):
        begin(hearing)


def test_the_board_of_a_cancelled_exclusion_does_not_begin(maintained, listed):
    hearing = listed(maintained)
    cancel(maintained)

    with pytest.raises(NotThisStep, match="this case is “exclusion cancelled”"):
        begin(hearing)


def test_recording_who_came_says_that_it_began(maintained, listed):
    hold(listed(maintained))

    assert status_of_case() == "BOARD_IN_SESSION"
    assert AuditEvent.objects.filter(kind="case.meeting-begun").count() == 1


def test_a_meeting_begun_is_held_and_decided_without_beginning_again(maintained, listed):
    hearing = listed(maintained)
    begin(hearing)
    hold(hearing)
    decide(hearing)

    assert status_of_case() == "DECLINED"
    assert AuditEvent.objects.filter(kind="case.meeting-begun").count() == 1


def test_a_hearing_held_before_the_service_knew_of_beginnings_is_decided(maintained, listed):
    hearing = listed(maintained)
    hold(hearing)
    Case.objects.update(status=CaseStatus.AWAITING_BOARD)

    decide(hearing, outcome=DECLINED)

    assert status_of_case() == "DECLINED"
    assert DECLINED.decision is BoardDecision.DECLINED


def test_an_adjourned_meeting_is_moved_or_listed_anew_and_stays_begun(maintained, listed):
    hearing = listed(maintained)
    begin(hearing)
    clerk, version = clerk_of(maintained.school), Hearing.objects.get().version
    later = meeting(STARTS + timedelta(days=1))

    moved = move_hearing(
        hearing_id=hearing.pk, proposal=later, version=version, actor=clerk, now=STARTS
    )
    vacate_hearing(
        hearing_id=hearing.pk,
        reason="Adjourned.",
        in_error=False,
        version=moved.version,
        actor=clerk,
        now=STARTS,
    )
    again = listed(maintained, later, now=STARTS)

    assert status_of_case() == "BOARD_IN_SESSION"
    assert again.is_listed


def test_the_clerk_says_it_on_a_page(maintained, client, listed, at):
    clerk = clerk_of(maintained.school)
    at(STARTS, client, clerk)
    hearing = listed(maintained)
    page, url = f"/hearings/{hearing.public_id}/", f"/hearings/{hearing.public_id}/beginning/"

    assert url in whole(client.get(page))
    assert "the headteacher can no longer cancel" in whole(client.get(url))
    answer = client.post(url, {"version": hearing.version})
    assert (answer.status_code, answer.url) == (302, page)
    shown = whole(client.get(page))
    assert "The meeting has begun: the exclusion can no longer be cancelled." in shown
    assert url not in shown
    again = client.post(url, {"version": hearing.version})
    assert again.status_code == 409
    assert ALREADY in whole(again).lower()
    at(STARTS, client, headteacher_of(maintained.school))
    assert f"/cases/{maintained.public_id}/cancel/" not in whole(
        client.get(f"/cases/{maintained.public_id}/")
    )


def test_the_page_is_not_there_before_the_time(maintained, client, listed, at):
    clerk = clerk_of(maintained.school)
    at(STARTS - timedelta(minutes=1), client, clerk)
    hearing = listed(maintained)
    url = f"/hearings/{hearing.public_id}/beginning/"

    assert url not in whole(client.get(f"/hearings/{hearing.public_id}/"))
    early = client.get(url)
    assert early.status_code == 409
    assert "listed for later" in whole(early)
