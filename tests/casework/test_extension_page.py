"""The page on which the board's limit runs on: asked, shown before it is kept, kept."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from audit.models import AuditEvent
from casework.actions import extensions
from casework.actions.extensions import extend_for_extraordinary_events
from casework.models import Case
from row_security.scope import WHOLE_SERVICE, declare
from statute.facts import Fact
from tests.factories import (
    SchoolFactory,
    assigned_to,
    clerk_of,
    clocked,
    headteacher_of,
    manager_of,
    officer_of,
    staff_of,
)

LINK = "Extraordinary events: give the board longer to meet"
FLOOD = "The river flooded the school and the network failed"
NOW = datetime(2026, 10, 7, 9, tzinfo=UTC)
OTHERS_WHO_SEE = {
    "staff": lambda case: staff_of(case.school),
    "officer": lambda case: officer_of(case.authority),
    "manager": lambda case: manager_of(case.authority),
    "assigned member": assigned_to,
}


@pytest.fixture(autouse=True)
def on_wednesday(db, at):
    at(NOW)


@pytest.fixture
def case(case):
    return clocked(case)


@pytest.fixture
def clerk(case, client):
    clerk = clerk_of(case.school)
    client.force_login(clerk)
    return clerk


def url_of(case):
    return reverse("casework:extend", args=[case.public_id])


def typed(day=(20, 10, 2026), reason=FLOOD, seen="2026-10-06", **more):
    names = ("extended_to_day", "extended_to_month", "extended_to_year")
    return {"reason": reason, "seen": seen, **dict(zip(names, day, strict=True)), **more}


def days_of(case):
    declare(WHOLE_SERVICE)  # the request has left its own scope behind
    standing = case.facts.filter(fact=Fact.BOARD_EXTENDED_TO, withdrawn_at=None)
    return list(standing.values_list("happened_on", flat=True))


def extend_meanwhile(case, day):
    declare(WHOLE_SERVICE)
    extend_for_extraordinary_events(
        case_id=case.pk, extended_to=day, on_record=date(2026, 10, 6), reason="Snow",
        actor=clerk_of(case.school), now=NOW,
    )  # fmt: skip


@pytest.mark.parametrize("of", [clerk_of, headteacher_of])
def test_the_replaced_deadline_is_shown_and_then_the_day_is_kept(case, client, of):
    client.force_login(of(case.school))
    assert LINK in client.get(f"/cases/{case.public_id}/").content.decode()
    asked = client.get(url_of(case)).content.decode()
    assert "The ordinary limit ended on Tuesday 6 October 2026." in asked
    assert "The law gives no number of days." in asked
    assert 'name="seen" value="2026-10-06"' in asked

    shown = client.post(url_of(case), typed())

    assert (shown.status_code, days_of(case)) == (200, [])
    assert [(s.subject, s.before, s.after) for s in shown.context["shifts"]] == [
        ("Board must meet after all", "", "by 20 October 2026"),
        ("Board must meet", "by 6 October 2026", "no longer owed"),
    ]
    page = shown.content.decode()
    for told in (FLOOD, "Tuesday 6 October 2026", "Tuesday 20 October 2026", "2 deadlines will"):
        assert told in page
    assert "Set before" not in page

    done = client.post(url_of(case), dict(shown.context["kept"]) | {"confirmed": "on"}, follow=True)

    assert done.redirect_chain == [(f"/cases/{case.public_id}/", 302)]
    page = done.content.decode()
    assert "The limit runs on. The board must meet by 20 October 2026." in page
    assert "the governing board has longer to meet, until 20 October 2026" in page
    assert reverse("casework:deadline", args=[case.public_id, "G8"]) in page
    assert reverse("casework:deadline", args=[case.public_id, "G1"]) not in page
    assert days_of(case) == [date(2026, 10, 20)]


def test_a_later_day_replaces_the_one_that_was_set(case, client, clerk):
    extend_meanwhile(case, date(2026, 10, 13))

    asked = client.get(url_of(case)).content.decode()
    assert "It runs on until Tuesday 13 October 2026." in asked
    shown = client.post(url_of(case), typed(seen="2026-10-13"))
    assert "Set before" in shown.content.decode()
    assert [(s.subject, s.before, s.after) for s in shown.context["shifts"]] == [
        ("Board must meet after all", "by 13 October 2026", "by 20 October 2026"),
    ]
    client.post(url_of(case), typed(seen="2026-10-13", confirmed="on"))

    assert days_of(case) == [date(2026, 10, 20)]


@pytest.mark.parametrize("who", OTHERS_WHO_SEE)
def test_who_does_not_keep_the_boards_record_finds_neither_link_nor_page(case, client, who):
    client.force_login(OTHERS_WHO_SEE[who](case))

    assert LINK not in client.get(f"/cases/{case.public_id}/").content.decode()
    assert client.get(url_of(case)).status_code == 404
    assert client.post(url_of(case), typed(confirmed="on")).status_code == 404
    assert days_of(case) == []


def test_a_clerk_of_another_school_finds_nothing(case, client):
    client.force_login(clerk_of(SchoolFactory()))

    assert client.get(url_of(case)).status_code == 404
    assert client.post(url_of(case), typed(confirmed="on")).status_code == 404
    assert days_of(case) == []


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        (
            {"day": ("", "", ""), "reason": " "},
            {
                "reason": ["Enter what happened"],
                "extended_to": ["Enter the day by which the board will meet"],
            },
        ),
        (
            {"day": (6, 10, 2026), "reason": ""},
            {
                "reason": ["Enter what happened"],
                "extended_to": [
                    "The ordinary limit ends on 6 October 2026: the day must be after it"
                ],
            },
        ),
        (
            {"day": (31, 2, 2027)},
            {
                "extended_to": [
                    "The day by which the board will meet must be a real date: that month does "
                    "not have 31 days"
                ]
            },
        ),
    ],
)
def test_every_fault_is_told_at_once_and_what_was_typed_stays(case, client, clerk, changes, faults):
    answer = client.post(url_of(case), typed(**changes, confirmed="on"))

    assert answer.status_code == 422
    assert answer.context["form"].errors == faults
    assert answer.context["form"]["reason"].value() == changes.get("reason", FLOOD)
    assert f'value="{changes["day"][0]}"' in answer.content.decode()
    assert days_of(case) == []


@pytest.mark.parametrize("step", [{}, {"confirmed": "on"}])
def test_a_limit_that_somebody_else_let_run_on_is_told_and_not_replaced(case, client, clerk, step):
    extend_meanwhile(case, date(2026, 10, 13))

    told = client.post(url_of(case), typed(**step))

    assert (told.status_code, days_of(case)) == (409, [date(2026, 10, 13)])
    page = told.content.decode()
    assert "It is 13 October 2026 now; it was 6 October 2026 when you opened the page." in page
    assert 'name="seen" value="2026-10-13"' in page
    assert FLOOD in page
    assert 'value="20"' in page

    client.post(url_of(case), typed(seen="2026-10-13", confirmed="on"))
    assert days_of(case) == [date(2026, 10, 20)]


def test_a_page_that_did_not_say_what_it_showed_replaces_nothing(case, client, clerk):
    told = client.post(url_of(case), typed(seen="yesterday", confirmed="on"))

    assert (told.status_code, days_of(case)) == (409, [])
    assert "It is 6 October 2026 now. What you typed" in told.content.decode()


def test_from_the_check_one_goes_back_to_what_was_typed(case, client, clerk):
    shown = client.post(url_of(case), typed())

    back = client.post(url_of(case), dict(shown.context["kept"]) | {"change": "on"})

    assert (back.status_code, back.context["changed"]) == (200, False)
    assert back.context["form"]["reason"].value() == FLOOD
    assert 'value="20"' in back.content.decode()
    assert days_of(case) == []


@pytest.mark.parametrize(
    ("today", "status", "told"),
    [
        (datetime(2026, 10, 5, 9, tzinfo=UTC), "AWAITING_BOARD", "before that day nobody can say"),
        (NOW, "BOARD_IN_SESSION", "the governing board has begun to meet"),
        (NOW, "CANCELLED", "this case has ended"),
    ],
)
def test_what_bars_it_is_said_in_place_of_the_form(case, client, clerk, at, today, status, told):
    at(today)
    Case.objects.filter(pk=case.pk).update(status=status)
    client.force_login(clerk)

    assert LINK not in client.get(f"/cases/{case.public_id}/").content.decode()
    answers = [client.get(url_of(case)), client.post(url_of(case), typed(confirmed="on"))]

    assert [answer.status_code for answer in answers] == [200, 409]
    for answer in answers:
        assert told in answer.content.decode()
        assert '<form method="post" novalidate>' not in answer.content.decode()
    assert days_of(case) == []


def test_what_comes_to_bar_it_while_the_page_is_sent_is_refused(case, client, clerk, monkeypatch):
    found = iter(["", "the governing board has begun to meet"])
    monkeypatch.setattr("casework.pages.extensions.find_bar", lambda *_, **__: next(found))
    monkeypatch.setattr(extensions, "find_bar", lambda *_, **__: next(found))

    answer = client.post(url_of(case), typed(confirmed="on"))

    assert (answer.status_code, days_of(case)) == (422, [])
    assert not AuditEvent.objects.filter(kind="case.limit-extended").exists()


def test_a_governor_sees_the_day_that_was_set(case, client):
    governor = assigned_to(case)
    extend_meanwhile(case, date(2026, 10, 13))
    client.force_login(governor)

    page = client.get(f"/cases/{case.public_id}/").content.decode()

    assert "Tuesday 13 October 2026" in page
    assert "Tuesday 6 October 2026" not in page
