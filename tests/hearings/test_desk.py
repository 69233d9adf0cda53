from dataclasses import fields
from datetime import UTC, date, datetime

import pytest

from casework.models import Case
from hearings.actions.listings import vacate_hearing
from hearings.desk import Item, ToPost, Work, get_work
from hearings.models import Hearing
from notifications.models import Message
from organisations.models import User
from tests.factories import CaseFactory, clerk_of, headteacher_of, officer_of
from tests.hearings.conftest import AFTER, STARTS, THE_16TH, meeting, panel_of
from tests.hearings.test_attendance import answer, ask
from tests.hearings.test_outcomes import decide, give, hold

TODAY = date(2026, 9, 16)
THE_DAY = date(2026, 9, 30)


def work(user: User, today: date = TODAY) -> dict[str, list[str]]:
    """Return the references in each list that is not empty."""
    found = get_work(User.objects.get(pk=user.pk), today=today)
    lists = {f.name: [name_of(item) for item in getattr(found, f.name)] for f in fields(Work)}
    return {name: references for name, references in lists.items() if references}


def name_of(item: Item | ToPost) -> str:
    return item.addressee if isinstance(item, ToPost) else item.reference


@pytest.fixture
def clerk(maintained):
    return clerk_of(maintained.school)


def test_a_case_is_to_be_listed_until_a_hearing_is_and_again_when_that_is_cancelled(
    maintained, listed, clerk
):
    reference = [maintained.reference]

    assert work(clerk) == {"to_list": reference}
    hearing = listed(maintained)
    assert work(clerk) == {"coming": reference}
    vacate_hearing(
        hearing_id=hearing.pk, reason="Illness", in_error=False, version=1, actor=clerk,
        now=THE_16TH,
    )  # fmt: skip
    assert work(clerk) == {"to_list": reference}


def test_after_the_meeting_each_step_waits_in_its_turn(maintained, listed, clerk, holidays):
    reference, hearing = [maintained.reference], listed(maintained)

    assert work(clerk, THE_DAY) == {"to_record": reference, "coming": reference}
    hold(hearing)
    assert work(clerk, THE_DAY) == {"outcomes_to_record": reference}
    decide(hearing)
    assert work(clerk, THE_DAY) == {"letters_to_give": reference}
    give(hearing)
    assert work(clerk, THE_DAY) == {"letters_to_post": ["Sam Invented (parent), by post"]}
    [letter] = get_work(clerk, today=THE_DAY).letters_to_post
    assert letter.message_id == Message.objects.get(state="TO_POST").reference
    Message.objects.filter(state="TO_POST").update(
        state="POSTED", posted_on=THE_DAY, settled_by="user/1"
    )
    assert work(clerk, THE_DAY) == {}
    assert not get_work(User.objects.get(pk=clerk.pk), today=THE_DAY)


def test_a_hearing_of_a_cancelled_exclusion_waits_to_be_cancelled(maintained, listed, clerk):
    listed(maintained)
    Case.objects.update(status="CANCELLED")

    reference = [maintained.reference]
    assert work(clerk) == {"to_cancel": reference, "coming": reference}


def test_only_the_clerk_is_given_the_clerks_work(maintained, listed):
    head = headteacher_of(maintained.school)

    assert work(head) == {}
    listed(maintained)
    assert work(head) == {"coming": [maintained.reference]}
    assert work(head, date(2026, 10, 1)) == {}


def test_an_authority_answers_its_own_invitations_soonest_first(academy, maintained, listed):
    listed(academy)
    listed(maintained, meeting(datetime(2026, 9, 29, 9, tzinfo=UTC)))
    officer = officer_of(academy.authority)
    both = User.objects.get(pk=officer.pk)
    assert work(officer) == {"coming": [academy.reference]}

    ask(academy)
    ask(academy, academy.home_authority)

    assert work(officer)["to_answer"] == [academy.reference]
    answer(Hearing.objects.get(case=academy).invitations.get(kind="AUTHORITY"), actor=both)
    assert work(officer) == {"coming": [academy.reference]}
    assert work(officer_of(academy.home_authority))["to_answer"] == [academy.reference]


def test_a_governor_sees_the_hearings_they_sit_on(maintained, listed):
    panel = panel_of(maintained.school)
    listed(maintained, panel=panel)

    assert work(panel[0].governor) == {"coming": [maintained.reference]}
    assert work(headteacher_of(CaseFactory().school)) == {}


def test_a_line_has_what_the_page_shows(maintained, listed, clerk):
    [item] = get_work(clerk, today=TODAY).to_list
    assert (item.last_day, item.day, item.starts_at) == (date(2026, 10, 6), None, None)
    listed(maintained)

    [item] = get_work(clerk, today=TODAY).coming

    assert (item.school, item.starts_at, item.venue, item.is_remote) == (
        "Sample Hill School",
        STARTS,
        "The library",
        False,
    )
    assert (item.status_in_words, item.day) == ("Awaiting the governing board", AFTER.date())
    assert item.hearing_id == Hearing.objects.get().public_id


@pytest.mark.parametrize("cases", [1, 3])
def test_it_is_two_questions_however_many_cases(
    maintained, listed, clerk, cases, django_assert_num_queries
):
    for _ in range(cases - 1):
        CaseFactory(school=maintained.school)
    list(clerk.standing_memberships)

    with django_assert_num_queries(2):
        get_work(clerk, today=TODAY)
