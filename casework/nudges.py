"""Asking for the next school days before those that are published run out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse

from casework.letters import address_of_authority
from design_system.words import write_day
from notifications.models import Message
from notifications.outbox import Address, Reach
from organisations.calendars import SOON
from organisations.contacts import find_verified_email, get_contact_key
from organisations.models import (
    CalendarVersion,
    LocalAuthority,
    Membership,
    Purpose,
    School,
)
from organisations.queries import CLOSED
from organisations.roles import Role

ASKED_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysRunOut:
    """That the published school days end soon: to the school, or to its authority for its own."""

    template: ClassVar[str] = "letters/days_run_out"
    dedupe_key: str
    address: Address
    reach: Reach
    owner: str
    until: str
    is_authority: bool
    link: str

    @classmethod
    def of(cls, version: CalendarVersion) -> Self:
        school = version.school
        owner = school or version.local_authority
        if school is not None:
            path = reverse("casework:calendar", args=[school.urn])
        else:
            path = reverse("casework:default_calendar")
        return cls(
            dedupe_key=key_of(version),
            address=_address_of(owner),
            reach=Reach(
                about=stream_of(version),
                case_id=None,
                authority_id=school.local_authority_id if school else version.local_authority_id,
                home_authority_id=None,
                school_id=school.pk if school else None,
            ),
            owner=str(owner),
            until=write_day(version.known_until),
            is_authority=school is None,
            link=f"{settings.BASE_URL}{path}",
        )


def get_versions_to_ask_about(today: date) -> list[CalendarVersion]:
    """
    Return the school days in force that end within twelve weeks, and that nobody was asked about.

    Those of a closed school are left out. Once asked, never again for the same last day.
    """
    newest = CalendarVersion.objects.order_by("-number")
    of_school = newest.filter(school=OuterRef("school")).values("pk")[:1]
    of_authority = newest.filter(local_authority=OuterRef("local_authority")).values("pk")[:1]
    ending = (
        CalendarVersion.objects.filter(known_until__lte=today + SOON)
        .filter(Q(pk=Subquery(of_school)) | Q(pk=Subquery(of_authority)))
        .exclude(school__status_code=CLOSED)
        .exclude(local_authority__in_force_to__isnull=False)
        .select_related("school__local_authority", "local_authority")
        .defer("session_days", "closed_days")
        .order_by("pk")
    )
    return _leave_out_asked(list(ending))[:ASKED_AT_ONCE]


def key_of(version: CalendarVersion) -> str:
    """Return what makes a second question about the same last day the same message."""
    return f"{stream_of(version)}/days-run-out/{version.known_until}"


def stream_of(version: CalendarVersion) -> str:
    return (
        f"school/{version.school_id}"
        if version.school_id
        else f"authority/{version.local_authority_id}"
    )


def _leave_out_asked(versions: Sequence[CalendarVersion]) -> list[CalendarVersion]:
    keys = {key_of(version): version for version in versions}
    asked = Message.objects.filter(dedupe_key__in=list(keys))
    for key in asked.values_list("dedupe_key", flat=True):
        del keys[key]
    return list(keys.values())


def _address_of(owner: School | LocalAuthority | None) -> Address:
    """A school's head; else the mailbox of its clerk, under whose key the message waits for one."""
    assert owner is not None  # a constraint of the table
    if isinstance(owner, LocalAuthority):
        return address_of_authority(owner)
    heads = Membership.objects.filter(school=owner, role=Role.HEADTEACHER, ended_at=None)
    if head := heads.exclude(user__email="").select_related("user").order_by("pk").first():
        return Address(addressee=f"{head.user}, headteacher", to=head.user.email)
    return Address(
        addressee=f"{owner.name}, clerk to the governing board",
        to=find_verified_email(owner, Purpose.CLERK),
        contact_key=get_contact_key(owner, Purpose.CLERK),
    )
