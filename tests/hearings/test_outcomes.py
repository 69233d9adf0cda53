from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from audit.models import AuditEvent
from casework.facts import facts_of, state_fact
from casework.models import Case, Deadline
from casework.states import TransitionNotAllowed
from hearings.access import NotYourTask
from hearings.actions.outcomes import (
    BoardOutcome,
    NotThisStep,
    give_decision_letter,
    record_held,
    record_outcome,
)
from hearings.giving import Giving
from hearings.models import Attendee, Capacity, Hearing, Outcome
from hearings.moves import HearingChanged
from hearings.sitting import Attended, CannotBeRecorded
from hearings.states import HearingNotOpen
from notifications.models import Message
from statute.decision import BoardDecision
from statute.facts import Fact
from statute.giving_notice import Method
from tests.factories import clerk_of, headteacher_of
from tests.hearings.conftest import AFTER, STARTS
from tests.hearings.test_attendance import agree, ask

THE_30TH = date(2026, 9, 30)
OCTOBER_1 = datetime(2026, 10, 1, 9, tzinfo=UTC)
DECLINED = BoardOutcome(
    decision=BoardDecision.DECLINED,
    decided_on=THE_30TH,
    reinstate_by=None,
    test_applied="A serious breach, and serious harm if the pupil stayed.",
    evidence_relied_on="The statement at page 4.",
    findings="It was more likely than not that it happened <as described>.",
)
POSTED = Giving(method=Method.FIRST_CLASS_POST, sent_on=date(2026, 10, 1))


def people(*more, governors=3):
    sat = [
        Attended(name=f"Governor {n}", capacity=Capacity.GOVERNOR, attended=n < governors)
        for n in range(3)
    ]
    return [*sat, *more]


def officer(spoke=False, capacity=Capacity.AUTHORITY, **values):
    given = {"name": "An Officer", "attended": True}
    return Attended(capacity=capacity, spoke=spoke, **{**given, **values})


def hold(hearing, *more, **values):
    given = {
        "people": people(*more),
        "version": Hearing.objects.get(pk=hearing.pk).version,
        "actor": clerk_of(hearing.case.school),
        "now": AFTER,
    }
    return record_held(hearing_id=hearing.pk, **{**given, **values})


def decide(hearing, outcome=DECLINED, **values):
    given = {
        "version": Hearing.objects.get(pk=hearing.pk).version,
        "actor": clerk_of(hearing.case.school),
        "now": AFTER,
    }
    return record_outcome(hearing_id=hearing.pk, outcome=outcome, **{**given, **values})


def give(hearing, giving=POSTED, **values):
    given = {
        "version": Hearing.objects.get(pk=hearing.pk).version,
        "actor": clerk_of(hearing.case.school),
        "now": OCTOBER_1,
    }
    return give_decision_letter(hearing_id=hearing.pk, giving=giving, **{**given, **values})


def refuse(hearing, *more, **values):
    with pytest.raises(CannotBeRecorded) as refused:
        hold(hearing, *more, **values)
    assert not Attendee.objects.exists()
    return [fault.told for fault in refused.value.faults]


def test_who_came_is_kept_with_as_what(academy, listed):
    hearing = listed(academy)
    ask(academy)
    agree(academy)
    ask(academy, academy.home_authority)

    home = officer(capacity=Capacity.HOME_AUTHORITY, name="B", remotely=True)
    hold(hearing, officer(spoke=True), home)

    assert Hearing.objects.get().status == "HELD"
    rows = Attendee.objects.order_by("position").values_list(
        "name", "capacity", "standing", "local_authority", "attended", "remotely", "spoke"
    )
    assert list(rows) == [
        *((f"Governor {n}", "GOVERNOR", "", None, True, False, False) for n in range(3)),
        (
            "An Officer", "AUTHORITY", "OBSERVER_MAY_SPEAK", academy.authority_id,
            True, False, True,
        ),
        ("B", "HOME_AUTHORITY", "OBSERVER", academy.home_authority_id, True, True, False),
    ]  # fmt: skip
    assert AuditEvent.objects.get(kind="hearing.held").facts["attended"] == 5


def test_an_authority_is_never_recorded_beyond_its_standing(academy, listed):
    hearing = listed(academy)
    no_right = (
        "Sampleshire has no right to attend unless the family asks for it. If the family asked "
        "for it, record that first"
    )

    assert refuse(hearing, officer()) == [no_right]
    ask(academy)
    assert refuse(hearing, officer(spoke=True)) == [
        "Sampleshire came as an observer. If the trust agreed that it may speak, record that first"
    ]
    absent = officer(capacity=Capacity.HOME_AUTHORITY, attended=False)
    assert hold(hearing, officer(), absent).status == "HELD"


def test_a_party_may_speak_without_anybodys_leave(maintained, listed):
    hearing = listed(maintained)
    home = officer(capacity=Capacity.HOME_AUTHORITY)

    assert refuse(hearing, home) == ["This case has no home local authority"]
    hold(hearing, officer(spoke=True))
    assert Attendee.objects.get(capacity="AUTHORITY").standing == "PARTY"


def test_every_fault_of_the_record_is_told_at_once(maintained, listed):
    hearing = listed(maintained)

    nameless = Attended(name=" ", capacity=Capacity.FRIEND, attended=True)
    ghost = Attended(name="Gil", capacity=Capacity.FRIEND, attended=False, spoke=True)
    assert refuse(
        hearing, people=people(nameless, ghost, governors=2), now=STARTS.replace(hour=8)
    ) == [
        "The meeting has not begun, so it cannot be recorded yet",
        "A decision needs at least 3 governors, and 2 are marked as having come. Cancel this "
        "hearing and list another",
        "Enter the name of everybody who came",
        "Gil cannot have spoken without attending",
    ]


def test_a_decision_not_to_reinstate_moves_the_case_and_stops_the_boards_clock(maintained, listed):
    hearing = listed(maintained)
    hold(hearing)

    outcome = decide(hearing)

    case = Case.objects.get()
    assert (case.status, facts_of(case).dates[Fact.BOARD_DECIDED]) == ("DECLINED", THE_30TH)
    duty = Deadline.objects.get(rule_id="G1")
    assert (duty.state, duty.done_on, duty.due_date) == ("MET", THE_30TH, date(2026, 10, 6))
    assert (outcome.decision, outcome.findings, outcome.notice_sent_on) == (
        "DECLINED",
        DECLINED.findings,
        None,
    )


@pytest.mark.parametrize(
    ("decision", "by", "kept"),
    [
        (BoardDecision.REINSTATED_NOW, date(2026, 10, 5), None),
        (BoardDecision.REINSTATED_BY, date(2026, 10, 5), date(2026, 10, 5)),
    ],
)
def test_reinstatement_ends_the_case_and_directs_the_head(
    maintained, listed, holidays, decision, by, kept
):
    hearing = listed(maintained)
    hold(hearing)
    outcome = decide(hearing, replace(DECLINED, decision=decision, reinstate_by=by))
    Message.objects.all().delete()

    give(hearing)

    assert (Case.objects.get().status, outcome.reinstate_by) == ("REINSTATED", kept)
    assert set(Message.objects.values_list("letter", flat=True)) == {
        "decision-reinstated",
        "decision-copy",
    }
    when = "by 5 October 2026" if kept else "immediately"
    copies = Message.objects.filter(letter="decision-copy")
    assert all(f"directed to reinstate the pupil {when}" in copy.body for copy in copies)
    assert Outcome.objects.get().review_until is None
    assert not Deadline.objects.filter(rule_id="I1").exists()


def test_the_days_of_a_decision_are_checked(maintained, listed):
    hearing = listed(maintained)
    hold(hearing)

    with pytest.raises(CannotBeRecorded, match="The board met on 30 September 2026"):
        decide(hearing, replace(DECLINED, decided_on=date(2026, 9, 29)))
    assert not Outcome.objects.exists()


def test_the_steps_come_one_after_the_other(maintained, listed, holidays):
    hearing = listed(maintained)

    with pytest.raises(NotThisStep, match="record who attended first"):
        decide(hearing)
    hold(hearing)
    with pytest.raises(HearingNotOpen):
        hold(hearing)
    with pytest.raises(NotThisStep, match="outcome of this hearing is not recorded yet"):
        give(hearing)
    decide(hearing)
    with pytest.raises(NotThisStep, match="outcome of this hearing is recorded already"):
        decide(hearing)
    give(hearing)
    with pytest.raises(NotThisStep, match="was given already"):
        give(hearing)


@pytest.mark.parametrize(("step", "before"), [(hold, []), (decide, [hold]), (give, [hold, decide])])
def test_each_step_is_the_clerks_and_of_the_hearing_as_it_was_opened(
    maintained, listed, holidays, step, before
):
    hearing = listed(maintained)
    for earlier in before:
        earlier(hearing)

    with pytest.raises(NotYourTask):
        step(hearing, actor=headteacher_of(maintained.school))
    with pytest.raises(HearingChanged):
        step(hearing, version=0)


def test_a_case_that_was_cancelled_meanwhile_is_not_decided(maintained, listed):
    hearing = listed(maintained)
    hold(hearing)
    Case.objects.update(status="CANCELLED")

    with pytest.raises(TransitionNotAllowed):
        decide(hearing)


def test_a_decision_before_the_board_was_told_is_refused(maintained, listed):
    hearing = listed(maintained)
    hold(hearing)
    state_fact(maintained, Fact.BOARD_INFORMED, date(2026, 10, 1), now=AFTER)

    with pytest.raises(CannotBeRecorded, match="The board was told of the exclusion on 1 October"):
        decide(hearing)

    assert not Outcome.objects.exists()
