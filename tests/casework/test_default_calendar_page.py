from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from organisations.models import CalendarVersion
from row_security.scope import WHOLE_SERVICE, declare
from tests.factories import (
    CalendarVersionFactory,
    CaseFactory,
    LocalAuthorityFactory,
    SchoolFactory,
    TrustFactory,
    clocked,
    headteacher_of,
    manager_of,
    officer_of,
    trust_officer_of,
)

TERM = "kind,from,to,reason\nterm,2026-09-03,2026-12-17,\nhalf term,2026-10-26,2026-10-30,\n"


@pytest.fixture
def authority(db):
    call_command("import_bank_holidays", verbosity=0)
    return CalendarVersionFactory(
        local_authority=LocalAuthorityFactory(code="870", name="Reading")
    ).local_authority


def send(client, text, reason="Snow everywhere"):
    file = SimpleUploadedFile("dates.csv", text.encode())
    return client.post("/school-days/", {"file": file, "reason": reason, "replaces": "on"})


def test_an_officer_publishes_days_for_schools_without_any_and_sees_what_moved(client, authority):
    case = clocked(CaseFactory(school=SchoolFactory(local_authority=authority, calendar=None)))
    SchoolFactory(local_authority=authority)
    assert case.deadlines.get(rule_id="G1").due_date == date(2026, 10, 6)
    client.force_login(officer_of(authority))
    assert "1 open school has supplied none" in client.get("/school-days/").content.decode()

    answer = send(client, TERM + "closure,2026-09-21,,Snow\n")

    assert (answer.status_code, answer.url) == (302, "/school-days/")
    page = client.get("/school-days/").content.decode()
    assert ("The school days are published." in page, case.reference in page) == (True, True)
    assert "7 October 2026" in page
    declare(WHOLE_SERVICE)
    assert case.deadlines.get(rule_id="G1").due_date == date(2026, 10, 7)
    version = CalendarVersion.objects.get(local_authority=authority, number=2)
    assert (version.source, version.reason) == ("AUTHORITY", "Snow everywhere")


def test_faults_are_told_and_nothing_changes(client, authority):
    client.force_login(manager_of(authority))

    answer = send(client, TERM + "closure,2026-08-21,,Flood\nhalf,x,,\n", reason="")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "must be term, half term, inset or closure" in page
    assert authority.calendar_versions.count() == 1


def test_an_authority_without_days_is_told_what_that_means(client, db):
    client.force_login(officer_of(LocalAuthorityFactory(name="Bath")))

    assert "Bath has supplied no school days." in client.get("/school-days/").content.decode()


def test_others_have_no_such_page(client, authority):
    for person in (
        headteacher_of(SchoolFactory(local_authority=authority)),
        trust_officer_of(TrustFactory()),
    ):
        client.force_login(person)
        assert client.get("/school-days/").status_code == 404
        assert send(client, TERM).status_code == 404
    assert authority.calendar_versions.count() == 1
