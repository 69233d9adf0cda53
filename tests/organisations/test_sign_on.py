"""Signing in over OpenID Connect, against a provider that runs and signs for real."""

import time
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, build_opener

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from audit.models import AuditEvent
from organisations.models import User
from organisations.single_sign_on.configured import (
    HalfConfigured,
    SchoolSignOn,
    StaffSignOn,
    describe,
    find_origins,
)
from row_security.scope import WHOLE_SERVICE, declare
from tests.factories import (
    LocalAuthorityFactory,
    SchoolFactory,
    TrustFactory,
    headteacher_of,
    officer_of,
    trust_officer_of,
)
from tests.organisations.sign_on_provider import CLIENT_ID, SECRET, make_key, running

FAILED = "Signing in with your organisation did not work."


class Stay(HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


@pytest.fixture
def provider():
    with running() as provider:
        yield provider


@pytest.fixture
def configured(db, provider, settings):
    """Both kinds of sign-in, at the one provider; the council's is that of authority 870."""
    same = {"issuer": provider.issuer, "client_id": CLIENT_ID, "secret": SECRET}
    staff = StaffSignOn(authority_code="870", email_domains="council.example", **same)
    settings.SOCIALACCOUNT_PROVIDERS = describe([staff, SchoolSignOn(**same)])
    return provider


def named(user, email):
    User.objects.filter(pk=user.pk).update(email=email)
    return User.objects.get(pk=user.pk)


@pytest.fixture
def officer(configured):
    authority = LocalAuthorityFactory(code="870", name="Reading")
    configured.claims = {"email": "avery@council.example"}
    return named(officer_of(authority), "avery@council.example")


def organisation(category, **more):
    return {"organisation": {"id": "x", "category": {"id": category}, **more}}


def visit(address):
    """Ask the provider as a browser would, and return where it sends the browser."""
    try:
        build_opener(Stay).open(address, timeout=5)
    except HTTPError as answer:
        with answer:
            return answer.headers["Location"]
    raise AssertionError(address)


def begin(client, which, **form):
    answer = client.post(f"/sign-in/with/{which}/", form)
    assert answer.status_code == 302, answer.content.decode()
    return visit(answer.url).removeprefix("http://testserver")


def sign_on(client, which="staff", **form):
    return client.get(begin(client, which, **form))


def check_refused(client, answer, said, why):
    assert answer.status_code == 403
    assert said in answer.content.decode()
    assert client.get("/account/").status_code == 302
    declare(WHOLE_SERVICE)
    event = AuditEvent.objects.latest("id")
    assert (event.kind, event.facts["why"]) == ("user.sign-on-refused", why)
    assert "@" not in str(event.facts)


def test_an_officer_comes_in_with_the_councils_account(client, officer, configured):
    done = sign_on(client, next="/cases/")

    assert (done.status_code, done.url) == (302, "/cases/")
    assert client.get("/account/").context["user"] == officer
    declare(WHOLE_SERVICE)
    account = SocialAccount.objects.get()
    assert (account.user, account.provider, account.uid) == (officer, "staff", "person-1")
    assert account.extra_data == {}
    assert EmailAddress.objects.get(user=officer).verified
    kinds = list(AuditEvent.objects.order_by("id").values_list("kind", flat=True))
    assert kinds == ["user.sign-on", "user.signed-in"]
    assert User.objects.count() == 1


def test_the_page_offers_what_is_configured_and_sends_nowhere_else(client, officer, configured):
    page = client.get("/sign-in/").content.decode()
    assert "Sign in with your council account" in page
    assert "Sign in with DfE Sign-in" in page

    elsewhere = sign_on(client, next="https://elsewhere.example/")

    assert elsewhere.url == "/"


def test_somebody_who_is_known_comes_in_again_after_their_address_changed(
    client, officer, configured
):
    sign_on(client)
    client.logout()
    configured.claims = {"email": "married@council.example"}

    assert sign_on(client).status_code == 302
    assert client.get("/account/").context["user"] == officer


@pytest.mark.parametrize("kind", ["school", "authority", "trust", "string", "whole number"])
def test_dfe_sign_in_says_for_which_organisation(client, configured, kind):
    school = SchoolFactory(urn=110148, trust=TrustFactory(uid="2045"))
    school.local_authority.code = "870"
    school.local_authority.save()
    person, claim = {
        "school": (headteacher_of(school), organisation("001", urn="110148")),
        "authority": (
            officer_of(school.local_authority),
            organisation("002", establishmentNumber="870"),
        ),
        "trust": (trust_officer_of(school.trust), organisation("010", uid="2045")),
        "string": (
            headteacher_of(school),
            {"organisation": '{"category": {"id": "001"}, "urn": "110148"}'},
        ),
        "whole number": (headteacher_of(school), organisation("001", urn=110148)),
    }[kind]
    configured.claims = {"email": named(person, "kit@school.example").email, **claim}

    assert sign_on(client, "schools").status_code == 302
    assert client.get("/account/").context["user"] == person


UNKNOWN = [
    {},
    {"organisation": None},
    {"organisation": []},
    {"organisation": "not json"},
    {"organisation": "[1]"},
    organisation("009", urn="110148"),
    {"organisation": {"category": "001", "urn": "110148"}},
    organisation("001"),
    organisation("001", urn="999999"),
    organisation("001", urn="110148 OR 1=1"),
    organisation("001", urn={"x": 1}),
    organisation("001", urn="9" * 40),
    organisation("001", urn="١١٠١٤٨"),
    organisation("001", urn="100200"),  # closed
    organisation("002", urn="110148"),
    organisation("002", establishmentNumber="871"),
    organisation("010", uid=""),
    organisation("010", urn="110148"),
]


@pytest.mark.parametrize("claim", UNKNOWN)
def test_an_organisation_that_is_not_known_is_refused_with_a_sentence(client, configured, claim):
    head = named(headteacher_of(SchoolFactory(urn=110148)), "kit@school.example")
    SchoolFactory(urn=100200, status_code="2")
    configured.claims = {"email": head.email, **claim}

    answer = sign_on(client, "schools")

    said = "You cannot use this service with that organisation:"
    check_refused(client, answer, said, "organisation")
    assert not SocialAccount.objects.exists()


def test_nobody_gets_an_account_by_coming_from_a_known_organisation(client, configured):
    school = SchoolFactory(urn=110148, name="Sample School")
    named(headteacher_of(SchoolFactory(urn=110149)), "other@school.example")
    gone = named(headteacher_of(school), "gone@school.example")
    gone.memberships.update(ended_at="2026-09-01T09:00Z")
    closed = named(headteacher_of(school), "closed@school.example")
    User.objects.filter(pk=closed.pk).update(is_active=False)
    people = User.objects.count()

    emails = ("stranger@", "other@", "gone@", "closed@")
    for n, email in enumerate(emails):
        configured.claims = {
            "sub": f"p{n}", "email": f"{email}school.example",
            **organisation("001", urn="110148"),
        }  # fmt: skip
        answer = sign_on(client, "schools")
        check_refused(client, answer, "Nobody has given you a role at Sample School.", "no-role")
    assert User.objects.count() == people
    assert not SocialAccount.objects.exists()


def test_a_leaver_who_was_linked_is_kept_out(client, officer, configured):
    sign_on(client)
    client.logout()
    declare(WHOLE_SERVICE)
    officer.memberships.update(ended_at="2026-09-01T09:00Z")

    check_refused(client, sign_on(client), "Nobody has given you a role at Reading.", "no-role")


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "avery@elsewhere.example"},
        {"email": "avery@council.example.elsewhere.example"},
        {"email": "avery@council.example", "email_verified": False},
        {"email": ["avery@council.example"]},
        {"email": ""},
        {},
    ],
)
def test_an_address_that_the_provider_may_not_vouch_for_is_nobodys(
    client, officer, configured, claims
):
    named(officer, claims.get("email") if isinstance(claims.get("email"), str) else officer.email)
    configured.claims = claims

    check_refused(client, sign_on(client), "Nobody has given you a role", "no-role")


def spoil(provider, how):
    now = int(time.time())
    claims = {
        "wrong nonce": {"nonce": "of-another-sign-in"},
        "wrong audience": {"aud": "another-service"},
        "audience of several": {"aud": [CLIENT_ID, "another-service"]},
        "expired": {"iat": now - 900, "exp": now - 600},
        "not yet": {"iat": now + 900, "nbf": now + 900, "exp": now + 1200},
        "wrong issuer": {"iss": "https://elsewhere.example"},
    }
    provider.claims |= claims.get(how, {})
    if how.startswith("without "):
        provider.leave_out = (how.removeprefix("without "),)
    provider.algorithm = {"unsigned": "none", "shared secret": "HS256"}.get(how, "RS256")
    provider.signs_with = make_key() if how == "wrong key" else None
    if how == "another name":
        provider.discovery = {"issuer": "https://elsewhere.example"}
    broken = {"broken keys": "/keys", "broken token": "/token"}
    provider.answers = {broken[how]: b'{"keys": [1], "id_token": 7}'} if how in broken else {}


@pytest.mark.parametrize(
    "how",
    [
        "wrong nonce", "without nonce", "wrong audience", "audience of several", "without aud",
        "expired", "without exp", "not yet", "wrong issuer", "without iss", "without iat",
        "without sub", "unsigned", "shared secret", "wrong key", "broken keys", "broken token",
    ],
)  # fmt: skip
def test_a_token_with_anything_wrong_lets_nobody_in(client, officer, configured, how):
    back = begin(client, "staff")
    asked = next(iter(configured.waiting.values()))
    spoil(configured, how)

    answer = client.get(back)

    assert asked["nonce"]
    check_refused(client, answer, FAILED, "nonce" if how == "wrong nonce" else "failed")


def test_a_token_of_several_audiences_made_for_us_is_taken(client, officer, configured):
    configured.claims |= {"aud": [CLIENT_ID, "another"], "azp": CLIENT_ID}
    assert sign_on(client).status_code == 302


def test_a_code_is_taken_once_from_the_browser_that_was_sent(client, officer, configured):
    back = begin(client, "staff")

    thief = Client()
    check_refused(thief, thief.get(back), FAILED, "failed")
    assert client.get(back).status_code == 302
    client.logout()
    check_refused(client, client.get(back), FAILED, "failed")
    for path in ("/sign-in/with/staff/back/", "/sign-in/with/staff/back/?error=access_denied"):
        check_refused(client, client.get(path), FAILED, "failed")


def test_a_code_of_one_sign_in_is_none_of_another(client, officer, configured):
    back = begin(client, "staff").replace("/staff/", "/schools/")

    check_refused(client, client.get(back), FAILED, "failed")


@pytest.mark.parametrize(
    "where", ["authorization_endpoint", "token_endpoint", "jwks_uri", "redirect", "another name"]
)
def test_the_service_asks_nothing_of_another_host(client, officer, configured, where):
    with running() as elsewhere:
        if where == "redirect":
            back = begin(client, "staff")
            configured.redirect_token_to = f"{elsewhere.issuer}/token"
            answer = client.get(back)
            why = "failed"
        else:
            spoil(configured, where)
            if where != "another name":
                configured.discovery = {where: f"{elsewhere.issuer}/token"}
            answer = client.post("/sign-in/with/staff/")
            why = "unreachable"

        check_refused(client, answer, FAILED, why)
        assert elsewhere.asked == []


def test_a_provider_that_is_down_is_told(client, officer, configured, settings):
    with running() as gone:
        address = gone.issuer
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    apps[0]["settings"]["server_url"] = address

    check_refused(client, client.post("/sign-in/with/staff/"), FAILED, "unreachable")


def test_what_is_not_configured_is_not_there(client, db):
    assert client.post("/sign-in/with/staff/").status_code == 404
    assert client.get("/sign-in/with/staff/back/").status_code == 404
    assert "Or use an account" not in client.get("/sign-in/").content.decode()


def test_the_second_step_is_still_asked_unless_the_provider_did(
    client, officer, configured, settings
):
    settings.SECOND_FACTOR_ROLES = frozenset({"LA_OFFICER"})
    sign_on(client)
    assert client.get("/").url == "/account/second-step/"
    client.logout()
    configured.claims |= {"amr": ["pwd", "mfa"]}

    sign_on(client)

    assert client.get("/").status_code == 200


def test_it_ends_by_our_limits_and_the_provider_is_asked_again(
    client, officer, configured, time_machine
):
    now = int(time.time())
    time_machine.move_to(now, tick=False)
    sign_on(client)
    asked = len(configured.asked)
    time_machine.move_to(now + 31 * 60, tick=False)

    assert client.get("/account/").status_code == 302
    assert sign_on(client).status_code == 302
    assert len(configured.asked) > asked
    assert client.get("/account/").status_code == 200


def test_a_sign_in_is_configured_whole_or_not_at_all():
    whole = {"issuer": "https://x.example/v2.0", "client_id": "a", "secret": "b"}
    assert describe([SchoolSignOn(issuer="", client_id="", secret="")]) == {
        "openid_connect": {"APPS": []}
    }
    assert find_origins(describe([SchoolSignOn(**whole)])) == ["https://x.example"]
    with pytest.raises(HalfConfigured, match="set SCHOOL_SIGN_ON_SECRET"):
        describe([SchoolSignOn(**whole | {"secret": ""})])
    with pytest.raises(HalfConfigured, match="AUTHORITY_CODE, STAFF_SIGN_ON_EMAIL_DOMAINS"):
        describe([StaffSignOn(**whole, authority_code="", email_domains="")])
    with pytest.raises(HalfConfigured, match="must begin with https"):
        describe([SchoolSignOn(**whole | {"issuer": "http://x.example"})])
