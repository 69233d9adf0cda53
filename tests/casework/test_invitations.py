"""Invitations to one case: its page is short, its papers are named, and it ends."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from audit.models import AuditEvent
from casework.access import NotYourCase
from casework.actions import documents, invitations
from casework.models import CaseInvitation, Document, DocumentKind
from notifications.models import Message
from organisations.models import User
from organisations.roles import Role
from row_security.scope import WHOLE_SERVICE, declare
from tests.factories import clerk_of, clocked, governor_of, invited_to, manager_of, officer_of

PAPERS_GO_OUT = datetime(2026, 9, 22, 23, tzinfo=UTC)  # midnight in London
ENDS = datetime(2026, 10, 20, 22, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _papers(settings, tmp_path, at, tuesday):
    settings.MEDIA_ROOT = tmp_path
    at(tuesday)


@pytest.fixture
def clerk(case):
    return clerk_of(case.school)


def file(case, content, actor, now):
    paper = documents.file_document(
        case_id=case.pk, kind=DocumentKind.PLAN, content=ContentFile(content), name="plan.pdf",
        content_type="application/pdf", actor=actor, now=now,
    )  # fmt: skip
    Document.objects.filter(pk=paper.pk).update(state="CLEAN", scanned_at=now)
    return paper


@pytest.fixture
def papers(case, clerk, tuesday):
    return [file(case, content, clerk, tuesday) for content in (b"named", b"not named")]


@pytest.fixture
def invite(case, clerk, papers, tuesday):
    """Invite, and return the link as the letter has it."""

    def invite(*, actor=clerk, role=Role.GOVERNOR, email="gale@governors.example", **given):
        values = {"readable_from": PAPERS_GO_OUT, "expires_at": ENDS} | given
        guest = invitations.Guest(
            role=role, first_name="Gale", last_name="Guest", email=email,
            papers=[papers[0].pk], **values,
        )  # fmt: skip
        invitations.invite(case_id=case.pk, guest=guest, actor=actor, now=tuesday)
        body = Message.objects.latest("pk").body
        return next(line for line in body.splitlines() if "/join/" in line)

    return invite


def sign_in(user):
    browser = Client()
    browser.force_login(user)
    return browser


def test_the_letter_carries_the_only_copy_of_the_secret_and_no_name_of_the_child(case, invite):
    token = invite().rstrip("/").rpartition("/")[2]

    letter = Message.objects.get(letter="case-invitation")
    assert letter.subject == f"Invitation to case {case.reference}"
    assert case.pupil.last_name not in letter.subject + letter.body
    kept = CaseInvitation.objects.values().get()
    assert token not in str(kept)
    assert kept["token_digest"] == invitations.digest_of(token)
    assert token not in str(AuditEvent.objects.values_list("facts", flat=True))


def test_an_account_is_made_by_accepting_and_its_password_link_goes_to_the_same_address(
    case, invite
):
    link, browser = invite(), Client()

    assert browser.get(link).status_code == 200
    assert not User.objects.filter(email="gale@governors.example").exists()  # looking is no act
    answer = browser.post(link, follow=True)

    declare(WHOLE_SERVICE)
    assert "A link is on its way to the same email address" in answer.content.decode()
    guest = User.objects.get(email="gale@governors.example")
    assert not guest.has_usable_password()
    assert guest.standing_memberships[0].role == Role.GOVERNOR
    assert Message.objects.get(letter="account-password").to == guest.email
    [assignment] = guest.caseassignment_set.all()
    assert (assignment.case, assignment.expires_at) == (case, ENDS)
    kinds = AuditEvent.objects.filter(stream=case.stream).values_list("kind", flat=True)
    assert {"case.invited", "case.invitation-accepted"} <= set(kinds)


def test_who_has_an_account_signs_in_first_and_only_they_can_accept(case, invite):
    governor = governor_of(case.school)
    link = invite(email=governor.email.upper())

    for asked in (Client().get(link), Client().post(link)):
        assert "Sign in with the email address" in asked.content.decode()
    assert sign_in(governor_of(case.school)).post(link).status_code == 404
    mine = sign_in(governor)
    assert mine.get(f"/cases/{case.public_id}/").status_code == 404
    assert mine.post(link)["Location"] == "/cases/"
    assert mine.get(f"/cases/{case.public_id}/").status_code == 200
    assert case.reference in mine.get("/cases/").content.decode()


def test_a_link_that_opens_nothing_says_the_same_whatever_the_reason(case, clerk, invite, at):
    used, revoked, late = invite(), invite(email="b@x.example"), invite(email="c@x.example")
    Client().post(used)
    declare(WHOLE_SERVICE)
    one = CaseInvitation.objects.get(email="b@x.example")
    invitations.revoke(invitation_id=one.pk, actor=clerk, now=one.invited_at)
    said = {Client().get(link).content for link in (used, revoked, used[:-9] + "x/")}
    at(ENDS + timedelta(seconds=1))
    said |= {Client().get(late).content, Client().post(late).content}

    [page] = {content.split(b"<main")[1] for content in said}
    assert case.reference.encode() not in page


def test_a_guest_sees_the_short_page_and_the_named_papers_from_their_day(case, papers, invite, at):
    clocked(case)
    Client().post(invite())
    declare(WHOLE_SERVICE)
    guest = User.objects.get(email="gale@governors.example")
    named, other = (f"/cases/{case.public_id}/documents/{one.public_id}/" for one in papers)

    early = sign_in(guest)
    page = early.get(f"/cases/{case.public_id}/").content.decode()
    assert case.pupil.last_name in page
    assert "can be read here from" in page
    for kept_back in ("Ethnic group", case.narrative, "1 Sample Street", "What has happened"):
        assert kept_back not in page
    assert early.get(named).status_code == 404

    at(PAPERS_GO_OUT)
    later = sign_in(guest)
    assert named in later.get(f"/cases/{case.public_id}/").content.decode()
    [link] = re.findall(r'href="([^"]*/file/[^"]*)"', later.get(named).text)
    assert b"".join(later.get(link).streaming_content) == b"named"
    assert later.get(other).status_code == 404
    listed = later.get(f"/api/v1/cases/{case.public_id}/documents/").json()
    assert [one["id"] for one in listed] == [str(papers[0].public_id)]
    for whole in ("trail/", "deadlines/G1/", "follow-up/", "invited/"):
        assert later.get(f"/cases/{case.public_id}/{whole}").status_code == 404


def test_it_ends_by_itself_in_the_middle_of_a_session(case, at):
    guest = sign_in(invited_to(case, expires_at=ENDS))
    at(ENDS - timedelta(minutes=5))
    guest = sign_in(User.objects.get(email=CaseInvitation.objects.get().email))
    address = f"/cases/{case.public_id}/"

    assert guest.get(address).status_code == 200
    at(ENDS)
    assert guest.get(address).status_code == 404
    assert case.reference not in guest.get("/cases/").content.decode()


def test_revoking_ends_it_at_once_for_a_session_that_is_open(case, clerk, tuesday):
    guest, address = sign_in(invited_to(case)), f"/cases/{case.public_id}/"
    assert guest.get(address).status_code == 200
    declare(WHOLE_SERVICE)
    invitation = CaseInvitation.objects.get()
    page = f"/cases/{case.public_id}/invited/{invitation.public_id}/revocation/"

    assert sign_in(clerk).post(page).status_code == 302
    assert guest.get(address).status_code == 404
    assert sign_in(clerk).post(page).status_code == 404  # once
    declare(WHOLE_SERVICE)
    with pytest.raises(invitations.InvitationNotOpen):
        invitations.revoke(invitation_id=invitation.pk, actor=clerk, now=tuesday)


def test_who_may_invite_whom_follows_role_and_state(case, clerk, invite):
    officer = officer_of(case.authority)
    with pytest.raises(NotYourCase):
        invite(actor=officer)
    with pytest.raises(NotYourCase):
        invite(role=Role.REVIEW_MEMBER)
    with pytest.raises(NotYourCase):
        invite(actor=officer, role=Role.REVIEW_MEMBER)  # nobody has asked for a review yet
    case.status = "REVIEW_WINDOW"
    case.save()
    with pytest.raises(NotYourCase):
        invite()  # the board has decided
    invite(actor=officer, role=Role.REVIEW_MEMBER)
    one = CaseInvitation.objects.get()
    with pytest.raises(NotYourCase):
        invitations.revoke(invitation_id=one.pk, actor=clerk, now=one.invited_at)
    invitations.revoke(invitation_id=one.pk, actor=manager_of(case.authority), now=one.invited_at)


def test_a_second_invitation_takes_the_place_of_the_first(case, invite, papers):
    first, second = invite(), invite()
    assert Client().post(first).status_code == 404
    assert Client().post(second).status_code == 302
    declare(WHOLE_SERVICE)
    guest = User.objects.get(email="gale@governors.example")
    third = invite()
    mine = sign_in(guest)
    assert mine.get(f"/cases/{case.public_id}/").status_code == 200  # until it is accepted
    mine.post(third)
    declare(WHOLE_SERVICE)
    [standing] = guest.caseassignment_set.filter(ended_at=None)
    assert standing.invitation.revoked_at is None
    assert CaseInvitation.objects.filter(revoked_at=None).count() == 1


def test_a_link_used_twice_at_one_moment_lets_in_once(invite, monkeypatch):
    token = invite().rstrip("/").rpartition("/")[2]
    found = CaseInvitation.objects.get()
    invitations.accept(token=token, person=None, now=found.invited_at)

    monkeypatch.setattr(invitations, "find_open", lambda *_, **__: found)
    with pytest.raises(invitations.InvitationNotOpen):
        invitations.accept(token=token, person=None, now=found.invited_at)


def test_an_invitation_ends_after_it_begins(invite):
    with pytest.raises(invitations.DatesNotPossible):
        invite(expires_at=PAPERS_GO_OUT)


def typed(papers, **changes):
    return {
        "role": "GOVERNOR", "first_name": "Gale", "last_name": "Guest", "email": "g@x.example",
        "papers": [str(papers[0].public_id)],
        "papers_from_day": "23", "papers_from_month": "9", "papers_from_year": "2026",
        "ends_on_day": "20", "ends_on_month": "10", "ends_on_year": "2026",
    } | changes  # fmt: skip


def test_the_clerk_invites_on_a_page_and_sees_how_it_stands(case, clerk, papers):
    browser, page = sign_in(clerk), f"/cases/{case.public_id}/invited/"
    wrong = browser.post(page, typed(papers, email="nobody", ends_on_month="8"))
    told = wrong.content.decode()
    assert wrong.status_code == 422
    assert "correct format" in told
    assert 'value="Gale"' in told

    early = browser.post(page, typed(papers, ends_on_day="22", ends_on_month="9"))
    assert "must end after the papers" in early.content.decode()
    assert browser.post(page, typed(papers)).status_code == 302
    shown = browser.get(page).content.decode()
    assert "An invitation is on its way to g@x.example" in shown
    assert "Not accepted yet" in shown
    declare(WHOLE_SERVICE)
    [invitation] = CaseInvitation.objects.all()
    assert list(invitation.papers.all()) == [papers[0]]
    assert (invitation.readable_from, invitation.expires_at.date()) == (
        PAPERS_GO_OUT, datetime(2026, 10, 20).date(),  # noqa: DTZ001
    )  # fmt: skip


def test_an_officer_sees_who_is_invited_and_cannot_invite_before_a_review(case, papers):
    browser = sign_in(officer_of(case.authority))
    page = f"/cases/{case.public_id}/invited/"
    assert "nobody can be invited by you" in browser.get(page).content.decode()
    assert browser.post(page, typed(papers)).status_code == 404
