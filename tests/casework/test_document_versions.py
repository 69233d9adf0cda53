"""Versions and redacted copies of papers, and who sees which of them."""

from datetime import UTC, datetime

import pytest
from django.core.files.base import ContentFile

from audit.models import AuditEvent
from casework.access import NotYourCase, get_documents_for
from casework.actions import documents
from casework.models import Document, DocumentKind
from organisations.roles import Role
from tests.factories import (
    CaseFactory,
    LocalAuthorityFactory,
    SchoolFactory,
    assigned_to,
    clerk_of,
    governor_of,
    headteacher_of,
    invited_to,
    officer_of,
    staff_of,
)

TUESDAY = datetime(2026, 9, 15, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _papers(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def staff(case):
    return staff_of(case.school)


def given(content: bytes, actor) -> dict:
    return {
        "content": ContentFile(content),
        "name": "plan.pdf",
        "content_type": "application/pdf",
        "actor": actor,
        "now": TUESDAY,
    }


def file(case, content, actor):
    kind = DocumentKind.PLAN
    return documents.file_document(case_id=case.pk, kind=kind, **given(content, actor))


def replace(document, content, actor):
    return documents.replace_document(document_id=document.pk, **given(content, actor))


def redact(document, content, actor):
    return documents.file_redacted_copy(document_id=document.pk, **given(content, actor))


def check_all():
    Document.objects.update(state="CLEAN", scanned_at=TUESDAY)


def read(document):
    with document.file.open("rb") as opened:
        return opened.read()


def test_a_newer_version_replaces_and_the_older_stays_as_it_was(case, staff):
    first = file(case, b"one", staff)
    second = replace(first, b"two", staff)
    third = replace(second, b"three", staff)

    assert [(d.number, d.replaces, d.series, d.kind) for d in (first, second, third)] == [
        (1, None, first.series, "PLAN"),
        (2, first, first.series, "PLAN"),
        (3, second, first.series, "PLAN"),
    ]
    assert [read(document) for document in Document.objects.order_by("number")] == [
        b"one",
        b"two",
        b"three",
    ]
    event = AuditEvent.objects.filter(kind="case.document-filed").order_by("seq")[1]
    assert event.facts == {
        "document": str(second.public_id),
        "paper": "PLAN",
        "sha256": second.sha256,
        "replaces": str(first.public_id),
    }


def test_only_the_newest_version_is_replaced_and_the_same_again_changes_nothing(case, staff):
    first = file(case, b"one", staff)
    second = replace(first, b"two", staff)

    assert replace(first, b"two", staff) == second  # pressed twice
    with pytest.raises(documents.AlreadyReplaced):
        replace(first, b"another two", staff)
    assert replace(second, b"one", staff).number == 3  # back to how it was: a version of its own
    assert Document.objects.count() == 3


def test_a_redacted_copy_says_of_which_document_and_version_it_is(case, staff):
    first = file(case, b"one", staff)
    second = replace(first, b"two", staff)
    copy = redact(second, b"t-o", staff)
    better = replace(copy, b"--o", staff)

    assert (copy.redaction_of, copy.number, copy.replaces) == (second, 1, None)
    assert copy.series != second.series
    assert (better.redaction_of, better.number, better.replaces) == (second, 2, copy)
    assert redact(second, b"--o", staff) == better  # the same again
    assert Document.objects.count() == 4
    event = AuditEvent.objects.filter(kind="case.document-filed").order_by("seq")[2]
    assert event.facts["redaction_of"] == str(second.public_id)


def test_the_original_is_not_taken_for_its_own_redacted_copy(case, staff):
    first = file(case, b"one", staff)
    second = replace(first, b"two", staff)

    for content in (b"one", b"two"):
        with pytest.raises(documents.NothingRedacted):
            redact(second, content, staff)
    copy = redact(second, b"t-o", staff)
    with pytest.raises(documents.NothingRedacted):
        replace(copy, b"two", staff)
    assert Document.objects.count() == 3


def test_a_case_that_is_only_assigned_shows_the_redacted_copy_and_no_original(case, staff):
    plain = file(case, b"for all", staff)
    first = file(case, b"one", staff)
    second = replace(first, b"two", staff)
    copy = redact(first, b"o-e", staff)  # of the older version: the newer must not slip through
    newer_copy = replace(copy, b"--e", staff)
    third = replace(second, b"three", staff)
    waiting = file(case, b"not checked yet", staff)
    other = file(CaseFactory(school=case.school), b"of another case", staff)
    Document.objects.exclude(pk=waiting.pk).update(state="CLEAN", scanned_at=TUESDAY)
    named = (plain, first, waiting)

    for reader in (invited_to(case, *named), invited_to(case, *named, role=Role.REVIEW_CLERK)):
        assert set(get_documents_for(reader, case)) == {plain, newer_copy}
    for keeper in (staff, clerk_of(case.school), officer_of(case.authority)):
        assert set(get_documents_for(keeper, case)) == {
            plain, first, second, third, copy, newer_copy, waiting
        }  # fmt: skip
    assert other not in get_documents_for(staff, case)


def test_the_authority_where_the_pupil_lives_sees_every_paper(staff, case):
    case.home_authority = LocalAuthorityFactory()
    case.save()
    paper = file(case, b"one", staff)
    redact(paper, b"o-e", staff)

    assert paper in get_documents_for(officer_of(case.home_authority), case)


def test_who_does_not_reach_the_case_sees_no_paper_of_it(case, staff):
    file(case, b"one", staff)
    check_all()
    former = invited_to(case, *case.documents.all(), role=Role.REVIEW_MEMBER)
    assigned = former.caseassignment_set.get()
    assert get_documents_for(former, case).count() == 1
    assigned.ended_at = TUESDAY
    assigned.save()
    papers = list(case.documents.all())

    for stranger in (
        former,
        assigned_to(case),
        invited_to(case),
        invited_to(case, *papers, expires_at=datetime(2026, 9, 16, tzinfo=UTC)),
        invited_to(case, *papers, readable_from=datetime(2099, 9, 16, tzinfo=UTC)),
        governor_of(case.school),
        headteacher_of(SchoolFactory()),
        officer_of(CaseFactory().authority),
        assigned_to(CaseFactory()),
    ):
        assert not get_documents_for(stranger, case).exists()


def test_only_those_who_may_file_replace_or_redact(case, staff, tmp_path):
    paper = file(case, b"one", staff)
    stranger = headteacher_of(SchoolFactory())

    for change in (replace, redact):
        with pytest.raises(NotYourCase):
            change(paper, b"two", stranger)
    assert Document.objects.count() == 1
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1
