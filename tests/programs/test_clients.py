"""Who keeps the systems of a school or trust, and when one of them comes to its end."""

from datetime import timedelta

import pytest

from audit.models import AuditEvent
from casework.actions import notices
from casework.models import Case
from casework.states import TransitionNotAllowed
from organisations.actions import people
from organisations.models import School
from programs import access, queries
from programs.actions import clients
from programs.models import BearerToken, May
from tests.casework.notice_data import answer_notice, make_draft
from tests.factories import (
    CaseFactory,
    SchoolFactory,
    TrustFactory,
    UserFactory,
    clerk_of,
    headteacher_of,
    manager_of,
    officer_of,
    staff_of,
    trust_officer_of,
)
from tests.programs.builders import FAR_AHEAD, LONG_AGO, bearer_of, make_client

NOW = LONG_AGO + timedelta(days=14)
OVERLAP = timedelta(hours=48)


@pytest.fixture
def school(db):
    return SchoolFactory(trust=TrustFactory())


def works(client, secret, at=NOW):
    return queries.find_client(client.client_id, secret, now=at) == client


def test_the_head_the_authoritys_manager_and_the_trust_keep_systems_and_nobody_else(school):
    of_trust = {trust_officer_of(school.trust)}
    of_school = {headteacher_of(school), manager_of(school.local_authority), *of_trust}
    others = {
        staff_of(school), clerk_of(school), officer_of(school.local_authority), UserFactory(),
        headteacher_of(SchoolFactory()), manager_of(SchoolFactory().local_authority),
        trust_officer_of(TrustFactory()),
    }  # fmt: skip
    everybody = of_school | others

    assert {one for one in everybody if access.may_keep_clients(one, school)} == of_school
    assert {one for one in everybody if access.may_keep_clients(one, school.trust)} == of_trust


def test_who_may_not_keep_a_system_can_neither_make_change_nor_withdraw_one(school):
    client, secret = make_client(school)
    clerk = clerk_of(school)

    with pytest.raises(access.NotYourClient):
        make_client(school, giver=clerk)
    with pytest.raises(access.NotYourClient):
        clients.rotate_secret(client_id=client.pk, overlap=OVERLAP, actor=clerk, now=NOW)
    with pytest.raises(access.NotYourClient):
        clients.revoke_client(client_id=client.pk, actor=clerk, now=NOW)
    assert works(client, secret)


def test_making_one_is_on_the_record_without_its_secret(school):
    head = headteacher_of(school)
    client, secret = make_client(school, May.READ_CASES, giver=head)

    event = AuditEvent.objects.get(stream=f"client/{client.pk}")
    assert (event.kind, event.actor, event.school_id) == (
        "client.made",
        f"user/{head.pk}",
        school.pk,
    )
    assert event.facts["may"] == ["cases:read"]
    assert secret not in str(event.facts)
    assert str(client) == "Sample Records (a program)"


def test_the_secret_must_be_the_clients_own(school):
    client, secret = make_client(school)
    other, others = make_client(school)

    assert works(client, secret)
    assert works(other, others)
    assert not works(client, others)
    assert queries.find_client("no id", secret, now=NOW) is None


def test_a_changed_secret_works_beside_the_old_one_which_then_stops(school):
    client, old = make_client(school)
    manager = manager_of(school.local_authority)

    new = clients.rotate_secret(client_id=client.pk, overlap=OVERLAP, actor=manager, now=NOW)

    last = NOW + OVERLAP
    assert [works(client, one, last - timedelta(seconds=1)) for one in (old, new)] == [True, True]
    assert [works(client, one, last) for one in (old, new)] == [False, True]
    client.refresh_from_db()
    assert client.given_by == manager
    with pytest.raises(clients.SecretJustChanged):
        clients.rotate_secret(client_id=client.pk, overlap=OVERLAP, actor=manager, now=NOW)
    third = clients.rotate_secret(client_id=client.pk, overlap=OVERLAP, actor=manager, now=last)
    assert [works(client, one, last) for one in (old, new, third)] == [False, True, True]
    assert client.secrets.count() == 2


def test_a_withdrawn_client_stops_at_once_and_for_good(school):
    client, secret = make_client(school)
    token, head = bearer_of(client), client.given_by
    assert queries.find_bearer(token, now=NOW)

    clients.revoke_client(client_id=client.pk, actor=head, now=NOW)

    assert not works(client, secret)
    assert queries.find_bearer(token, now=NOW) is None
    assert not BearerToken.objects.exists()
    with pytest.raises(clients.ClientEnded):
        clients.revoke_client(client_id=client.pk, actor=head, now=NOW)
    with pytest.raises(clients.ClientEnded):
        clients.rotate_secret(client_id=client.pk, overlap=OVERLAP, actor=head, now=NOW)


class TestEnd:
    def test_its_time_is_over(self, school):
        client, secret = make_client(school, expires_at=NOW)

        assert works(client, secret, NOW - timedelta(seconds=1))
        assert not works(client, secret, NOW)
        assert access.find_end(client, now=NOW) == "its time is over"

    def test_the_school_closes(self, school):
        client, secret = make_client(school)
        token = bearer_of(client)

        School.objects.update(status_code="2")

        assert not works(client, secret)
        assert queries.find_bearer(token, now=NOW) is None
        assert access.get_school_ids(client) == ()

    def test_who_answered_for_it_leaves(self, school):
        client, secret = make_client(school)
        manager = manager_of(school.local_authority)
        membership = client.given_by.memberships.get()

        people.leave(membership_id=membership.pk, actor=manager, now=NOW)

        assert not works(client, secret)
        new = clients.rotate_secret(client_id=client.pk, overlap=OVERLAP, actor=manager, now=NOW)
        assert works(client, new)

    def test_who_answered_for_it_is_shut_out(self, school):
        client, secret = make_client(school)
        type(client.given_by).objects.filter(pk=client.given_by_id).update(is_active=False)

        assert not works(client, secret)

    def test_a_school_leaves_the_trust(self, school):
        second = SchoolFactory(trust=school.trust)
        client, _ = make_client(school.trust)
        assert access.get_school_ids(client) == tuple(sorted([school.pk, second.pk]))

        School.objects.filter(pk=second.pk).update(trust=None)

        assert access.get_school_ids(client) == (school.pk,)
        assert access.scope_of(client).school_ids == (school.pk,)


def test_who_sees_which_systems_in_the_list(school):
    own, _ = make_client(school)
    of_trust, _ = make_client(school.trust)
    make_client(SchoolFactory())

    assert list(queries.get_clients(own.given_by)) == [own]
    assert list(queries.get_clients(manager_of(school.local_authority))) == [own]
    assert list(queries.get_clients(of_trust.given_by)) == [own, of_trust]
    assert list(queries.get_clients(clerk_of(school))) == []
    assert queries.get_own_organisations(own.given_by) == [school]
    assert queries.get_own_organisations(of_trust.given_by) == [school.trust]


def test_even_where_a_door_is_left_open_a_client_gives_no_notice(school, tuesday):
    """The law lets the headteacher alone exclude: the action asks for a role, and it has none."""
    client, _ = make_client(school)
    draft = make_draft(school, headteacher_of(school), tuesday)

    with pytest.raises(TransitionNotAllowed):
        notices.give_notice(
            draft_id=draft.pk, version=1, answers=answer_notice(school), actor=client, now=tuesday
        )
    assert not client.has_role("HEADTEACHER", school=school)


def test_a_client_that_only_reads_sends_no_notice(school):
    reads, _ = make_client(school, May.READ_CASES)
    sends, _ = make_client(school, May.SEND_NOTICES, expires_at=FAR_AHEAD)

    assert not access.may_send_notices(reads, school)
    assert access.may_send_notices(sends, school)
    assert not access.may_send_notices(sends, CaseFactory().school)


def test_the_filter_alone_keeps_other_schools_out(school):
    """The whole service is in view: the database is no help here."""
    own, other = CaseFactory(school=school), CaseFactory()
    client, _ = make_client(school)
    of_trust, _ = make_client(school.trust)

    assert list(Case.objects.visible_to(client)) == [own]
    assert list(Case.objects.visible_to(of_trust)) == [own]
    assert other in Case.objects.visible_to(headteacher_of(other.school))
