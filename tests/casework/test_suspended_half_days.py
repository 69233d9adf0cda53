"""Half-days suspended in the school year: asked as the law counts, past 45 days knowingly."""

from datetime import UTC, datetime

import pytest

from audit.models import AuditEvent
from casework.actions import follow_ups
from casework.forms.follow_up import FollowUpForm
from casework.forms.suspended import SuspendedField
from casework.models import Case
from row_security.scope import WHOLE_SERVICE, declare
from tests.casework.test_notice_follow_up import ANSWERS, TYPED
from tests.factories import officer_of
from tests.programs.builders import calls_with, token_of

TUESDAY = datetime(2026, 9, 15, 9, tzinfo=UTC)
BECAUSE = "Two suspensions were issued by another school without asking us."
PAST = (
    "48 school days are more than the law allows. No suspension may take a pupil past 45 school "
    "days in a school year. Check the number, or explain it below"
)
EXPLAIN = "Enter why the pupil was suspended for more than 45 school days this school year"


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(TUESDAY, tick=False)


@pytest.fixture
def given(give, head):
    return give(head)


def faults_of(sessions, **more):
    typed = {**TYPED, "sessions_this_year": sessions, **more}
    return FollowUpForm(typed, today=TUESDAY.date()).find_faults()


def test_the_question_is_the_laws():
    asked = FollowUpForm(today=TUESDAY.date()).fields["sessions_this_year"]

    assert isinstance(asked, SuspendedField)
    assert asked.label == "Half-days (sessions) suspended this school year, at any school"
    assert "Two half-days are one school day" in asked.help_text
    assert "earlier schools" in asked.help_text
    assert "Leave out days under a permanent exclusion" in asked.help_text


@pytest.mark.parametrize(
    ("sessions", "faults"),
    [
        ("90", {}),
        ("96", {"sessions_this_year": [PAST], "suspended_past_45_because": [EXPLAIN]}),
        ("3.5", "must be a whole number, like 7 for three and a half school days"),
        ("many", "must be a whole number, like 7 for three and a half school days"),
        ("-1", "must be 0 or more"),
        ("391", "must be 390 or fewer"),
    ],
)
def test_half_days_past_90_are_told_and_what_is_no_number_is_refused(sessions, faults):
    if isinstance(faults, str):
        faults = {"sessions_this_year": [f"The half-days of suspension this school year {faults}"]}

    assert faults_of(sessions) == faults


def test_past_90_with_a_reason_is_taken_and_below_it_the_reason_is_not_asked():
    assert faults_of("91", suspended_past_45_because=BECAUSE) == {}
    form = FollowUpForm({**TYPED, "suspended_past_45_because": BECAUSE}, today=TUESDAY.date())
    assert form.find_faults() == {}
    assert "suspended_past_45_because" not in form.answers


def test_characters_that_cannot_be_kept_are_told_beside_a_number_past_90():
    assert "cannot be kept" in faults_of("96\0")["sessions_this_year"][0]


def test_the_page_asks_why_only_past_90_and_keeps_the_answer(given, client, staff, sampleton):
    client.force_login(staff)
    url = f"/cases/{given.public_id}/follow-up/"
    assert "suspended_past_45_because" not in client.get(url).text

    told = client.post(url, {**TYPED, "sessions_this_year": "96", "version": 0})
    assert told.status_code == 422
    assert PAST in told.text
    assert 'name="suspended_past_45_because"' in told.text
    assert 'name="suspended_past_45_because"' in client.get(url).text  # as it was saved

    known = {"sessions_this_year": "96", "suspended_past_45_because": BECAUSE, "version": 1}
    assert client.post(url, {**TYPED, **known}).status_code == 302
    client.force_login(officer_of(sampleton.local_authority))
    assert BECAUSE in client.get(url).text
    case_page = client.get(f"/cases/{given.public_id}/").text
    assert "Suspended 48 = 48 of 45 school days." in case_page
    assert "This is past the 45 school days of a school year" in case_page
    assert "More than 45 school days of suspension this school year told of" in case_page


def test_a_program_is_told_the_same_and_records_it_knowingly(given, staff):
    client, url = calls_with(token_of(staff)), f"/api/v1/cases/{given.public_id}/follow-up/"
    sent = {**ANSWERS, "sessions_this_year": 96}

    refused = client.post(url, sent, read=url, match="")
    taken = client.post(url, {**sent, "suspended_past_45_because": BECAUSE}, read=url, match="")

    assert (refused.status_code, refused.json()["fields"]) == (
        422,
        {"sessions_this_year": [PAST], "suspended_past_45_because": [EXPLAIN]},
    )
    assert taken.status_code == 200
    declare(WHOLE_SERVICE)
    assert Case.objects.get().follow_up["suspended_past_45_because"] == BECAUSE


@pytest.mark.parametrize(("sessions", "events"), [(90, 0), (91, 1)])
def test_the_action_records_more_than_45_days_and_never_silently(given, staff, sessions, events):
    draft = follow_ups.start_follow_up(case_id=given.pk, typed={}, actor=staff, now=TUESDAY)
    answers = {**ANSWERS, "sessions_this_year": sessions}

    def give(answers):
        follow_ups.give_follow_up(
            draft_id=draft.pk, version=1, answers=answers, actor=staff, now=TUESDAY
        )

    if events:
        with pytest.raises(follow_ups.PastLimitUnexplained, match=r"^45\.5 school days are more"):
            give(answers)
        given.refresh_from_db()
        assert given.follow_up == {}
    give({**answers, "suspended_past_45_because": BECAUSE} if events else answers)

    assert AuditEvent.objects.filter(kind="case.suspended-past-limit").count() == events


def test_a_follow_up_without_the_number_is_past_nothing(given, staff):
    draft = follow_ups.start_follow_up(case_id=given.pk, typed={}, actor=staff, now=TUESDAY)

    follow_ups.give_follow_up(
        draft_id=draft.pk, version=1, answers={"home_language": "Welsh"}, actor=staff, now=TUESDAY
    )

    assert not AuditEvent.objects.filter(kind="case.suspended-past-limit").exists()
