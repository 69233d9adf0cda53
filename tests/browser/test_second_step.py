"""The second step of signing in, in a real browser, at two widths."""

import time

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password

from config.sample.people import SECOND_STEP_SECRET
from config.sample.second_step import make_code
from organisations.models import User
from tests.factories import LocalAuthorityFactory, manager_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
]
PASSWORD = "correct horse battery"


@pytest.fixture
def manager(live_server, settings):
    settings.SECOND_FACTOR_ROLES = frozenset({"LA_MANAGER"})
    manager = manager_of(LocalAuthorityFactory(code="870", name="Reading"))
    User.objects.filter(pk=manager.pk).update(
        first_name="Morgan",
        last_name="Invented",
        email="morgan@sample.example",
        password=make_password(PASSWORD),
    )
    return User.objects.get(pk=manager.pk)


def give_password(screen):
    page = screen.open("/sign-in/")
    page.get_by_label("Email address").fill("morgan@sample.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    screen.follow("button", "Sign in")
    return page


def test_a_manager_sets_up_an_app_before_anything_else(screen, manager, monkeypatch):
    secret = SECOND_STEP_SECRET  # so that the picture in the guide is of an invented one
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.generate_totp_secret", lambda: secret)
    page = give_password(screen)
    page.get_by_role("heading", name="Set up a second step").wait_for()
    assert screen.find_faults() == []
    screen.shoot("sign-in-set-up")

    screen.follow("button", "Set up an authenticator app")
    assert screen.find_faults() == []
    screen.shoot("sign-in-set-up-app")
    screen.follow("button", "Set it up")
    page.get_by_role("link", name="Enter the code").click()
    assert page.evaluate("document.activeElement.name") == "code"
    assert screen.find_faults() == []

    typed = page.locator(".app-secret").inner_text().replace(" ", "").strip()
    page.get_by_label("Code").fill(make_code(typed, now=time.time()))
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Recovery codes").wait_for()
    assert screen.find_faults() == []
    screen.follow("button", "I have kept them: continue")
    screen.open("/account/second-step/")
    page.get_by_text("10 codes are left").wait_for()
    assert screen.find_faults() == []
    screen.shoot("sign-in-your-second-step")


def test_the_code_is_asked_for_without_scripts(plain_screen, manager):
    TOTP.activate(manager, SECOND_STEP_SECRET)
    RecoveryCodes.activate(manager)
    page = give_password(plain_screen)
    page.get_by_role("heading", name="Second step").wait_for()
    assert plain_screen.find_faults() == []

    page.get_by_label("Code").fill(make_code(SECOND_STEP_SECRET, now=time.time()))
    plain_screen.follow("button", "Continue")
    page.get_by_role("button", name="Sign out").wait_for()
    plain_screen.open("/account/second-step/passkeys/new/")
    assert page.get_by_role("button", name="Add a passkey").count() == 0
    page.get_by_text("Passkeys need JavaScript").wait_for()
    assert plain_screen.find_faults() == []


def test_a_wrong_code_is_told(screen, manager):
    TOTP.activate(manager, SECOND_STEP_SECRET)
    page = give_password(screen)
    assert screen.find_faults() == []
    screen.shoot("sign-in-second-factor")

    page.get_by_label("Code").fill("000000")
    screen.follow("button", "Continue")
    page.get_by_role("link", name="That code is not right.").click()
    assert page.evaluate("document.activeElement.name") == "code"
    assert screen.find_faults() == []


def test_a_passkey_is_added_and_used(screen, manager):
    """With a keeper of passkeys that the browser itself pretends to have."""
    keeper = screen.page.context.new_cdp_session(screen.page)
    keeper.send("WebAuthn.enable")
    options = {
        **{"protocol": "ctap2", "transport": "internal", "hasResidentKey": True},
        **{"hasUserVerification": True, "isUserVerified": True},
    }
    keeper.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page = give_password(screen)
    screen.follow("button", "Add a passkey")
    assert screen.find_faults() == []
    assert page.get_by_text("No passkey was made.").is_hidden()
    page.get_by_label("Name of the passkey").fill("Work laptop")
    screen.shoot("sign-in-add-passkey")
    screen.follow("button", "Add a passkey")
    page.get_by_role("heading", name="Recovery codes").wait_for()
    screen.open("/account/second-step/")
    page.get_by_role("term").get_by_text("Work laptop").wait_for()
    assert screen.find_faults() == []

    page.get_by_role("button", name="Sign out").click()
    page.get_by_text("You have signed out.").wait_for()
    give_password(screen)
    page.get_by_role("heading", name="Use a passkey").wait_for()
    assert screen.find_faults() == []
    assert page.get_by_text("The passkey was not used.").is_hidden()
    screen.shoot("sign-in-passkey")
    screen.follow("button", "Use a passkey")
    page.get_by_role("button", name="Sign out").wait_for()
    assert screen.find_faults() == []


def test_a_passkey_that_is_refused_says_so(screen, manager):
    """No keeper of passkeys answers: the browser refuses, and the page says what to do."""
    page = give_password(screen)
    screen.follow("button", "Add a passkey")
    page.evaluate("() => { navigator.credentials.create = async () => { throw new Error('no') } }")
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_text("No passkey was made.").wait_for()
    assert screen.find_faults() == []


def test_a_person_sees_where_they_are_signed_in(screen, manager, settings):
    settings.SECOND_FACTOR_ROLES = frozenset()
    page = give_password(screen)
    screen.follow("link", "Your account")
    assert screen.find_faults() == []
    screen.shoot("account")
    screen.follow("link", "Where you are signed in")
    page.get_by_text("This one").wait_for()
    assert screen.find_faults() == []
    screen.shoot("account-sessions")

    screen.follow("button", "Sign out everywhere else")
    page.get_by_text("You have been signed out everywhere else.").wait_for()
    assert screen.find_faults() == []
    page.get_by_role("button", name="Sign out everywhere", exact=True).click()
    page.get_by_role("heading", name="Sign in", exact=True).wait_for()


def test_typing_keeps_a_session_in_use(screen, manager, settings):
    settings.SECOND_FACTOR_ROLES = frozenset()
    page = give_password(screen)
    screen.open("/people/new/")
    page.evaluate("() => { const real = Date.now; Date.now = () => real() + 5 * 60 * 1000 }")

    with page.expect_response("**/account/still-here/") as asked:
        page.get_by_label("First name").fill("Kit")
    assert asked.value.status == 204


def test_a_forgotten_and_a_changed_password(screen, manager, settings):
    settings.SECOND_FACTOR_ROLES = frozenset()
    page = screen.open("/sign-in/")
    screen.follow("link", "I have forgotten my password")
    assert screen.find_faults() == []
    screen.follow("button", "Send me a link")
    assert screen.find_faults() == []
    page.get_by_label("Email address").fill("morgan@sample.example")
    screen.follow("button", "Send me a link")
    page.get_by_text("If there is an account with this address").wait_for()
    assert screen.find_faults() == []

    give_password(screen)
    screen.open("/account/password/")
    assert screen.find_faults() == []
    screen.follow("button", "Change it")
    page.get_by_role("link", name="Enter your present password").wait_for()
    assert screen.find_faults() == []
