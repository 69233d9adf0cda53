from datetime import UTC, date, datetime

import pytest
from django.core.management import CommandError, call_command

from audit.models import AuditEvent
from casework import deadlines, facts
from casework.actions import calendars
from casework.models import CaseFact
from organisations.access import NotYourAuthority, NotYourSchool
from organisations.calendars import SessionDates
from organisations.imports.bank_holidays import SHIPPED, import_bank_holidays
from organisations.models import CalendarSource, CalendarVersion
from statute.facts import Fact
from tests.factories import (
    AUTUMN,
    HALF_TERM,
    CalendarVersionFactory,
    CaseFactory,
    LocalAuthorityFactory,
    SchoolFactory,
    headteacher_of,
    manager_of,
    officer_of,
)

NOW = datetime(2026, 9, 15, 9, tzinfo=UTC)
DAYS = [day for day in AUTUMN if day not in HALF_TERM]
SNOW = date(2026, 9, 21)
TERM = "kind,from,to,reason\nterm,2026-09-03,2026-12-18,\nhalf term,2026-10-26,2026-10-30,\n"


def dates(*closed):
    return SessionDates(
        session_days=[day for day in DAYS if day not in closed],
        known_from=date(2026, 9, 1),
        known_until=date(2026, 12, 18),
        closed_days=dict.fromkeys(closed, "Snow"),
    )


def case_at(school):
    case = CaseFactory(school=school)
    for fact in (Fact.EXCLUDED, Fact.BOARD_INFORMED):
        CaseFact.objects.create(
            case=case, fact=fact, happened_on=date(2026, 9, 15), recorded_at=NOW
        )
    deadlines.reconcile(case, actor="system/test", now=NOW, cause="test")
    return case


def due(case):
    return case.deadlines.get(rule_id="G1").due_date


@pytest.fixture
def authority(db):
    import_bank_holidays(SHIPPED.read_bytes(), actor="system/import", now=NOW)
    return CalendarVersionFactory(local_authority=LocalAuthorityFactory(code="870")).local_authority


def test_a_closure_moves_the_dates_of_the_school_and_of_no_other(authority):
    school = SchoolFactory(local_authority=authority)
    case, other = case_at(school), case_at(SchoolFactory(local_authority=authority))
    head = headteacher_of(school)

    calendars.change_session_dates(
        school=school, dates=dates(SNOW), source=CalendarSource.SCHOOL, reason="Snow",
        actor=head, now=NOW,
    )  # fmt: skip

    assert (due(case), due(other)) == (date(2026, 10, 7), date(2026, 10, 6))
    moved = AuditEvent.objects.filter(kind="deadline.changed", actor=f"user/{head.pk}").last()
    assert (moved.case_id, moved.facts["cause"]) == (case.pk, "Snow")


def test_somebody_from_another_school_may_not_change_the_dates(authority):
    stranger = headteacher_of(SchoolFactory())

    with pytest.raises(NotYourSchool):
        calendars.change_session_dates(
            school=SchoolFactory(), dates=dates(SNOW), source=CalendarSource.SCHOOL,
            reason="Snow", actor=stranger, now=NOW,
        )  # fmt: skip


@pytest.mark.parametrize("who", [officer_of, manager_of])
def test_default_dates_move_only_schools_that_have_none_of_their_own(authority, who):
    without = case_at(SchoolFactory(local_authority=authority, calendar=None))
    own = case_at(SchoolFactory(local_authority=authority))
    elsewhere = case_at(SchoolFactory(calendar=None))
    actor = who(authority)

    calendars.change_default_dates(
        authority=authority, dates=dates(SNOW), reason="Snow everywhere", actor=actor, now=NOW
    )

    assert (due(without), due(own), due(elsewhere)) == (
        date(2026, 10, 7), date(2026, 10, 6), None,
    )  # fmt: skip
    version = CalendarVersion.objects.get(local_authority=authority, number=2)
    assert (version.source, version.published_by) == ("AUTHORITY", f"user/{actor.pk}")


def test_another_authority_or_a_school_may_not_change_the_default_dates(authority):
    for outsider in (
        manager_of(LocalAuthorityFactory()),
        headteacher_of(SchoolFactory(local_authority=authority)),
    ):
        with pytest.raises(NotYourAuthority):
            calendars.change_default_dates(
                authority=authority, dates=dates(SNOW), reason="Snow", actor=outsider, now=NOW
            )
    assert CalendarVersion.objects.filter(local_authority=authority).count() == 1


def test_a_recount_leaves_a_trace_and_the_same_dates(authority):
    case = case_at(SchoolFactory(local_authority=authority))

    calendars.recount(case_ids=[case.pk], now=NOW)

    assert due(case) == date(2026, 10, 6)
    assert AuditEvent.objects.filter(kind="case.recounted", case_id=case.pk).count() == 1
    assert facts.facts_of(case).excluded_on == date(2026, 9, 15)


@pytest.fixture
def file(tmp_path):
    def write(text, name="dates.csv"):
        (tmp_path / name).write_text(text)
        return tmp_path / name

    return write


def test_the_command_publishes_a_school_and_recounts_its_cases(authority, file, capsys):
    school = SchoolFactory(local_authority=authority, name="Sample School", calendar=None)
    case = case_at(school)
    assert due(case) == date(2026, 10, 6)

    snow = file(TERM + "closure,2026-09-21,,Snow\n")
    call_command("import_calendar", snow, "--school", school.urn, "--reason", "Snow day")

    assert due(case) == date(2026, 10, 7)
    assert capsys.readouterr().out.splitlines() == [
        "Sample School: 71 school days, known from 3 September 2026 to 18 December 2026.",
        "Published. Deadlines that moved: 2.",
    ]
    version = school.calendar_versions.get()
    assert (version.source, version.reason, version.published_by) == (
        "IMPORTED", "Snow day", "system/import",
    )  # fmt: skip


def test_the_command_publishes_an_authority_and_recounts_its_schools_without_dates(
    authority, file, capsys
):
    case = case_at(SchoolFactory(local_authority=authority, calendar=None))
    case_at(SchoolFactory(local_authority=authority))
    LocalAuthorityFactory(code="870", in_force_to=date(2009, 3, 31))

    changed = file(TERM + "inset,2026-09-21,,\n")
    with pytest.raises(CommandError, match="other school days are published already"):
        call_command("import_calendar", changed, "--authority", "870")
    call_command("import_calendar", changed, "--authority", "870", "--replace")

    assert due(case) == date(2026, 10, 7)
    assert "Deadlines that moved: 2." in capsys.readouterr().out
    version = authority.calendar_versions.get(number=2)
    assert (version.reason, version.known_from) == ("imported from dates.csv", date(2026, 9, 1))


def test_a_dry_run_tells_and_changes_nothing(authority, file, capsys):
    may = TERM + "term,2026-04-13,2026-05-22,\n"
    with pytest.raises(CommandError, match="a term missing"):
        call_command("import_calendar", file(may), "--authority", "870", "--dry-run")
    call_command(
        "import_calendar",
        file("kind,from,to,reason\nterm,2026-04-13,2026-05-22,\n"),
        "--authority", "870", "--dry-run",
    )  # fmt: skip

    assert capsys.readouterr().out.splitlines()[1:] == [
        "Note: Monday 4 May 2026 is Early May bank holiday: taken as closed.",
        "Nothing was changed: this was a dry run.",
    ]
    assert authority.calendar_versions.count() == 1


def test_a_file_with_faults_changes_nothing_and_tells_them(authority, file):
    faulty = file(TERM + "closure,2026-08-01,,Flood\nhalf,1/1/2027,,\n")

    with pytest.raises(CommandError, match=r"1 fault in the file; .*\nline 5, kind"):
        call_command("import_calendar", faulty, "--authority", "870")
    assert authority.calendar_versions.count() == 1


def test_the_command_refuses_in_a_sentence(authority, file, tmp_path):
    term = file(TERM)
    later = file("kind,from,to,reason\nterm,2027-04-12,2027-07-21,\n", "summer.csv")

    for told, *arguments in (
        ("There is no school 999999.", term, "--school", "999999"),
        ("There is no authority 999.", term, "--authority", "999"),
        ("none.csv cannot be read", tmp_path / "none.csv", "--authority", "870"),
        ("between 18 December 2026 and 12 April 2027 are missing", later, "--authority", "870"),
    ):
        with pytest.raises(CommandError, match=told):
            call_command("import_calendar", *arguments)
