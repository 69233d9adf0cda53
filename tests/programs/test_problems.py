"""Every refusal of the API has the one shape, whoever refuses, and tells nothing of a case."""

import pytest
from django.db import OperationalError
from django.test import Client as Browser

from casework.api import cases
from programs.problems import TITLES
from tests.factories import SchoolFactory, headteacher_of
from tests.programs.builders import Program, refusal_of

CASES = "/api/v1/cases/"


@pytest.fixture
def head(case):
    program = Program(raise_request_exception=False)
    program.force_login(headteacher_of(case.school))
    return program


def is_problem(answer, status, code):
    told = answer.json()
    assert (answer.status_code, refusal_of(answer)["code"]) == (status, code)
    assert told["title"]
    assert told["type"].endswith(f"/api/v1/problems/#{code}")
    return True


def test_refusals_of_the_framework(head, case):
    notices = "/api/v1/notices/"
    key = {"HTTP_IDEMPOTENCY_KEY": "k"}
    raw = head.generic("POST", notices, "{", "application/json", **key)
    assert is_problem(raw, 400, "parse_error")
    assert is_problem(Browser().get(CASES), 401, "not_authenticated")
    assert is_problem(head.get(f"{CASES}{case.school.pk}/"), 404, "not_found")
    assert is_problem(head.get(f"{CASES}?cursor=x"), 404, "not_found")
    assert is_problem(head.delete(CASES), 405, "method_not_allowed")
    assert is_problem(head.get(CASES, headers={"accept": "text/csv"}), 406, "not_acceptable")
    xml = head.generic("POST", notices, "<x/>", "application/xml", **key)
    assert is_problem(xml, 415, "unsupported_media_type")
    assert is_problem(head.get(f"{CASES}?colour=red"), 422, "invalid")


def test_a_body_that_is_too_large_is_not_read(head, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10

    told = head.post("/api/v1/notices/", {"narrative": "more than ten"})

    assert is_problem(told, 413, "too_large")


def test_refusals_before_a_view_is_reached(db, head, settings):
    settings.REQUEST_MAX_BYTES = 10
    assert is_problem(head.post("/api/v1/notices/", {"narrative": "more"}), 413, "too_large")
    assert is_problem(head.get("/api/v1/nowhere/"), 404, "not_found")
    assert is_problem(head.get(CASES, HTTP_HOST="elsewhere.example"), 400, "bad_request")
    page = head.get("/nowhere/")
    assert (page.status_code, page["Content-Type"]) == (404, "text/html; charset=utf-8")


def test_a_crash_says_nothing_but_that_it_was_one(head, monkeypatch):
    def crash(request):
        raise ValueError("Robin Invented")

    monkeypatch.setattr(cases, "_read_status", crash)
    answer = head.get(CASES)

    assert is_problem(answer, 500, "error")
    assert "Robin" not in answer.content.decode()


def test_a_database_that_is_away_asks_to_come_again(head, monkeypatch):
    def crash(request):
        raise OperationalError("no connection to Robin")

    monkeypatch.setattr(cases, "_read_status", crash)
    answer = head.get(CASES)

    assert is_problem(answer, 503, "unavailable")
    assert answer["Retry-After"] == "30"
    assert "Robin" not in answer.content.decode()


def test_so_it_does_before_a_view_is_reached(head, client, monkeypatch):
    def crash(user, *, now):
        raise OperationalError

    monkeypatch.setattr("config.middleware.declare_reach", crash)

    assert is_problem(head.get(CASES), 503, "unavailable")
    client.raise_request_exception = False
    client.force_login(headteacher_of(SchoolFactory()))
    assert client.get("/").status_code == 500


def test_the_list_of_kinds_has_each_code_once(client, db):
    listed = client.get("/api/v1/problems/").json()

    codes = [kind["code"] for kind in listed]
    assert {"KeyUsedBefore", "PossibleDuplicate", "not_found", "stale"} < set(codes)
    assert all(kind["title"].endswith(".") and kind["status"] in TITLES for kind in listed)


def test_every_operation_of_the_schema_names_every_refusal(client, db):
    paths = client.get("/api/v1/schema/?format=json").json()["paths"]

    for path, methods in paths.items():
        for method, operation in methods.items():
            told = set(operation["responses"])
            assert told >= {"400", "401", "403", "404", "406", "422", "429", "500", "503"}, path
            names = {one["name"] for one in operation.get("parameters", [])}
            if method == "post":
                assert told >= {"409", "413", "415"}
                assert ("Idempotency-Key" in names) == (path != "/api/v1/token/")
            assert ({"412", "428"} <= told) == ("If-Match" in names)
    edits = {
        path for path, ways in paths.items() if "412" in ways.get("post", {}).get("responses", {})
    }
    assert edits == {
        "/api/v1/notices/{public_id}/confirm/",
        "/api/v1/cases/{public_id}/follow-up/",
        "/api/v1/hearings/{public_id}/move/",
        "/api/v1/hearings/{public_id}/cancel/",
        "/api/v1/invitations/{public_id}/answer/",
    }
