"""A manager lets somebody who lost their phone set up a new second step."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.test import Client

from audit.models import AuditEvent
from notifications.models import Message
from organisations.actions.people import NotYourPerson
from organisations.actions.second_factors import reset
from row_security.scope import WHOLE_SERVICE, declare
from tests.factories import (
    LocalAuthorityFactory,
    MembershipFactory,
    SchoolFactory,
    headteacher_of,
    manager_of,
    officer_of,
)
from tests.organisations.test_second_step import PASSWORD
from tests.organisations.test_sign_in import make_password


@pytest.fixture
def manager(db):
    return manager_of(LocalAuthorityFactory())


@pytest.fixture
def head(manager):
    [membership] = manager.memberships.all()
    head = headteacher_of(SchoolFactory(local_authority=membership.local_authority))
    head.email, head.password = "head@sample.example", make_password(PASSWORD)
    head.save()
    return head


def ask(client, manager, person):
    client.force_login(manager)
    return client.post(f"/people/{person.public_id}/second-step/")


def test_the_factors_go_and_every_session_ends(client, manager, head):
    theirs = Client()
    theirs.post("/sign-in/", {"login": head.email, "password": PASSWORD})
    assert theirs.get("/").status_code == 200
    Authenticator.objects.create(user=head, type="totp", data={"secret": "x"})
    kept = Authenticator.objects.create(user=manager, type="totp", data={"secret": "x"})

    assert ask(client, manager, head).status_code == 302

    assert list(Authenticator.objects.all()) == [kept]
    assert not UserSession.objects.filter(user=head).exists()
    assert theirs.get("/").status_code == 302
    declare(WHOLE_SERVICE)
    event = AuditEvent.objects.get(kind="user.second-factors-reset")
    assert [m.subject for m in Message.objects.filter(about=event.stream)] == [
        "Your account was changed"
    ]
    assert (event.stream, event.actor) == (f"user/{head.pk}", f"user/{manager.pk}")


def test_nobody_resets_their_own_or_somebody_elses(client, manager, head):
    Authenticator.objects.create(user=head, type="totp", data={"secret": "x"})
    own = ask(client, manager, manager)
    assert own.status_code == 409
    assert "Another manager" in own.content.decode()

    MembershipFactory(user=head, role="HEADTEACHER", school=SchoolFactory())
    assert ask(client, manager, head).status_code == 409

    assert ask(client, manager_of(LocalAuthorityFactory()), head).status_code == 404
    assert ask(client, head, head).status_code == 404
    assert Authenticator.objects.count() == 1


@pytest.mark.parametrize("actor_of", [officer_of, headteacher_of])
def test_the_action_itself_refuses_whoever_is_no_manager(manager, head, actor_of, tuesday):
    school = head.memberships.get().school
    actor = actor_of(school if actor_of is headteacher_of else school.local_authority)
    Authenticator.objects.create(user=head, type="totp", data={"secret": "x"})

    with pytest.raises(NotYourPerson, match="only a manager"):
        reset(person=head, actor=actor, now=tuesday)

    assert Authenticator.objects.count() == 1
