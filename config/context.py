"""What every page knows: the service, the council, who is signed in and where they may go."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_script_prefix, reverse

from organisations import access
from organisations.models import Membership, User
from organisations.roles import Role

AUTHORITY = {Role.LA_OFFICER, Role.LA_MANAGER}
SCHOOL = {Role.SCHOOL_STAFF, Role.HEADTEACHER}
EVERYBODY = set(Role)

# Label, name of the URL, and the roles that find the page in their navigation.
PLACES: tuple[tuple[str, str, set[Role]], ...] = (
    ("Home", "home", EVERYBODY),
    ("Cases", "casework:caseload", EVERYBODY),
    ("New notice", "casework:start_notice", SCHOOL),
    ("Hearings", "hearings:hearings", EVERYBODY),
    ("Letters", "notifications:worklist", AUTHORITY | {Role.HEADTEACHER, Role.GOVERNANCE_CLERK}),
    ("People", "organisations:people", {Role.LA_MANAGER}),
    (
        "Addresses",
        "casework:contacts",
        {Role.LA_MANAGER, Role.HEADTEACHER, Role.GOVERNANCE_CLERK},
    ),
    ("School systems", "programs:systems", {Role.LA_MANAGER, Role.HEADTEACHER, Role.TRUST_OFFICER}),
    ("Schools", "organisations:schools", AUTHORITY | {Role.TRUST_OFFICER}),
    ("Data protection", "data_protection:overview", AUTHORITY),
    ("Published figures", "transparency:index", EVERYBODY),
)
# Pages whose address does not begin as that of their place does: the first that the person has.
ELSEWHERE = {
    "/exports/": ("data_protection:overview", "casework:caseload"),
    "/holds/": ("data_protection:overview", "casework:caseload"),
}
# What somebody who is not signed in may look at.
OPEN_PLACES = ("Published figures",)

FOOTER = (
    ("Accessibility statement", "accessibility"),
    ("Privacy notice", "privacy"),
    ("Cookies", "cookies"),
    ("Help", "help"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A link of the navigation; ``current`` when the page shown lies behind it."""

    label: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Who is signed in, as the header shows it."""

    name: str
    roles: tuple[str, ...]
    sign_out: str
    account: str
    navigation: tuple[Place, ...]
    acting_for: Place | None = None  # only for somebody who works for several authorities


def page_context(request: HttpRequest) -> dict[str, Any]:
    """Return what ``page.html`` needs; who is signed in is asked only when a page is drawn."""
    person = cache(lambda: _person_of(request))
    return {
        "service_name": settings.SERVICE_NAME,
        "council_name": settings.COUNCIL_NAME,
        "sample_data": settings.SAMPLE_DATA,
        "person": person,
        "navigation": lambda: (
            known.navigation if (known := person()) else _navigate(request, set(), OPEN_PLACES)
        ),
        "sign_in_url": find_url("account_login") or settings.LOGIN_URL,
        "footer_links": _link(FOOTER),
    }


def find_url(name: str) -> str:
    """Return the address of the page called ``name``, or nothing if there is no such page."""
    return _find_url(name, settings.ROOT_URLCONF, get_script_prefix())


@lru_cache(maxsize=256)
def _find_url(name: str, routes: str, prefix: str) -> str:
    """Every page asks for twenty of them, and they change only with the routes or where we are."""
    try:
        return reverse(name, routes)
    except NoReverseMatch:
        return ""


def _person_of(request: HttpRequest) -> Person | None:
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return None
    memberships = user.standing_memberships
    return Person(
        name=str(user),
        roles=tuple(_describe(held) for held in memberships),
        sign_out=find_url("account_logout"),
        account=find_url("account"),
        navigation=_navigate(request, {Role(held.role) for held in memberships}, ()),
        acting_for=_find_acting_for(user),
    )


def _find_acting_for(user: User) -> Place | None:
    if len(access.get_authorities(user)) < 2:
        return None
    return Place(str(access.get_authority(user)), find_url("organisations:acting_for"))


def _describe(held: Membership) -> str:
    role = Role(held.role).label
    return f"{role}, {held.organisation}" if held.organisation else role


def _navigate(request: HttpRequest, roles: set[Role], always: Iterable[str]) -> tuple[Place, ...]:
    wanted = [
        (label, name) for label, name, allowed in PLACES if roles & allowed or label in always
    ]
    places = _link(wanted)
    path = _find_place_of(request.path, {place.url for place in places})
    here = max((place.url for place in places if _is_behind(path, place.url)), key=len, default="")
    return tuple(Place(place.label, place.url, current=place.url == here) for place in places)


def _find_place_of(path: str, urls: set[str]) -> str:
    """Return ``path``, or the place it belongs to where its address does not tell."""
    names = next((names for start, names in ELSEWHERE.items() if path.startswith(start)), ())
    return next((url for name in names if (url := find_url(name)) in urls), path)


def _is_behind(path: str, url: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))


def _link(places: Iterable[tuple[str, str]]) -> tuple[Place, ...]:
    return tuple(Place(label, url) for label, name in places if (url := find_url(name)))
