"""The schedule is data: each row says its period, where it comes from, and what may change it."""

from config import settings_page
from data_protection.schedule import BY_KEY, OF_A_CASE, SCHEDULE, Start


def test_each_class_is_named_once_and_has_a_source():
    assert len(BY_KEY) == len(SCHEDULE)
    assert [row.key for row in SCHEDULE if not row.source] == []


def test_what_is_counted_has_a_period_and_a_setting_and_nothing_else_has():
    wrong = [
        row.key
        for row in SCHEDULE
        if ((row.start is Start.NONE) == bool(row.period)) or bool(row.period) != bool(row.setting)
    ]
    assert wrong == []


def test_a_period_that_no_source_confirms_can_be_set():
    assert [row.key for row in SCHEDULE if row.period and row.confirmed and not row.setting] == []


def test_the_schedule_and_the_settings_agree_on_what_holds_when_nothing_is_set():
    defaults = dict(settings_page.find_variables(settings_page.SETTINGS.read_text()))
    said = {row.setting: f"`{row.period}`" for row in SCHEDULE if row.setting}

    assert {name: defaults[name] for name in said} == said


def test_the_classes_of_a_case_are_these():
    assert [row.key for row in OF_A_CASE] == ["CASE_FILE", "PAPERS", "MINUTES", "LETTERS"]
