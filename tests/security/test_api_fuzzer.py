"""
Everything the description of the API allows and much that it does not, as three roles and a system.

FUZZ_REQUESTS says how many requests are made in all (half of them on pages). Each answer must have
a status and a shape that the description names, and none may be a fault of ours.
"""

import os
from collections import Counter
from typing import Any
from uuid import UUID

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connection
from django.urls import resolve
from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as how
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import checks
from schemathesis.core.failures import FailureGroup
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from row_security.scope import WHOLE_SERVICE, declare
from tests.authorisation.routes import Found, address_of
from tests.authorisation.world import World, build
from tests.programs.builders import bearer_of, make_client, token_of

REQUESTS = int(os.environ.get("FUZZ_REQUESTS", "1000")) // 2
SEED = int(os.environ.get("FUZZ_SEED", "1"))
ROLES = ("head", "officer", "clerk")
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
CHECKS = (
    checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
)
MOST_TOLD = 1500  # characters of each fault
SOME_ID = UUID(int=0)


def find_real_values(path: str, world: World) -> dict[str, Any]:
    """Return the values in the path that belong to the one case of ``world``."""
    names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
    asked = path.format(**{name: SOME_ID if name.endswith("id") else "G1" for name in names})
    match = resolve(asked)
    route = Found(match.view_name, tuple(names))
    real = resolve(address_of(route, world)).kwargs
    return {name: str(real[name]) for name in names}


def make_test(operation: Any, mode: Any, keys: list[str], world: World, seen: Counter) -> Any:
    """Return a test of one operation in one mode; whatever it changes is undone at once."""
    real = find_real_values(operation.full_path, world)

    @given(
        case=operation.as_strategy(generation_mode=mode),
        key=st.sampled_from(keys),
        is_real=st.sampled_from([True, True, True, False]),
    )
    def ask(case, key, is_real):
        if is_real:
            case.path_parameters = real
        saved = connection.savepoint()
        response = case.call(headers={"Authorization": f"Bearer {key}"})
        connection.savepoint_rollback(saved)
        declare(WHOLE_SERVICE)
        seen[response.status_code] += 1
        case.validate_response(response, checks=list(CHECKS))

    return ask


@pytest.fixture
def one_connection():
    """Let requests through the real door keep the test's transaction, as a test client's do."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("one_connection")
def test_the_api_does_what_its_description_says_and_nothing_else(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    world, seen = build(), Counter()
    for case in (world.case, world.elsewhere):  # as a notice makes them
        case.session, case.pattern, case.parents_told_how = "AM", "ONE_OFF", "IN_PERSON"
        case.save()
    system, _ = make_client(world.case.school)
    keys = [*(token_of(world.people[role]) for role in ROLES), bearer_of(system)]
    schema = schemathesis.openapi.from_wsgi("/api/v1/schema/", get_wsgi_application())
    operations = [found.ok() for found in schema.get_all_operations()]
    each = max(2, REQUESTS // (len(operations) * len(MODES)))
    few = how(
        max_examples=each,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    wrong = []
    for operation in operations:
        for mode in MODES:
            try:
                few(seed(SEED)(make_test(operation, mode, keys, world, seen)))()
            except Unsatisfiable:
                continue  # nothing can be sent wrongly to it
            except (Exception, FailureGroup) as fault:  # whatever the one before it did
                wrong.append(f"{operation.label} {mode.value}: {str(fault)[:MOST_TOLD]}")
    assert wrong == [], f"seed {SEED}, {dict(seen)}\n" + "\n\n".join(wrong)
    assert len(operations) > 15
    assert set(seen) >= {200, 404, 422}
