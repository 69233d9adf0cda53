"""Every model that hangs on a case, hearing or letter is disposed of, or has a reason to stay."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import ForeignKey, Model

from data_protection.erasure import ERASED, KEPT, list_models
from data_protection.schedule import BY_KEY

NUMBERS = ("case_id", "message_id", "hearing_id", "draft_id")  # links without a foreign key
ROOTS = ("casework.Case", "hearings.Hearing", "notifications.Message", "casework.Pupil")


def walk() -> Iterator[str]:
    """Yield every model from which a chain of foreign keys leads to a case, and those by number."""
    found = set(ROOTS)
    while (
        more := {
            model._meta.label
            for model in apps.get_models()
            for field in model._meta.get_fields()
            if isinstance(field, ForeignKey) and field.related_model._meta.label in found
        }
        - found
    ):
        found |= more
    by_number = {
        model._meta.label
        for model in apps.get_models()
        if any(field.column in NUMBERS for field in model._meta.concrete_fields)
    }
    yield from found | by_number


def find_forgotten() -> list[str]:
    return sorted(set(walk()) - ERASED.keys() - KEPT.keys())


def test_every_model_with_data_of_a_case_is_disposed_of_or_listed_with_a_reason():
    assert find_forgotten() == []
    assert [label for label, reason in KEPT.items() if not reason] == []


def test_nothing_is_listed_that_is_not_there():
    known = set(walk())
    assert [label for label in (*ERASED, *KEPT) if label not in known] == []
    assert [one.record_class for one in ERASED.values() if one.record_class not in BY_KEY] == []


@pytest.mark.parametrize("label", sorted(ERASED))
def test_a_forgotten_model_would_be_noticed(label, monkeypatch):
    monkeypatch.delitem(ERASED, label)

    assert find_forgotten() == [label]


def test_what_points_is_deleted_before_what_it_points_at():
    order = list_models()
    for model in order:
        for field in model._meta.concrete_fields:
            target = field.related_model
            if target in order and target is not model:
                assert order.index(model) < order.index(target), (model, field)


def test_no_table_points_at_a_case_that_no_model_knows(db):
    """A table made by hand in a migration would be missed by a walk of the models."""
    models = [apps.get_model(label) for label in ERASED]
    tables = {model._meta.db_table for model in models}
    # the table between two of them goes with either: Django deletes its rows first
    tables |= {field.m2m_db_table() for model in models for field in model._meta.many_to_many}
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT DISTINCT c.conrelid::regclass::text FROM pg_constraint c
               WHERE c.contype = 'f' AND c.confrelid::regclass::text = ANY (%s)""",
            [sorted(tables)],
        )
        pointing = {table for (table,) in cursor.fetchall()}

    assert pointing - tables == set()


def test_the_walk_finds_a_model_two_steps_away():
    assert {"hearings.Attendee", "notifications.Step"} <= set(walk())
    assert all(isinstance(apps.get_model(label), type(Model)) for label in walk())
