"""What every page knows: the service, the council, who is signed in and where they may go."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from organisations.models import Role, User

SERVICE_NAME = "Fair Hearing"

LOCAL_AUTHORITY = {"LA_OFFICER", "LA_MANAGER"}
SCHOOL = {"SCHOOL_STAFF", "HEADTEACHER"}
CLERK = {"GOVERNANCE_CLERK"}
TRUST = {"TRUST_OFFICER"}
SEATED = {"GOVERNOR", "REVIEW_CLERK", "REVIEW_MEMBER"}
EVERYBODY = LOCAL_AUTHORITY | SCHOOL | CLERK | TRUST | SEATED

# Label, name of the URL, and the roles that find the page in their navigation.
PLACES: tuple[tuple[str, str, set[str]], ...] = (
    ("Home", "casework:home", EVERYBODY),
    ("Cases", "casework:cases", EVERYBODY),
    ("New notice", "casework:new-notice", SCHOOL),
    ("Hearings", "hearings:hearings", EVERYBODY),
    ("Letters", "notifications:letters", LOCAL_AUTHORITY),
    ("Schools", "organisations:schools", LOCAL_AUTHORITY | TRUST),
    ("Published figures", "transparency:figures", EVERYBODY),
)
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
    organisations: tuple[str, ...]
    sign_out: str
    navigation: tuple[Place, ...]


def page_context(request: HttpRequest) -> dict[str, Any]:
    """Return what ``page.html`` needs; who is signed in is asked only when a page is drawn."""
    return {
        "service_name": SERVICE_NAME,
        "council_name": settings.COUNCIL_NAME,
        "sample_data": settings.SAMPLE_DATA,
        "person": lambda: _person_of(request),
        "open_navigation": lambda: _navigate(request, set(), OPEN_PLACES),
        "sign_in_url": find_url("account_login") or settings.LOGIN_URL,
        "footer_links": _link(FOOTER),
    }


def find_url(name: str) -> str:
    """Return the address of the page called ``name``, or nothing if there is no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _person_of(request: HttpRequest) -> Person | None:
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return None
    memberships = list(user.memberships.select_related("school", "local_authority"))
    return Person(
        name=user.get_full_name() or user.get_username(),
        organisations=tuple(
            dict.fromkeys(
                f"{Role(held.role).label}, {held.school or held.local_authority}"
                for held in memberships
            )
        ),
        sign_out=find_url("account_logout"),
        navigation=_navigate(request, {held.role for held in memberships}, ()),
    )


def _navigate(request: HttpRequest, roles: set[str], always: Iterable[str]) -> tuple[Place, ...]:
    wanted = [
        (label, name) for label, name, allowed in PLACES if roles & allowed or label in always
    ]
    places = _link(wanted)
    here = max(
        (place.url for place in places if request.path.startswith(place.url)), key=len, default=""
    )
    return tuple(Place(place.label, place.url, current=place.url == here) for place in places)


def _link(places: Iterable[tuple[str, str]]) -> tuple[Place, ...]:
    return tuple(Place(label, url) for label, name in places if (url := find_url(name)))
