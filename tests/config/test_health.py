import json
import threading
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.test import Client, RequestFactory
from django.utils import timezone

from config.health import HealthDoor
from notifications.models import Message

ELSEWHERE = "10.0.0.7:8000"  # a probe asks by address, not by a name that we serve


def ask(path: str = "/readyz") -> tuple[int, dict[str, object]]:
    answer = Client().get(path, headers={"host": ELSEWHERE})
    return answer.status_code, json.loads(answer.content)


def letter(number: int, **values: object) -> Message:
    now = timezone.now()
    given = {
        "dedupe_key": f"letter/{number}",
        "about": "case/1",
        "letter": "notice-to-authority",
        "addressee": "Reading",
        "to": "exclusions@council.example",
        "subject": "A permanent exclusion",
        "body": "",
        "created_at": now,
        "due_at": now,
    }
    return Message.objects.create(**{**given, **values})


def test_a_living_process_says_so_without_the_database():
    """No mark: a query would fail this test."""
    answer = Client().get("/healthz", headers={"host": ELSEWHERE})
    assert (answer.status_code, answer.content) == (200, b"alive\n")


def test_readiness_tells_of_the_database_the_broker_and_what_waits(db):
    assert ask() == (
        200,
        {
            "database": "ready",
            "broker": "ready",
            "oldest_unsent_notice_seconds": 0,
            "oldest_unchecked_document_seconds": 0,
        },
    )


def test_readiness_tells_the_age_of_the_oldest_letter_that_waits_and_of_no_other(db):
    now = timezone.now()
    for number, state, waited in [(1, "QUEUED", 90), (2, "IN_DOUBT", 200), (3, "DELIVERED", 9000)]:
        since = now - timedelta(seconds=waited)
        accepted_at = now if state == "DELIVERED" else None
        letter(number, state=state, created_at=since, queued_at=since, accepted_at=accepted_at)

    status, said = ask()

    assert status == 200
    assert said["oldest_unsent_notice_seconds"] in (200, 201)


def test_a_broker_that_is_away_is_told_and_keeps_the_pages_up(db, settings):
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    status, said = ask()
    assert (status, said["broker"]) == (200, "unreachable")


def test_a_database_that_misses_a_migration_is_not_ready(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM django_migrations WHERE id = (SELECT max(id) FROM django_migrations)"
        )
    status, said = ask()
    assert (status, said["database"]) == (503, "not migrated")


@pytest.fixture
def no_database(db, monkeypatch):
    monkeypatch.setitem(connections.settings["default"], "HOST", "/nowhere")


def test_a_database_that_is_away_is_503_and_no_traceback(no_database):
    answers = []

    def ask_anew() -> None:  # in a thread, for this one is already connected
        door = HealthDoor(lambda request: pytest.fail("the page was asked for"))
        answers.append(door(RequestFactory().get("/readyz")))
        connection.close()

    thread = threading.Thread(target=ask_anew)
    thread.start()
    thread.join()
    [answer] = answers
    assert (answer.status_code, json.loads(answer.content)) == (
        503,
        {"database": "unreachable", "broker": "ready"},
    )
