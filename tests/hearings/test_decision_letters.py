from dataclasses import replace
from datetime import date

import pytest

from casework.facts import facts_of
from casework.models import Case, Deadline
from hearings.decision_letters import LetterIncomplete, draft_letter
from hearings.giving import Giving
from hearings.models import Outcome
from notifications.models import Message
from organisations.models import CalendarVersion, Contact
from statute.facts import Fact
from statute.giving_notice import Method
from tests.hearings.test_outcomes import OCTOBER_1, POSTED, THE_30TH, decide, give, hold


@pytest.fixture
def decided(maintained, listed, holidays):
    hearing = listed(maintained)
    hold(hearing)
    decide(hearing)
    Message.objects.all().delete()
    return hearing


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
        ("decision-declined", "", subject),  # by post: nothing leaves by email
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


def test_a_letter_to_who_agreed_to_no_email_waits_to_be_printed_and_posted(decided):
    decided.case.adults.update(agreed_to_email=False)

    give(decided)

    letter = Message.objects.get(letter="decision-declined")
    assert (letter.state, letter.addressee) == (
        "TO_POST",
        "Sam Invented (parent), by post",
    )
    assert letter.postal == "Sam Invented\n1 Sample Street\nSampleton\nZZ99 9ZZ"
    assert letter.says_sent_on == date(2026, 10, 1)


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

    assert draft.copy.apply_to == "the academy trust of Sample Academy"
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
        "Nobody in the family has agreed to notices by email: post or deliver the letter"
    ]
    decided.case.adults.update(agreed_to_email=True)
    give(decided, replace(today, before_school_day_ended=False))
    assert Outcome.objects.get().notice_given_on == date(2026, 10, 2)
