"""One look is one event, however often a page of it is loaded, and only if something was shown."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.looks import LATEST, SAME_LOOK, note, record_noted
from audit.models import AuditEvent
from audit.trail import record
from audit.verify import find_breaks

NOON = datetime(2026, 9, 15, 12, tzinfo=UTC)
pytestmark = pytest.mark.services


def look(stream="case/1", kind="case.viewed", **facts):
    return AuditEvent(stream=stream, kind=kind, facts=facts, case_id=1)


def load(*looks, person=7, now=NOON):
    request = SimpleNamespace()
    for one in looks:
        note(request, one)
    record_noted(request, actor=f"user/{person}", now=now)


def recorded():
    return list(AuditEvent.objects.order_by("id").values_list("stream", "actor", "kind"))


def test_a_look_is_recorded_with_who_and_when_and_chained(db):
    load(look())

    [event] = AuditEvent.objects.all()
    assert (event.actor, event.at, event.seq, event.case_id) == ("user/7", NOON, 1, 1)
    assert find_breaks() == []


def test_to_and_fro_within_ten_minutes_is_one_look_and_after_them_another(db):
    for moment in (NOON, NOON + timedelta(seconds=1), NOON + SAME_LOOK - timedelta(seconds=1)):
        load(look(), now=moment)
    assert len(recorded()) == 1

    load(look(), now=NOON + SAME_LOOK)

    assert len(recorded()) == 2


def test_another_person_another_case_and_another_letter_are_other_looks(db):
    load(look())
    load(look(), person=8)
    load(look(stream="case/2"))
    load(look(kind="message.read", message="a"))
    load(look(kind="message.read", message="b"))

    assert len(recorded()) == 5


def test_all_looks_of_a_request_are_one_statement_and_each_is_recorded_once(db):
    with CaptureQueriesContext(connection) as asked:
        load(look(stream="case/2"), look(), look())

    assert len(asked) == 1
    assert [stream for stream, _, _ in recorded()] == ["case/1", "case/2"]  # one order for all


def test_a_long_chain_is_not_read_through_for_it(db):
    load(look())
    later = NOON + timedelta(seconds=5)
    record(*(AuditEvent(stream="case/1", kind="case.recounted", actor="s", at=later),) * LATEST)

    load(look(), now=later)

    assert [kind for _, _, kind in recorded()].count("case.viewed") == 2


def test_the_programs_request_notes_on_the_one_that_lasts(db):
    lasting = SimpleNamespace()
    wrapper = SimpleNamespace(_request=lasting)

    note(wrapper, look())
    record_noted(lasting, actor="client/3", now=NOON)

    assert recorded() == [("case/1", "client/3", "case.viewed")]


def test_what_has_no_chain_of_its_own_goes_to_that_of_who_asks(db):
    load(AuditEvent(kind="cases.listed", facts={"cases": [1, 2]}))

    assert recorded() == [("user/7", "user/7", "cases.listed")]


def test_what_was_recorded_is_no_longer_noted(db):
    request = SimpleNamespace()
    note(request, look())
    record_noted(request, actor="user/7", now=NOON)
    record_noted(request, actor="user/7", now=NOON + SAME_LOOK)

    assert len(recorded()) == 1
