"""The page on which a day on record is corrected: asked, shown before it moves, done."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from audit.models import AuditEvent
from casework.facts import state_fact
from casework.models import Case
from row_security.scope import WHOLE_SERVICE, declare
from statute.facts import Fact
from tests.factories import (
    CaseFactory,
    LocalAuthorityFactory,
    SchoolFactory,
    TrustFactory,
    assigned_to,
    clerk_of,
    clocked,
    headteacher_of,
    manager_of,
    officer_of,
    staff_of,
    trust_officer_of,
)

LINK = "Correct a day on record"
KEEPERS = {
    "officer": lambda case: officer_of(case.authority),
    "manager": lambda case: manager_of(case.authority),
    "head": lambda case: headteacher_of(case.school),
    "clerk": lambda case: clerk_of(case.school),
}
OTHERS_WHO_SEE = {
    "staff": lambda case: staff_of(case.school),
    "trust officer": lambda case: trust_officer_of(case.school.trust),
    "home officer": lambda case: officer_of(case.home_authority),
    "assigned member": assigned_to,
}
STRANGERS = {
    "officer elsewhere": lambda case: officer_of(CaseFactory().authority),
    "head elsewhere": lambda case: headteacher_of(
        CaseFactory(school=SchoolFactory(local_authority=case.authority)).school
    ),
}


@pytest.fixture(autouse=True)
def on_thursday(db, at):
    at(datetime(2026, 9, 24, 9, tzinfo=UTC))


@pytest.fixture
def case(db):
    return clocked(
        CaseFactory(
            school=SchoolFactory(trust=TrustFactory()), home_authority=LocalAuthorityFactory()
        )
    )


def url_of(case):
    return reverse("casework:correct", args=[case.public_id])


def typed(fact="BOARD_INFORMED", day=(17, 9, 2026), reason="The receipt of the clerk", **more):
    dated = dict(zip(("right_day_day", "right_day_month", "right_day_year"), day, strict=True))
    seen = {
        f"seen-{each}": "2026-09-15"
        for each in ("EXCLUDED", "PARENTS_TOLD", "FAMILY_WRITTEN_TO", "BOARD_INFORMED")
    }
    return {"fact": fact, "reason": reason, **dated, **seen, **more}


def day_of(case, fact="BOARD_INFORMED"):
    declare(WHOLE_SERVICE)  # the request has left its own scope behind
    return case.facts.get(fact=fact, withdrawn_at=None).happened_on


def meet_by(case):
    declare(WHOLE_SERVICE)
    return case.deadlines.get(rule_id="G1").due_date


def correct_meanwhile(case, fact, day):
    declare(WHOLE_SERVICE)
    state_fact(Case.objects.get(pk=case.pk), fact, day, now=datetime(2026, 9, 24, 9, tzinfo=UTC))


@pytest.mark.parametrize("who", KEEPERS)
def test_what_will_change_is_shown_and_then_kept(case, client, who):
    client.force_login(KEEPERS[who](case))
    assert LINK in client.get(f"/cases/{case.public_id}/").content.decode()
    assert client.get(url_of(case)).status_code == 200

    shown = client.post(url_of(case), typed())

    assert (shown.status_code, meet_by(case)) == (200, date(2026, 10, 6))
    assert [(s.subject, s.before, s.after) for s in shown.context["shifts"]] == [
        (
            "Governing board must be told",
            "done in time on 15 September 2026 (last day 15 September 2026)",
            "done late on 17 September 2026 (last day 15 September 2026)",
        ),
        ("Board must meet", "by 6 October 2026", "by 8 October 2026"),
    ]
    page = shown.content.decode()
    assert "Tuesday 15 September 2026" in page
    assert "Thursday 17 September 2026" in page
    assert "The receipt of the clerk" in page
    assert "2 deadlines will change" in page

    done = client.post(url_of(case), dict(shown.context["kept"]) | {"confirmed": "on"}, follow=True)

    assert done.redirect_chain == [(f"/cases/{case.public_id}/", 302)]
    assert "The day is corrected. 2 deadlines changed." in done.content.decode()
    assert (day_of(case), meet_by(case)) == (date(2026, 9, 17), date(2026, 10, 8))
    event = AuditEvent.objects.get(kind="case.fact-corrected")
    assert (event.facts["before"], event.facts["after"]) == ("2026-09-15", "2026-09-17")


@pytest.mark.parametrize("who", OTHERS_WHO_SEE)
def test_who_sees_the_case_and_does_not_keep_it_finds_neither_link_nor_page(case, client, who):
    client.force_login(OTHERS_WHO_SEE[who](case))

    assert LINK not in client.get(f"/cases/{case.public_id}/").content.decode()
    assert client.get(url_of(case)).status_code == 404
    assert client.post(url_of(case), typed(confirmed="on")).status_code == 404
    assert day_of(case) == date(2026, 9, 15)


@pytest.mark.parametrize("who", STRANGERS)
def test_a_stranger_finds_nothing(case, client, who):
    client.force_login(STRANGERS[who](case))

    assert client.get(url_of(case)).status_code == 404
    assert client.post(url_of(case), typed(confirmed="on")).status_code == 404
    assert day_of(case) == date(2026, 9, 15)


def test_the_days_on_record_are_offered_and_nothing_that_nobody_stated(case, client):
    case.facts.filter(fact=Fact.FAMILY_WRITTEN_TO).delete()
    case.parents_told_how, case.test_on = "IN_PERSON", date(2026, 11, 3)
    case.save()
    state_fact(
        case, Fact.AUTHORITY_INFORMED, date(2026, 9, 15), now=datetime(2026, 9, 15, tzinfo=UTC)
    )
    client.force_login(clerk_of(case.school))

    form = client.get(url_of(case)).context["form"]

    assert form.fields["fact"].choices == [
        ("EXCLUDED", "The exclusion took effect on 15 September 2026"),
        ("PARENTS_TOLD", "The family was told on 15 September 2026"),
        ("BOARD_INFORMED", "The governing board was told on 15 September 2026"),
    ]


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        (
            {"fact": "", "day": ("", "", ""), "reason": " "},
            {
                "fact": ["Select which day is wrong"],
                "right_day": ["Enter the right day"],
                "reason": ["Enter why the day is corrected"],
            },
        ),
        (
            {"day": (25, 9, 2026), "reason": ""},
            {
                "right_day": ["The right day must be today or in the past"],
                "reason": ["Enter why the day is corrected"],
            },
        ),
        (
            {"day": (15, 9, 2026)},
            {"right_day": ["15 September 2026 is already on record"]},
        ),
        (
            {"day": (14, 9, 2026), "reason": ""},
            {
                "right_day": ["Telling the governing board cannot come before the exclusion"],
                "reason": ["Enter why the day is corrected"],
            },
        ),
        (
            {"fact": "EXCLUDED", "day": (16, 9, 2026)},
            {
                "right_day": [
                    "Telling the parents cannot come before the exclusion",
                    "The letter to the family cannot come before the exclusion",
                    "Telling the governing board cannot come before the exclusion",
                ]
            },
        ),
        (
            {"fact": "BOARD_DECIDED"},
            {"fact": ["Select which day is wrong from the list"]},
        ),
        (
            {"fact": "EXCLUDED", "day": (31, 8, 2012)},
            {
                "right_day": [
                    "The rules held here begin on 1 September 2012: an exclusion of 31 August "
                    "2012 came under an earlier law"
                ]
            },
        ),
    ],
)
def test_every_fault_is_told_at_once_and_what_was_typed_stays(case, client, changes, faults):
    client.force_login(clerk_of(case.school))

    answer = client.post(url_of(case), typed(**changes, confirmed="on"))

    assert answer.status_code == 422
    assert answer.context["form"].errors == faults
    assert answer.context["form"]["reason"].value() == changes.get(
        "reason", "The receipt of the clerk"
    )
    assert f'value="{changes.get("day", (17, 9, 2026))[0]}"' in answer.content.decode()
    assert (day_of(case), meet_by(case)) == (date(2026, 9, 15), date(2026, 10, 6))


@pytest.mark.parametrize("step", [{}, {"confirmed": "on"}])
def test_a_day_that_somebody_else_corrected_is_told_and_not_written_over(case, client, step):
    client.force_login(clerk_of(case.school))
    correct_meanwhile(case, Fact.BOARD_INFORMED, date(2026, 9, 16))

    told = client.post(url_of(case), typed(**step))

    assert (told.status_code, day_of(case)) == (409, date(2026, 9, 16))
    assert [(one.label, one.words) for one in told.context["changed"]] == [
        (
            "The governing board was told",
            "16 September 2026 is on record now; it was 15 September 2026 when you opened the page",
        )
    ]
    page = told.content.decode()
    assert "Nothing of yours is saved" in page
    assert 'value="17"' in page
    assert 'name="seen-BOARD_INFORMED" value="2026-09-16"' in page

    client.post(url_of(case), typed(confirmed="on", **{"seen-BOARD_INFORMED": "2026-09-16"}))
    assert day_of(case) == date(2026, 9, 17)


def test_a_change_meanwhile_is_told_with_the_faults_too(case, client):
    """Or the page would come back on the new day, and the next press would write over it."""
    client.force_login(clerk_of(case.school))
    correct_meanwhile(case, Fact.BOARD_INFORMED, date(2026, 9, 16))

    told = client.post(url_of(case), typed(reason=""))

    assert told.status_code == 422
    assert [one.label for one in told.context["changed"]] == ["The governing board was told"]


def test_a_day_of_which_the_page_did_not_say_what_it_showed_is_not_written_over(case, client):
    client.force_login(clerk_of(case.school))

    told = client.post(url_of(case), typed(confirmed="on", **{"seen-BOARD_INFORMED": "yesterday"}))

    assert (told.status_code, day_of(case)) == (409, date(2026, 9, 15))
    assert told.context["changed"][0].words == (
        "15 September 2026 is on record now; it was not there before"
    )


def test_from_the_check_one_goes_back_to_what_was_typed(case, client):
    client.force_login(clerk_of(case.school))
    shown = client.post(url_of(case), typed())

    back = client.post(url_of(case), dict(shown.context["kept"]) | {"change": "on"})

    assert back.status_code == 200
    assert back.context["form"]["reason"].value() == "The receipt of the clerk"
    assert 'value="17"' in back.content.decode()
    assert back.context["changed"] == []
    assert day_of(case) == date(2026, 9, 15)


def test_a_day_on_which_no_clock_turns_changes_none(case, client):
    client.force_login(clerk_of(case.school))
    state_fact(
        case, Fact.REPRESENTATIONS_MADE, date(2026, 9, 22), now=datetime(2026, 9, 22, tzinfo=UTC)
    )
    day = {"fact": "REPRESENTATIONS_MADE", "seen-REPRESENTATIONS_MADE": "2026-09-22"}

    shown = client.post(url_of(case), typed(**day))
    assert "No deadline will change." in shown.content.decode()

    done = client.post(url_of(case), typed(**day, confirmed="on"), follow=True)
    assert "The day is corrected. No deadline changed." in done.content.decode()


@pytest.mark.parametrize("status", ["REINSTATED", "CANCELLED", "CONCLUDED"])
def test_an_ended_case_says_that_its_days_stay(case, client, status):
    case.status = status
    case.save()
    client.force_login(officer_of(case.authority))

    assert LINK not in client.get(f"/cases/{case.public_id}/").content.decode()
    answers = [client.get(url_of(case)), client.post(url_of(case), typed(confirmed="on"))]

    assert [answer.status_code for answer in answers] == [200, 409]
    for answer in answers:
        assert "its days stay as they were when it ended" in answer.content.decode()
        assert '<form method="post" novalidate>' not in answer.content.decode()
    assert day_of(case) == date(2026, 9, 15)
