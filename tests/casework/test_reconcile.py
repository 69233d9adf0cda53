"""Making the stored deadlines agree: as few statements as may be, and none the second time."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import AuditEvent
from casework import deadlines
from casework.facts import state_fact
from casework.models import Deadline
from casework.queries import get_stale_case_ids
from statute.facts import Fact

WRITES = ("INSERT", "UPDATE", "DELETE")


def reconcile(case, now):
    with CaptureQueriesContext(connection) as captured:
        deadlines.reconcile(case, actor="user/1", now=now, cause="the receipt says so")
    return [q["sql"].split('"')[1] for q in captured if q["sql"].startswith(WRITES)]


def test_reconciling_again_writes_nothing(noticed, tuesday):
    assert reconcile(noticed, tuesday) == []


def test_all_that_moves_is_kept_by_one_statement_and_its_history_by_another(noticed, tuesday):
    before = dict(noticed.deadlines.values_list("rule_id", "pk"))
    state_fact(noticed, Fact.EXCLUDED, date(2026, 9, 14), now=tuesday)

    assert sorted(reconcile(noticed, tuesday)) == [
        "audit_auditevent",
        "casework_case",
        "casework_deadline",
    ]

    assert dict(noticed.deadlines.values_list("rule_id", "pk")) == before
    events = AuditEvent.objects.filter(facts__cause="the receipt says so").order_by("seq")
    moved = {event.facts["rule"]: event.facts for event in events}
    assert moved["E4"]["before"]["triggered_on"] == "2026-09-15"
    assert moved["E4"]["after"]["triggered_on"] == "2026-09-14"


def test_what_was_worked_out_on_an_older_law_is_kept_on_todays_without_an_event(noticed, tuesday):
    Deadline.objects.filter(case=noticed).update(law_edition="older")
    known = AuditEvent.objects.count()

    assert reconcile(noticed, tuesday) == ["casework_deadline"]
    assert list(get_stale_case_ids()) == []
    assert AuditEvent.objects.count() == known
