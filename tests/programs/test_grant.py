"""A system asks for a token with its secret, calls with it, and reaches its own schools alone."""

from base64 import b64encode
from datetime import timedelta

import pytest
from django.test import Client as Browser

from audit.models import AuditEvent
from casework.history import get_trail
from casework.models import CaseQuerySet, NoticeDraft
from organisations.models import School
from programs.models import BearerToken, May
from row_security.scope import WHOLE_SERVICE, declare
from tests.casework.test_notice_api import NOTICE, TUESDAY
from tests.factories import CaseFactory, SchoolFactory, TrustFactory, clocked, headteacher_of
from tests.programs.builders import (
    bearer_of,
    calls_with,
    make_client,
    refusal_of,
    system_of,
    token_of,
)

URL = "/api/v1/token/"
GRANT = {"grant_type": "client_credentials"}


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(TUESDAY, tick=False)


def ask(sent, header=""):
    headers = {"authorization": header} if header else {}
    body = "&".join(f"{name}={value}" for name, value in sent.items())
    form = "application/x-www-form-urlencoded"
    return Browser().post(URL, body, content_type=form, headers=headers)


def basic(client_id, secret):
    return "Basic " + b64encode(f"{client_id}:{secret}".encode()).decode()


def shown(client, secret):
    return {**GRANT, "client_id": client.client_id, "client_secret": secret}


def test_a_secret_brings_a_token_that_works_for_half_an_hour(case, time_machine):
    client, secret = make_client(case.school)

    answer = ask(shown(client, secret))

    assert answer.status_code == 200
    given = answer.json()
    token = given.pop("access_token")
    assert given == {
        "token_type": "Bearer",
        "expires_in": 1800,
        "scope": "cases:read notices:send",
    }
    assert answer["Cache-Control"] == "no-store"
    program = calls_with(token)
    assert [row["id"] for row in program.get("/api/v1/cases/").json()["results"]] == [
        str(case.public_id)
    ]
    time_machine.move_to(TUESDAY + timedelta(minutes=30), tick=False)
    assert program.get("/api/v1/cases/").status_code == 401
    declare(WHOLE_SERVICE)
    client.refresh_from_db()
    assert client.last_used_at == TUESDAY
    event = AuditEvent.objects.get(kind="client.token-granted")
    assert (event.actor, event.facts) == (f"client/{client.pk}", {})


def test_a_trusts_token_is_recorded_too_and_what_has_ended_is_removed(db, time_machine):
    client, secret = make_client(TrustFactory())

    for minutes in (0, 10, 35):
        time_machine.move_to(TUESDAY + timedelta(minutes=minutes), tick=False)
        assert ask(GRANT, basic(client.client_id, secret)).status_code == 200

    assert BearerToken.objects.count() == 2
    declare(WHOLE_SERVICE)
    assert AuditEvent.objects.filter(kind="client.token-granted").count() == 3


def test_fewer_scopes_can_be_asked_for_and_more_cannot(case):
    client, secret = make_client(case.school, May.READ_CASES)

    fewer = ask({**shown(*make_client(case.school)), "scope": "cases:read"})
    more = ask({**shown(client, secret), "scope": "cases:read%20notices:send"})

    assert fewer.json()["scope"] == "cases:read"
    assert (more.status_code, more.json()["error"]) == (400, "invalid_scope")


@pytest.mark.parametrize(
    ("changes", "header", "status", "error"),
    [
        ({"client_secret": "fhs_wrong"}, "", 401, "invalid_client"),
        ({"client_secret": ""}, "", 401, "invalid_client"),
        ({"client_id": "x"}, "", 401, "invalid_client"),
        ({}, "Basic !", 401, "invalid_client"),
        ({}, "Basic /w==", 401, "invalid_client"),
        ({}, "Bearer x", 401, "invalid_client"),
        ({}, basic("x", "y"), 401, "invalid_client"),
        ({"grant_type": "password"}, "", 400, "unsupported_grant_type"),
        ({"grant_type": ""}, "", 400, "invalid_request"),
        ({"scope": "everything"}, "", 400, "invalid_scope"),
    ],
)
def test_what_is_not_right_is_told_as_the_standard_has_it(case, changes, header, status, error):
    answer = ask({**shown(*make_client(case.school)), **changes}, header)

    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert answer.json()["error_description"]
    assert ("WWW-Authenticate" in answer) == (status == 401)
    assert not BearerToken.objects.exists()


def test_nothing_is_read_from_the_address_nor_from_other_content(case):
    client, secret = make_client(case.school)
    sent = shown(client, secret)

    by_address = Browser().post(f"{URL}?client_id={client.client_id}", sent)
    as_json = Browser().post(URL, sent, content_type="application/json")
    in_address = Browser().post(
        f"{URL}?x", "&".join(f"{name}={value}" for name, value in sent.items()),
        content_type="application/x-www-form-urlencoded",
    )  # fmt: skip

    assert by_address.status_code == 415
    assert (as_json.status_code, refusal_of(as_json)["code"]) == (415, "unsupported_media_type")
    assert (in_address.status_code, in_address.json()["error"]) == (400, "invalid_request")


class TestReach:
    @pytest.fixture
    def stranger(self, db):
        return clocked(CaseFactory())

    def paths(self, case):
        one = f"/api/v1/cases/{case.public_id}/"
        rest = ("deadlines/", "deadlines/G1/", "messages/", "follow-up/", "documents/", "hearings/")
        return [one, *(f"{one}{path}" for path in rest)]

    def test_a_schools_system_reads_its_own_cases_and_no_other(self, case, stranger):
        clocked(case)
        program = system_of(case.school)

        assert [program.get(path).status_code for path in self.paths(case)] == [200] * 7
        assert [program.get(path).status_code for path in self.paths(stranger)] == [404] * 7
        listed = program.get("/api/v1/cases/").json()["results"]
        assert [row["id"] for row in listed] == [str(case.public_id)]

    def test_a_trusts_system_reads_its_schools_cases_while_they_are_its_own(self, db, stranger):
        trust = TrustFactory()
        own = [CaseFactory(school=SchoolFactory(trust=trust)) for _ in range(2)]
        program = system_of(trust)

        def listed():
            rows = program.get("/api/v1/cases/").json()["results"]
            declare(WHOLE_SERVICE)
            return {row["id"] for row in rows}

        assert listed() == {str(case.public_id) for case in own}
        School.objects.filter(pk=own[0].school_id).update(trust=None)
        assert listed() == {str(own[1].public_id)}

    def test_a_look_is_recorded_as_the_clients(self, case):
        client, _ = make_client(case.school)

        calls_with(bearer_of(client)).get(f"/api/v1/cases/{case.public_id}/")

        declare(WHOLE_SERVICE)
        assert AuditEvent.objects.get(kind="case.viewed").actor == f"client/{client.pk}"
        assert get_trail(case).happenings[0].by == "Sample Records (a program)"

    def test_the_database_alone_keeps_other_schools_out(self, case, stranger, monkeypatch):
        monkeypatch.setattr(CaseQuerySet, "visible_to", lambda self, user: self)

        program = system_of(case.school)

        assert program.get(self.paths(stranger)[0]).status_code == 404


class TestWhatAPersonDoes:
    def send(self, program, school, key="k1"):
        notice = {**NOTICE, "school": school.urn}
        return program.post("/api/v1/notices/", notice, key=key)

    def test_a_system_sends_a_notice_and_the_head_alone_gives_it(self, sampleton, letters):
        program = system_of(sampleton)
        head = calls_with(token_of(headteacher_of(sampleton)))

        sent = self.send(program, sampleton)
        assert sent.status_code == 201
        url = f"/api/v1/notices/{sent.data['id']}/"
        refused = program.post(f"{url}confirm/", {}, read=url)
        given = head.post(f"{url}confirm/", {}, read=url)

        assert (refused.status_code, refusal_of(refused)["code"]) == (403, "a_person_must")
        assert given.status_code == 201
        assert (given.data["typed_by"], program.get(url).data["state"]) == (None, "GIVEN")
        declare(WHOLE_SERVICE)
        draft = NoticeDraft.objects.get()
        assert (draft.started_by, draft.last_saved_by) == (None, "Sample Records (a program)")
        events = AuditEvent.objects.filter(stream=draft.stream).order_by("seq")
        assert events[0].actor == f"client/{draft.started_by_client_id}"

    def test_a_system_sees_what_it_sent_itself_and_no_other_draft(self, sampleton):
        first, second = system_of(sampleton), system_of(sampleton)

        url = f"/api/v1/notices/{self.send(first, sampleton).data['id']}/"

        assert (first.get(url).status_code, second.get(url).status_code) == (200, 404)

    def test_a_notice_for_another_school_is_not_taken(self, sampleton):
        program = system_of(sampleton)

        refused = self.send(program, SchoolFactory())

        assert (refused.status_code, refusal_of(refused)["code"]) == (404, "NotYourSchool")
        declare(WHOLE_SERVICE)
        assert not NoticeDraft.objects.exists()

    def test_a_token_without_the_scope_is_told_which_it_needs(self, sampleton):
        reads, sends = system_of(sampleton, May.READ_CASES), system_of(sampleton, May.SEND_NOTICES)

        refused = [self.send(reads, sampleton), sends.get("/api/v1/cases/")]

        assert [one.status_code for one in refused] == [403, 403]
        assert {refusal_of(one)["code"] for one in refused} == {"insufficient_scope"}

    def test_whatever_else_there_is_to_do_is_a_persons(self, noticed):
        program = system_of(noticed.school)
        tried = [
            program.post(f"/api/v1/cases/{noticed.public_id}/{path}/", {}, format="json")
            for path in ("follow-up", "documents", "attendance-requests", "speaking-permissions")
        ] + [
            program.post(f"/api/v1/{path}/", {}, format="json")
            for path in (
                f"hearings/{noticed.public_id}/move",
                f"hearings/{noticed.public_id}/cancel",
                f"invitations/{noticed.public_id}/answer",
            )
        ]

        assert [answer.status_code for answer in tried] == [403] * 7
        assert {refusal_of(answer)["code"] for answer in tried} == {"a_person_must"}
