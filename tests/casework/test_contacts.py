from datetime import UTC, datetime

import pytest

from audit.models import AuditEvent
from casework.actions import contacts
from casework.actions.contacts import AlreadyVerified
from notifications import outbox
from notifications.models import Message, State
from organisations import access
from organisations.access import NotYourAuthority, NotYourSchool
from organisations.contacts import find_verified_email, get_contact_key, get_contacts
from organisations.models import Contact, Purpose
from row_security.scope import WHOLE_SERVICE, declare
from tests.factories import (
    CaseFactory,
    LocalAuthorityFactory,
    SchoolFactory,
    clerk_of,
    headteacher_of,
    manager_of,
    officer_of,
    staff_of,
)

NOW = datetime(2026, 9, 15, 9, tzinfo=UTC)
EMAIL = "exclusions@reading.example"


@pytest.fixture
def authority(db):
    return LocalAuthorityFactory(name="Reading", code="870")


def hold(case, key):
    """A letter of this case that waits for an address."""
    return Message.objects.create(
        dedupe_key=f"{case.pk}/{key}", letter="test", contact_key=key, addressee="Reading", to="",
        subject="A letter", body="A letter", state=State.HELD, created_at=NOW, due_at=NOW,
        about=case.stream, case_id=case.pk, authority_id=case.authority_id,
        home_authority_id=case.home_authority_id, school_id=case.school_id,
    )  # fmt: skip


def test_an_address_is_used_once_it_is_verified_and_lets_held_letters_go(authority):
    held = hold(
        CaseFactory(school__local_authority=authority), f"authority/{authority.pk}/exclusions"
    )
    other = hold(CaseFactory(), "authority/999/exclusions")
    manager = manager_of(authority)
    declare(access.scope_of(manager))  # as a request would: row security must let it through

    contact = contacts.add_contact(owner=authority, email=EMAIL, actor=manager, now=NOW)
    assert find_verified_email(authority, Purpose.EXCLUSIONS) == ""

    released = contacts.verify_contact(contact_id=contact.pk, actor=manager, now=NOW)

    assert (released, find_verified_email(authority, Purpose.EXCLUSIONS)) == (1, EMAIL)
    declare(WHOLE_SERVICE)
    held.refresh_from_db()
    other.refresh_from_db()
    assert (held.state, held.to) == (State.QUEUED, EMAIL)
    assert (other.state, other.to) == (State.HELD, "")
    events = AuditEvent.objects.filter(stream=f"authority/{authority.pk}").order_by("id")
    assert [(e.kind, e.facts.get("letters_released")) for e in events] == [
        ("contact.added", None),
        ("contact.verified", 1),
    ]


def test_the_home_authority_lets_its_own_letters_go(authority):
    case = CaseFactory(home_authority=authority)
    held = hold(case, get_contact_key(authority, Purpose.EXCLUSIONS))
    manager = manager_of(authority)
    contact = Contact.objects.create(local_authority=authority, email=EMAIL, purpose="exclusions")
    declare(access.scope_of(manager))

    assert contacts.verify_contact(contact_id=contact.pk, actor=manager, now=NOW) == 1
    declare(WHOLE_SERVICE)
    held.refresh_from_db()
    assert held.to == EMAIL


def test_the_address_verified_last_is_the_one_in_use(authority):
    manager = manager_of(authority)
    later = datetime(2026, 9, 16, 9, tzinfo=UTC)
    for email, now in (("old@reading.example", NOW), ("new@reading.example", later)):
        contact = contacts.add_contact(owner=authority, email=email, actor=manager, now=now)
        contacts.verify_contact(contact_id=contact.pk, actor=manager, now=now)
    contacts.add_contact(owner=authority, email="unsure@reading.example", actor=manager, now=later)

    assert find_verified_email(authority, Purpose.EXCLUSIONS) == "new@reading.example"
    assert [c.email for c in get_contacts(authority)] == [
        "new@reading.example", "old@reading.example", "unsure@reading.example",
    ]  # fmt: skip


def test_verifying_twice_is_refused(authority):
    manager = manager_of(authority)
    contact = contacts.add_contact(owner=authority, email=EMAIL, actor=manager, now=NOW)
    contacts.verify_contact(contact_id=contact.pk, actor=manager, now=NOW)

    with pytest.raises(AlreadyVerified):
        contacts.verify_contact(contact_id=contact.pk, actor=manager, now=NOW)


@pytest.mark.parametrize("who", [headteacher_of, clerk_of])
def test_a_school_keeps_the_address_of_its_clerk(authority, who):
    school = SchoolFactory(local_authority=authority)
    case = CaseFactory(school=school)
    hold(case, get_contact_key(school, Purpose.CLERK))
    person = who(school)

    contact = contacts.add_contact(
        owner=school, email="clerk@school.example", actor=person, now=NOW
    )
    released = contacts.verify_contact(contact_id=contact.pk, actor=person, now=NOW)

    assert (released, find_verified_email(school, Purpose.CLERK)) == (1, "clerk@school.example")
    event = AuditEvent.objects.get(kind="contact.verified")
    assert (event.stream, event.authority_id) == (f"school/{school.pk}", authority.pk)


def test_nobody_else_adds_or_verifies(authority):
    school = SchoolFactory(local_authority=authority)
    of_authority = Contact.objects.create(
        local_authority=authority, email=EMAIL, purpose="exclusions"
    )
    of_school = Contact.objects.create(school=school, email=EMAIL, purpose="clerk")

    for owner, contact, outsiders, refusal in (
        (
            authority,
            of_authority,
            (officer_of(authority), headteacher_of(school), manager_of(LocalAuthorityFactory())),
            NotYourAuthority,
        ),
        (
            school,
            of_school,
            (manager_of(authority), staff_of(school), headteacher_of(SchoolFactory())),
            NotYourSchool,
        ),
    ):
        for outsider in outsiders:
            with pytest.raises(refusal):
                contacts.add_contact(owner=owner, email=EMAIL, actor=outsider, now=NOW)
            with pytest.raises(refusal):
                contacts.verify_contact(contact_id=contact.pk, actor=outsider, now=NOW)
    assert Contact.objects.filter(verified_at=None).count() == Contact.objects.count() == 2


def test_a_manager_adds_and_verifies_an_address_on_the_pages(client, authority):
    manager = manager_of(authority)
    client.force_login(manager)
    assert "There is no address yet" in client.get("/contacts/").content.decode()

    faulty = client.post("/contacts/", {"owner": "school-1", "email": "nonsense"})
    added = client.post("/contacts/", {"owner": f"authority-{authority.pk}", "email": EMAIL})
    unsure = client.post(added.url, {})
    done = client.post(added.url, {"sure": "on"})

    assert (faulty.status_code, unsure.status_code, done.url) == (422, 422, "/contacts/")
    assert 'value="nonsense"' in faulty.content.decode()
    assert f"{EMAIL} is now in use." in client.get("/contacts/").content.decode()
    assert client.get(added.url).status_code == 404
    declare(WHOLE_SERVICE)
    assert find_verified_email(authority, Purpose.EXCLUSIONS) == EMAIL


def test_the_page_tells_how_many_letters_are_on_their_way(client, authority):
    case = CaseFactory(school__local_authority=authority)
    hold(case, get_contact_key(authority, Purpose.EXCLUSIONS))
    contact = Contact.objects.create(local_authority=authority, email=EMAIL, purpose="exclusions")
    client.force_login(manager_of(authority))

    client.post(f"/contacts/{contact.pk}/verification/", {"sure": "on"})

    assert "1 letter that waited" in client.get("/contacts/").content.decode()


def test_a_head_and_a_clerk_see_the_addresses_of_their_own_schools_alone(client, authority):
    school, other = SchoolFactory(name="Own School"), SchoolFactory(name="Other School")
    for owner in (school, other):
        Contact.objects.create(school=owner, email=f"clerk{owner.pk}@x.example", purpose="clerk")
    client.force_login(clerk_of(school))

    page = client.get("/contacts/").content.decode()

    assert (f"clerk{school.pk}@" in page, f"clerk{other.pk}@" in page) == (True, False)
    theirs = Contact.objects.get(school=other)
    assert client.get(f"/contacts/{theirs.pk}/verification/").status_code == 404
    assert (
        client.post("/contacts/", {"owner": f"school-{other.pk}", "email": EMAIL}).status_code
        == 422
    )


def test_others_have_no_such_page(client, authority):
    for person in (officer_of(authority), staff_of(SchoolFactory())):
        client.force_login(person)
        assert client.get("/contacts/").status_code == 404


def test_the_key_is_the_one_that_letters_wait_under(authority):
    assert get_contact_key(authority, Purpose.EXCLUSIONS) == f"authority/{authority.pk}/exclusions"
    assert outbox.release_held("", to=EMAIL, now=NOW) == 0
