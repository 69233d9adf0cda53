"""Every route of the service, walked from the resolver, and a real address for each."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import UUIDConverter

from statute.school_years import SchoolYear
from tests.authorisation.world import World

DRAFTED = {"draft", "discard_notice", "confirm_notice", "notice_given", "notice", "confirm"}
OF_A_CASE = {  # the hearings room's, by case
    *("invited", "revoke"),
    *("list_hearing", "family_request", "permission", "correct_request", "correct_permission"),
}


@dataclass(frozen=True)
class Found:
    """One route: its name, with the names of the rooms it lies in."""

    name: str
    parameters: tuple[str, ...]
    guessable: frozenset[str] = frozenset()  # those of the parameters that are not random


def walk(resolver: URLResolver | None = None, rooms: tuple[str, ...] = ()) -> Iterator[Found]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from walk(entry, (*rooms, entry.namespace) if entry.namespace else rooms)
        else:
            assert isinstance(entry, URLPattern)
            assert entry.name, f"{entry} has no name"
            parameters = tuple(entry.pattern.converters)
            random = {
                n for n, kind in entry.pattern.converters.items() if type(kind) is UUIDConverter
            }
            guessable = frozenset(parameters) - random
            yield Found(":".join((*rooms, entry.name)), parameters, guessable)


def address_of(route: Found, world: World) -> str:
    """Return the address of this route for the things of the one case in ``world``."""
    values = {
        "public_id": _find_public_id(*route.name.rpartition(":")[::2], world),
        "rule_id": "N3-SW" if route.name.endswith("deadline_done") else "G1",
        "offer_id": world.offer.public_id,
        "invitation_id": world.open_invitation.public_id,
        "sealed_id": world.sealed.public_id,
        "document_id": world.document.public_id,
        "contact_id": world.contact.pk,
        "export_id": world.export.public_id,
        "disposal_id": world.disposal.public_id,
        "hold_id": world.hold.public_id,
        "urn": world.case.school.urn,
        "reference": world.letter.reference,
        "number": 1,
        "year": SchoolYear(2025),
        "code": world.case.authority.code,
        "uidb64": "MQ",
        "token": "set-password",
        "pk": 1,
        "provider_id": "schools",
    }
    return reverse(route.name, kwargs={each: values[each] for each in route.parameters})


def _find_public_id(room: str, name: str, world: World) -> UUID:
    if room == "programs":
        return world.system.public_id
    if name == "mend_glass":
        return world.glass.public_id
    if name in DRAFTED:
        return world.draft.public_id
    if room == "organisations" or name == "leaver":
        return world.people["staff"].public_id
    if name in {"answer", "invitation"}:
        return world.invitation.public_id
    if room == "hearings-api" and name in {"hearing", "move", "cancel"}:
        return world.hearing.public_id
    if room == "hearings" and name not in OF_A_CASE:
        return world.hearing.public_id
    return world.case.public_id
