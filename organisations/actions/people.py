"""Who acts for whom: joining, leaving, and the link with which a person chooses a password."""

from datetime import datetime

from django.db.models import Q

from audit import trail
from audit.models import AuditEvent
from audit.trail import on_the_record
from organisations import access, permissions
from organisations.models import LocalAuthority, Membership, School, Trust, User
from organisations.queries import is_within
from organisations.roles import Role

Organisation = School | Trust | LocalAuthority


class AlreadyThere(Exception):
    """This person holds the role already."""


class RoleElsewhere(Exception):
    """The role belongs to another kind of organisation."""


class LastManager(Exception):
    """An authority without a manager could let nobody in."""


class NotYourPerson(Exception):
    """This person acts for others too, or for nobody here."""


@on_the_record
def join(
    *,
    email: str,
    first_name: str,
    last_name: str,
    role: Role,
    organisation: Organisation | None,
    actor: User | None,
    now: datetime,
) -> User:
    """
    Let a person act in ``role`` for ``organisation``, and return them.

    Somebody whose address is known keeps their account and name; anybody else gets an account
    without a password. ``actor`` is None for whoever runs the service, from the command line.

    :raises NotYourAuthority: if ``actor`` does not manage the organisation's authority.
    :raises RoleElsewhere: if the role does not belong to that kind of organisation.
    :raises AlreadyThere: if the person holds it already.
    """
    _check_fits(role, organisation)
    if actor is not None:
        if organisation is None or isinstance(organisation, Trust):
            raise access.NotYourAuthority("only whoever runs the service may give this role")
        access.check_may_manage_people(actor, organisation, permissions.JOIN)
    user = find_or_add(email=email, first_name=first_name, last_name=last_name)
    held = {"user": user, "role": role, **_belongs(organisation)}
    if Membership.objects.filter(**held, ended_at=None).exists():
        raise AlreadyThere(f"{user} is {role.label.lower()} here already")
    membership = Membership.objects.create(**held)
    _record(membership, "membership.joined", actor=actor, now=now)
    return user


def find_or_add(*, email: str, first_name: str, last_name: str) -> User:
    """Return the person with this address, locked; a new one gets an account without a password."""
    email = email.strip().lower()
    user = User.objects.select_for_update().filter(email__iexact=email).first()
    if user is None:
        user = User(username=email, email=email, first_name=first_name, last_name=last_name)
        user.set_unusable_password()
        user.save()
    return user


def let_join(*, user: User, role: Role, organisation: Organisation | None, now: datetime) -> None:
    """Give a role inside the caller's change, on their own word, unless they hold it already."""
    held = {"user": user, "role": role, **_belongs(organisation)}
    if not Membership.objects.filter(**held, ended_at=None).exists():
        membership = Membership.objects.create(**held)
        _record(membership, "membership.joined", actor=user, now=now)


@on_the_record
def leave(*, membership_id: int, actor: User | None, now: datetime) -> None:
    """
    End one role of one person, from this moment on.

    :raises NotYourAuthority: if ``actor`` does not manage the organisation's authority.
    :raises LastManager: if nobody else manages the authority.
    """
    end_membership(membership_id=membership_id, actor=actor, now=now)


def end_membership(*, membership_id: int, actor: User | None, now: datetime) -> None:
    """Do the same inside the caller's change, which may end more than one role."""
    membership = (
        Membership.objects.select_for_update(of=("self",))
        .select_related("school__local_authority", "local_authority", "trust")
        .get(pk=membership_id, ended_at=None)
    )
    organisation = membership.organisation
    if actor is not None:
        if organisation is None or isinstance(organisation, Trust):
            raise access.NotYourAuthority("only whoever runs the service may end this role")
        access.check_may_manage_people(actor, organisation, permissions.LEAVE)
    if membership.role == Role.LA_MANAGER:
        _check_not_last(membership)
    membership.ended_at = now
    membership.save(update_fields=["ended_at"])
    _record(membership, "membership.ended", actor=actor, now=now)


@on_the_record
def record_password_link(*, person: User, actor: User | None, now: datetime) -> None:
    """
    Record that a link was given with which ``person`` chooses a password.

    :raises NotYourPerson: if any role of the person lies outside the authority ``actor`` manages.
    """
    if actor is not None:
        authority = access.get_authority(actor)
        if authority is None or not access.permits(
            permissions.GIVE_PASSWORD_LINK, actor, authority
        ):
            raise NotYourPerson("only a manager of the local authority may give this link")
        if not is_within(person, authority):
            raise NotYourPerson("this person acts for others too; ask whoever runs the service")
    _record_of(person, "user.password-link-given", actor=_name(actor), now=now)


@on_the_record
def record_password_chosen(*, person: User, now: datetime) -> None:
    """Record that ``person`` chose a password with such a link."""
    _record_of(person, "user.password-chosen", actor=f"user/{person.pk}", now=now)


def _check_fits(role: Role, organisation: Organisation | None) -> None:
    kinds: dict[type | None, tuple[Role, ...]] = {
        School: Role.of_schools(),
        Trust: Role.of_trusts(),
        LocalAuthority: Role.of_authorities(),
        None: Role.of_reviews(),
    }
    if role not in kinds[type(organisation) if organisation else None]:
        raise RoleElsewhere(f"“{role.label}” is not a role of this kind of organisation")


def _check_not_last(membership: Membership) -> None:
    # Locked: two managers who end each other's role at once must not both succeed.
    LocalAuthority.objects.select_for_update().get(membership=membership)
    others = Membership.objects.filter(
        ~Q(pk=membership.pk),
        role=Role.LA_MANAGER,
        local_authority=membership.local_authority_id,
        ended_at=None,
        user__is_active=True,
    )
    if not others.exists():
        raise LastManager("nobody else manages this authority: add another manager first")


def _belongs(organisation: Organisation | None) -> dict[str, Organisation]:
    names = {School: "school", Trust: "trust", LocalAuthority: "local_authority"}
    return {names[type(organisation)]: organisation} if organisation else {}


def _name(actor: User | None) -> str:
    return f"user/{actor.pk}" if actor else "system/command"


def _record(membership: Membership, kind: str, *, actor: User | None, now: datetime) -> None:
    school = membership.school
    trail.record(
        AuditEvent(
            stream=f"user/{membership.user_id}",
            kind=kind,
            actor=_name(actor),
            at=now,
            facts={"role": membership.role, "organisation": str(membership.organisation or "")},
            authority_id=school.local_authority_id if school else membership.local_authority_id,
            school_id=school.pk if school else None,
        )
    )


def _record_of(person: User, kind: str, *, actor: str, now: datetime) -> None:
    trail.record(AuditEvent(stream=f"user/{person.pk}", kind=kind, actor=actor, at=now))
