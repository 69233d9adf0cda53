"""The same call again has the same answer and no second effect; nobody can read what is kept."""

import json
from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import get_resolver

from casework.models import Document, NoticeDraft
from programs import once, tasks
from programs.api.once import AGAIN, OnceView
from programs.models import BearerToken, KeptAnswer
from row_security.scope import WHOLE_SERVICE, Scope, declare
from tests.casework.test_notice_api import NOTICE, TUESDAY
from tests.design_system.files import pdf
from tests.factories import CaseAssignmentFactory, CaseFactory, headteacher_of
from tests.programs.builders import (
    Program,
    calls_with,
    make_client,
    refusal_of,
    system_of,
    token_of,
)

URL = "/api/v1/notices/"


@pytest.fixture(autouse=True)
def _today(time_machine, settings, tmp_path):
    time_machine.move_to(TUESDAY, tick=False)
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def notice(sampleton):
    return {"school": sampleton.urn, **NOTICE}


@pytest.fixture
def program(sampleton):
    return system_of(sampleton)


def count():
    declare(WHOLE_SERVICE)
    return NoticeDraft.objects.count(), KeptAnswer.objects.count()


def test_the_same_again_is_the_same_answer_and_one_draft(program, notice):
    answers = [program.post(URL, notice, key="k") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [201] * 3
    assert (
        len({(answer.content, answer["ETag"], answer["Content-Type"]) for answer in answers}) == 1
    )
    assert [answer.headers.get(AGAIN) for answer in answers] == [None, "true", "true"]
    assert count() == (1, 1)


def test_the_order_of_names_is_no_difference_and_any_word_is(program, notice):
    program.post(URL, notice, key="k")

    turned = program.post(URL, dict(reversed(notice.items())), key="k")
    other = program.post(URL, {**notice, "first_name": "Alex"}, key="k")

    assert turned.status_code == 201
    assert (other.status_code, refusal_of(other)["code"]) == (422, "KeyUsedBefore")
    assert count() == (1, 1)


def test_a_key_is_its_callers_own(sampleton, notice):
    for program in (system_of(sampleton), system_of(sampleton)):
        answer = program.post(URL, notice, key="k")
        assert (answer.status_code, answer.headers.get(AGAIN)) == (201, None)
    assert count() == (2, 2)


def test_a_key_used_at_another_address_is_refused(sampleton, program, notice):
    head = calls_with(token_of(headteacher_of(sampleton)))
    draft = head.post(URL, notice, key="k").json()["id"]

    there = f"{URL}{draft}/"
    refused = head.post(f"{there}confirm/", {}, key="k", read=there)

    assert (refused.status_code, refusal_of(refused)["code"]) == (422, "KeyUsedBefore")


@pytest.mark.parametrize("key", ["", "x" * 65, "a\tb"])
def test_a_call_without_a_key_of_its_own_is_refused(program, notice, key):
    answer = program.post(URL, notice, headers={"Idempotency-Key": key})

    assert (answer.status_code, refusal_of(answer)["code"]) == (400, "key_needed")
    assert "new for each call" in answer.json()["detail"]
    assert count() == (0, 0)


def test_what_was_refused_may_be_sent_again_once_mended(program, notice):
    refused = program.post(URL, {**notice, "sex": "?"}, key="k")
    mended = program.post(URL, notice, key="k")

    assert (refused.status_code, mended.status_code) == (422, 201)
    assert count() == (1, 1)


def test_a_body_that_cannot_be_read_uses_up_no_key(program, notice):
    for body in ("{", "[\xff", '{"a": NaN}'):
        raw = program.generic("POST", URL, body, "application/json", HTTP_IDEMPOTENCY_KEY="k")
        assert (raw.status_code, refusal_of(raw)["code"]) == (400, "parse_error")
        assert "{" not in raw.json()["detail"]
    assert program.post(URL, notice, key="k").status_code == 201


def test_the_same_file_again_is_the_same_whatever_its_boundary(sampleton):
    case = CaseFactory(school=sampleton)
    head = calls_with(token_of(headteacher_of(sampleton)))

    def file(pages=1):
        sent = {"kind": "OTHER", "file": SimpleUploadedFile("a.pdf", pdf(pages))}
        return head.post(f"/api/v1/cases/{case.public_id}/documents/", sent, "multipart", key="k")

    first, again, other = file(), file(), file(2)

    assert [one.status_code for one in (first, again, other)] == [201, 201, 422]
    assert first.json() == again.json()
    declare(WHOLE_SERVICE)
    assert Document.objects.count() == 1


class TestWhatIsKept:
    def test_nothing_of_the_child_can_be_read_in_the_table(self, sampleton, notice, letters):
        head = calls_with(token_of(headteacher_of(sampleton)))
        draft = head.post(URL, notice).json()["id"]
        there = f"{URL}{draft}/"
        given = head.post(f"{there}confirm/", {}, read=there)

        assert "Robin" in given.content.decode()
        declare(WHOLE_SERVICE)
        kept = json.dumps([str(row) for row in KeptAnswer.objects.values_list()])
        kept += "".join(bytes(row.sealed).decode() for row in KeptAnswer.objects.all())
        for told in ("Robin", "Invented", "Struck", "case", str(given.json()["id"])):
            assert told not in kept

    def test_each_caller_reaches_its_own_rows_alone(self, sampleton, notice):
        client, _ = make_client(sampleton)
        head = headteacher_of(sampleton)
        for caller in (system_of(sampleton), calls_with(token_of(head))):
            caller.post(URL, notice)

        reached = {}
        for name, scope in {
            "none": Scope(),
            "school": Scope(school_ids=(sampleton.pk,)),
            "head": Scope(user_id=head.pk),
            "other client": Scope(client_id=client.pk),
        }.items():
            declare(scope)
            reached[name] = list(KeptAnswer.objects.values_list("caller", flat=True))
        assert reached == {
            "none": [],
            "school": [],
            "head": [f"user/{head.pk}"],
            "other client": [],
        }

    def test_what_has_left_the_callers_reach_is_not_shown_again(self, sampleton, notice):
        head = headteacher_of(sampleton)
        program = calls_with(token_of(head))
        program.post(URL, notice, key="k")
        declare(WHOLE_SERVICE)
        CaseAssignmentFactory(case=CaseFactory(), user=head)

        again = program.post(URL, notice, key="k")

        assert (again.status_code, refusal_of(again)["code"]) == (409, "ReachChanged")
        assert count() == (1, 1)

    def test_a_new_secret_of_the_service_does_not_make_it_happen_twice(
        self, program, notice, settings
    ):
        first = program.post(URL, notice, key="k")
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
        settings.SECRET_KEY = "another-one"

        assert program.post(URL, notice, key="k").content == first.content
        assert count() == (1, 1)

    def test_the_hourly_sweep_removes_what_is_old(self, sampleton, notice, time_machine, settings):
        program = calls_with(token_of(headteacher_of(sampleton)))
        program.post(URL, notice, key="old")
        time_machine.move_to(TUESDAY + timedelta(days=6), tick=False)
        program.post(URL, notice, key="new")
        BearerToken.objects.all().delete()

        time_machine.move_to(TUESDAY + settings.ANSWERS_KEPT + timedelta(seconds=1), tick=False)
        declare(WHOLE_SERVICE)
        assert once.sweep(before=TUESDAY + timedelta(seconds=1)) == 1
        assert KeptAnswer.objects.count() == 1


def test_every_post_of_the_api_counts_once_but_the_one_that_gives_tokens():
    """A route that is added without it fails here."""
    without = set()
    for entry in get_resolver().url_patterns:
        if str(entry.pattern) == "api/v1/":
            views = {pattern.callback.cls for pattern in entry.url_patterns}
            without |= {
                view.__name__
                for view in views
                if hasattr(view, "post") and not issubclass(view, OnceView)
            }
    assert without == {"TokenView"}


def test_a_tag_is_of_the_whole_that_is_shown(case, noticed):
    head = Program()
    head.force_login(headteacher_of(case.school))
    there = f"/api/v1/cases/{case.public_id}/"

    first, second = head.get(there)["ETag"], head.get(there)["ETag"]
    declare(WHOLE_SERVICE)
    noticed.deadlines.filter(rule_id="G1").update(due_date=TUESDAY.date())

    assert first == second != head.get(there)["ETag"]


def test_the_task_runs_in_a_transaction_of_its_own(monkeypatch):
    seen = []
    monkeypatch.setattr(once, "sweep", lambda *, before: seen.append(before))
    monkeypatch.setattr(tasks, "scoped_transaction", nullcontext)
    for model in ("BearerToken", "PersonalToken", "ClientSecret"):
        monkeypatch.setattr(tasks, model, Removes(seen))

    tasks.sweep()

    assert seen == [TUESDAY - timedelta(days=7), TUESDAY, TUESDAY, TUESDAY]


class Removes:
    """Stands for a table whose rows are filtered by one time, and removed."""

    def __init__(self, seen):
        self.objects, self.seen = self, seen

    def filter(self, **by):
        self.seen += by.values()
        return self

    def delete(self):
        return None
