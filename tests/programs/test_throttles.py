"""How often a caller may call: each by themselves, wherever they call from."""

import pytest
from django.core.cache import caches
from django.test import Client as Browser

from tests.casework.test_notice_api import TUESDAY
from tests.factories import headteacher_of
from tests.programs.builders import calls_with, make_client, refusal_of, system_of, token_of
from tests.programs.test_grant import ask, shown

CASES = "/api/v1/cases/"
LOCAL = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "throttles"}


@pytest.fixture(autouse=True)
def limits(settings, time_machine):
    time_machine.move_to(TUESDAY, tick=False)
    settings.CACHES = {**settings.CACHES, "throttles": LOCAL}
    settings.API_CALLS_PER_MINUTE, settings.API_TOKENS_PER_MINUTE = 3, 2
    yield
    caches["throttles"].clear()


def test_each_caller_has_a_limit_of_its_own_and_is_told_how_long_to_wait(case, time_machine):
    head, system = calls_with(token_of(headteacher_of(case.school))), system_of(case.school)

    assert [head.get(CASES).status_code for _ in range(4)] == [200, 200, 200, 429]
    assert system.get(CASES).status_code == 200
    refused = head.get(CASES, REMOTE_ADDR="203.0.113.9")
    assert (refused.status_code, refusal_of(refused)["code"]) == (429, "throttled")
    assert refused["Retry-After"] == "60"
    time_machine.shift(60)
    assert head.get(CASES).status_code == 200


def test_a_token_may_be_asked_for_a_few_times_a_minute_with_one_id(case):
    first, second = make_client(case.school), make_client(case.school)
    wrong = {**shown(*first), "client_secret": "x"}

    assert [ask(wrong).status_code for _ in range(3)] == [401, 401, 429]
    assert ask(shown(*first)).status_code == 429
    assert ask(shown(*second)).status_code == 200


def test_whoever_is_not_known_is_told_so_each_time(db):
    assert {Browser().get(CASES).status_code for _ in range(5)} == {401}


def test_a_broker_that_is_away_stops_nobody(case, settings):
    settings.CACHES = {
        **settings.CACHES,
        "throttles": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1",
        },
    }
    head = calls_with(token_of(headteacher_of(case.school)))

    assert [head.get(CASES).status_code for _ in range(5)] == [200] * 5
    settings.CACHES = {**settings.CACHES, "throttles": LOCAL}
