"""One case with names like no other, from the notice to the letter; then a search for them."""

import logging
import re
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from uuid import uuid4

import pytest
from celery.app.task import Task
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from icalendar import Calendar

from casework.models import Case
from config.quiet_logs import QuietFormatter
from hearings.models import Hearing, Invitation
from notifications.providers.mime import compose
from row_security.scope import WHOLE_SERVICE, declare
from tests.casework.notice_data import type_notice
from tests.design_system.files import PDF
from tests.factories import clerk_of, headteacher_of, officer_of, staff_of, trust_officer_of
from tests.fakes import FakeProvider
from tests.hearings.conftest import academy, at, holidays, panel_of, typed_day, whole

__all__ = ["academy", "at", "holidays"]

CANARIES = {
    "first_name": "Zebulonia", "last_name": "Canarywright", "upn": "J987654321098",
    "address": "77 Quillfeather Lane\nOspreyton", "postcode": "ZZ97 7ZZ",
    "adult_1_name": "Oswaldine Kestrelby", "adult_1_phone": "01632 960 987",
    "adult_1_email": "oswaldine.kestrelby@family.example", "narrative": "Heronstruck in the yard",
}  # fmt: skip
NEEDLES = re.compile(
    "zebulon|canaryw|j987654321098|quillf|ospreyt|zz97|oswald|kestrel|960.?987|heronst",
    re.IGNORECASE,
)
NOON = datetime(2026, 9, 15, 11, tzinfo=UTC)
THE_16TH = datetime(2026, 9, 16, 9, tzinfo=UTC)
MEETING = datetime(2026, 9, 30, 10, tzinfo=UTC)
AFTER = datetime(2026, 10, 1, 9, tzinfo=UTC)


class Ear(logging.Handler):
    """Hears every logger at DEBUG, in the words that the service would write."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.setFormatter(QuietFormatter("%(name)s %(message)s"))
        self.said = []

    def emit(self, record):
        self.said.append(self.format(record))


@pytest.fixture
def ear():
    root, heard = logging.getLogger(), Ear()
    every = [root, *map(logging.getLogger, root.manager.loggerDict)]
    levels = [(logger, logger.level) for logger in every]
    for logger in every:
        logger.setLevel(logging.DEBUG)
    root.addHandler(heard)
    yield heard
    root.removeHandler(heard)
    for logger, level in levels:
        logger.setLevel(level)


@pytest.fixture
def tasks(monkeypatch):
    """Every call of a task, as the broker would be given it."""
    asked, send = [], Task.apply_async
    monkeypatch.setattr(
        Task,
        "apply_async",
        lambda self, args=None, kwargs=None, **more: (
            asked.append(f"{self.name} {args} {kwargs} {more}"),
            send(self, args, kwargs, **more),
        )[1],
    )
    return asked


class Walk:
    """Walks a case through the pages, and keeps each address that it saw."""

    def __init__(self, at, capture):
        self.at, self.capture, self.addresses, self.sessions = at, capture, [], []

    def do(self, user, url, typed=None, moment=NOON, expected=302):
        client = Client()
        self.at(moment, client, user)
        with self.capture(execute=True):
            answer = client.post(url, typed) if typed is not None else client.get(url)
        shown = whole(answer)
        assert answer.status_code == expected, re.findall(r"error-message.*", shown)
        links = re.findall(r'(?:href|action|src)="([^"]*)"', shown)
        self.addresses += [url, answer.headers.get("Location", ""), *links]
        self.addresses += [f"{answer.headers}"]
        self.sessions += [f"{dict(client.session)} {client.cookies}"]
        return answer


def give_notice(walk, school):
    staff, head = staff_of(school), headteacher_of(school)
    begun = walk.do(staff, "/notices/new/", {"school": school.urn, "key": uuid4()})["Location"]
    check = walk.do(staff, begun, {**type_notice(school, **CANARIES), "version": 1})["Location"]
    walk.do(staff, check, expected=200)
    walk.do(head, check, {"decided": "on", "version": 2})
    case = Case.objects.latest("pk")
    assert (case.pupil.last_name, case.narrative) == ("Canarywright", CANARIES["narrative"])
    paper = SimpleUploadedFile("Zebulonia Canarywright.pdf", PDF)
    walk.do(head, f"/cases/{case.public_id}/documents/add/", {"kind": "OTHER", "file": paper})
    return case


def search(walk, case, officer):
    for words in ("Canarywright", "J987654321098"):
        walk.do(officer, "/cases/found/", {"words": words})
        walk.do(officer, f"/cases/{case.public_id}/", expected=200)
    walk.do(officer, "/cases/found/", {"words": "Zebulonia" * 20}, expected=422)


def hold_hearing(walk, case):
    school, clerk = case.school, clerk_of(case.school)
    panel = [str(one.governor.pk) for one in panel_of(school)]
    walk.do(clerk, f"/cases/{case.public_id}/hearing/new/", {
        "day": "2026-09-30", "starts": "10am", "ends": "midday", "mode": "IN_PERSON",
        "venue": "The library", "panel": panel, "chair": panel[0],
    }, THE_16TH)  # fmt: skip
    walk.do(clerk, f"/cases/{case.public_id}/family-request/", {
        "authority": case.authority_id, "requested_by": "Oswaldine Kestrelby", "how": "by phone",
        **typed_day("requested_on", THE_16TH),
    }, THE_16TH)  # fmt: skip
    page = f"/hearings/{Hearing.objects.get().public_id}/"
    asked = Invitation.objects.get(kind="AUTHORITY").public_id
    walk.do(officer_of(case.authority), f"/invitations/{asked}/", {"answer": "ATTENDING"}, THE_16TH)
    came = {f"came_{n}": "IN_PERSON" for n in range(7)}
    names = {f"name_{n}": "Oswaldine Kestrelby" for n in range(7)}
    version = {"version": Hearing.objects.get().version}
    walk.do(clerk, f"{page}attendance/", {**came, **names, **version}, MEETING.replace(hour=12))
    walk.do(clerk, f"{page}outcome/", {
        "decision": "DECLINED", **typed_day("decided_on", MEETING), "test_applied": "A breach",
        "evidence_relied_on": "Heronstruck, page 4", "findings": "Zebulonia did it",
        "version": Hearing.objects.get().version,
    }, MEETING.replace(hour=13))  # fmt: skip
    return page


def give_letter(walk, clerk, page):
    how = {"method": "FIRST_CLASS_POST", **typed_day("sent_on", AFTER)}
    how |= {"version": Hearing.objects.get().version}
    shown = whole(walk.do(clerk, f"{page}decision-letter/", how, AFTER, expected=200))
    given = shown.split('name="give" value="')[1].split('"')[0]
    walk.do(clerk, f"{page}decision-letter/", {**how, "give": given}, AFTER)


def find_in_mail() -> list[str]:
    """Return what a mail server sees of each message, but the one address that it is for."""
    found = []
    for post in FakeProvider.posts:
        message = message_from_bytes(compose(post), policy=default)
        assert message.get_all("To") == [post.to]
        del message["To"]
        for part in message.walk():
            found += [f"{part.get_filename()} {part.items()}"]
            if part.get_content_type() == "text/calendar":
                events = Calendar.from_ical(part.get_payload(decode=True)).walk("VEVENT")
                found += [f"{event.get('summary')} {event.get('uid')}" for event in events]
    return found


@pytest.fixture
def walked(
    db, settings, tmp_path, academy, at, holidays, letters, ear, tasks,
    django_capture_on_commit_callbacks,
):  # fmt: skip
    settings.MEDIA_ROOT = tmp_path
    local = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    settings.CACHES = {**settings.CACHES, "default": local}
    cache.clear()
    school = academy.school
    walk = Walk(at, django_capture_on_commit_callbacks)
    case = give_notice(walk, school)
    search(walk, case, officer_of(case.authority))
    page = hold_hearing(walk, case)
    give_letter(walk, clerk_of(school), page)
    walk.do(trust_officer_of(school.trust), "/cases/", expected=200)
    declare(WHOLE_SERVICE)
    return walk


def test_no_name_number_or_address_is_anywhere_but_in_the_case_and_its_letters(walked, ear, tasks):
    places = {
        "logs": ear.said,
        "tasks": tasks,
        "addresses": walked.addresses,
        "sessions and cookies": walked.sessions,
        "cache": [f"{cache._cache}"],
        "headers of mail": find_in_mail(),
    }
    found = {
        place: hits
        for place, texts in places.items()
        if (hits := [text[:300] for text in texts if NEEDLES.search(text)])
    }
    assert found == {}
    assert {place for place, texts in places.items() if not texts} == set()
    assert len(FakeProvider.posts) > 3
