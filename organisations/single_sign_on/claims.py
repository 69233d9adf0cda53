"""What a token says of a person, read as ours: which organisation, and which address."""

import json
from collections.abc import Mapping
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from organisations.models import LocalAuthority, School, Trust, User
from organisations.queries import CLOSED

Found = TypeVar("Found", bound=Model)
Organisation = School | Trust | LocalAuthority

# Categories of DfE Sign-in, by their id. Any other is refused.
ESTABLISHMENT, AUTHORITY = "001", "002"
TRUSTS = ("010", "013", "014")  # multi-academy, single-academy, secure single-academy


class UnknownOrganisation(Exception):
    """The token names no organisation that uses this service."""


def find_organisation(claims: Mapping[str, Any], rules: Mapping[str, Any]) -> Organisation:
    """
    Return the organisation for which somebody signs in.

    A council's own directory is of one authority, which the settings name. DfE Sign-in says it in
    the claim ``organisation``: a school by URN, an authority by its code, a trust by UID.

    :raises UnknownOrganisation: if there is none, it is closed, or it is of another category.
    """
    if code := rules.get("authority_code"):
        return _get_authority(code)
    claim = _read(claims.get("organisation"))
    category = _read(claim.get("category")).get("id")
    if category == ESTABLISHMENT:
        return _get_school(claim.get("urn"))
    if category == AUTHORITY:
        return _get_authority(claim.get("establishmentNumber"))
    if category in TRUSTS:
        return _get_trust(claim.get("uid"))
    raise UnknownOrganisation("schools, academy trusts and local authorities alone use it")


def find_person(claims: Mapping[str, Any], rules: Mapping[str, Any]) -> User | None:
    """Return the person whose address the provider may vouch for, or None."""
    email = claims.get("email")
    if not isinstance(email, str) or claims.get("email_verified") is False:
        return None
    domains = rules.get("email_domains")
    if domains is not None and email.rpartition("@")[2].lower() not in domains:
        return None
    return User.objects.filter(email__iexact=email, is_active=True).exclude(email="").first()


def works_at(person: User, organisation: Organisation) -> bool:
    """Tell whether ``person`` holds a role at exactly this organisation."""
    return any(m.organisation == organisation for m in person.standing_memberships)


def _read(claim: object) -> Mapping[str, Any]:
    """Return a claim that is an object; DfE Sign-in has also sent it as JSON in a string."""
    if isinstance(claim, str):
        try:
            claim = json.loads(claim)
        except ValueError:
            claim = None
    return claim if isinstance(claim, dict) else {}


def _digits(value: object, most: int) -> str:
    text = str(value) if isinstance(value, (str, int)) else ""
    return text if text.isascii() and text.isdigit() and len(text) <= most else ""


def _get_school(urn: object) -> School:
    number = _digits(urn, 9)
    found = School.objects.filter(urn=int(number)) if number else School.objects.none()
    return _first(found.exclude(status_code=CLOSED), "your school")


def _get_authority(code: object) -> LocalAuthority:
    found = LocalAuthority.objects.filter(code=_digits(code, 3) or None, in_force_to=None)
    return _first(found, "your local authority")


def _get_trust(uid: object) -> Trust:
    return _first(Trust.objects.filter(uid=_digits(uid, 10) or None), "your trust")


def _first(found: QuerySet[Found], whose: str) -> Found:
    organisation = found.first()
    if organisation is None:
        raise UnknownOrganisation(f"{whose} is not in the register that it keeps")
    return organisation
