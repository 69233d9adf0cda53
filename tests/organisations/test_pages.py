from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.hashers import make_password

from audit.models import AuditEvent
from organisations.models import Membership, User
from organisations.roles import Role
from organisations.sign_in_links import make_password_link
from row_security.scope import WHOLE_SERVICE, declare
from tests.factories import (
    CaseFactory,
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
    trust_officer_of,
)

NEW = {"first_name": "Kit", "last_name": "Invented", "email": "kit@sample.example"}


@pytest.fixture
def authority(db):
    return LocalAuthorityFactory(code="870", name="Reading")


@pytest.fixture
def school(authority):
    return SchoolFactory(local_authority=authority, name="Sample School", urn=110148)


@pytest.fixture
def manager(client, authority):
    manager = manager_of(authority)
    client.force_login(manager)
    return manager


def text(answer):
    return answer.content.decode()


def everything():
    declare(WHOLE_SERVICE)


class TestPeople:
    def test_a_manager_sees_those_of_the_authority_and_its_schools(self, client, manager, school):
        head = headteacher_of(school)
        outsider = headteacher_of(SchoolFactory(name="Another School"))
        gone = MembershipFactory(
            role=Role.GOVERNOR, school=school, ended_at=datetime(2026, 1, 1, tzinfo=UTC)
        ).user

        page = text(client.get("/people/"))

        shown = {user for user in User.objects.all() if user.email in page}
        assert shown == {manager, head}
        assert (outsider.email in page, gone.email in page) == (False, False)

    def test_people_are_found_by_name_address_or_school(self, client, manager, school):
        user = UserFactory(first_name="Kit", last_name="Invented", email="kit@sample.example")
        MembershipFactory(user=user, role=Role.GOVERNOR, school=school)
        other = headteacher_of(school)

        for search in ("invented kit", "kit@sample", "KIT sample school"):
            page = text(client.post("/people/found/", {"search": search}, follow=True))
            assert (user.email in page, other.email in page) == (True, False)
        assert "Nobody fits" in text(
            client.post("/people/found/", {"search": "\x00nobody%_"}, follow=True)
        )

    def test_a_long_list_has_pages_and_no_more_queries(
        self, client, manager, school, django_assert_max_num_queries
    ):
        for n in range(60):
            user = UserFactory(last_name=f"Invented{n:02}")
            MembershipFactory(user=user, role=Role.GOVERNOR, school=school)

        with django_assert_max_num_queries(12):
            first = text(client.get("/people/"))
        second = text(client.get("/people/?page=2"))

        assert ("Page 1 of 2" in first, "Next page" in first) == (True, True)
        assert ("Invented00" in first, "Invented59" in second) == (True, True)
        assert client.get("/people/?page=nonsense").status_code == 200


class TestAddingAndEnding:
    def test_a_new_person_is_added_and_shown(self, client, manager, school):
        answer = client.post("/people/new/", {**NEW, "role": "HEADTEACHER", "urn": "110148"})

        everything()
        person = User.objects.get(email="kit@sample.example")
        assert answer.url == f"/people/{person.public_id}/"
        assert person.memberships.get().organisation == school
        page = text(client.get(answer.url))
        assert "Kit Invented can now act as headteacher." in page
        assert "Headteacher" in page

    def test_an_officer_of_the_authority_needs_no_school(self, client, manager, authority):
        client.post("/people/new/", {**NEW, "role": "LA_OFFICER", "urn": ""})

        everything()
        assert Membership.objects.get(user__email=NEW["email"]).local_authority == authority

    @pytest.mark.parametrize(
        ("said", "told"),
        [
            ({}, "Enter the first name"),
            ({**NEW, "role": "HEADTEACHER"}, "Enter the URN of a school in Reading"),
            ({**NEW, "role": "HEADTEACHER", "urn": "x" * 50}, "Enter the URN of a school in"),
            ({**NEW, "role": "HEADTEACHER", "urn": "9" * 40}, "Enter the URN of a school in"),
            ({**NEW, "role": "LA_OFFICER", "urn": "110148"}, "Leave the URN empty"),
            ({**NEW, "role": "TRUST_OFFICER"}, "Select the role from the list"),
            ({**NEW, "email": "kit", "role": "LA_OFFICER"}, "in the correct format"),
        ],
    )
    def test_faults_are_told_and_nothing_typed_is_lost(self, client, manager, school, said, told):
        answer = client.post("/people/new/", said)

        assert answer.status_code == 422
        assert told in text(answer)
        assert all(f'value="{said[name]}"' in text(answer) for name in NEW if said)
        everything()
        assert not User.objects.filter(email=NEW["email"]).exists()

    def test_a_school_of_another_authority_is_no_school_here(self, client, manager):
        SchoolFactory(urn=110149)

        answer = client.post("/people/new/", {**NEW, "role": "HEADTEACHER", "urn": "110149"})

        assert (answer.status_code, "Enter the URN of a school in" in text(answer)) == (422, True)

    def test_the_same_role_twice_is_told(self, client, manager, school):
        said = {**NEW, "role": "HEADTEACHER", "urn": "110148"}
        client.post("/people/new/", said)

        answer = client.post("/people/new/", said)

        assert (answer.status_code, "is headteacher here already" in text(answer)) == (422, True)

    def test_a_role_is_ended(self, client, manager, school):
        head = headteacher_of(school)
        held = head.memberships.get()

        missing = client.post(f"/people/{head.public_id}/", {})
        answer = client.post(f"/people/{head.public_id}/", {"membership": held.pk})

        assert (missing.status_code, answer.url) == (422, "/people/")
        everything()
        held.refresh_from_db()
        assert held.ended_at is not None
        assert client.get(f"/people/{head.public_id}/").status_code == 404

    def test_somebody_elses_role_cannot_be_ended_from_a_persons_page(self, client, manager, school):
        head, other = headteacher_of(school), headteacher_of(SchoolFactory())

        for pk in (other.memberships.get().pk, "x"):
            answer = client.post(f"/people/{head.public_id}/", {"membership": pk})
            assert answer.status_code == 422
        everything()
        assert other.memberships.get().ended_at is None

    def test_the_last_manager_is_told_what_to_do(self, client, manager):
        own = manager.memberships.get()

        answer = client.post(f"/people/{manager.public_id}/", {"membership": own.pk})

        assert answer.status_code == 409
        assert "add another manager first" in text(answer)

    def test_the_pages_are_for_managers_of_that_authority_alone(self, client, authority, school):
        head = headteacher_of(school)
        paths = ("/people/", "/people/new/", f"/people/{head.public_id}/")
        for outsider in (
            officer_of(authority),
            head,
            clerk_of(school),
            governor_of(school),
            trust_officer_of(TrustFactory()),
            UserFactory(),
        ):
            client.force_login(outsider)
            assert [client.get(path).status_code for path in paths] == [404, 404, 404]
        client.force_login(manager_of(LocalAuthorityFactory()))
        assert client.get(f"/people/{head.public_id}/").status_code == 404
        assert client.post(f"/people/{head.public_id}/link/").status_code == 404
        client.logout()
        assert [client.get(path).status_code for path in paths] == [302, 302, 302]


class TestPasswordLink:
    def test_a_link_lets_a_person_choose_a_password_once(self, client, manager, school):
        head = headteacher_of(school)
        shown = text(client.post(f"/people/{head.public_id}/link/"))
        everything()
        head.refresh_from_db()
        link = make_password_link(head)
        assert link.rsplit("/", 2)[0] in shown  # the token's time may differ by a second
        client.logout()
        path = link.removeprefix("http://127.0.0.1:8000")

        form = client.get(path, follow=True)
        asked = form.request["PATH_INFO"]
        short = client.post(asked, {"new_password1": "short", "new_password2": "short"})
        typed = {"new_password1": "correct horse battery", "new_password2": "correct horse battery"}
        differ = client.post(asked, {**typed, "new_password2": "another"})
        done = client.post(asked, typed)

        assert ("Choose a password" in text(form), link.split("/")[-2] in asked) == (True, False)
        assert (short.status_code, "at least 12 characters" in text(short)) == (422, True)
        assert differ.status_code == 422
        assert done.url == "/sign-in/"
        assert "This link no longer works" in text(client.get(path, follow=True))
        signed_in = client.post(
            "/sign-in/", {"login": head.email, "password": "correct horse battery"}
        )
        assert signed_in.url == "/"
        everything()
        kinds = AuditEvent.objects.filter(stream=f"user/{head.pk}").order_by("id")
        assert list(kinds.values_list("kind", flat=True)) == [
            "user.password-link-given", "user.password-chosen", "user.signed-in",
        ]  # fmt: skip

    def test_a_link_is_refused_for_somebody_who_acts_elsewhere_too(self, client, manager, school):
        head = headteacher_of(school)
        MembershipFactory(user=head, role=Role.HEADTEACHER, school=SchoolFactory())

        answer = client.post(f"/people/{head.public_id}/link/")

        assert answer.status_code == 409
        assert "Make a link" not in text(client.get(f"/people/{head.public_id}/"))

    def test_a_made_up_link_is_told_to_be_of_no_use(self, client, db):
        assert "no longer works" in text(client.get("/choose-password/MQ/made-up/"))


class TestSchools:
    def test_an_authority_sees_its_open_schools(self, client, authority, school):
        SchoolFactory(local_authority=authority, name="Closed School", status_code="2")
        SchoolFactory(name="Another School")
        client.force_login(officer_of(authority))

        page = text(client.get("/schools/"))

        assert [n in page for n in ("Sample School", "Closed School", "Another School")] == [
            True, False, False,
        ]  # fmt: skip
        assert "/schools/110148/school-days/" in page
        assert "No open school" in text(client.get("/schools/?search=nothing%00"))

    def test_a_trust_officer_sees_the_academies(self, client, authority):
        trust = TrustFactory()
        SchoolFactory(trust=trust, name="Our Academy", local_authority=authority)
        SchoolFactory(trust=TrustFactory(), name="Their Academy")
        client.force_login(trust_officer_of(trust))

        page = text(client.get("/schools/"))

        assert ("Our Academy" in page, "Their Academy" in page) == (True, False)

    def test_others_have_no_list(self, client, school):
        client.force_login(headteacher_of(school))

        assert client.get("/schools/").status_code == 404

    def special(self, authority, **said):
        school = SchoolFactory(
            local_authority=authority, name="Special School", urn=110200, type_group_code="5",
            type_code="", **said,
        )  # fmt: skip
        school.records.update(school_type="")
        return school

    def test_a_manager_states_a_type_that_nobody_knows(self, client, manager, authority, school):
        special = self.special(authority)
        listed = text(client.get("/schools/"))
        assert ("Not known" in listed, "/schools/110200/type/" in listed) == (True, True)
        assert "/schools/110148/type/" not in listed

        missing = client.post("/schools/110200/type/", {})
        unit = client.post("/schools/110200/type/", {"school_type": "PRU", "reason": "x"})
        done = client.post(
            "/schools/110200/type/", {"school_type": "ACADEMY", "reason": "Its agreement"}
        )

        assert (missing.status_code, unit.status_code, done.url) == (422, 422, "/schools/")
        assert "cannot be a pupil referral unit" in text(unit)
        everything()
        assert special.get_record(date(2026, 9, 15)).school_type == "ACADEMY"

    def test_nobody_else_has_the_page_and_no_other_school(self, client, authority, school):
        self.special(authority)
        for outsider in (officer_of(authority), manager_of(LocalAuthorityFactory())):
            client.force_login(outsider)
            assert client.get("/schools/110200/type/").status_code == 404
        client.force_login(manager_of(authority))
        assert client.get("/schools/110200/type/").status_code == 200
        assert client.get("/schools/110148/type/").status_code == 404
        assert client.get("/schools/999999/type/").status_code == 404


class TestActingFor:
    def test_somebody_who_works_for_two_sees_the_cases_of_the_one_they_chose(self, client, db):
        reading, york = (
            LocalAuthorityFactory(code=c, name=n) for c, n in (("870", "Reading"), ("816", "York"))
        )
        here, there = (
            CaseFactory(school=SchoolFactory(local_authority=a)) for a in (reading, york)
        )
        person = officer_of(reading)
        MembershipFactory(user=person, role=Role.LA_OFFICER, local_authority=york)
        client.force_login(person)

        def reached():
            return [client.get(f"/cases/{c.public_id}/").status_code for c in (here, there)]

        assert reached() == [200, 404]
        assert "Acting for Reading" in text(client.get("/acting-for/"))

        assert client.post("/acting-for/", {"authority": "816"}).url == "/"
        assert reached() == [404, 200]

        for other in ("872", "", "x"):
            assert client.post("/acting-for/", {"authority": other}).status_code == 404
        assert reached() == [404, 200]

    def test_somebody_who_works_for_one_has_no_choice(self, client, manager):
        assert client.get("/acting-for/").status_code == 404
        assert "Acting for" not in text(client.get("/people/"))


def test_the_pages_are_not_kept_from_a_person_with_a_password(db, client):
    person = manager_of(LocalAuthorityFactory())
    User.objects.filter(pk=person.pk).update(password=make_password("correct horse battery"))

    client.post("/sign-in/", {"login": person.email, "password": "correct horse battery"})

    assert client.get("/people/").status_code == 200
