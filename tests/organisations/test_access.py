import pytest

from organisations import access
from organisations.access import NotYourAuthority, NotYourSchool
from organisations.models import User
from organisations.roles import Role
from row_security.scope import Scope
from tests.factories import (
    LocalAuthorityFactory,
    MembershipFactory,
    SchoolFactory,
    TrustFactory,
    UserFactory,
    clerk_of,
    governor_of,
    headteacher_of,
    manager_of,
    officer_of,
    staff_of,
    trust_officer_of,
)


@pytest.fixture
def school(db):
    """A school with a trust and an authority, and another of each beside it."""
    SchoolFactory(trust=TrustFactory())
    return SchoolFactory(trust=TrustFactory())


def everybody(school):
    """One person in each role that has to do with this school."""
    return {
        Role.LA_OFFICER: officer_of(school.local_authority),
        Role.LA_MANAGER: manager_of(school.local_authority),
        Role.SCHOOL_STAFF: staff_of(school),
        Role.HEADTEACHER: headteacher_of(school),
        Role.GOVERNANCE_CLERK: clerk_of(school),
        Role.GOVERNOR: governor_of(school),
        Role.TRUST_OFFICER: trust_officer_of(school.trust),
        Role.REVIEW_CLERK: MembershipFactory(role=Role.REVIEW_CLERK).user,
        Role.REVIEW_MEMBER: MembershipFactory(role=Role.REVIEW_MEMBER).user,
    }


def who_may(check, school, refusal):
    """The roles that pass, among those of this school and all of those of another."""
    passed = set()
    for where in (school, SchoolFactory(trust=TrustFactory())):
        for role, person in everybody(where).items():
            try:
                check(person)
            except refusal:
                continue
            passed.add((role, where == school))
    return passed


def test_what_each_role_reaches(school):
    people = everybody(school)
    own = Scope(school_ids=(school.pk,))
    expected = {
        Role.LA_OFFICER: Scope(authority_id=school.local_authority_id),
        Role.LA_MANAGER: Scope(authority_id=school.local_authority_id),
        Role.SCHOOL_STAFF: own,
        Role.HEADTEACHER: own,
        Role.GOVERNANCE_CLERK: own,
        Role.GOVERNOR: Scope(),  # a seat on a panel reaches its case, nothing else
        Role.TRUST_OFFICER: own,
        Role.REVIEW_CLERK: Scope(),
        Role.REVIEW_MEMBER: Scope(),
    }

    assert {
        role: (scope.authority_id, scope.school_ids)
        for role, scope in ((role, access.scope_of(user)) for role, user in people.items())
    } == {role: (scope.authority_id, scope.school_ids) for role, scope in expected.items()}
    assert all(access.scope_of(user).user_id == user.pk for user in people.values())


def test_a_role_that_has_ended_reaches_nothing(school, tuesday):
    head = headteacher_of(school)
    head.memberships.update(ended_at=tuesday)

    again = User.objects.get(pk=head.pk)
    assert access.scope_of(again) == Scope(user_id=head.pk)
    assert access.get_schools(again, Role.HEADTEACHER) == []
    assert access.may_keep_contacts(again, school) is False


def test_a_trust_officer_reaches_every_academy_of_the_trust(school):
    second = SchoolFactory(trust=school.trust)

    reached = access.get_school_ids(trust_officer_of(school.trust))

    assert reached == tuple(sorted([school.pk, second.pk]))


def test_somebody_who_works_for_two_authorities_acts_for_one_at_a_time(db):
    york, reading = LocalAuthorityFactory(name="York"), LocalAuthorityFactory(name="Reading")
    elsewhere = LocalAuthorityFactory(name="Bath")
    person = manager_of(york)
    MembershipFactory(user=person, role=Role.LA_OFFICER, local_authority=york)
    MembershipFactory(user=person, role=Role.LA_OFFICER, local_authority=reading)

    assert access.get_authorities(person) == [reading, york]
    assert access.get_authority(person) == reading

    person.acting_for_id = york.pk
    assert access.scope_of(person).authority_id == york.pk

    person.acting_for_id = elsewhere.pk  # a choice that was never theirs, or no longer is
    assert access.scope_of(person).authority_id == reading.pk


def test_somebody_without_a_role_acts_for_nobody(db):
    assert access.get_authority(UserFactory()) is None
    assert access.manages(UserFactory(), None) is False


def test_the_schools_where_a_person_holds_a_role_come_by_name(db):
    b, a = SchoolFactory(name="B"), SchoolFactory(name="A")
    person = headteacher_of(b)
    for role, school in ((Role.HEADTEACHER, a), (Role.SCHOOL_STAFF, a), (Role.GOVERNOR, b)):
        MembershipFactory(user=person, role=role, school=school)

    assert access.get_schools(person, Role.HEADTEACHER, Role.SCHOOL_STAFF) == [a, b]
    assert access.get_schools(person, Role.GOVERNANCE_CLERK) == []


def test_who_may_publish_a_schools_days(school):
    def check(person):
        return access.check_may_publish_calendar(person, school)

    assert who_may(check, school, NotYourSchool) == {
        (role, True)
        for role in (
            Role.LA_OFFICER,
            Role.LA_MANAGER,
            Role.SCHOOL_STAFF,
            Role.HEADTEACHER,
            Role.TRUST_OFFICER,
        )
    }


def test_who_may_publish_an_authoritys_days(school):
    def check(person):
        return access.check_may_publish_default_calendar(person, school.local_authority)

    assert who_may(check, school, NotYourAuthority) == {
        (Role.LA_OFFICER, True),
        (Role.LA_MANAGER, True),
    }


@pytest.mark.parametrize("of_school", [True, False])
def test_who_may_manage_people(school, of_school):
    def check(person):
        place = school if of_school else school.local_authority
        return access.check_may_manage_people(person, place)

    assert who_may(check, school, NotYourAuthority) == {(Role.LA_MANAGER, True)}


def test_who_may_state_a_schools_type(school):
    def check(person):
        return access.check_may_state_school_type(person, school)

    assert who_may(check, school, NotYourSchool) == {(Role.LA_MANAGER, True)}


def test_who_may_keep_a_schools_addresses(school):
    def check(person):
        return access.check_may_keep_contacts(person, school)

    assert who_may(check, school, NotYourSchool) == {
        (Role.HEADTEACHER, True),
        (Role.GOVERNANCE_CLERK, True),
    }


def test_who_may_keep_an_authoritys_addresses(school):
    def check(person):
        return access.check_may_keep_contacts(person, school.local_authority)

    assert who_may(check, school, NotYourAuthority) == {(Role.LA_MANAGER, True)}
