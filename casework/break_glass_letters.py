"""The letter that tells a second manager of an opening in an emergency."""

from dataclasses import dataclass
from typing import ClassVar, Self

from django.conf import settings
from django.urls import reverse

from casework.letters import reach_of
from casework.models import BreakGlass
from design_system.words import write_moment
from notifications.outbox import Address, Reach
from organisations.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class GlassBroken:
    """Who opened which case, and until when. Why is on the page behind the link: it may name."""

    template: ClassVar[str] = "letters/glass_broken"
    dedupe_key: str
    address: Address
    reach: Reach
    reference: str
    who: str
    begun: str
    ends: str
    with_sealed: bool
    link: str

    @classmethod
    def of(cls, glass: BreakGlass, person: User) -> Self:
        return cls(
            dedupe_key=f"break-glass/{glass.pk}/user/{person.pk}",
            address=Address(addressee=f"{person}, manager", to=person.email),
            reach=reach_of(glass.case),
            reference=glass.reference,
            who=str(glass.user),
            begun=write_moment(glass.begun_at),
            ends=write_moment(glass.ends_at),
            with_sealed=glass.with_sealed,
            link=settings.BASE_URL + reverse("casework:break_glass"),
        )
