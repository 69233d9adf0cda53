"""Opening in an emergency what a manager cannot: on a reason, for a time, with another told."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.conf import settings

from audit.trail import on_the_record
from casework import access, permissions, timeline
from casework.break_glass_letters import GlassBroken
from casework.models import BreakGlass, Case
from casework.moves import lock_case
from notifications import outbox
from organisations.access import permits
from organisations.models import LocalAuthority, User
from organisations.roles import Role


class NobodyToTell(Exception):
    """There is no second manager whose address is verified, so nobody would know."""

    def __init__(self) -> None:
        super().__init__(
            "no other manager of the authority has a verified email address, so nobody could be "
            "told. Add a second manager, and ask them to confirm their address"
        )


class NothingToOpen(Exception):
    """The case is open to this manager anyway, and they did not ask for what is sealed."""


class GlassNotBroken(Exception):
    """The opening has ended already."""


@on_the_record
def break_glass(
    *, case_id: int, reason: str, with_sealed: bool, actor: User, now: datetime
) -> BreakGlass:
    """
    Open a case to a manager of its area for BREAK_GLASS_MINUTES, and tell every other manager.

    Needs the whole service in reach: the case may not be in the manager's.

    :raises NotYourCase: if ``actor`` manages no authority in whose area the case is.
    :raises NothingToOpen: if it is open to them, and nothing sealed is asked for.
    :raises NobodyToTell: if no other manager has a verified address.
    """
    case = lock_case(case_id)
    area = access.check_may_break_glass(actor, case)
    if not with_sealed and access.reaches_in_full(actor, case):
        raise NothingToOpen("you can open this case without breaking the glass")
    told = get_second_people(area, actor)
    if not told:
        raise NobodyToTell
    BreakGlass.objects.filter(case=case, user=actor, ended_at=None).update(ended_at=now)
    ends_at = now + timedelta(minutes=settings.BREAK_GLASS_MINUTES)
    glass = BreakGlass.objects.create(
        case=case,
        user=actor,
        authority=area,
        reference=case.reference,
        reason=reason,
        with_sealed=with_sealed,
        begun_at=now,
        ends_at=ends_at,
    )
    _record(
        case, glass, "case.glass-broken", actor=actor, now=now,
        reasons=reason, until=ends_at.isoformat(), sealed=with_sealed,
        told=[person.pk for person in told],
    )  # fmt: skip
    for person in told:
        outbox.enqueue(GlassBroken.of(glass, person), now=now)
    return glass


@on_the_record
def mend_glass(*, glass_id: int, actor: User, now: datetime) -> None:
    """
    End an opening before its time: by who opened it, or another manager of the authority.

    Needs the whole service in reach.

    :raises NotYourCase: if ``actor`` does not manage the authority.
    :raises GlassNotBroken: if it has ended.
    """
    glass = (
        BreakGlass.objects.select_for_update(of=("self",)).select_related("case").get(pk=glass_id)
    )
    if not permits(permissions.MEND_GLASS, actor, glass.authority):
        raise access.NotYourCase("only a manager of the local authority may end it")
    if not glass.is_standing(now=now):
        raise GlassNotBroken("this opening has ended already")
    glass.ended_at = now
    glass.save(update_fields=["ended_at"])
    _record(glass.case, glass, "case.glass-mended", actor=actor, now=now)


def get_second_people(area: LocalAuthority, actor: User) -> list[User]:
    """Return the other managers of ``area`` who have shown that they read their mail."""
    managers = User.objects.filter(
        is_active=True,
        memberships__local_authority=area,
        memberships__role=Role.LA_MANAGER,
        memberships__ended_at=None,
    ).exclude(pk=actor.pk)
    verified = EmailAddress.objects.filter(verified=True, primary=True).values("user")
    return list(managers.filter(pk__in=verified).exclude(email="").distinct().order_by("pk"))


def get_openings(area: LocalAuthority) -> list[BreakGlass]:
    """Return the openings by managers of ``area``, the latest first."""
    found = BreakGlass.objects.filter(authority=area).select_related("user")
    return list(found.order_by("-begun_at", "-pk")[:100])


def _record(
    case: Case, glass: BreakGlass, kind: str, *, actor: User, now: datetime, **facts: object
) -> None:
    told = {"glass": str(glass.public_id), **facts}
    timeline.record(case, kind, actor=f"user/{actor.pk}", now=now, **told)
