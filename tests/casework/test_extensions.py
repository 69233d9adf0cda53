"""Letting the board's limit run on: from its last day, with a reason, to a day set by hand."""

from datetime import UTC, date, datetime

import pytest

from audit.models import AuditEvent
from casework.access import NotYourCase
from casework.actions.extensions import (
    ExtensionRefused,
    extend_for_extraordinary_events,
    find_bar,
)
from casework.actions.facts import CorrectionRefused, DayChanged, correct_fact
from casework.board_limit import get_board_limits
from casework.history import get_history
from casework.models import Deadline
from casework.remarks import put_back
from casework.working import tell_rule
from statute.facts import Fact
from tests.factories import (
    SchoolFactory,
    clerk_of,
    clocked,
    headteacher_of,
    manager_of,
    officer_of,
    staff_of,
)

ORDINARY = date(2026, 10, 6)
SET, LATER = date(2026, 10, 20), date(2026, 11, 3)
FLOOD = "The river flooded the school, and the network of the whole town failed"


def on(day):
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


@pytest.fixture
def extend(noticed):
    def extend(to=SET, *, seen=ORDINARY, reason=FLOOD, actor=None, today=ORDINARY):
        extend_for_extraordinary_events(
            case_id=noticed.pk, extended_to=to, on_record=seen, reason=reason,
            actor=actor or clerk_of(noticed.school), now=on(today),
        )  # fmt: skip

    return extend


def owed(case):
    rows = case.deadlines.filter(rule_id__in=("G1", "G8")).order_by("rule_id")
    return list(rows.values_list("rule_id", "due_date", "state"))


@pytest.mark.parametrize("of", [clerk_of, headteacher_of])
def test_a_day_set_takes_the_place_of_the_limit_and_says_why(extend, noticed, of):
    extend(actor=of(noticed.school))

    assert owed(noticed) == [("G1", ORDINARY, "LAPSED"), ("G8", SET, "OPEN")]
    assert get_board_limits(noticed).first().due_date == SET
    event = AuditEvent.objects.get(kind="case.limit-extended")
    assert list(event.facts["reason"]) == ["remark"]  # what a person wrote lies beside the trail
    for moved in AuditEvent.objects.filter(kind="deadline.changed").order_by("-seq")[:2]:
        assert list(moved.facts["cause"]) == ["remark"]
    put_back([event])
    assert event.facts == {"before": "2026-10-06", "after": "2026-10-20", "reason": FLOOD}
    told = {(one.title, one.lines) for one in get_history(noticed)}
    assert {
        (
            "Extraordinary events: the governing board has longer to meet, until 20 October 2026",
            (f"Was: by 6 October 2026. Because: {FLOOD}.",),
        ),
        ("Board must meet after all: by 20 October 2026", ()),
        (
            "Board must meet: now no longer owed",
            (f"Was: by 6 October 2026. Because: {FLOOD}.",),
        ),
    } <= told


@pytest.mark.parametrize("to", [LATER, date(2026, 10, 13)])
def test_another_day_replaces_the_one_that_was_set(extend, noticed, to):
    extend()
    extend(to, seen=SET, reason="The water went down later", today=date(2026, 10, 8))

    assert owed(noticed) == [("G1", ORDINARY, "LAPSED"), ("G8", to, "OPEN")]
    assert noticed.facts.filter(fact=Fact.BOARD_EXTENDED_TO).count() == 2
    event = AuditEvent.objects.filter(kind="case.limit-extended").latest("seq")
    assert (event.facts["before"], event.facts["after"]) == ("2026-10-20", str(to))


@pytest.mark.parametrize(
    ("to", "today", "reason", "told"),
    [
        (SET, ORDINARY, "  ", "^say what happened: it is kept with the case$"),
        (ORDINARY, ORDINARY, FLOOD, "^the ordinary limit ends on 6 October 2026: the day must be"),
        (date(2026, 10, 1), SET, FLOOD, "^the ordinary limit ends on 6 October 2026: the day must"),
        (date(2026, 10, 19), SET, FLOOD, "^19 October 2026 has passed: the board is still to meet"),
        (ORDINARY, ORDINARY, "", "^say what happened.* and the ordinary limit ends on"),
        (SET, date(2026, 10, 5), FLOOD, "before that day nobody can say that no meeting was"),
    ],
)
def test_what_cannot_be_right_is_refused(extend, noticed, to, today, reason, told):
    with pytest.raises(ExtensionRefused, match=told):
        extend(to, today=today, reason=reason)

    assert owed(noticed) == [("G1", ORDINARY, "OPEN")]
    assert not AuditEvent.objects.filter(kind="case.limit-extended").exists()


@pytest.mark.parametrize("to", [date(2026, 10, 7), SET])
def test_the_day_after_the_limit_and_today_are_late_enough(extend, noticed, to):
    extend(to, today=min(to, date(2026, 10, 20)))

    assert owed(noticed)[1] == ("G8", to, "OPEN")


def test_the_day_on_record_is_not_set_again(extend):
    extend()

    with pytest.raises(ExtensionRefused, match=r"^20 October 2026 is already on record$"):
        extend(seen=SET)


@pytest.mark.parametrize("seen", [None, date(2026, 10, 5)])
def test_a_last_day_that_was_not_seen_is_not_replaced(extend, noticed, seen):
    with pytest.raises(DayChanged, match="it is now 6 October 2026"):
        extend(seen=seen)

    assert owed(noticed) == [("G1", ORDINARY, "OPEN")]


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("ISSUED", "it is not recorded that the governing board was told"),
        ("BOARD_IN_SESSION", "the governing board has begun to meet"),
        ("DECLINED", "the governing board has decided"),
        ("REVIEW_WINDOW", "the governing board has decided"),
        ("REINSTATED", "this case has ended"),
        ("CANCELLED", "this case has ended"),
        ("CONCLUDED", "this case has ended"),
    ],
)
def test_only_while_the_board_is_to_begin_does_its_limit_run_on(extend, noticed, status, told):
    noticed.status = status
    noticed.save()

    with pytest.raises(ExtensionRefused, match=told):
        extend()


def test_a_limit_that_has_not_begun_or_cannot_be_counted_does_not_run_on(case):
    assert find_bar(case, today=SET) == (
        "it is not recorded that the governing board was told, so no limit runs yet"
    )

    case.excluded_on = date(2026, 12, 10)
    clocked(case, case.excluded_on)

    assert find_bar(case, today=date(2027, 2, 1)).startswith(
        "the last day of the ordinary limit cannot be counted yet: "
    )


def test_nobody_else_lets_the_limit_run_on(extend, noticed):
    strangers = (staff_of(noticed.school), officer_of(noticed.authority),
                 manager_of(noticed.authority), clerk_of(SchoolFactory()))  # fmt: skip
    for person in strangers:
        with pytest.raises(NotYourCase):
            extend(actor=person)


def test_the_day_is_set_again_and_not_corrected_by_hand(extend, noticed):
    extend()

    with pytest.raises(CorrectionRefused, match="set again, with a reason, where the board’s"):
        correct_fact(
            case_id=noticed.pk, fact=Fact.BOARD_EXTENDED_TO, on_record=SET,
            happened_on=ORDINARY, reason="x", actor=clerk_of(noticed.school), now=on(SET),
        )  # fmt: skip


def test_a_day_set_by_hand_is_not_told_as_without_delay():
    row = Deadline(limit="the same day", trigger=Fact.BOARD_EXTENDED_TO)

    assert tell_rule(row) == "The day that was set: the law gives no number of days"
