"""The letter with which somebody is invited to one case."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.urls import reverse

from casework.letters import reach_of
from casework.models import CaseInvitation
from design_system.words import write_day, write_moment
from notifications.outbox import Address, Reach
from statute.london import london_date


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseInvitationLetter:
    """The link that works once. Whose case it is stays out of it: mail is read by others."""

    template: ClassVar[str] = "letters/case_invitation"
    dedupe_key: str
    address: Address
    reach: Reach
    reference: str
    role: str
    readable_from: str
    expires: str
    link: str

    @classmethod
    def of(cls, invitation: CaseInvitation, *, token: str, now: datetime) -> Self:
        case = invitation.case
        begins = invitation.readable_from
        return cls(
            dedupe_key=f"{case.stream}/invitation/{invitation.pk}",
            address=Address(addressee=invitation.name, to=invitation.email),
            reach=reach_of(case),
            reference=case.reference,
            role=invitation.get_role_display().lower(),
            readable_from=write_day(london_date(begins)) if begins > now else "",
            expires=write_moment(invitation.expires_at),
            link=settings.BASE_URL + reverse("casework:join", kwargs={"token": token}),
        )
