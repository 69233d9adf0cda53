import json
from datetime import UTC, date, datetime

import holidays
import pytest
from django.core.management import CommandError, call_command

from audit.models import AuditEvent
from organisations.imports.bank_holidays import (
    SHIPPED,
    HolidayCounts,
    import_bank_holidays,
    read_bank_holidays,
)
from organisations.imports.faults import FaultyFile
from organisations.models import BankHoliday
from organisations.working_days import get_working_days
from statute.giving_notice import HolidaysUnknown

NOW = datetime(2026, 9, 1, 9, tzinfo=UTC)


def feed(*events):
    return json.dumps(
        {"england-and-wales": {"division": "england-and-wales", "events": events}}
    ).encode()


def event(day, title="A holiday"):
    return {"title": title, "date": day, "notes": "", "bunting": True}


def run(content):
    return import_bank_holidays(content, actor="system/import", now=NOW)


def test_the_shipped_list_comes_in_and_a_second_time_changes_nothing(db):
    content = SHIPPED.read_bytes()

    assert run(content) == HolidayCounts(new=140, changed=0, removed=0, unchanged=0)
    assert run(content) == HolidayCounts(new=0, changed=0, removed=0, unchanged=140)
    assert BankHoliday.objects.get(day=date(2026, 4, 3)).title == "Good Friday"
    assert AuditEvent.objects.filter(kind="bank-holidays.imported").count() == 2


def test_the_shipped_list_agrees_with_an_independent_calculation_for_every_year():
    shipped = set(read_bank_holidays(SHIPPED.read_bytes()))
    computed = {
        day
        for day in holidays.country_holidays("GB", subdiv="ENG", years=range(2012, 2029))
        if day.weekday() < 5
    }

    assert {day for day in shipped if day.weekday() < 5} == computed


def test_a_later_feed_corrects_the_days_it_covers_and_keeps_older_ones(db):
    run(feed(event("2025-12-25", "Christmas Day"), event("2026-05-04", "Early May bank holiday")))

    counts = run(feed(event("2026-01-01", "New Year's Day"), event("2026-05-08", "Moved")))

    assert counts == HolidayCounts(new=2, changed=0, removed=1, unchanged=0)
    assert list(BankHoliday.objects.order_by("day").values_list("day", flat=True)) == [
        date(2025, 12, 25),
        date(2026, 1, 1),
        date(2026, 5, 8),
    ]
    assert run(feed(event("2026-01-01", "Renamed"))).changed == 1


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"\xff", "the file: this is not the GOV.UK feed: no events of “england-and-wales”"),
        (b"[]", "the file: this is not the GOV.UK feed: no events of “england-and-wales”"),
        (b"{}", "the file: this is not the GOV.UK feed: no events of “england-and-wales”"),
        (feed(), "the file: the feed names no bank holiday"),
        (
            b'{"england-and-wales": {"events": "none"}}',
            "the file: the feed names no bank holiday",
        ),
        (
            feed(event("2026-02-30")),
            "the file: event 1 has no date like 2026-12-25, or no title",
        ),
        (
            feed(event("2026-12-25"), event("2026-12-25")),
            "the file: event 2, 2026-12-25, is named twice or has no title",
        ),
        (feed("x"), "the file: event 1 has no date like 2026-12-25, or no title"),
    ],
)
def test_what_is_not_the_feed_is_refused_and_nothing_is_changed(db, content, fault):
    BankHoliday.objects.create(day=date(2026, 12, 25), title="Christmas Day")

    with pytest.raises(FaultyFile) as refusal:
        run(content)

    assert refusal.value.describe() == [fault]
    assert BankHoliday.objects.count() == 1


def test_working_days_are_known_to_the_end_of_the_last_year_held(db):
    call_command("import_bank_holidays")
    working_days = get_working_days()

    assert working_days.known_until == date(2028, 12, 31)
    assert working_days.add(date(2026, 4, 2), 2) == date(2026, 4, 8)


def test_working_days_refuse_when_no_bank_holiday_is_held(db):
    with pytest.raises(HolidaysUnknown, match=r"^no bank holidays have been supplied$"):
        get_working_days().add(date(2026, 9, 1), 2)


def test_the_command_prints_counts_and_refuses_in_a_sentence(db, capsys, tmp_path):
    call_command("import_bank_holidays")
    assert capsys.readouterr().out == (
        "Bank holidays: 140 new, 0 changed, 0 removed, 0 unchanged.\n"
    )
    with pytest.raises(CommandError, match=r"none\.json cannot be read: No such file"):
        call_command("import_bank_holidays", tmp_path / "none.json")
    broken = tmp_path / "broken.json"
    broken.write_bytes(b"{}")
    with pytest.raises(CommandError, match="1 fault in the file; nothing was changed"):
        call_command("import_bank_holidays", broken)
