from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from casework.access import NotYourCase
from casework.actions.education import (
    DayNotPossible,
    OfferNotOpen,
    answer_offer,
    offer_education,
    start_education,
)
from casework.models import Case, EducationOffer
from statute.facts import Fact
from tests.factories import (
    CaseFactory,
    LocalAuthorityFactory,
    clerk_of,
    clocked,
    headteacher_of,
    officer_of,
)

FRIDAY = datetime(2026, 9, 25, 9, tzinfo=UTC)
PLACE = {"provider": "The Sample Centre", "starts_on": date(2026, 9, 23), "hours_per_week": 25}


@pytest.fixture
def officer(noticed):
    return officer_of(noticed.authority)


def offer(case, officer, **more):
    values = {**PLACE, "offered_on": date(2026, 9, 17), "now": FRIDAY, **more}
    return offer_education(case_id=case.pk, actor=officer, **values)


def answer(offered, officer, **more):
    values = {"accepted": True, "answered_on": date(2026, 9, 18), "now": FRIDAY, **more}
    return answer_offer(offer_id=offered.pk, actor=officer, **values)


def begin(offered, officer, started_on=date(2026, 9, 23)):
    return start_education(offer_id=offered.pk, started_on=started_on, actor=officer, now=FRIDAY)


def duty(case):
    return case.deadlines.values_list("state", "done_on").get(rule_id="E4")


def test_education_that_was_offered_accepted_and_began_discharges_the_duty(noticed, officer):
    offered = offer(noticed, officer)
    answer(offered, officer)
    assert duty(noticed) == ("OPEN", None)

    begin(offered, officer)

    assert duty(noticed) == ("MET", date(2026, 9, 23))
    noticed.refresh_from_db()
    assert noticed.attend_to_rule != "E4"


def test_education_that_began_a_day_late_is_recorded_as_late(noticed, officer):
    offered = offer(noticed, officer)
    answer(offered, officer)
    begin(offered, officer, date(2026, 9, 24))

    assert duty(noticed) == ("LATE", date(2026, 9, 24))


def test_a_second_place_does_not_undo_that_education_began_at_the_first(noticed, officer):
    for provider, day in [("First", date(2026, 9, 23)), ("Second", date(2026, 9, 25))]:
        offered = offer(noticed, officer, provider=provider)
        answer(offered, officer)
        begin(offered, officer, day)

    assert duty(noticed) == ("MET", date(2026, 9, 23))


def test_a_place_that_was_refused_stays_on_record_with_the_reason(noticed, officer):
    offered = offer(noticed, officer)

    answer(offered, officer, accepted=False, reason="Too far away")

    assert list(noticed.education_offers.values_list("answer", "answered_on", "answer_reason")) == [
        ("REFUSED", date(2026, 9, 18), "Too far away")
    ]
    with pytest.raises(OfferNotOpen):
        begin(offered, officer)


def test_an_offer_is_answered_and_begins_once(noticed, officer):
    offered = offer(noticed, officer)
    with pytest.raises(OfferNotOpen):
        begin(offered, officer)
    answer(offered, officer)
    with pytest.raises(OfferNotOpen):
        answer(offered, officer, accepted=False, reason="Changed their mind")
    begin(offered, officer)
    with pytest.raises(OfferNotOpen):
        begin(offered, officer)


@pytest.mark.parametrize(
    "days",
    [
        {"offered_on": date(2026, 9, 14)},
        {"offered_on": date(2026, 9, 26)},
        {"starts_on": date(2026, 9, 14)},
    ],
)
def test_an_offer_cannot_be_of_a_day_that_is_not_possible(noticed, officer, days):
    with pytest.raises(DayNotPossible):
        offer(noticed, officer, **days)


@pytest.mark.parametrize("day", [date(2026, 9, 16), date(2026, 9, 26)])
def test_an_answer_comes_after_the_offer_and_not_tomorrow(noticed, officer, day):
    offered = offer(noticed, officer)

    with pytest.raises(DayNotPossible):
        answer(offered, officer, answered_on=day)


def test_where_the_pupil_lives_elsewhere_that_authority_arranges_education(db):
    case = clocked(CaseFactory(home_authority=LocalAuthorityFactory()))

    offer(case, officer_of(case.home_authority))

    for outsider in [officer_of(case.authority), headteacher_of(case.school)]:
        with pytest.raises(NotYourCase):
            offer(case, outsider)
    assert case.education_offers.count() == 1


def typed(prefix, day):
    return {f"{prefix}_{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


def test_the_pages_take_an_offer_its_answer_and_its_beginning(noticed, officer, client, at):
    at(FRIDAY)
    client.force_login(officer)
    case_url = reverse("casework:case", args=[noticed.public_id])
    form = {"provider": "The Sample Centre", "hours_per_week": "25"}
    form |= typed("starts_on", date(2026, 9, 23)) | typed("offered_on", date(2026, 9, 17))

    assert client.post(f"{case_url}education/new/", form)["Location"] == case_url
    offered = EducationOffer.objects.get()
    here = f"{case_url}education/{offered.public_id}/"
    form = {"answer": "ACCEPTED"} | typed("answered_on", date(2026, 9, 18))
    assert client.post(f"{here}answer/", form)["Location"] == case_url
    form = typed("started_on", date(2026, 9, 23))
    assert client.post(f"{here}start/", form)["Location"] == case_url

    assert "Began 23 September 2026" in client.get(case_url).content.decode()
    assert Fact.EDUCATION_STARTED in noticed.facts.values_list("fact", flat=True)


@pytest.mark.parametrize(
    ("page", "form", "said"),
    [
        ("new/", {}, "Enter who would teach the pupil"),
        (
            "new/",
            {"provider": "X", "hours_per_week": "25"}
            | typed("starts_on", date(2026, 9, 1))
            | typed("offered_on", date(2026, 9, 17)),
            "Education cannot start before the day of the exclusion",
        ),
        ("{}/answer/", {"answer": "REFUSED"}, "Enter why they refused"),
        (
            "{}/answer/",
            {"answer": "ACCEPTED"} | typed("answered_on", date(2026, 9, 1)),
            "cannot be before 17 September 2026",
        ),
        ("{}/start/", {}, "Enter the day education began"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    noticed, officer, client, at, page, form, said
):
    at(FRIDAY)
    offered = offer(noticed, officer)
    client.force_login(officer)
    base = reverse("casework:offer_education", args=[noticed.public_id]).removesuffix("new/")

    answered = client.post(base + page.format(offered.public_id), form)

    assert answered.status_code == 422
    assert said in answered.content.decode()


def test_a_beginning_before_the_exclusion_is_said_on_its_page(noticed, officer, client, at):
    at(FRIDAY)
    offered = answer(offer(noticed, officer), officer)
    client.force_login(officer)

    page = client.post(
        reverse("casework:start_education", args=[noticed.public_id, offered.public_id]),
        typed("started_on", noticed.excluded_on - timedelta(1)),
    )

    assert page.status_code == 422
    assert "cannot be before 15 September 2026" in page.content.decode()


def test_an_offer_of_another_case_is_not_found_under_this_one(noticed, officer, client):
    other = clocked(CaseFactory(school=noticed.school))
    offered = offer(other, officer)
    client.force_login(officer)

    url = reverse("casework:answer_offer", args=[noticed.public_id, offered.public_id])
    assert client.get(url).status_code == 404


def test_the_form_is_not_for_those_who_do_not_arrange_education(noticed, client):
    client.force_login(clerk_of(noticed.school))

    url = reverse("casework:offer_education", args=[noticed.public_id])
    assert client.get(url).status_code == 404
    assert (
        url not in client.get(reverse("casework:case", args=[noticed.public_id])).content.decode()
    )


def test_an_ended_case_offers_no_form(noticed, officer, client):
    Case.objects.update(status="REINSTATED", attend_to_on=None)
    client.force_login(officer)

    shown = client.get(reverse("casework:case", args=[noticed.public_id])).content.decode()
    assert "Record an offer of education" not in shown
