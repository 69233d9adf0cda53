"""What a file of worked cases may hold: what the schema does not know is refused and named."""

import json
from decimal import Decimal

import pytest

from statute.worked_cases.reading import FaultyFile, read_worked_cases
from statute.worked_cases.schema import EVENTS
from statute.worked_cases.values import NotReadable, read_days, read_whole_number
from tests.statute.worked_case import permanent, write_file


def test_every_type_of_event_is_accepted():
    given = {
        "date": "2026-09-15", "start": "2026-09-15", "days": 1, "which": ["home_la"],
        "method": "delivered", "school_year": "2026/27", "return_date": "2026-09-16",
        "given_by": "proprietor", "session": "AM",
    }  # fmt: skip
    outcomes = {"governing_board_decision_notice": "declined", "irp_decision_notice": "quashed"}
    for kind, keys in EVENTS.items():
        values = {**given, "outcome": outcomes.get(kind)}
        file = write_file([(kind, {key: values[key] for key in keys})], {})

        [case] = read_worked_cases(json.dumps(file))

        assert [(event.type, set(event.values)) for event in case.events] == [(kind, set(keys))]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda f: f.update(extra=1), "the file: unknown key “extra”"),
        (lambda f: f.pop("jurisdiction"), "the file: “jurisdiction” is missing"),
        (lambda f: f.update(schema_version=2), "the file: schema_version must be 1"),
        (lambda f: f.update(jurisdiction="mars"), "the file: jurisdiction must be england"),
        (lambda f: f.update(vectors={}), "vectors of the file: a list is needed here"),
        (lambda f: f["vectors"].append(1), "case 2: an object is needed here"),
        (lambda f: f["vectors"].append(f["vectors"][0]), "T01: there are 2 cases of this id"),
        (lambda f: f["vectors"][0].update(note=""), "case 1: unknown key “note”"),
        (lambda f: f["vectors"][0].pop("why"), "case 1: “why” is missing"),
        (lambda f: f["vectors"][0].update(why=3), "T01, why: 3 is not text"),
        (
            lambda f: f["vectors"][0].update(school_type="free"),
            "T01, school_type: 'free' is none of maintained, pru, academy",
        ),
        (
            lambda f: f["vectors"][0]["calendar"].update(inset=[]),
            "T01, calendar: unknown key “inset”",
        ),
        (
            lambda f: f["vectors"][0]["calendar"].update(closed_days="2026-09-02"),
            "T01, calendar, closed_days: '2026-09-02' is not a list",
        ),
        (
            lambda f: f["vectors"][0]["calendar"].update(terms_per_school_year=0),
            "T01, calendar, terms_per_school_year: 0 is not a whole number from 1 up",
        ),
        (
            lambda f: f["vectors"][0]["calendar"].update(terms=[{"start": "2026-09-02"}]),
            "T01, term 1: “end” is missing",
        ),
        (
            lambda f: f["vectors"][0]["calendar"].update(
                terms=[{"start": "2026-09-02", "end": "2026-09-01"}]
            ),
            "T01, term 1: it ends before it starts",
        ),
        (lambda f: f["vectors"][0]["events"].append({}), "T01, event 2: None is no type of event"),
        (
            lambda f: f["vectors"][0]["events"].append({"type": "detention"}),
            "T01, event 2: 'detention' is no type of event",
        ),
        (
            lambda f: f["vectors"][0]["events"][0].update(session="noon"),
            "T01, event 1 (permanent_exclusion), session: 'noon' is none of AM, PM",
        ),
        (
            lambda f: f["vectors"][0]["events"][0].update(note=1),
            "T01, event 1 (permanent_exclusion): unknown key “note”",
        ),
        (
            lambda f: f["vectors"][0]["events"][0].update(date="15/09/2026"),
            "T01, event 1 (permanent_exclusion), date: '15/09/2026' is not a day written like "
            "2026-09-15",
        ),
        (
            lambda f: f["vectors"][0]["events"][0].update(date="2026-02-30"),
            "T01, event 1 (permanent_exclusion), date: '2026-02-30' is not a day written like "
            "2026-09-15",
        ),
        (
            lambda f: f["vectors"][0]["events"].append(
                {"type": "suspension", "start": "2026-09-15", "days": 1.2}
            ),
            "T01, event 2 (suspension), days: Decimal('1.2') is not a number of school days such "
            "as 5 or 5.5",
        ),
        (
            lambda f: f["vectors"][0]["events"].append(
                {"type": "prior_days_other_school", "days": True, "school_year": "2026"}
            ),
            "T01, event 2 (prior_days_other_school), days: True is not a number; T01, event 2 "
            "(prior_days_other_school), school_year: '2026' is not a school year written like "
            "2026/27",
        ),
        (
            lambda f: f["vectors"][0]["expect"].update(gb_dealine="2026-10-06"),
            "T01, expect: unknown key “gb_dealine”",
        ),
        (
            lambda f: f["vectors"][0]["expect"].update(gb_meeting_required="yes"),
            "T01, expect, gb_meeting_required: 'yes' is neither true nor false",
        ),
    ],
)
def test_what_the_schema_does_not_know_is_refused_and_named(change, fault):
    file = write_file([permanent()], {"gb_meeting_required": True})
    change(file)

    with pytest.raises(FaultyFile) as refused:
        read_worked_cases(json.dumps(file))

    assert str(refused.value) == fault


@pytest.mark.parametrize("text", ["", "{", '{"a": 1, "a": 2}', "[" * 100_000])
def test_what_is_not_json_is_refused(text):
    with pytest.raises(FaultyFile, match="this is not JSON"):
        read_worked_cases(text)


def test_the_key_that_is_there_twice_is_named_and_no_other():
    with pytest.raises(FaultyFile, match=r": the key a is there twice in one object$"):
        read_worked_cases('{"a": 1, "b": 2, "a": 3}')


def test_one_is_a_whole_number_and_half_a_day_is_the_least():
    assert (read_whole_number(1), read_days(0.5)) == (1, Decimal("0.5"))
    for read, value in ((read_whole_number, 0), (read_whole_number, 1.5), (read_days, 0)):
        with pytest.raises(NotReadable):
            read(value)
