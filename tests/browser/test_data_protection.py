"""Holds, disposals and exports in a real browser, at two widths."""

import zipfile

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import expect

from casework.actions.sealed import seal
from casework.models import SealedKind
from data_protection.actions import exports
from organisations.models import User
from row_security.scope import WHOLE_SERVICE, declare, scoped_transaction
from tests.data_protection.conftest import NOW, old_case
from tests.factories import SchoolFactory, manager_of, officer_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
]


@pytest.fixture
def managers(live_server):
    """Two managers of an authority with two cases of 2020, the second with an export begun."""
    with transaction.atomic():
        declare(WHOLE_SERVICE)
        school = SchoolFactory(name="Sample School", local_authority__name="Sampleshire")
        for number in (1, 2):
            case = old_case(school=school, reference=f"870-1920-000{number}")
        found = []
        for name in ("Morgan", "Robin"):
            person = manager_of(school.local_authority)
            User.objects.filter(pk=person.pk).update(first_name=name, last_name="Invented")
            found.append(User.objects.get(pk=person.pk))
        exports.begin_export(case_id=case.pk, actor=found[0], now=NOW)
    return case, *found


def test_two_managers_hold_and_dispose(screen, managers):
    case, one, other = managers
    screen.sign_in(one)
    page = screen.open(f"/cases/{case.public_id}/protection/hold/")
    screen.follow("button", "Put on legal hold")
    assert screen.find_faults() == []
    page.get_by_label("Why must this case be kept?").fill("A claim before a court")
    screen.follow("button", "Put on legal hold")
    assert screen.find_faults() == []
    screen.shoot("data-protection-case")

    page = screen.open("/data-protection/disposals/new/")
    assert screen.find_faults() == []
    screen.shoot("disposal-propose")
    expect(page.get_by_label("870-1920-0002")).to_have_count(0)  # on hold
    page.get_by_label("870-1920-0001").check()
    screen.follow("button", "Propose to dispose of these")
    expect(page.get_by_text("another manager of Sampleshire must agree")).to_be_visible()
    proposed = page.url.removeprefix(screen.address)

    screen.sign_in(other)
    page = screen.open(proposed)
    assert screen.find_faults() == []
    screen.shoot("disposal-agree")
    page.get_by_label("I have looked at this list").check()
    screen.follow("button", "Agree to this disposal")
    screen.open("/data-protection/")
    assert screen.find_faults() == []
    screen.shoot("data-protection")


def test_an_export_is_looked_at_part_by_part(screen, managers):
    case, one, _ = managers
    screen.sign_in(one)
    page = screen.open(f"/cases/{case.public_id}/protection/")
    page.get_by_role("link", name="Begun").click()
    page.get_by_role("heading", name="Export of the child’s data").wait_for()
    assert screen.find_faults() == []
    screen.shoot("export")
    screen.follow("link", "1. Why the pupil was excluded")
    screen.follow("button", "Save, and go on")
    assert screen.find_faults() == []
    page.get_by_label("Give it with parts taken out").check()
    screen.shoot("export-part")
    screen.follow("button", "Save, and go on")
    screen.follow("button", "Release this export")
    page.get_by_role("button", name="Download the export (ZIP)").wait_for()
    assert screen.find_faults() == []
    screen.shoot("export-released")
    with page.expect_download() as awaited:
        page.get_by_role("button", name="Download the export (ZIP)").click()
    with zipfile.ZipFile(awaited.value.path()) as given:
        assert given.namelist() == ["data.json", "record.txt"]

    with scoped_transaction(WHOLE_SERVICE):
        kind = SealedKind.SAFEGUARDING
        seal(
            case_id=case.pk,
            kind=kind,
            value="Invented",
            actor=officer_of(case.authority),
            now=timezone.now(),
        )
    page = screen.open(page.url.removeprefix(screen.address))
    page.get_by_text("It cannot be downloaded any more").wait_for()
    assert screen.find_faults() == []
    screen.shoot("export-overtaken")
