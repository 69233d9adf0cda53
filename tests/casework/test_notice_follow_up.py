"""The follow-up page: its own draft, given once, told to the authorities."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from casework.actions import drafts, follow_ups
from casework.forms.follow_up import FollowUpForm
from casework.models import Case, NoticeDraft
from casework.queries import get_follow_up_day
from notifications.models import Message
from organisations.access import NotYourSchool
from row_security.scope import WHOLE_SERVICE, declare
from tests.casework.notice_data import day
from tests.factories import (
    LocalAuthorityFactory,
    SchoolFactory,
    clerk_of,
    headteacher_of,
    officer_of,
)

TUESDAY = datetime(2026, 9, 15, 9, tzinfo=UTC)
TYPED = {
    "home_language": "English",
    "interpreter_needed": "NO",
    "plan_review": "YES",
    **day("plan_reviewed_on", date(2026, 9, 14)),
    "previously_looked_after": "NOT_KNOWN",
    "child_protection": "IN_NEED",
    "lead_contact": "Sasha Invented",
    "lead_contact_phone": "01632 960 003",
    "early_help": "NOT_KNOWN",
    "free_meals": "YES",
    "service_family": "NO",
    "contact_risk": "NO",
    "home_visit_concern": "NO",
    "police_involved": "YES",
    "police_detail": "Crime number 12",
    "sessions_this_term": "4",
    "sessions_this_year": "10",
    "attendance": "81",
    "support_tried": "A mentor, from May: fewer incidents until July.",
    "agencies": ["CAMHS", "OUTREACH"],
    "managed_move": "NO",
    "offsite_direction": "NO",
    "authority_consulted": "NO",
    "work_set": "YES",
    "work_how": "ONLINE",
    "remote_meeting": "NOT_KNOWN",
}
ANSWERS = {
    "home_language": "English",
    "interpreter_needed": "NO",
    "plan_review": "YES",
    "plan_reviewed_on": "2026-09-14",
    "previously_looked_after": "NOT_KNOWN",
    "child_protection": "IN_NEED",
    "lead_contact": "Sasha Invented",
    "lead_contact_phone": "01632 960 003",
    "early_help": "NOT_KNOWN",
    "free_meals": "YES",
    "service_family": "NO",
    "contact_risk": "NO",
    "home_visit_concern": "NO",
    "police_involved": "YES",
    "police_detail": "Crime number 12",
    "sessions_this_term": 4,
    "sessions_this_year": 10,
    "attendance": 81,
    "support_tried": "A mentor, from May: fewer incidents until July.",
    "agencies": ["CAMHS", "OUTREACH"],
    "managed_move": "NO",
    "offsite_direction": "NO",
    "authority_consulted": "NO",
    "work_set": "YES",
    "work_how": "ONLINE",
    "remote_meeting": "NOT_KNOWN",
}


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(TUESDAY, tick=False)


@pytest.fixture
def given(give, head):
    return give(head)


@pytest.fixture
def url(given):
    return f"/cases/{given.public_id}/follow-up/"


@pytest.fixture
def as_staff(client, staff):
    client.force_login(staff)
    return client


def see_all():
    declare(WHOLE_SERVICE)


def kept():
    see_all()
    return NoticeDraft.objects.get(stage="FOLLOW_UP")


def test_the_answers_are_read_without_what_was_not_asked():
    form = FollowUpForm(TYPED, today=TUESDAY.date())

    assert form.find_faults() == {}
    assert form.answers == ANSWERS


def test_what_need_not_be_said_may_be_left_out():
    left = ("child_protection", "lead_contact", "lead_contact_phone")
    form = FollowUpForm({n: v for n, v in TYPED.items() if n not in left}, today=TUESDAY.date())

    assert form.find_faults() == {}
    assert form.answers == {n: v for n, v in ANSWERS.items() if n not in left}


def test_what_is_too_long_is_told_in_a_sentence():
    risky = {**TYPED, "contact_risk": "YES", "contact_risk_detail": "x" * 2001}

    assert FollowUpForm(risky, today=TUESDAY.date()).find_faults() == {
        "contact_risk_detail": [
            "Whom nobody must contact and why must be 2,000 characters or fewer"
        ]
    }


def test_a_term_with_more_lost_than_its_year_is_a_fault():
    form = FollowUpForm({**TYPED, "sessions_this_term": "11"}, today=TUESDAY.date())

    assert form.find_faults() == {
        "sessions_this_year": [
            "The school year cannot have fewer half-days of suspension than its term"
        ]
    }


def test_the_page_is_asked_for_two_school_days_after_the_notice(as_staff, url, given):
    assert "Please give this by Thursday 17 September 2026" in as_staff.get(url).text
    assert get_follow_up_day(given) == date(2026, 9, 17)
    given.school.calendar_versions.all().delete()
    assert get_follow_up_day(given) is None


def test_half_a_page_is_kept_and_taken_up_again(as_staff, url, staff):
    half = {"home_language": "Welsh", "sessions_this_term": "many", "agencies": ["CAMHS", "OTHER"]}

    saved = as_staff.post(url, {**half, "version": 0, "later": "1"})
    form = as_staff.get(url).context["form"]

    assert saved.status_code == 302
    assert {name: form[name].value() for name in half} == half
    assert (kept().typed, kept().saved_by, kept().version) == (half, staff, 1)


def test_the_page_is_given_once_and_the_authority_told(as_staff, url, given):
    answers = [as_staff.post(url, {**TYPED, "version": 0}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 200]
    see_all()
    case = Case.objects.get(pk=given.pk)
    assert (case.follow_up, case.follow_up_given_at) == (ANSWERS, TUESDAY)
    letter = Message.objects.get(letter="follow-up-to-authority")
    assert letter.subject == (
        "870-2627-0001: more about the permanent exclusion at Sampleton School"
    )
    assert "Invented" not in letter.body
    assert kept().state == "GIVEN"


def test_faults_are_told_and_what_was_typed_is_kept(as_staff, url):
    answer = as_staff.post(url, {**TYPED, "attendance": "lots", "work_how": "", "version": 0})

    assert answer.status_code == 422
    assert "The attendance this school year must be a whole number" in answer.text
    assert "Select how work is set" in answer.text
    assert kept().typed["attendance"] == "lots"


def test_two_people_see_both_versions(as_staff, url, head):
    theirs = Client()
    theirs.force_login(head)
    theirs.post(url, {**TYPED, "home_language": "Polish", "version": 0, "later": "1"})

    begun = as_staff.post(url, {**TYPED, "home_language": "Welsh", "version": 0})
    again = as_staff.post(url, {**TYPED, "home_language": "Welsh", "version": 1})

    assert (begun.status_code, again.status_code) == (409, 302)
    assert [(d.label, d.theirs, d.yours) for d in begun.context["differences"]] == [
        ("Language spoken at home", "Polish", "Welsh")
    ]
    see_all()
    assert Case.objects.get().follow_up["home_language"] == "Welsh"


def test_what_was_given_is_read_by_those_who_see_the_case(as_staff, url, sampleton, client):
    as_staff.post(url, {**TYPED, "version": 0})

    client.force_login(officer_of(sampleton.local_authority))
    page = client.get(url)

    answers = {a.label: a.value for part in page.context["sections"] for a in part.answers}
    assert {name: answers[name] for name in (
        "Language spoken at home", "On what day?", "Agencies that have worked with the pupil",
        "Attendance this school year, in per cent", "How?",
    )} == {
        "Language spoken at home": "English",
        "On what day?": "14 September 2026",
        "Agencies that have worked with the pupil": "Child and adolescent mental health service, "
        "Outreach from another school or a pupil referral unit",
        "Attendance this school year, in per cent": "81",
        "How?": "Online",
    }  # fmt: skip


def test_before_it_is_given_only_the_school_sees_it(as_staff, url, sampleton, client):
    as_staff.post(url, {**TYPED, "version": 0, "later": "1"})

    for person in (
        officer_of(sampleton.local_authority),
        clerk_of(sampleton),
        headteacher_of(SchoolFactory()),
    ):
        client.force_login(person)
        assert client.get(url).status_code == 404
        assert client.post(url, {**TYPED, "version": 1}).status_code == 404


def test_only_the_schools_staff_begin_and_give(given, sampleton, staff):
    stranger = clerk_of(sampleton)
    with pytest.raises(NotYourSchool):
        follow_ups.start_follow_up(case_id=given.pk, typed={}, actor=stranger, now=TUESDAY)
    draft = follow_ups.start_follow_up(case_id=given.pk, typed={}, actor=staff, now=TUESDAY)
    with pytest.raises(NotYourSchool):
        follow_ups.give_follow_up(
            draft_id=draft.pk, version=1, answers=ANSWERS, actor=stranger, now=TUESDAY
        )


def test_beginning_again_with_the_same_answers_is_one_draft(given, staff):
    first, second = (
        follow_ups.start_follow_up(case_id=given.pk, typed={"a": "1"}, actor=staff, now=TUESDAY)
        for _ in range(2)
    )

    assert first == second
    with pytest.raises(drafts.StaleDraft):
        follow_ups.start_follow_up(case_id=given.pk, typed={"a": "2"}, actor=staff, now=TUESDAY)


def test_giving_twice_changes_nothing_and_a_changed_draft_is_refused(give, staff):
    case = give(home_area=LocalAuthorityFactory())
    draft = follow_ups.start_follow_up(case_id=case.pk, typed={}, actor=staff, now=TUESDAY)
    with pytest.raises(drafts.StaleDraft):
        follow_ups.give_follow_up(
            draft_id=draft.pk, version=4, answers=ANSWERS, actor=staff, now=TUESDAY
        )

    for answers in (ANSWERS, {"home_language": "Other"}):
        follow_ups.give_follow_up(
            draft_id=draft.pk, version=1, answers=answers, actor=staff, now=TUESDAY
        )

    case.refresh_from_db()
    assert case.follow_up == ANSWERS
    assert Message.objects.filter(letter="follow-up-to-authority").count() == 2
