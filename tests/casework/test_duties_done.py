"""Saying by hand that a duty was done."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from audit.models import AuditEvent
from casework.access import NotYourCase
from casework.actions.duties import CannotBeDone, record_done
from casework.models import Pupil
from tests.factories import clerk_of, clocked, headteacher_of, officer_of, staff_of

THURSDAY = datetime(2026, 9, 17, 9, tzinfo=UTC)
TUESDAY_15, WEDNESDAY_16 = date(2026, 9, 15), date(2026, 9, 16)


@pytest.fixture
def cared_for(case, at):
    """A case whose social worker and virtual school head nobody has told yet."""
    at(THURSDAY)
    Pupil.objects.update(has_social_worker=True, is_looked_after=True)
    case.pupil.refresh_from_db()
    return clocked(case)


def stands(case, rule_id):
    return case.deadlines.values_list("state", "done_on").get(rule_id=rule_id)


def record(case, rule_id, actor, done_on=TUESDAY_15):
    return record_done(case_id=case.pk, rule_id=rule_id, done_on=done_on, actor=actor, now=THURSDAY)


@pytest.mark.parametrize(
    ("of", "done_on", "state"),
    [(staff_of, TUESDAY_15, "MET"), (headteacher_of, WEDNESDAY_16, "LATE")],
)
def test_the_school_records_when_it_told_the_social_worker(cared_for, of, done_on, state):
    record(cared_for, "N3-SW", of(cared_for.school), done_on)

    assert stands(cared_for, "N3-SW") == (state, done_on)
    assert stands(cared_for, "N3-VSH") == ("OPEN", None)
    event = AuditEvent.objects.get(stream=cared_for.stream, kind="case.duty-done")
    assert event.facts["fact"] == "SOCIAL_WORKER_INFORMED"


def test_the_clerk_records_for_the_board_and_not_for_the_head(cared_for):
    with pytest.raises(NotYourCase):
        record(cared_for, "N3-SW", clerk_of(cared_for.school))


@pytest.mark.parametrize("rule_id", ["N3", "G1", "N3-FAMILY", "Z9"])
def test_what_is_recorded_where_it_is_done_or_is_done_is_refused(cared_for, rule_id):
    with pytest.raises(CannotBeDone, match="is not open, or is recorded where it is done"):
        record(cared_for, rule_id, headteacher_of(cared_for.school))


@pytest.mark.parametrize(
    ("done_on", "told"),
    [
        (date(2026, 9, 14), "telling the social worker cannot come before the exclusion"),
        (
            date(2026, 9, 18),
            "18 September 2026, the day of telling the social worker, has not come yet",
        ),
    ],
)
def test_a_day_that_contradicts_is_refused_in_words(cared_for, done_on, told):
    with pytest.raises(CannotBeDone, match=f"^{told}$"):
        record(cared_for, "N3-SW", headteacher_of(cared_for.school), done_on)


def page_of(case, rule_id="N3-SW"):
    return reverse("casework:deadline_done", args=[case.public_id, rule_id])


def day(day, month="9"):
    return {"done_on_day": str(day), "done_on_month": month, "done_on_year": "2026"}


def test_the_page_takes_the_day_and_the_duty_is_done(cared_for, client):
    client.force_login(staff_of(cared_for.school))
    shown = client.get(reverse("casework:deadline", args=[cared_for.public_id, "N3-SW"]))
    assert page_of(cared_for) in shown.content.decode()
    assert (
        "Tell the social worker of the exclusion."
        in client.get(page_of(cared_for)).content.decode()
    )

    answer = client.post(page_of(cared_for), day(15))

    assert answer["Location"] == cared_for.get_absolute_url()
    assert stands(cared_for, "N3-SW") == ("MET", TUESDAY_15)
    assert client.get(page_of(cared_for)).status_code == 404  # it is done


def test_the_page_says_what_is_wrong_with_the_day(cared_for, client):
    client.force_login(staff_of(cared_for.school))

    answer = client.post(page_of(cared_for), day(14))

    assert answer.status_code == 422
    assert "Telling the social worker cannot come before the exclusion" in answer.content.decode()


def test_nobody_is_offered_to_record_what_is_not_theirs(cared_for, client):
    client.force_login(officer_of(cared_for.authority))

    shown = client.get(reverse("casework:deadline", args=[cared_for.public_id, "N3-SW"]))

    assert page_of(cared_for) not in shown.content.decode()


def test_what_was_done_on_its_day_is_told_in_one_place_and_not_in_the_list(cared_for, client):
    client.force_login(staff_of(cared_for.school))

    page = client.get(cared_for.get_absolute_url())

    assert {line.deadline.rule_id for line in page.context["done_at_once"]} == {
        "N3-FAMILY", "N3-BOARD", "N4", "N6",
    }  # fmt: skip
    assert {line.deadline.rule_id for line in page.context["lines"]} == {
        "N3", "N3-SW", "N3-VSH", "E4", "G1",
    }  # fmt: skip
