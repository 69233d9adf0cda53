"""Each key is sent many times at once, and each makes one case. ONCE_KEYS=100: the full size."""

import os
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connections
from django.utils import timezone

from casework.models import Case, NoticeDraft
from row_security.scope import WHOLE_SERVICE, scoped_transaction
from tests.casework.test_notice_api import NOTICE, TUESDAY
from tests.factories import ContactFactory, SchoolFactory, headteacher_of
from tests.programs.builders import calls_with, token_of

KEYS = int(os.environ.get("ONCE_KEYS", "4"))  # 100 for the whole
THREADS = int(os.environ.get("ONCE_THREADS", "6"))  # 20 for the whole

pytestmark = [
    pytest.mark.slow,
    pytest.mark.services,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
]


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(TUESDAY, tick=False)
    assert timezone.now() == TUESDAY


@pytest.mark.usefixtures("letters")
def test_many_keys_sent_many_times_at_once_make_one_case_each():
    with scoped_transaction(WHOLE_SERVICE):
        school = SchoolFactory()
        ContactFactory(local_authority=school.local_authority)
        token = token_of(headteacher_of(school))
    keys = [uuid4().hex for _ in range(KEYS)]

    def give(number):
        """Send one notice and confirm it, as a program that hears no answer would: again."""
        key = keys[number]
        program = calls_with(token)
        pupil = {"last_name": f"Invented{chr(65 + number // 26)}{chr(97 + number % 26)}"}
        pupil |= {"upn": None, "upn_missing_because": "The pupil came from abroad this term"}
        notice = {**NOTICE, **pupil, "school": school.urn}
        try:
            sent = program.post("/api/v1/notices/", notice, key=key)
            assert sent.status_code == 201, sent.content
            there = f"/api/v1/notices/{sent.json()['id']}/"
            given = program.post(f"{there}confirm/", {}, key=f"c{key}", match=sent["ETag"])
            return given.status_code, given.json().get("reference")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(THREADS) as threads:
        told = list(threads.map(give, sorted(list(range(KEYS)) * THREADS)))

    assert {status for status, _ in told} == {201}
    assert len({reference for _, reference in told}) == KEYS
    with scoped_transaction(WHOLE_SERVICE):
        assert (NoticeDraft.objects.count(), Case.objects.count()) == (KEYS, KEYS)
