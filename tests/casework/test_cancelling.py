from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from audit.models import AuditEvent
from casework.actions.cancellations import CannotBeCancelled, cancel_exclusion, find_bar
from casework.facts import state_fact
from casework.models import Case
from casework.states import TransitionNotAllowed
from notifications.models import Message
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


def cancel(case, actor, now=FRIDAY):
    return cancel_exclusion(case_id=case.pk, reasons=REASONS, actor=actor, now=now)


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

    answer = client.post(url, {"reasons": REASONS, "not_begun": "NO"})

    assert answer["Location"] == case_url
    shown = client.get(case_url).content.decode()
    assert "exclusion cancelled" in shown
    assert url not in shown


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({}, "Enter the reasons"),
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

    assert "out for" in find_bar(noticed, now=FRIDAY)
    assert find_bar(noticed, now=datetime(2027, 9, 3, 9, tzinfo=UTC)) == ""


@pytest.mark.parametrize(
    ("sessions", "said"),
    [
        (None, "nobody has told us how many there were"),
        (2, "With the 1 school day of earlier suspensions"),
        (5, "With the 2.5 school days of earlier suspensions"),
    ],
)
def test_the_page_says_which_days_of_suspensions_it_knows_of(noticed, client, at, sessions, said):
    if sessions is not None:
        suspended_for(noticed, sessions)
    at(FRIDAY)
    client.force_login(headteacher_of(noticed.school))

    page = client.get(reverse("casework:cancel", args=[noticed.public_id]))

    assert said in page.content.decode()


def test_the_page_is_not_for_others_of_the_school(noticed, client):
    client.force_login(clerk_of(noticed.school))

    assert client.get(reverse("casework:cancel", args=[noticed.public_id])).status_code == 404
