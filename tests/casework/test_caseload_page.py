from datetime import date, timedelta

import pytest
from django.urls import reverse

from casework.caseload import PAGE, Cursor
from casework.models import Case
from tests.casework.queries_made import at_most
from tests.factories import (
    CaseAssignmentFactory,
    CaseFactory,
    SchoolFactory,
    TrustFactory,
    assigned_to,
    clerk_of,
    clocked,
    governor_of,
    officer_of,
    staff_of,
    trust_officer_of,
)

URL = "/cases/"


def listed(page):
    return [row.case.reference for row in page.context["rows"]]


@pytest.fixture
def officer(case):
    return officer_of(case.authority)


def test_an_officer_has_two_lists_and_each_holds_its_own_cases(case, officer, client):
    ours_elsewhere = CaseFactory(home_authority=case.authority)
    CaseFactory()
    client.force_login(officer)

    here, elsewhere = client.get(URL), client.get(URL, {"list": "elsewhere"})

    assert (listed(here), listed(elsewhere)) == ([case.reference], [ours_elsewhere.reference])
    assert [tab[0] for tab in here.context["tabs"]] == [
        "Schools here",
        "Our children at schools elsewhere",
    ]


def test_a_school_and_a_trust_have_the_cases_of_their_schools(case, client):
    trust = TrustFactory()
    at_academy = [CaseFactory(school=SchoolFactory(trust=trust)) for _ in range(2)]
    for user, cases in [
        (staff_of(case.school), [case]),
        (clerk_of(case.school), [case]),
        (trust_officer_of(trust), at_academy),
    ]:
        client.force_login(user)
        assert listed(client.get(URL)) == [each.reference for each in cases]


def test_somebody_seated_on_panels_has_the_cases_assigned_to_them(case, client):
    governor = governor_of(case.school)
    CaseAssignmentFactory(case=case, user=governor)
    CaseFactory(school=case.school)
    client.force_login(governor)

    assert listed(client.get(URL)) == [case.reference]


def test_a_governor_without_a_case_is_told_so_kindly(case, client):
    client.force_login(governor_of(case.school))

    page = client.get(URL)

    assert listed(page) == []
    assert "No case is assigned to you." in page.content.decode()


def test_open_cases_come_in_the_order_in_which_they_want_attention(case, officer, client):
    days = [date(2026, 10, 5), date(2026, 9, 1), date(2026, 10, 5)]
    late, early, later = (CaseFactory(school=case.school, attend_to_on=day) for day in days)
    ended = CaseFactory(school=case.school, status="REINSTATED", attend_to_on=None)
    client.force_login(officer)

    assert listed(client.get(URL)) == [
        early.reference,
        case.reference,
        late.reference,
        later.reference,
    ]
    assert listed(client.get(URL, {"cases": "ended"})) == [ended.reference]


@pytest.mark.parametrize("ended", [False, True])
def test_pages_follow_one_another_without_a_gap_or_a_repeat_and_lead_back(
    case, officer, client, ended
):
    for n in range(2 * PAGE + 3):
        day = date(2026, 10, 1) + timedelta(n // 4)
        CaseFactory(
            school=case.school,
            status="REINSTATED" if ended else "AWAITING_BOARD",
            attend_to_on=None if ended else day,
            excluded_on=day,
        )
    client.force_login(officer)
    asked = {"cases": "ended"} if ended else {}
    order = ["-excluded_on", "-id"] if ended else ["attend_to_on", "id"]
    everything = list(
        Case.objects.filter(attend_to_on__isnull=ended)
        .order_by(*order)
        .values_list("reference", flat=True)
    )

    first = client.get(URL, asked)
    second = client.get(first.context["following"])
    third = client.get(second.context["following"])

    assert listed(first) + listed(second) + listed(third) == everything
    assert (first.context["previous"], third.context["following"]) == ("", "")
    assert listed(client.get(third.context["previous"])) == listed(second)
    assert listed(client.get(second.context["previous"])) == listed(first)


@pytest.mark.parametrize(
    "token",
    ["", "x", "WyIyMDI2Il0:1:2", Cursor(date.max, 1).token[:-2]],
    ids=["none", "short", "another", "cut"],  # a token holds the time, so it names no test
)
def test_a_place_that_was_made_up_is_the_beginning(case, officer, client, token):
    client.force_login(officer)

    assert listed(client.get(URL, {"from": token})) == [case.reference]


def test_cases_are_chosen_by_status_and_by_school(case, officer, client):
    declined = CaseFactory(school=case.school, status="DECLINED")
    elsewhere = CaseFactory(school=SchoolFactory(local_authority=case.authority))
    client.force_login(officer)

    assert listed(client.get(URL, {"status": "DECLINED"})) == [declined.reference]
    assert listed(client.get(URL, {"school": elsewhere.school.urn})) == [elsewhere.reference]
    empty = client.get(URL, {"status": "ISSUED"})
    assert "No case fits what you chose." in empty.content.decode()


@pytest.mark.parametrize(
    "asked", [{"status": "NONSENSE"}, {"school": "x"}, {"list": "secrets"}, {"school": "²"}]
)
def test_what_an_address_asks_for_and_does_not_exist_is_left_out(case, officer, client, asked):
    client.force_login(officer)

    assert listed(client.get(URL, asked)) == [case.reference]


def test_a_row_says_what_comes_next(case, officer, client, at, tuesday):
    at(tuesday)
    clocked(case)
    client.force_login(officer)

    [row] = client.get(URL).context["rows"]

    assert (row.clock.words, row.clock.note) == (
        "Local authority must be told by 15 September 2026",
        "Today is the last day",
    )


@pytest.mark.parametrize("more", [0, 12])
def test_the_request_asks_the_database_six_times_and_writes_the_look_however_many_rows_it_shows(
    case, officer, client, more
):
    for _ in range(more):
        clocked(CaseFactory(school=SchoolFactory(local_authority=case.authority)))
    client.force_login(officer)

    with at_most(7):
        page = client.get(URL)
    assert len(listed(page)) == more + 1


def find(client, words):
    answer = client.post(reverse("casework:found"), {"words": words})
    assert answer.status_code == 302
    assert answer["Location"] == "/cases/found/"  # what was sought is in no address
    return client.get(answer["Location"])


@pytest.mark.parametrize(
    "words",
    ["999-2627-7777", "7777", "robin goodfellow", "GOODFELLOW", "good robin", "  a123456789012 "],
)
def test_a_case_is_found_by_its_reference_its_pupils_name_or_upn(officer, case, client, words):
    sought = CaseFactory(school=case.school, reference="999-2627-7777", pupil__upn="A123456789012")
    sought.pupil.last_name = "Goodfellow"
    sought.pupil.save()
    case.pupil.upn = "B999999999999"
    case.pupil.save()
    client.force_login(officer)

    assert listed(find(client, words)) == ["999-2627-7777"]


def test_a_case_of_others_is_not_found(case, client):
    others = CaseFactory()
    client.force_login(assigned_to(case))

    assert listed(find(client, others.reference)) == []
    assert listed(find(client, others.pupil.last_name)) == []
    assert listed(find(client, case.reference)) == [case.reference]


def test_looking_for_nothing_is_asked_again(officer, client):
    client.force_login(officer)

    page = client.post(reverse("casework:found"), {"words": "  "})

    assert page.status_code == 422
    assert "Enter a reference, a name or a UPN" in page.content.decode()
    assert client.get(reverse("casework:found"))["Location"] == URL
