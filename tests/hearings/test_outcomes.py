from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from audit.models import AuditEvent
from casework.facts import facts_of
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
from hearings.decision_letters import Giving, LetterIncomplete, draft_letter
from hearings.models import Attendee, Capacity, Hearing, Outcome
from hearings.moves import HearingChanged
from hearings.sitting import Attended, CannotBeRecorded
from hearings.states import HearingNotOpen
from notifications.models import Message
from organisations.models import CalendarVersion, Contact
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


@pytest.fixture
def decided(maintained, listed, holidays):
    hearing = listed(maintained)
    hold(hearing)
    decide(hearing)
    Message.objects.all().delete()
    return hearing


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


def test_a_posted_letter_opens_the_review_window_and_names_its_last_day(decided):
    give(decided)

    outcome, case = Outcome.objects.get(), Case.objects.get()
    assert (case.status, outcome.notice_sent_on, outcome.notice_method) == (
        "REVIEW_WINDOW",
        date(2026, 10, 1),
        "FIRST_CLASS_POST",
    )
    # Posted on a Thursday: given on Monday 5 October; 15 school days end on 2 November, less a
    # week of half-term and one closed day.
    assert (outcome.notice_given_on, outcome.review_until) == (
        date(2026, 10, 5),
        date(2026, 11, 3),
    )
    assert facts_of(case).dates[Fact.DECISION_NOTICE_GIVEN] == date(2026, 10, 5)
    assert Deadline.objects.get(rule_id="I1").due_date == date(2026, 11, 3)


def test_the_letter_goes_to_the_family_with_copies_to_head_and_authority(decided):
    give(decided)

    case = Case.objects.get()
    head = case.school.membership_set.filter(role="HEADTEACHER").first().user
    rows = Message.objects.order_by("pk").values_list("letter", "to", "subject", "state")
    subject = f"Decision of the governing board, reference {case.reference}"
    sent = {(letter, to, about) for letter, to, about, _ in rows}
    assert sent >= {
        ("decision-declined", "sam.invented@family.example", subject),
        ("decision-copy", head.email, subject),
        ("decision-copy", case.authority.contact_set.get().email, subject),
    }
    for message in Message.objects.all():
        [pdf] = message.enclosures.all()
        assert (pdf.name, pdf.content_type) == ("decision.pdf", "application/pdf")
        assert case.pupil.last_name not in message.subject + pdf.name


def test_the_letter_states_everything_the_law_requires(decided):
    give(decided)

    message = Message.objects.get(letter="decision-declined")
    html = " ".join(message.enclosures.get().html.split())
    case = Case.objects.get()
    for said in (
        "The exclusion is permanent",
        "The statement at page 4.",
        "it happened &lt;as described&gt;.",  # what people type is shown, never obeyed
        "The last day to apply is 3 November 2026.",
        f"Send your application to Sampleshire, at {case.authority.contact_set.get().email}.",
        "you may require Sampleshire to appoint a special educational needs expert",
        "This costs you nothing",
        "You may ask for the review to be held by video or telephone",
        "at your own cost",
        "You may also bring a friend",
        "Equality Act 2010",
        "within six months",
        "that is by 30 March 2027",
        "sent by first class post on 1 October 2026. It counts as given on 5 October 2026",
        "You have 15 school days after that day",
        "The days are: 6 October 2026, 7 October 2026",
        "1 Sample Street",
    ):
        assert said in html, said


def test_at_an_academy_the_trust_takes_the_application_and_both_authorities_are_copied(
    academy, listed, holidays
):
    hearing = listed(academy)
    hold(hearing)
    decide(hearing)

    give(hearing)

    letter = Message.objects.get(letter="decision-declined")
    assert "Send your application to Sample Trust: clerk@academy.example" in letter.body
    html = letter.enclosures.get().html
    assert "You may ask for Sampleshire and Homeshire to attend" in html
    copies = Message.objects.filter(letter="decision-copy").values_list("to", flat=True)
    assert "exclusions@homeshire.example" in copies


def test_a_letter_for_the_post_is_held_for_a_person(decided):
    decided.case.adults.update(agreed_to_email=False)

    give(decided)

    letter = Message.objects.get(letter="decision-declined")
    assert (letter.state, letter.addressee) == (
        "HELD",
        "Sam Invented (parent): post this letter",
    )


def missing(hearing, giving=POSTED, now=OCTOBER_1):
    with pytest.raises(LetterIncomplete) as refused:
        give(hearing, giving, now=now)
    assert Case.objects.get(pk=hearing.case_id).status == "DECLINED"
    assert not Message.objects.filter(letter__startswith="decision").exists()
    return list(refused.value.missing)


def test_a_letter_whose_last_day_cannot_be_counted_is_not_given(decided):
    CalendarVersion.objects.update(known_until=date(2026, 10, 9), session_days=[THE_30TH])

    assert missing(decided) == [
        "The last day to apply for a review cannot be worked out: the school days after "
        "9 October 2026 have not been supplied. Sample Hill School or Sampleshire must supply them"
    ]


def test_a_letter_posted_where_no_bank_holiday_is_known_is_not_given(maintained, listed):
    hearing = listed(maintained)
    hold(hearing)
    decide(hearing)

    assert missing(hearing) == [
        "The day on which the letter counts as given cannot be worked out: no bank holidays have "
        "been supplied. Whoever runs this service must load them",
    ]


def test_a_letter_that_cannot_say_where_to_apply_is_not_given(academy, decided, listed):
    Contact.objects.all().delete()

    assert missing(decided) == [
        "The letter does not say where an application for a review is sent: Sampleshire has no "
        "verified exclusions mailbox. It must have one verified"
    ]
    hearing = listed(academy)
    hold(hearing)
    decide(hearing)
    assert missing(hearing) == [
        "The letter does not say where an application for a review is sent: the trust takes it, "
        "and Sample Academy has no verified address for its clerk. The school must have one "
        "verified"
    ]


def test_an_academy_whose_trust_is_not_known_is_named_by_its_school(academy, listed, holidays):
    hearing = listed(academy)
    hold(hearing)
    outcome = decide(hearing)
    academy.school.trust = None
    outcome.hearing.case.school.trust = None

    draft = draft_letter(outcome, POSTED, now=OCTOBER_1)

    assert draft.letter.apply_to == "the academy trust of Sample Academy"
    assert draft.missing == ()


def test_a_letter_without_the_boards_reasons_is_not_given(decided):
    Outcome.objects.update(findings=" ")

    assert missing(decided) == ["The letter does not say the reasons"]


def test_the_day_of_sending_is_checked(decided):
    early = replace(POSTED, sent_on=date(2026, 9, 29))
    ahead = replace(POSTED, sent_on=date(2026, 10, 2))

    assert missing(decided, early) == [
        "The board decided on 30 September 2026: the letter cannot be sent before"
    ]
    assert missing(decided, ahead) == ["The day of sending must be today or in the past"]


def test_email_needs_an_agreement_and_leaves_today(decided):
    emailed = Giving(method=Method.AGREED_EMAIL, sent_on=THE_30TH)

    assert missing(decided, emailed) == [
        "The email leaves when you give the letter: its day of sending is today"
    ]
    decided.case.adults.update(agreed_to_email=False)
    today = replace(emailed, sent_on=date(2026, 10, 1))
    assert missing(decided, today) == [
        "No parent has agreed to notices by email: post or deliver the letter"
    ]
    decided.case.adults.update(agreed_to_email=True)
    give(decided, replace(today, before_school_day_ended=False))
    assert Outcome.objects.get().notice_given_on == date(2026, 10, 2)
