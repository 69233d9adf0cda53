"""Every route, asked for by everybody, in both ways: nobody gets what is not theirs."""

from dataclasses import dataclass

import pytest
from django.db import connection
from django.test import Client

from casework.models import NoticeDraft
from row_security.scope import WHOLE_SERVICE, declare
from tests.authorisation.matrix import EVERYBODY, MATRIX, OPEN, PUBLIC_THOUGH_EMPTY
from tests.authorisation.routes import Found, address_of, walk
from tests.authorisation.world import World, build
from tests.casework.notice_data import type_notice

ROUTES = {route.name: route for route in walk()}
LET_IN = {200, 204, 302, 400, 409, 412, 415, 422}


def test_every_route_has_its_row_and_every_row_its_route():
    assert set(ROUTES) == set(MATRIX)


AS_A_PROGRAM = {"headers": {"Idempotency-Key": "k", "If-Match": '"read before"'}}
JSON = {"data": "{}", "content_type": "application/json", **AS_A_PROGRAM}
FORM = {"data": {}, **AS_A_PROGRAM}  # where a file is sent


@dataclass(frozen=True)
class Street:
    """The world, and a browser for each person in it."""

    world: World
    browsers: dict[str, Client]

    def ask(self, who: str, method: str, route: Found) -> str:
        """Ask as ``who`` and say what came of it; whatever it changed is undone."""
        browser, url = self.browsers[who], address_of(route, self.world)
        kept, saved = browser.cookies.copy(), connection.savepoint()
        body = (FORM if ":documents" in route.name else JSON) if "api" in route.name else {}
        answer = getattr(browser, method)(url, **(body if method == "post" else {}))
        if answer.streaming:
            b"".join(answer.streaming_content)  # to the end, which closes the file
        connection.savepoint_rollback(saved)
        browser.cookies = kept
        declare(WHOLE_SERVICE)
        return classify(answer)


def classify(answer):
    to_sign_in = answer.status_code == 302 and answer["Location"].startswith("/sign-in/?next=")
    if to_sign_in or answer.status_code == 401:
        return "sign in"
    known = {404: "not found", 405: "not allowed", 403: "told whose it is"}
    known |= dict.fromkeys(LET_IN, "let in")
    return known.get(answer.status_code, str(answer.status_code))


@pytest.fixture
def street(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    world = build()
    browsers = {"anonymous": Client()}
    for name, user in world.people.items():
        browsers[name] = Client()
        browsers[name].force_login(user)
    return Street(world, browsers)


def expect(route: str, who: str, let_in: frozenset[str]) -> str:
    if who in MATRIX[route].told_whose:
        return "told whose it is"
    if who in let_in or (let_in >= EVERYBODY and who != "anonymous"):
        return "let in"
    if who == "anonymous" and route not in PUBLIC_THOUGH_EMPTY:
        return "sign in"
    return "not found"


def ask_for(name, let_in: frozenset[str] | None, everybody: list[str]):
    """Yield who asks and what should come of it; what is open to all need not be asked by each."""
    if let_in is None:
        yield "officer", "not allowed"
        return
    few = ["anonymous", "nobody", "elsewhere_head"]
    for who in few if let_in >= EVERYBODY else everybody:
        yield who, expect(name, who, let_in)


PARTS = 8  # each asks about every eighth route, so that two processes share the work


@pytest.mark.parametrize("part", range(PARTS))
def test_each_route_lets_in_those_of_its_row_and_nobody_else(street, part):
    wrong = {}
    for name, row in list(MATRIX.items())[part::PARTS]:
        for method, let_in in (("get", row.get), ("post", row.post)):
            for who, expected in ask_for(name, let_in, list(street.browsers)):
                found = street.ask(who, method, ROUTES[name])
                if found != expected:
                    wrong[name, method, who] = found
    assert wrong == {}


ANOTHER = {"another_because": "On another day"}  # the world has a case of such a pupil already


@pytest.mark.parametrize(
    ("route", "sent"),
    [
        ("casework:confirm_notice", {"data": {"version": 1, "decided": "on", **ANOTHER}}),
        ("casework-api:confirm", {"data": ANOTHER, "content_type": "application/json"}),
    ],
)
def test_a_whole_notice_is_given_by_the_head_alone(street, route, sent):
    """An empty form, as above, is refused before the act asks who may: here all is filled in."""
    world, draft = street.world, street.world.draft
    NoticeDraft.objects.filter(pk=draft.pk).update(typed=type_notice(draft.school), version=1)
    read = street.browsers["head"].get(address_of(ROUTES["casework-api:notice"], world))
    given = {}
    for who, browser in street.browsers.items():
        kept = connection.savepoint()
        headers = {"Idempotency-Key": "k", "If-Match": read["ETag"]}
        answer = browser.post(address_of(ROUTES[route], world), headers=headers, **sent)
        declare(WHOLE_SERVICE)
        draft.refresh_from_db()
        given[who] = (classify(answer), draft.state == "GIVEN")
        connection.savepoint_rollback(kept)
    assert {who for who, (_, done) in given.items() if done} == {"head"}, given
    assert {given[who][0] for who in given.keys() - {"head", "staff", "anonymous"}} == {"not found"}


def test_a_page_for_everybody_shows_a_stranger_nothing_of_the_case(street):
    case = street.world.case
    secrets = (case.reference, case.pupil.last_name, str(case.public_id), case.narrative)
    for name in (name for name, row in MATRIX.items() if row.get and row.get >= EVERYBODY):
        url = address_of(ROUTES[name], street.world)
        for who in ("elsewhere_officer", "elsewhere_head", "neighbour_head", "governor", "nobody"):
            shown = street.browsers[who].get(url).content.decode()
            declare(WHOLE_SERVICE)
            assert [secret for secret in secrets if secret in shown] == [], (name, who)
            street.browsers[who].force_login(street.world.people[who])  # one page signs out


def test_a_page_for_everybody_shows_an_insider_the_case(street):
    """So that the test before this one could fail."""
    for name in ("casework:caseload", "home", "casework-api:cases"):
        url = address_of(ROUTES[name], street.world)
        assert street.world.case.reference in street.browsers["officer"].get(url).content.decode()


def test_what_is_open_to_all_says_so_in_the_matrix():
    assert {name for name, row in MATRIX.items() if row.get and row.get >= OPEN} == {
        "accessibility",
        "privacy",
        "cookies",
        "help",
        "security_txt",
        "account_login",
        "account_logout",
        "mfa_authenticate",
        "choose_password",
        "choose_forgotten_password",
        "account_reset_password",
        "account_email_verification_sent",
        "transparency:index",
        "casework-api:schema",
        "problems",
    }


def test_ids_of_another_case_are_not_found_under_ones_own(street):
    """Each part of an address is checked against the others, not only the first."""
    world = street.world
    stranger = world.people["elsewhere_officer"]
    own = world.elsewhere.public_id
    browser = street.browsers["elsewhere_officer"]
    assert browser.get(f"/cases/{own}/").status_code == 200  # the stranger has a case of their own
    for tried in (
        f"/cases/{own}/documents/{world.document.public_id}/",
        f"/cases/{own}/education/{world.offer.public_id}/answer/",
        f"/cases/{own}/education/{world.offer.public_id}/start/",
        f"/cases/{world.draft.public_id}/",
        f"/notices/{own}/",
        f"/messages/{own}/",
    ):
        assert browser.get(tried).status_code == 404, (tried, stranger)
