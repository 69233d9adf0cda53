from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from audit.models import AuditEvent
from casework.actions.cancellations import (
    CannotBeCancelled,
    cancel_exclusion,
    find_bar,
    tell_days_out,
)
from casework.facts import get_days_suspended, state_fact
from casework.models import Case
from casework.states import TransitionNotAllowed
from notifications.models import Message
from row_security.scope import WHOLE_SERVICE, declare
from statute.facts import Fact
from tests.factories import (
    CaseFactory,
    LocalAuthorityFactory,
    clerk_of,
    clocked,
    headteacher_of,
    staff_of,
)

FRIDAY = datetime(2026, 9, 18, 9, tzinfo=UTC)
REASONS = "New evidence shows that it was somebody else."


def cancel(case, actor, now=FRIDAY, sessions_suspended=0, **said):
    return cancel_exclusion(
        case_id=case.pk,
        reasons=REASONS,
        sessions_suspended=sessions_suspended,
        actor=actor,
        now=now,
        **said,
    )


def bar_of(case, now):
    out = tell_days_out(case, actor=headteacher_of(case.school), now=now)
    return find_bar(case, out, now=now)


def test_a_cancelled_exclusion_has_duties_of_its_own_and_tells_the_authorities(db):
    case = clocked(CaseFactory(home_authority=LocalAuthorityFactory()))

    cancel(case, headteacher_of(case.school))

    case.refresh_from_db()
    assert (case.status, case.attend_to_on, case.attend_to_rule) == ("CANCELLED", None, "")
    left = case.deadlines.exclude(state="LAPSED").values_list("rule_id", "due_date")
    assert set(left) == {(rule, date(2026, 9, 18)) for rule in ("C4", "C4-HOME", "C5")}
    letters = Message.objects.filter(letter="cancellation-to-authority").order_by("id")
    assert [letter.addressee for letter in letters] == [
        f"{authority.name}, exclusions mailbox"
        for authority in (case.authority, case.home_authority)
    ]
    for letter in letters:
        assert REASONS in letter.body
        assert case.pupil.last_name not in letter.subject + letter.body
    kinds = set(AuditEvent.objects.filter(stream=case.stream).values_list("kind", flat=True))
    assert {"case.cancelled", "case.cancellation-explained"} <= kinds


@pytest.mark.parametrize("of", [staff_of, clerk_of])
def test_only_the_headteacher_may_cancel(noticed, of):
    with pytest.raises(TransitionNotAllowed):
        cancel(noticed, of(noticed.school))

    assert not Message.objects.exists()


@pytest.mark.parametrize("status", ["DECLINED", "REVIEW_WINDOW", "REINSTATED", "CANCELLED"])
def test_an_exclusion_that_the_board_has_decided_or_that_ended_cannot_be_cancelled(noticed, status):
    Case.objects.update(status=status)

    with pytest.raises(TransitionNotAllowed):
        cancel(noticed, headteacher_of(noticed.school))


def test_an_exclusion_is_not_cancelled_once_the_board_has_begun(noticed):
    state_fact(noticed, Fact.BOARD_DECIDED, date(2026, 9, 17), now=FRIDAY)

    with pytest.raises(CannotBeCancelled, match="has begun to consider"):
        cancel(noticed, headteacher_of(noticed.school))

    noticed.refresh_from_db()
    assert noticed.status == "AWAITING_BOARD"


def test_the_page_takes_the_reasons_and_shows_that_it_is_cancelled(noticed, client, at):
    at(FRIDAY)
    client.force_login(headteacher_of(noticed.school))
    case_url = reverse("casework:case", args=[noticed.public_id])
    url = reverse("casework:cancel", args=[noticed.public_id])
    assert url in client.get(case_url).content.decode()

    suspended_for(noticed, 6)
    answer = client.post(url, {"reasons": REASONS, "not_begun": "NO"})

    assert answer["Location"] == case_url
    shown = client.get(case_url).content.decode()
    assert "exclusion cancelled" in shown
    assert url not in shown


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({}, "Enter the reasons"),
        ({}, "Enter the half-days of suspension this school year"),
        (
            {"reasons": REASONS, "not_begun": "YES"},
            "cannot be cancelled once the governing board has begun to meet",
        ),
    ],
)
def test_the_page_says_what_is_wrong_and_keeps_what_was_typed(noticed, client, at, form, said):
    at(FRIDAY)
    client.force_login(headteacher_of(noticed.school))

    page = client.post(reverse("casework:cancel", args=[noticed.public_id]), form)

    assert page.status_code == 422
    assert said in page.content.decode()
    assert form.get("reasons", "") in page.content.decode()
    noticed.refresh_from_db()
    assert noticed.status == "AWAITING_BOARD"


def test_the_page_says_why_an_exclusion_can_no_longer_be_cancelled(noticed, client, at):
    at(datetime(2026, 12, 10, 9, tzinfo=UTC))
    client.force_login(headteacher_of(noticed.school))
    url = reverse("casework:cancel", args=[noticed.public_id])

    assert "can no longer be cancelled" in client.get(url).content.decode()
    assert client.post(url, {"reasons": REASONS, "not_begun": "NO"}).status_code == 409


def suspended_for(case, sessions):
    case.follow_up = {"sessions_this_year": sessions}
    case.save()


@pytest.mark.parametrize(("sessions", "days"), [(83, "45.5"), (84, "46")])
def test_days_of_earlier_suspensions_count_towards_the_45(noticed, sessions, days):
    """Excluded on the 15th: by the 18th the pupil has been out for 4 school days."""
    suspended_for(noticed, sessions)

    with pytest.raises(CannotBeCancelled, match=f"out for {days} school days this school year"):
        cancel(noticed, headteacher_of(noticed.school))


def test_45_days_with_those_of_earlier_suspensions_are_not_too_many(noticed):
    suspended_for(noticed, 82)

    assert cancel(noticed, headteacher_of(noticed.school)).status == "CANCELLED"


def test_suspensions_of_the_year_of_the_exclusion_count_for_no_later_year(noticed):
    suspended_for(noticed, 90)

    assert "out for" in bar_of(noticed, FRIDAY)
    assert bar_of(noticed, datetime(2027, 9, 3, 9, tzinfo=UTC)) == ""


def url_of(case):
    return reverse("casework:cancel", args=[case.public_id])


@pytest.fixture
def page(noticed, client, at):
    """``page(**typed)``: what the head is shown, having sent that; without anything, at first."""
    at(FRIDAY)
    client.force_login(headteacher_of(noticed.school))
    url = url_of(noticed)
    return lambda **typed: client.post(url, typed) if typed else client.get(url)


@pytest.mark.parametrize(
    ("sessions", "said"),
    [
        (2, "Suspended 1 + out under this one 4 = 5 of 45 school days."),
        (5, "Suspended 2.5 + out under this one 4 = 6.5 of 45 school days."),
    ],
)
def test_the_page_shows_the_sum_before_the_decision(noticed, page, sessions, said):
    suspended_for(noticed, sessions)

    shown = page().text

    assert said in shown
    assert "sessions_suspended" not in shown
    assert "Cancel the exclusion</button>" in shown


ANSWERS = {"reasons": REASONS, "not_begun": "NO", "sessions_suspended": "5"}


def test_half_days_nobody_has_said_are_asked_and_the_sum_is_shown_before_they_count(noticed, page):
    first = page().text
    assert "Half-days (sessions) suspended this school year, at any school" in first
    assert "Without suspensions it is 4 school days" in first
    assert "Cancel the exclusion</button>" not in first

    second = page(**ANSWERS)
    assert "Suspended 2.5 + out under this one 4 = 6.5 of 45 school days" in second.text
    assert REASONS in second.text
    assert "Cancel the exclusion</button>" in second.text
    noticed.refresh_from_db()
    assert (noticed.status, noticed.sessions_suspended) == ("AWAITING_BOARD", None)

    changed = page(**{**ANSWERS, "sessions_suspended": "7", "shown": "5"})
    assert "Suspended 3.5 + out under this one 4 = 7.5 of 45" in changed.text

    assert page(**{**ANSWERS, "sessions_suspended": "7", "shown": "7"}).status_code == 302
    noticed.refresh_from_db()
    assert (noticed.status, noticed.sessions_suspended) == ("CANCELLED", 7)
    assert noticed.follow_up == {}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("3.5", "must be a whole number"),
        ("three", "must be a whole number"),
        ("-1", "must be 0 or more"),
        ("391", "must be 390 or fewer"),
        ("", "Enter the half-days of suspension this school year"),
        ("83", "cannot be cancelled: the pupil has been out for 45.5 school days this school year"),
    ],
)
def test_the_page_refuses_half_days_that_cannot_be_or_are_too_many(noticed, page, typed, said):
    answer = page(**{**ANSWERS, "sessions_suspended": typed, "shown": typed})

    assert answer.status_code == 422
    assert said in answer.text
    assert REASONS in answer.text
    assert f'value="{typed}"' in answer.text or not typed
    noticed.refresh_from_db()
    assert noticed.status == "AWAITING_BOARD"


def test_82_half_days_and_4_days_are_45_and_may_be_cancelled(noticed, page):
    assert page(**{**ANSWERS, "sessions_suspended": "82", "shown": "82"}).status_code == 302


def test_days_that_cannot_be_counted_are_counted_by_the_head(noticed, page):
    noticed.school.calendar_versions.all().delete()
    shown = page().text
    assert "Some days cannot be counted: no school days have been supplied" in shown

    unchecked = page(**ANSWERS, shown="5")
    assert unchecked.status_code == 422
    assert "Confirm that the pupil has not been out for more than 45 school days" in unchecked.text
    assert page(**ANSWERS, shown="5", days_are_checked="on").status_code == 302
    declare(WHOLE_SERVICE)
    event = AuditEvent.objects.get(kind="case.cancellation-explained")
    assert (event.facts["half_days_suspended"], event.facts["days_are_checked"]) == (5, True)


@pytest.mark.parametrize("unknown", ["suspended", "days"])
def test_an_exclusion_is_not_cancelled_while_nobody_knows_for_how_long(noticed, unknown):
    if unknown == "days":
        noticed.school.calendar_versions.all().delete()
    head = headteacher_of(noticed.school)
    said = None if unknown == "suspended" else 2

    with pytest.raises(CannotBeCancelled, match="say first that the pupil has not been out"):
        cancel(noticed, head, sessions_suspended=said)

    assert cancel(noticed, head, sessions_suspended=2, days_are_checked=True).status == "CANCELLED"


def test_half_days_said_when_cancelling_do_not_replace_those_of_the_follow_up(noticed):
    suspended_for(noticed, 6)

    cancel(noticed, headteacher_of(noticed.school), sessions_suspended=2)

    noticed.refresh_from_db()
    assert (noticed.sessions_suspended, get_days_suspended(noticed)) == (None, 3)


def test_the_page_is_not_for_others_of_the_school(noticed, client):
    client.force_login(clerk_of(noticed.school))

    assert client.get(reverse("casework:cancel", args=[noticed.public_id])).status_code == 404
