"""The letter that tells an authority that an exclusion was cancelled."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings

from casework.letters import address_of_authority, reach_of
from casework.models import Case
from design_system.words import write_day
from notifications.outbox import Address, Reach
from organisations.models import LocalAuthority
from statute.london import london_date


@dataclass(frozen=True, slots=True, kw_only=True)
class CancellationToAuthority:
    """That the exclusion was cancelled, when and why. The child is not named."""

    template: ClassVar[str] = "letters/cancellation_to_authority"
    dedupe_key: str
    address: Address
    reach: Reach
    reference: str
    school: str
    excluded_on: str
    cancelled_on: str
    reasons: str
    link: str

    @classmethod
    def of(cls, case: Case, authority: LocalAuthority, reasons: str, *, now: datetime) -> Self:
        return cls(
            dedupe_key=f"{case.stream}/cancellation-to-authority/1/authority/{authority.pk}/email",
            address=address_of_authority(authority),
            reach=reach_of(case),
            reference=case.reference,
            school=case.school.name,
            excluded_on=write_day(case.excluded_on),
            cancelled_on=write_day(london_date(now)),
            reasons=reasons,
            link=f"{settings.BASE_URL}/cases/{case.public_id}/",
        )
