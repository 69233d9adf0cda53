"""A notice travels from a member of staff, by the head's word, to the authorities' mailboxes."""

import re
from uuid import uuid4

import pytest
from django.test import Client

from casework.models import Case
from row_security.scope import WHOLE_SERVICE, declare
from tests.casework.notice_data import type_notice
from tests.factories import (
    ContactFactory,
    LocalAuthorityFactory,
    SchoolFactory,
    headteacher_of,
    officer_of,
    staff_of,
)
from tests.fakes import FakeProvider

pytestmark = pytest.mark.services


@pytest.fixture
def school(db):
    school = SchoolFactory(name="Sampleton School", local_authority__code="870")
    ContactFactory(local_authority=school.local_authority, email="exclusions@council.example")
    return school


def sign_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_a_notice_travels_from_the_page_to_both_authorities(
    school, tuesday, letters, time_machine, django_capture_on_commit_callbacks
):
    time_machine.move_to(tuesday, tick=False)
    home = LocalAuthorityFactory(code="872", name="Home Council")
    ContactFactory(local_authority=home, email="exclusions@home.example")
    staff, head = sign_in(staff_of(school)), sign_in(headteacher_of(school))
    officer, elsewhere = sign_in(officer_of(home)), sign_in(officer_of(LocalAuthorityFactory()))

    begun = staff.post("/notices/new/", {"school": school.urn, "key": uuid4()})["Location"]
    typed = {**type_notice(school, home_area="872"), "version": 1}
    check = staff.post(begun, typed)["Location"]
    staff.post(check, {"ask": "1", "version": 2})
    with django_capture_on_commit_callbacks(execute=True):
        given = head.post(check, {"decided": "on", "version": 2})["Location"]
    with django_capture_on_commit_callbacks(execute=True):
        again = head.post(check, {"decided": "on", "version": 2})["Location"]

    assert given == again
    assert [(to, subject) for _, to, subject in letters] == [
        ("exclusions@council.example", "Permanent exclusion 870-2627-0001 at Sampleton School"),
        ("exclusions@home.example", "Permanent exclusion 870-2627-0001 at Sampleton School"),
    ]
    [link] = re.findall(
        r"http://127\.0\.0\.1:8000(/cases/[0-9a-f-]+/)", FakeProvider.posts[-1].body
    )
    assert "Robin Invented" in officer.get(link).text
    assert elsewhere.get(link).status_code == 404
    assert "Sent and accepted" in head.get(given).text
    declare(WHOLE_SERVICE)
    assert Case.objects.get().home_authority == home
