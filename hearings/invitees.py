"""Who is to be asked to a hearing, and where each is written to."""

from dataclasses import dataclass

from casework.letters import address_of_authority
from casework.models import Adult
from hearings.families import RelevantPerson, get_family
from hearings.models import Hearing, Invitation, InviteeKind
from hearings.standings import AuthorityStanding, standings_of
from notifications.outbox import Address
from organisations.models import LocalAuthority, User
from organisations.roles import Role

Key = tuple[str, int | None, int | None, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitee:
    """One person or body that is to be asked; ``standing`` only of an authority."""

    kind: InviteeKind
    address: Address
    authority: LocalAuthority | None = None
    user: User | None = None
    person: RelevantPerson | None = None  # of the family
    standing: AuthorityStanding | None = None

    @property
    def key(self) -> Key:
        ids = (self.authority, self.user, self.adult)
        authority, user, adult = (one.pk if one else None for one in ids)
        return (self.kind, authority, user, adult)

    @property
    def adult(self) -> Adult | None:
        return self.person.adult if self.person else None


def key_of(invitation: Invitation) -> Key:
    """Return what tells this invitation apart from the others of its hearing."""
    return (
        invitation.kind,
        invitation.local_authority_id,
        invitation.user_id,
        invitation.adult_id,
    )


def find_invitees(hearing: Hearing) -> list[Invitee]:
    """
    Return everybody to be told of this hearing: authorities with a right, family, head, panel.

    Source: SI 2012/1033 reg 6(3), 15(3), 24(3).
    """
    return [
        *_find_authorities(hearing),
        *_find_family(hearing),
        *_find_heads(hearing),
        *_find_panel(hearing),
    ]


def address_of_user(user: User, office: str) -> Address:
    """Return where to write to somebody who signs in."""
    return Address(addressee=f"{user}, {office}", to=user.email)


def addresses_of_head(hearing: Hearing) -> list[tuple[User | None, Address]]:
    """Return the school's headteachers with their addresses; one without a person if none is."""
    school = hearing.case.school
    heads = User.objects.filter(
        memberships__school=school,
        memberships__role=Role.HEADTEACHER,
        memberships__ended_at=None,
    ).order_by("pk")
    found: list[tuple[User | None, Address]] = [
        (head, address_of_user(head, "headteacher")) for head in heads
    ]
    head = f"The headteacher of {school.name}"
    nobody = Address(addressee=f"{head}, on paper", to="", postal=f"The headteacher\n{school.name}")
    return found or [(None, nobody)]


def _find_authorities(hearing: Hearing) -> list[Invitee]:
    return [
        Invitee(
            kind=InviteeKind.HOME_AUTHORITY if one.is_home else InviteeKind.AUTHORITY,
            address=address_of_authority(one.authority),
            authority=one.authority,
            standing=one,
        )
        for one in standings_of(hearing.case)
        if one.may_come
    ]


def _find_family(hearing: Hearing) -> list[Invitee]:
    return [
        Invitee(kind=InviteeKind.FAMILY, address=person.address, person=person)
        for person in get_family(hearing.case, day=hearing.held_on)
    ]


def _find_heads(hearing: Hearing) -> list[Invitee]:
    return [
        Invitee(kind=InviteeKind.HEAD, address=address, user=head)
        for head, address in addresses_of_head(hearing)
    ]


def _find_panel(hearing: Hearing) -> list[Invitee]:
    seats = hearing.seats.filter(released=False).select_related("governor").order_by("governor")
    return [
        Invitee(
            kind=InviteeKind.GOVERNOR,
            address=address_of_user(seat.governor, "panel governor"),
            user=seat.governor,
        )
        for seat in seats
    ]
