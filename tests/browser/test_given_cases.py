"""Inviting, accepting, the page of a governor, sealed values and break-glass, at two widths."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.files.base import ContentFile
from django.utils import timezone

from casework.actions.sealed import seal
from casework.models import Document, DocumentKind, SealedKind
from notifications.models import Message
from row_security.scope import WHOLE_SERVICE, scoped_transaction
from tests.factories import (
    CaseFactory,
    MembershipFactory,
    UserFactory,
    headteacher_of,
    manager_of,
    officer_of,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
]
PEOPLE = {"clerk": "GOVERNANCE_CLERK", "governor": "GOVERNOR"}


@pytest.fixture
def scene(live_server, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with scoped_transaction(WHOLE_SERVICE):
        case = CaseFactory(reference="870-2627-0042", school__name="Sampleton School")
        people = {
            name: MembershipFactory(
                role=role, school=case.school,
                user=UserFactory(first_name=name.title(), last_name="Invented"),
            ).user
            for name, role in PEOPLE.items()
        }  # fmt: skip
        for name, kind in (("policy.pdf", "BEHAVIOUR_POLICY"), ("letter.pdf", "HEAD_LETTER")):
            paper = Document(
                case=case, kind=DocumentKind(kind), name=name, content_type="application/pdf",
                size_bytes=4, sha256=name[0] * 64, filed_at=timezone.now(),
                filed_by=people["clerk"], state="CLEAN", scanned_at=timezone.now(),
            )  # fmt: skip
            paper.file.save(name, ContentFile(b"%PDF"))
    return case, people


def fill_day(page, name, day):
    for box, value in (("day", day.day), ("month", day.month), ("year", day.year)):
        page.locator(f"[name={name}_{box}]").fill(str(value))


def test_a_governor_is_invited_accepts_and_reads_what_is_named(screen, scene):
    case, people = scene
    today = timezone.localdate()
    screen.sign_in(people["clerk"])
    page = screen.open(f"/cases/{case.public_id}/invited/")
    assert screen.find_faults() == []
    page.get_by_label("Panel governor").check()
    page.get_by_label("First name").fill("Governor")
    page.get_by_label("Last name").fill("Invented")
    page.get_by_label("Their email address").fill(people["governor"].email)
    page.get_by_label("policy.pdf").check()
    fill_day(page, "papers_from", today)
    fill_day(page, "ends_on", today + timedelta(days=40))
    screen.follow("button", "Send the invitation")
    page.get_by_text("Not accepted yet").wait_for()
    assert screen.find_faults() == []
    screen.shoot("invited")

    with scoped_transaction(WHOLE_SERVICE):
        link = re.search(r"/join/\S+", Message.objects.get(letter="case-invitation").body)[0]
    screen.sign_in(people["governor"])
    page = screen.open(link)
    assert screen.find_faults() == []
    screen.shoot("invitation-accept")
    screen.follow("button", "Accept the invitation")
    screen.follow("link", case.pupil.name)
    page.get_by_role("link", name="policy.pdf").wait_for()
    assert not page.get_by_text("letter.pdf").is_visible()
    assert not page.get_by_text("Ethnic group").is_visible()
    assert screen.find_faults() == []
    screen.shoot("governor-case")

    screen.complaints.clear()
    page = screen.open(link)
    page.get_by_role("heading", name="This link does not open anything").wait_for()
    screen.complaints.clear()  # the 404 is what was asked for
    assert screen.find_faults() == []
    screen.shoot("invitation-refused")


def test_what_is_sealed_is_opened_once_and_the_glass_is_broken(screen, scene):
    case, _ = scene
    with scoped_transaction(WHOLE_SERVICE):
        officer, manager = officer_of(case.authority), manager_of(case.authority)
        head, second = headteacher_of(case.school), manager_of(case.authority)
        EmailAddress.objects.create(user=second, email=second.email, verified=True, primary=True)
        kept = {"case_id": case.pk, "actor": head, "now": timezone.now()}
        seal(kind=SealedKind.WITNESS, value="Wren Invented", **kept)
        seal(kind=SealedKind.SAFEGUARDING, value="Speak to the aunt first.", **kept)
    screen.sign_in(officer)
    page = screen.open(f"/cases/{case.public_id}/sealed/")
    assert screen.find_faults() == []
    screen.shoot("sealed")
    screen.follow("link", "Witness A")
    assert screen.find_faults() == []
    screen.follow("button", "Open it")
    page.get_by_text("Wren Invented").wait_for()
    assert screen.find_faults() == []
    screen.shoot("sealed-opened")

    screen.sign_in(manager)
    page = screen.open("/break-glass/")
    page.get_by_label("Reference of the case").fill(case.reference)
    page.get_by_label("The case, and what is sealed on it").check()
    page.get_by_label("Why must it be opened now?").fill("The pupil is missing since noon.")
    screen.follow("button", "Break the glass")
    page = screen.open("/break-glass/")
    page.get_by_role("button", name="Close it now").wait_for()
    assert screen.find_faults() == []
    screen.shoot("break-glass")
    screen.follow("button", "Close it now")
    page.get_by_text("closed by hand").wait_for()
