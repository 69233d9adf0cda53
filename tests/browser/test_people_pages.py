"""Signing in, people, addresses and schools in a real browser, at two widths."""

import pytest
from django.contrib.auth.hashers import make_password
from django.core.management import call_command

from organisations.models import Contact, User
from organisations.roles import Role
from tests.factories import (
    LocalAuthorityFactory,
    MembershipFactory,
    SchoolFactory,
    UserFactory,
    headteacher_of,
    manager_of,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
]
PASSWORD = "correct horse battery"


@pytest.fixture
def manager(live_server):
    authority = LocalAuthorityFactory(code="870", name="Reading")
    manager = manager_of(authority)
    password = make_password(PASSWORD)
    User.objects.filter(pk=manager.pk).update(
        first_name="Morgan", last_name="Invented", email="morgan@sample.example", password=password
    )
    return User.objects.get(pk=manager.pk)


def test_signing_in_and_out_by_keyboard(screen, manager):
    page = screen.open("/sign-in/")
    assert screen.find_faults() == []
    screen.shoot("sign-in")

    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Enter your email address").click()
    assert page.evaluate("document.activeElement.name") == "login"
    assert screen.find_faults() == []

    page.keyboard.type("morgan@sample.example")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_text("You have signed out.").wait_for()
    assert screen.find_faults() == []


def test_signing_in_without_scripts(plain_screen, manager):
    page = plain_screen.open("/sign-in/?next=/people/")
    page.get_by_label("Email address").fill("morgan@sample.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()

    page.get_by_role("heading", name="People").wait_for()
    assert plain_screen.find_faults() == []


def test_a_manager_lets_somebody_in_who_chooses_a_password(screen, manager):
    authority = manager.memberships.get().local_authority
    SchoolFactory(local_authority=authority, name="Sample School", urn=110148)
    screen.sign_in(manager)
    page = screen.open("/people/")
    assert screen.find_faults() == []
    screen.shoot("people")

    screen.follow("button", "Add a person")
    assert screen.find_faults() == []
    screen.follow("button", "Add this person")
    assert screen.find_faults() == []
    page.get_by_label("First name").fill("Kit")
    page.get_by_label("Last name").fill("Invented")
    page.get_by_label("Work email address").fill("kit@sample.example")
    page.get_by_label("Role").select_option(label="Headteacher")
    page.get_by_label("School’s URN").fill("110148")
    screen.shoot("add-person")
    page.get_by_role("button", name="Add this person").click()
    page.get_by_role("heading", name="Kit Invented").wait_for()
    assert screen.find_faults() == []
    screen.shoot("person")

    page.get_by_role("button", name="Make a link").click()
    link = page.locator(".govuk-inset-text").inner_text().strip()
    assert screen.find_faults() == []

    page.context.clear_cookies()
    page = screen.open(link.removeprefix("http://127.0.0.1:8000"))
    assert screen.find_faults() == []
    page.get_by_label("New password", exact=True).fill(PASSWORD)
    page.get_by_label("New password again").fill(PASSWORD)
    page.get_by_role("button", name="Set the password").click()
    page.get_by_text("Your password has been set").wait_for()
    assert User.objects.get(email="kit@sample.example").check_password(PASSWORD)


def test_a_manager_puts_an_address_in_use(screen, manager):
    authority = manager.memberships.get().local_authority
    Contact.objects.create(
        local_authority=authority, email="old@sample.example", purpose="exclusions"
    )
    screen.sign_in(manager)
    page = screen.open("/contacts/")
    assert screen.find_faults() == []
    screen.shoot("addresses")

    page.get_by_label("Whose address is it?").select_option(label="Reading")
    page.get_by_label("Email address").fill("exclusions@sample.example")
    screen.follow("button", "Add this address")
    assert screen.find_faults() == []
    page.get_by_label("I have checked").check()
    page.get_by_role("button", name="Put this address in use").click()
    page.get_by_text("exclusions@sample.example is now in use.").wait_for()
    assert screen.find_faults() == []


def test_a_manager_states_what_a_school_is(screen, manager):
    authority = manager.memberships.get().local_authority
    school = SchoolFactory(
        local_authority=authority, name="Special School", type_group_code="5", type_code="",
        urn=110200,
    )  # fmt: skip
    school.records.update(school_type="")
    SchoolFactory(local_authority=authority, name="Sample School", phase="Secondary")
    screen.sign_in(manager)
    page = screen.open("/schools/")
    assert screen.find_faults() == []
    screen.shoot("schools")

    screen.follow("link", "State its type")
    assert screen.find_faults() == []
    page.get_by_label("An academy").check()
    page.get_by_label("How do you know?").fill("Its funding agreement of 1 September 2020")
    page.get_by_role("button", name="State the type").click()
    page.get_by_text("The type of Special School has been stated.").wait_for()
    assert screen.find_faults() == []


def test_somebody_who_works_for_two_authorities_chooses(screen, manager):
    york = LocalAuthorityFactory(code="816", name="York")
    MembershipFactory(user=manager, role=Role.LA_MANAGER, local_authority=york)
    headteacher_of(SchoolFactory(local_authority=york))
    UserFactory()
    screen.sign_in(manager)
    page = screen.open("/people/")

    screen.follow("link", "Acting for Reading: change")
    assert screen.find_faults() == []
    page.get_by_label("York").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("link", name="Acting for York: change").wait_for()


def test_an_authority_supplies_days_for_its_schools(screen, manager, tmp_path):
    file = tmp_path / "dates.csv"
    file.write_text(
        "kind,from,to,reason\nterm,2026-09-02,2026-12-18,\ninset,2026-09-02,,\n"
        "half term,2026-10-26,2026-10-30,\n"
    )
    call_command("import_bank_holidays", verbosity=0)
    screen.sign_in(manager)
    page = screen.open("/schools/")
    screen.follow("link", "School days of Reading")
    assert screen.find_faults() == []

    page.get_by_label("File of school days").set_input_files(file)
    page.get_by_label("Why are you supplying these dates?").fill("Dates for the autumn")
    page.get_by_role("button", name="Publish these days").click()
    page.get_by_text("The school days are published.").wait_for()
    assert screen.find_faults() == []
