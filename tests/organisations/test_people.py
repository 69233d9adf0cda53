from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from audit.models import AuditEvent
from organisations import access
from organisations.access import NotYourAuthority
from organisations.actions import people
from organisations.actions.people import AlreadyThere, LastManager, NotYourPerson, RoleElsewhere
from organisations.models import Membership, User
from organisations.roles import Role
from row_security.scope import declare
from tests.factories import (
    LocalAuthorityFactory,
    MembershipFactory,
    SchoolFactory,
    TrustFactory,
    UserFactory,
    headteacher_of,
    manager_of,
    officer_of,
    trust_officer_of,
)

NOW = datetime(2026, 9, 15, 9, tzinfo=UTC)


@pytest.fixture
def authority(db):
    LocalAuthorityFactory()
    return LocalAuthorityFactory(code="870", name="Reading")


@pytest.fixture
def manager(authority):
    return manager_of(authority)


def join(organisation, role, actor, email="kit@sample.example"):
    return people.join(
        email=email, first_name="Kit", last_name="Invented", role=role,
        organisation=organisation, actor=actor, now=NOW,
    )  # fmt: skip


def test_a_new_person_joins_without_a_password_and_on_the_record(authority, manager):
    school = SchoolFactory(local_authority=authority, name="Sample School")
    declare(access.scope_of(manager))  # as a request would: row security must let it through

    person = join(school, Role.HEADTEACHER, manager, email=" Kit@Sample.example ")

    assert (person.email, str(person), person.has_usable_password()) == (
        "kit@sample.example", "Kit Invented", False,
    )  # fmt: skip
    held = person.memberships.get()
    assert (held.role, held.organisation, held.ended_at) == ("HEADTEACHER", school, None)
    event = AuditEvent.objects.get(kind="membership.joined")
    assert (event.stream, event.actor) == (f"user/{person.pk}", f"user/{manager.pk}")
    assert (event.authority_id, event.school_id) == (authority.pk, school.pk)
    assert event.facts == {"role": "HEADTEACHER", "organisation": "Sample School"}


def test_somebody_with_an_account_keeps_it(authority, manager):
    known = UserFactory(email="kit@sample.example", first_name="Katherine")

    person = join(authority, Role.LA_OFFICER, manager, email="KIT@sample.example")

    assert (person, person.first_name) == (known, "Katherine")
    assert User.objects.filter(email__iexact="kit@sample.example").count() == 1


def test_the_same_role_twice_is_refused_and_after_it_ended_is_not(authority, manager):
    person = join(authority, Role.LA_OFFICER, manager)
    with pytest.raises(AlreadyThere, match="is local authority exclusions officer here already"):
        join(authority, Role.LA_OFFICER, manager)

    people.leave(membership_id=person.memberships.get().pk, actor=manager, now=NOW)
    join(authority, Role.LA_OFFICER, manager)

    assert list(person.memberships.order_by("pk").values_list("ended_at", flat=True)) == [NOW, None]


@pytest.mark.parametrize(
    ("place", "role"),
    [
        ("school", Role.LA_OFFICER),
        ("authority", Role.HEADTEACHER),
        ("trust", Role.GOVERNOR),
        ("nowhere", Role.TRUST_OFFICER),
        ("school", Role.REVIEW_CLERK),
    ],
)
def test_a_role_of_another_kind_of_organisation_is_refused(authority, manager, place, role):
    places = {
        "school": SchoolFactory(local_authority=authority),
        "authority": authority,
        "trust": TrustFactory(),
        "nowhere": None,
    }

    with pytest.raises(RoleElsewhere):
        join(places[place], role, manager)
    assert not User.objects.filter(email="kit@sample.example").exists()


def test_only_a_manager_of_the_authority_lets_people_in_or_out(authority, manager):
    school = SchoolFactory(local_authority=authority)
    head = headteacher_of(school)
    for outsider in (officer_of(authority), head, manager_of(LocalAuthorityFactory())):
        for place, role in ((school, Role.SCHOOL_STAFF), (authority, Role.LA_OFFICER)):
            with pytest.raises(NotYourAuthority):
                join(place, role, outsider)
        with pytest.raises(NotYourAuthority):
            people.leave(membership_id=head.memberships.get().pk, actor=outsider, now=NOW)
    assert head.memberships.get().ended_at is None


def test_trusts_and_reviews_are_for_whoever_runs_the_service(authority, manager):
    trust = TrustFactory()
    officer = trust_officer_of(trust).memberships.get()
    reviewer = MembershipFactory(role=Role.REVIEW_MEMBER)

    for place, role in ((trust, Role.TRUST_OFFICER), (None, Role.REVIEW_CLERK)):
        with pytest.raises(NotYourAuthority):
            join(place, role, manager)
    for held in (officer, reviewer):
        with pytest.raises(NotYourAuthority):
            people.leave(membership_id=held.pk, actor=manager, now=NOW)

    people.leave(membership_id=officer.pk, actor=None, now=NOW)
    event = AuditEvent.objects.get(kind="membership.ended")
    assert (event.actor, event.authority_id) == ("system/command", None)


def test_leaving_ends_the_reach_at_once(authority, manager):
    head = headteacher_of(SchoolFactory(local_authority=authority))

    people.leave(membership_id=head.memberships.get().pk, actor=manager, now=NOW)

    assert access.get_school_ids(User.objects.get(pk=head.pk)) == ()
    event = AuditEvent.objects.get(kind="membership.ended")
    assert (event.stream, event.actor) == (f"user/{head.pk}", f"user/{manager.pk}")


def test_the_last_manager_stays_until_there_is_another(authority, manager):
    own = manager.memberships.get()
    MembershipFactory(role=Role.LA_MANAGER, local_authority=authority, user__is_active=False)
    MembershipFactory(role=Role.LA_MANAGER, local_authority=authority, ended_at=NOW)
    manager_of(LocalAuthorityFactory())

    with pytest.raises(LastManager, match="add another manager first"):
        people.leave(membership_id=own.pk, actor=manager, now=NOW)

    manager_of(authority)
    people.leave(membership_id=own.pk, actor=manager, now=NOW)
    assert Membership.objects.get(pk=own.pk).ended_at == NOW


def test_a_password_link_is_given_only_for_people_who_act_nowhere_else(authority, manager):
    head = headteacher_of(SchoolFactory(local_authority=authority))
    officer = officer_of(authority)
    both = officer_of(authority)
    MembershipFactory(user=both, role=Role.LA_OFFICER, local_authority=LocalAuthorityFactory())
    trust = officer_of(authority)
    MembershipFactory(user=trust, role=Role.TRUST_OFFICER, trust=TrustFactory())

    for person in (head, officer):
        people.record_password_link(person=person, actor=manager, now=NOW)
    for person in (both, trust, UserFactory(), headteacher_of(SchoolFactory())):
        with pytest.raises(NotYourPerson):
            people.record_password_link(person=person, actor=manager, now=NOW)
    for outsider in (officer, head, manager_of(LocalAuthorityFactory())):
        with pytest.raises(NotYourPerson):
            people.record_password_link(person=head, actor=outsider, now=NOW)

    given = AuditEvent.objects.filter(kind="user.password-link-given")
    assert sorted(given.values_list("stream", flat=True)) == sorted(
        [f"user/{head.pk}", f"user/{officer.pk}"]
    )


def test_the_command_adds_the_first_manager_and_prints_a_link(authority, capsys):
    said = ["--first-name", "Kit", "--last-name", "Invented", "--role", "LA_MANAGER"]

    call_command("add_person", "--email", "kit@sample.example", *said, "--authority", "870")

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Kit Invented is local authority manager."
    assert "/choose-password/" in lines[2]
    assert Membership.objects.get().local_authority == authority
    with pytest.raises(CommandError, match=r"here already\. Nothing was changed"):
        call_command("add_person", "--email", "kit@sample.example", *said, "--authority", "870")


def test_the_command_knows_schools_trusts_and_reviews(authority, capsys):
    school, trust = SchoolFactory(), TrustFactory(uid="2044")
    known = UserFactory(email="kit@sample.example")
    known.set_password("correct horse battery")
    known.save()

    for role, *place in (
        ("HEADTEACHER", "--school", str(school.urn)),
        ("TRUST_OFFICER", "--trust", "2044"),
        ("REVIEW_MEMBER",),
    ):
        call_command(
            "add_person", "--email", known.email, "--first-name", "K", "--last-name", "I",
            "--role", role, *place,
        )  # fmt: skip

    assert "choose-password" not in capsys.readouterr().out
    held = known.memberships.order_by("pk")
    assert [m.organisation for m in held] == [school, trust, None]
    for role, *place in (
        ("HEADTEACHER", "--school", "1"),
        ("LA_OFFICER", "--authority", "999"),
        ("TRUST_OFFICER", "--trust", "9"),
    ):
        with pytest.raises(CommandError, match="There is no such"):
            call_command(
                "add_person", "--email", known.email, "--first-name", "K", "--last-name", "I",
                "--role", role, *place,
            )  # fmt: skip
    with pytest.raises(CommandError, match="is not a role of this kind"):
        call_command(
            "add_person", "--email", known.email, "--first-name", "K", "--last-name", "I",
            "--role", "GOVERNOR",
        )  # fmt: skip
