"""``./dev manage recompute``: what moved as a table, and a dry run that changes nothing."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from audit.models import AuditEvent
from casework.models import Deadline
from notifications.models import Message
from row_security.scope import WHOLE_SERVICE, declare
from tests.factories import (
    AUTUMN,
    HALF_TERM,
    CalendarVersionFactory,
    CaseFactory,
    clerk_of,
    clocked,
)

HEAD = "Case           What                  Before             After"


def run(capsys, *arguments):
    call_command("recompute", *arguments)
    declare(WHOLE_SERVICE)
    return capsys.readouterr().out.splitlines()


@pytest.fixture
def snowed_in(db):
    """A case whose school has newer days than it was counted on, and one that is up to date."""
    case = clocked(CaseFactory(reference="870-2627-0001"))
    clocked(CaseFactory(reference="870-2627-0002"))
    clerk_of(case.school)
    closed = [*HALF_TERM, date(2026, 9, 17)]
    days = [day for day in AUTUMN if day not in closed]
    CalendarVersionFactory(school=case.school, number=2, session_days=days)
    return case


def due(case):
    return case.deadlines.get(rule_id="G1").due_date


def test_what_moved_is_shown_as_a_table(snowed_in, capsys):
    shown = run(capsys)

    assert shown == [
        HEAD,
        "870-2627-0001  Education must start  23 September 2026  24 September 2026",
        "870-2627-0001  Board must meet       6 October 2026     7 October 2026",
        "Worked out anew: 2 cases. Dates that moved: 2, in 1 case.",
    ]
    assert due(snowed_in) == date(2026, 10, 7)
    assert Message.objects.count() == 0
    last = AuditEvent.objects.filter(kind="deadline.changed", case_id=snowed_in.pk).last()
    assert last.facts["cause"] == "school days or law changed"


def test_a_dry_run_shows_the_same_and_changes_nothing(snowed_in, capsys):
    before = AuditEvent.objects.count(), list(Deadline.objects.order_by("pk").values())

    shown = run(capsys, "--dry-run")

    assert shown[1:3] == [
        "870-2627-0001  Education must start  23 September 2026  24 September 2026",
        "870-2627-0001  Board must meet       6 October 2026     7 October 2026",
    ]
    assert shown[3:] == [
        "Worked out anew: 2 cases. Dates that would move: 2, in 1 case.",
        "Nothing was changed: this was a dry run.",
    ]
    assert (AuditEvent.objects.count(), list(Deadline.objects.order_by("pk").values())) == before


def test_one_school_alone_is_worked_out(snowed_in, capsys):
    other = clocked(CaseFactory()).school

    assert run(capsys, "--school", str(other.urn)) == [
        "Worked out anew: 1 case. Dates that moved: 0, in 0 cases."
    ]
    assert due(snowed_in) == date(2026, 10, 6)
    assert len(run(capsys, "--school", str(snowed_in.school.urn))) == 4
    assert due(snowed_in) == date(2026, 10, 7)


def test_a_date_that_is_lost_is_shown_as_none(snowed_in, capsys):
    snowed_in.school.calendar_versions.all().delete()

    assert run(capsys, "--school", str(snowed_in.school.urn))[2].endswith("no date")


def test_a_case_that_has_ended_is_not_among_them(snowed_in, capsys):
    snowed_in.status = "REINSTATED"
    snowed_in.save()

    assert run(capsys) == ["Worked out anew: 1 case. Dates that moved: 0, in 0 cases."]


def test_a_school_that_is_not_there_is_told_in_a_sentence(db):
    with pytest.raises(CommandError, match=r"There is no school 999999\."):
        call_command("recompute", "--school", "999999")


def test_the_check_counts_every_stored_date_and_finds_none_wrong(noticed, capsys):
    owed = Deadline.objects.exclude(state="LAPSED").count()

    assert run(capsys, "--check") == [f"Checked: {owed} dates. 0 differ."]
    assert owed > 5


def test_the_check_tells_each_date_that_its_days_do_not_give(snowed_in, capsys):
    before = AuditEvent.objects.count()
    with pytest.raises(CommandError, match=r"^Checked: \d+ dates\. 2 differ\.$"):
        call_command("recompute", "--check")
    declare(WHOLE_SERVICE)

    assert capsys.readouterr().out.splitlines() == [
        "Case           What                  Stored             Counted",
        "870-2627-0001  Education must start  23 September 2026  24 September 2026",
        "870-2627-0001  Board must meet       6 October 2026     7 October 2026",
    ]
    assert AuditEvent.objects.count() == before
    assert due(snowed_in) == date(2026, 10, 6)


def test_the_check_says_which_days_are_missing_where_a_date_stands(snowed_in, capsys):
    last = date(2026, 9, 25)
    held = [day for day in AUTUMN if day <= last]
    CalendarVersionFactory(school=snowed_in.school, number=3, session_days=held, known_until=last)
    with pytest.raises(CommandError, match="1 differ"):
        call_command("recompute", "--check", "--school", str(snowed_in.school.urn))
    declare(WHOLE_SERVICE)

    [_, told] = capsys.readouterr().out.splitlines()
    assert told.endswith(
        "6 October 2026  no date: the school days after 25 September 2026 have not been supplied"
    )


def test_the_check_counts_a_case_that_has_ended_on_the_days_it_was_counted_on(snowed_in, capsys):
    snowed_in.status = "REINSTATED"
    snowed_in.save()
    [told] = run(capsys, "--check", "--school", str(snowed_in.school.urn))
    assert told.endswith("dates. 0 differ.")

    Deadline.objects.filter(case=snowed_in, rule_id="G1").update(due_date=date(2026, 10, 7))
    with pytest.raises(CommandError, match="1 differ"):
        call_command("recompute", "--check")


def test_the_check_says_how_many_dates_an_older_limit_gave(noticed, capsys):
    Deadline.objects.filter(rule_id="G1").update(limit="14 school days after")

    assert run(capsys, "--check")[0] == "Worked out under an older limit, and not counted: 1."


def test_a_check_changes_nothing_so_it_is_no_dry_run_too(db):
    with pytest.raises(CommandError, match="not allowed with"):
        call_command("recompute", "--check", "--dry-run")
