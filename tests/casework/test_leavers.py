"""A manager ends everything that lets somebody in, and sees what is to be handed over."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.core.management import CommandError, call_command
from django.test import Client

from audit.models import AuditEvent
from casework.actions.invitations import Guest, invite
from casework.actions.leavers import end_access
from casework.models import CaseAssignment
from organisations.actions.people import NotYourPerson
from organisations.roles import Role
from row_security.scope import WHOLE_SERVICE, declare, scoped_transaction
from tests.factories import (
    CaseAssignmentFactory,
    CaseFactory,
    MembershipFactory,
    SchoolFactory,
    TrustFactory,
    assigned_to,
    clerk_of,
    governor_of,
    manager_of,
    trust_officer_of,
)
from tests.programs.builders import token_of

BEFORE = datetime(2026, 9, 1, 9, tzinfo=UTC)


@pytest.fixture
def manager(case):
    return manager_of(case.authority)


@pytest.fixture
def governor(case):
    governor = governor_of(case.school)
    CaseAssignmentFactory(case=case, user=governor, role=Role.GOVERNOR)
    return governor


def path_of(person):
    return f"/people/{person.public_id}/leaves/"


def standing(person):
    declare(WHOLE_SERVICE)
    assigned = CaseAssignment.objects.filter(user=person, ended_at=None).count()
    return person.memberships.filter(ended_at=None).count(), assigned


def test_one_button_ends_roles_assignments_sessions_and_tokens(client, case, manager, governor):
    theirs = Client()
    theirs.force_login(governor)
    UserSession.objects.create(
        user=governor, ip="203.0.113.7", session_key=theirs.session.session_key
    )
    token = token_of(governor)
    assert theirs.get(f"/cases/{case.public_id}/").status_code == 200
    client.force_login(manager)
    assert case.reference in client.get(path_of(governor)).content.decode()

    answer = client.post(path_of(governor))

    assert answer.status_code == 200
    page = answer.content.decode()
    assert "1 role and 1 session ended" in " ".join(page.split())
    assert case.reference in page
    assert standing(governor) == (0, 0)
    assert theirs.get("/account/").status_code == 302
    shut = Client(headers={"authorization": f"Bearer {token}"})
    assert shut.get("/api/v1/cases/").status_code == 401
    declare(WHOLE_SERVICE)
    event = AuditEvent.objects.get(kind="user.access-ended")
    assert event.facts == {"roles": 1, "cases": [case.reference]}
    assert AuditEvent.objects.filter(kind="membership.ended").count() == 1


def test_what_they_hold_for_others_is_not_this_managers_to_end(client, manager, governor):
    elsewhere = CaseFactory()
    MembershipFactory(user=governor, role=Role.GOVERNOR, school=elsewhere.school)
    CaseAssignmentFactory(case=elsewhere, user=governor, role=Role.GOVERNOR)
    client.force_login(manager)

    assert elsewhere.reference not in client.get(path_of(governor)).content.decode()
    client.post(path_of(governor))

    assert standing(governor) == (1, 1)


def test_an_invitation_that_was_not_accepted_lets_nobody_back_in(case, manager, governor, tuesday):
    guest = Guest(
        role=Role.GOVERNOR, first_name="Gene", last_name="Invented", email=governor.email.upper(),
        papers=[], readable_from=tuesday, expires_at=tuesday + timedelta(days=60),
    )  # fmt: skip
    invite(case_id=case.pk, guest=guest, actor=clerk_of(case.school), now=tuesday)

    end_access(person=governor, actor=manager, now=tuesday)

    declare(WHOLE_SERVICE)
    assert case.invitations.get().revoked_at == tuesday


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_whoever_runs_the_service_ends_what_no_manager_can(transactional_db, capsys):
    with scoped_transaction(WHOLE_SERVICE):
        case = CaseFactory(school=SchoolFactory(trust=TrustFactory()))
        officer = trust_officer_of(case.school.trust)
        reviewer = assigned_to(case, Role.REVIEW_MEMBER)
        only = manager_of(case.authority)
    for person in (officer, reviewer):
        call_command("end_access", email=person.email.upper())
    said = capsys.readouterr().out
    assert said.count("Roles ended: 1.") == 2
    assert f"Hand over {case.reference}." in said
    with scoped_transaction(WHOLE_SERVICE):
        assert [standing(person) for person in (officer, reviewer)] == [(0, 0), (0, 0)]
        ended = AuditEvent.objects.filter(kind="user.access-ended")
        assert {event.actor for event in ended} == {"system/command"}
    with pytest.raises(CommandError, match="nobody else manages this authority"):
        call_command("end_access", email=only.email)
    with pytest.raises(CommandError, match="Nobody has this email address"):
        call_command("end_access", email="x@sample.example")


def test_somebody_without_cases_leaves_nothing_to_hand_over(client, case, manager):
    person = governor_of(case.school)
    client.force_login(manager)

    assert "nothing to hand over" in client.get(path_of(person)).content.decode()
    assert "nothing to hand over" in client.post(path_of(person)).content.decode()


def test_nobody_ends_their_own_access_and_the_last_manager_cannot_be_ended(client, case, manager):
    client.force_login(manager)
    assert client.post(path_of(manager)).status_code == 409
    assert standing(manager) == (1, 0)


def test_a_stranger_and_somebody_who_left_are_not_found(client, case, manager, governor):
    stranger = governor_of(SchoolFactory())
    gone = governor_of(case.school)
    gone.memberships.update(ended_at=BEFORE)
    client.force_login(manager)
    for person in (stranger, gone):
        assert client.get(path_of(person)).status_code == 404
        assert client.post(path_of(person)).status_code == 404

    declare(WHOLE_SERVICE)
    client.force_login(manager_of(CaseFactory().authority))
    assert client.post(path_of(governor)).status_code == 404
    client.force_login(governor)
    assert client.post(path_of(manager)).status_code == 404
    assert standing(governor) == (1, 1)


def test_the_action_itself_refuses_whoever_may_not(db, case, manager, governor):
    stranger = governor_of(SchoolFactory())
    refused = [(governor, governor), (manager, manager), (stranger, manager)]

    for person, actor in refused:
        with pytest.raises(NotYourPerson):
            end_access(person=person, actor=actor, now=BEFORE)

    assert standing(governor) == (1, 1)
