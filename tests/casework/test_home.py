from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from audit.models import AuditEvent
from casework.models import Case, DraftState, NoticeDraft
from organisations.models import CalendarVersion
from tests.casework.letters import stored_letter
from tests.casework.queries_made import at_most
from tests.factories import (
    CalendarVersionFactory,
    CaseFactory,
    MembershipFactory,
    SchoolFactory,
    TrustFactory,
    UserFactory,
    assigned_to,
    clerk_of,
    clocked,
    governor_of,
    headteacher_of,
    manager_of,
    officer_of,
    staff_of,
    trust_officer_of,
)

THURSDAY = datetime(2026, 9, 17, 9, tzinfo=UTC)


def tasks_of(page):
    shown = [*page.context["late"], *page.context["soon"]]
    return [(task.reference, task.rule_id, task.clock.note) for task in shown]


def go_home(client, user):
    client.force_login(user)
    return client.get("/")


@pytest.fixture(autouse=True)
def thursday(at):
    at(THURSDAY)


def test_home_sends_somebody_who_has_not_signed_in_to_the_sign_in_page(client, db):
    answer = client.get("/")

    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/?next=/")


def test_an_officer_sees_what_is_late_and_what_is_due_within_five_school_days(case, client):
    clocked(case)
    clocked(CaseFactory())  # another authority's

    page = go_home(client, officer_of(case.authority))

    assert tasks_of(page) == [
        (case.reference, "N3", "Late"),
        (case.reference, "E4", "4 school days left"),
    ]


@pytest.mark.parametrize("of", [clerk_of, headteacher_of, staff_of])
def test_a_school_sees_the_deadlines_of_its_own_cases(case, client, of):
    clocked(case)
    clocked(CaseFactory(school=SchoolFactory(local_authority=case.authority)))

    assert {ref for ref, *_ in tasks_of(go_home(client, of(case.school)))} == {case.reference}


def test_a_trust_officer_sees_the_deadlines_of_the_trusts_academies(db, client):
    trust = TrustFactory()
    case = clocked(CaseFactory(school=SchoolFactory(trust=trust)))
    clocked(CaseFactory())

    assert {ref for ref, *_ in tasks_of(go_home(client, trust_officer_of(trust)))} == {
        case.reference
    }


def test_a_day_that_lies_far_off_behind_a_holiday_is_near_when_few_school_days_are_left(
    case, client, at
):
    """Friday 23 October: half-term and a training day follow, and 4 November is the sixth day."""
    at(datetime(2026, 10, 23, 9, tzinfo=UTC))
    case.excluded_on = date(2026, 10, 19)
    clocked(case, date(2026, 10, 19))

    assert (case.reference, "E4", "2 school days left") in tasks_of(
        go_home(client, officer_of(case.authority))
    )


def test_a_deadline_without_a_date_is_shown_with_the_school_that_has_not_supplied_it(case, client):
    CalendarVersion.objects.update(session_days=[], known_until=date(2026, 9, 1))
    clocked(case)

    page = go_home(client, officer_of(case.authority))

    assert page.context["without_dates"] == [
        (case.school, "no school days have been supplied for this school", 2)
    ]
    assert reverse("casework:calendar", args=[case.school.urn]) in page.content.decode()


def test_a_notice_is_new_to_an_officer_until_that_officer_has_opened_it(case, client):
    Case.objects.update(notice_given_at=THURSDAY - timedelta(days=1))
    CaseFactory(notice_given_at=THURSDAY)
    first, second = officer_of(case.authority), officer_of(case.authority)
    client.force_login(first)
    client.get(reverse("casework:case", args=[case.public_id]))

    assert go_home(client, first).context["authority"].new_notices == ()
    [new] = go_home(client, second).context["authority"].new_notices
    assert (new.public_id, new.reference, new.school, new.given_at) == (
        case.public_id,
        case.reference,
        case.school.name,
        THURSDAY - timedelta(days=1),
    )


def test_an_officer_sees_how_many_letters_are_stuck(case, client):
    for state in ("HELD", "FAILED", "QUEUED"):
        stored_letter(case, state)
    stored_letter(CaseFactory(), "FAILED")

    page = go_home(client, officer_of(case.authority))

    assert page.context["authority"].stuck_letters == 2


def test_a_manager_sees_how_many_cases_are_open_in_each_status(case, client):
    CaseFactory(school=case.school, status="DECLINED")
    CaseFactory(school=case.school, status="REINSTATED", attend_to_on=None)
    CaseFactory(home_authority=case.authority)
    CaseFactory()

    page = go_home(client, manager_of(case.authority))

    assert page.context["authority"].open_by_status == {
        "Awaiting the governing board": 2,
        "Board declined to reinstate: letter not yet given": 1,
    }
    assert "Open cases of" in page.content.decode()
    assert "Open cases of" not in go_home(client, officer_of(case.authority)).content.decode()


def draft(school, state, user):
    return NoticeDraft.objects.create(
        school=school,
        stage="TODAY",
        state=state,
        started_by=user,
        started_at=THURSDAY,
        saved_at=THURSDAY,
    )


def test_staff_and_head_see_their_drafts_and_nobody_else_does(case, client):
    staff, head = staff_of(case.school), headteacher_of(case.school)
    opened = draft(case.school, DraftState.OPEN, staff)
    waiting = draft(case.school, DraftState.WITH_HEAD, staff)
    draft(case.school, DraftState.DISCARDED, staff)
    draft(CaseFactory().school, DraftState.OPEN, staff)

    for user in (staff, head):
        [desk] = go_home(client, user).context["schools"]
        assert {(d.public_id, d.with_head) for d in desk.drafts} == {
            (opened.public_id, False),
            (waiting.public_id, True),
        }
    assert "waits for you to confirm" in go_home(client, head).content.decode()
    assert "waits for the headteacher" in go_home(client, staff).content.decode()
    [desk] = go_home(client, clerk_of(case.school)).context["schools"]
    assert (desk.drafts, desk.follow_ups) == ((), ())


def test_staff_see_the_cases_whose_notice_is_not_complete(case, client):
    CaseFactory(school=case.school, follow_up_given_at=THURSDAY)
    CaseFactory(school=case.school, status="CANCELLED", attend_to_on=None)

    [desk] = go_home(client, staff_of(case.school)).context["schools"]

    assert desk.follow_ups == ((case.public_id, case.reference),)


@pytest.mark.parametrize(
    ("known_until", "ends_soon"), [(date(2026, 10, 31), True), (date(2026, 11, 1), False)]
)
def test_a_school_is_told_when_its_calendar_is_running_out(case, client, known_until, ends_soon):
    CalendarVersionFactory(school=case.school, number=2, known_until=known_until)

    [desk] = go_home(client, staff_of(case.school)).context["schools"]

    assert (desk.known_until, desk.calendar_ends_soon) == (known_until, ends_soon)


def test_a_school_without_days_of_its_own_has_its_authoritys(case, client):
    school = SchoolFactory(calendar=None, local_authority=case.authority)
    CalendarVersionFactory(local_authority=case.authority, known_until=date(2027, 7, 21))

    [desk] = go_home(client, staff_of(school)).context["schools"]

    assert desk.known_until == date(2027, 7, 21)


@pytest.mark.parametrize(
    "of", [lambda case: assigned_to(case), lambda case: governor_of(case.school)]
)
def test_somebody_seated_sees_the_cases_assigned_to_them_and_no_list_of_deadlines(case, client, of):
    clocked(case)
    user = of(case)

    page = go_home(client, user)

    reached = user.caseassignment_set.exists()
    assert page.context["assigned"] == ([case] if reached else [])
    assert "Late, or due within" not in page.content.decode()
    assert ("No case is assigned to you" in page.content.decode()) is not reached


def test_somebody_without_a_role_gets_a_page_that_is_kind_and_empty(client, db):
    page = go_home(client, UserFactory())

    assert page.status_code == 200
    assert "No case is assigned to you" in page.content.decode()


@pytest.mark.parametrize(
    "of",
    [
        lambda case: officer_of(case.authority),
        lambda case: manager_of(case.authority),
        lambda case: headteacher_of(case.school),
        lambda case: clerk_of(case.school),
        lambda case: trust_officer_of(case.school.trust),
        lambda case: assigned_to(case),
    ],
)
@pytest.mark.parametrize("cases", [1, 3])
def test_home_asks_the_database_eleven_times_at_most(client, db, of, cases):
    school = SchoolFactory(trust=TrustFactory())
    for _ in range(cases):
        case = clocked(CaseFactory(school=school))
        draft(school, DraftState.OPEN, UserFactory())
    user = of(case)
    client.force_login(user)

    with at_most(11):
        assert client.get("/").status_code == 200


def test_somebody_with_several_roles_sees_the_work_of_each(case, client):
    user = officer_of(case.authority)
    MembershipFactory(user=user, role="REVIEW_MEMBER")

    page = go_home(client, user)

    assert page.context["authority"].name == case.authority.name
    assert page.context["is_seated"]


def test_opening_home_is_no_look_at_a_case(case, client):
    go_home(client, officer_of(case.authority))

    assert not AuditEvent.objects.filter(kind="case.viewed").exists()
