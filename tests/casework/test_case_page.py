from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from audit.models import AuditEvent
from casework.models import Case
from row_security.scope import WHOLE_SERVICE, declare
from tests.factories import (
    CaseFactory,
    LocalAuthorityFactory,
    SchoolFactory,
    TrustFactory,
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


def url_of(case):
    return reverse("casework:case", args=[case.public_id])


@pytest.fixture
def academy(db):
    return clocked(
        CaseFactory(
            school=SchoolFactory(trust=TrustFactory()), home_authority=LocalAuthorityFactory()
        )
    )


INSIDERS = {
    "officer": lambda case: officer_of(case.authority),
    "manager": lambda case: manager_of(case.authority),
    "home officer": lambda case: officer_of(case.home_authority),
    "staff": lambda case: staff_of(case.school),
    "head": lambda case: headteacher_of(case.school),
    "clerk": lambda case: clerk_of(case.school),
    "trust officer": lambda case: trust_officer_of(case.school.trust),
    "assigned member": assigned_to,
}
OUTSIDERS = {
    "officer elsewhere": lambda case: officer_of(CaseFactory().authority),
    "head elsewhere": lambda case: headteacher_of(
        CaseFactory(school=SchoolFactory(local_authority=case.authority)).school
    ),
    "governor of the school": lambda case: governor_of(case.school),
    "assigned to another case": lambda case: assigned_to(CaseFactory(school=case.school)),
    "trust officer elsewhere": lambda case: trust_officer_of(TrustFactory()),
}


@pytest.mark.parametrize("who", INSIDERS)
def test_a_case_is_shown_to_those_it_concerns_and_each_look_is_recorded(academy, client, who):
    user = INSIDERS[who](academy)
    client.force_login(user)

    page = client.get(url_of(academy))

    assert page.status_code == 200
    assert academy.pupil.name in page.content.decode()
    declare(WHOLE_SERVICE)
    looks = AuditEvent.objects.filter(stream=academy.stream, kind="case.viewed")
    assert list(looks.values_list("actor", flat=True)) == [f"user/{user.pk}"]


@pytest.mark.parametrize("who", OUTSIDERS)
def test_a_case_of_others_is_not_found_and_no_look_is_recorded(academy, client, who):
    client.force_login(OUTSIDERS[who](academy))

    assert client.get(url_of(academy)).status_code == 404
    declare(WHOLE_SERVICE)
    assert not AuditEvent.objects.filter(kind="case.viewed").exists()


def test_a_case_asks_somebody_who_has_not_signed_in_to_do_so(academy, client):
    page = client.get(url_of(academy))

    assert page["Location"] == f"/sign-in/?next={url_of(academy)}"


def test_the_page_shows_each_date_with_a_link_to_how_it_was_counted(noticed, client, at, tuesday):
    at(tuesday)
    client.force_login(clerk_of(noticed.school))

    shown = client.get(url_of(noticed)).content.decode()

    for rule_id, day in [("G1", "Tuesday 6 October 2026"), ("E4", "Wednesday 23 September 2026")]:
        assert reverse("casework:deadline", args=[noticed.public_id, rule_id]) in shown
        assert day in shown
    assert "6 school days left" in shown


def test_the_page_says_what_is_missing_and_who_can_supply_it(case, client, at):
    at(datetime(2026, 12, 11, 9, tzinfo=UTC))
    case.excluded_on = datetime(2026, 12, 10, tzinfo=UTC).date()
    clocked(case, case.excluded_on)
    client.force_login(headteacher_of(case.school))

    page = client.get(url_of(case))

    assert [line.deadline.rule_id for line in page.context["missing"]] == ["G1"]
    shown = page.content.decode()
    assert "the school days after 18 December 2026 have not been supplied" in shown
    assert reverse("casework:calendar", args=[case.school.urn]) in shown


def test_a_case_that_ended_says_so(case, client):
    Case.objects.filter(pk=case.pk).update(status="REINSTATED", attend_to_on=None)
    client.force_login(officer_of(case.authority))

    shown = client.get(url_of(case)).content.decode()

    assert "This case has ended: <strong>pupil reinstated</strong>" in shown


def test_the_history_tells_what_was_done_and_not_who_looked(noticed, client):
    client.force_login(officer_of(noticed.authority))
    client.get(url_of(noticed))

    happened = client.get(url_of(noticed)).context["history"]

    assert [(h.title, h.by) for h in happened] == [
        ("Board must meet: by 6 October 2026", "the service"),
        ("Education must start: by 23 September 2026", "the service"),
        ("Local authority must be told: by 15 September 2026", "the service"),
    ]


def test_the_page_asks_the_database_no_more_often_for_three_of_everything(
    noticed, client, django_assert_max_num_queries
):
    client.force_login(officer_of(noticed.authority))

    with django_assert_max_num_queries(24):
        client.get(url_of(noticed))


def test_all_that_the_school_had_to_type_reaches_the_authority(give, client, sampleton, draft):
    case = give(
        headteacher_of(sampleton),
        draft=draft,
        session="PM",
        session_was_held=True,
        pattern="PERSISTENT",
        test_missed="GCSE mathematics",
        test_on=date(2026, 11, 3),
        parents_told_on=date(2026, 9, 16),
        parents_told_how="POST",
        board_informed_on=date(2026, 9, 17),
        now=datetime(2026, 9, 18, 9, tzinfo=UTC),
        pupil={"ethnic_group": "MIXED", "upn": "", "upn_missing_because": "Came from abroad"},
    )
    client.force_login(officer_of(case.authority))

    page = client.get(url_of(case))

    assert dict(page.context["particulars"]) == {
        "From which session": "Afternoon",
        "Session on that day": "held by the school’s word, although the dates held here say "
        "otherwise",
        "What led to the exclusion": "Behaviour that went on over time",
        "Exam or test affected": "GCSE mathematics\n3 November 2026",
        "Parents told": "16 September 2026\nA letter by post",
        "Governing board told": "17 September 2026",
        "Notice given by": f"{case.notice_given_by}, as headteacher",
        "Telephone about the notice": f"01632 960 002\n{draft.saved_by}",
    }
    shown = page.content.decode()
    for text in (
        "Female", "Mixed or multiple ethnic groups", "None: Came from abroad",
        "GCSE mathematics<br>3 November 2026", "16 September 2026<br>A letter by post",
    ):  # fmt: skip
        assert text in shown, text
