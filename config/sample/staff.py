"""Invented people in every role, and the addresses letters go to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password

from config.sample.people import DOMAIN, PASSWORD, SECOND_STEP_SECRET, SURNAMES
from organisations.models import (
    Contact,
    LocalAuthority,
    Membership,
    Purpose,
    School,
    Trust,
    User,
)
from organisations.roles import Role

GOVERNORS_PER_SCHOOL = 4


@dataclass(frozen=True, slots=True)
class Staff:
    """Those who act for one school of the sample."""

    head: User
    office: User
    clerk: User
    governors: tuple[User, ...]


class Recruiter:
    """Makes sample people, each with a surname and an address that say so."""

    def __init__(self) -> None:
        self._password = make_password(PASSWORD)  # once: hashing is slow on purpose
        self.count = 0

    def hire(self, first_name: str, role: Role, **organisation: object) -> User:
        """Return a new person who holds ``role`` there."""
        self.count += 1
        surname = SURNAMES[self.count % len(SURNAMES)]
        email = f"{first_name}.{surname}.{self.count}@{DOMAIN}".lower()
        user = User.objects.create(
            username=email,
            email=email,
            first_name=first_name,
            last_name=surname,
            password=self._password,
        )
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        Membership.objects.create(user=user, role=role, **organisation)
        return user

    def give_second_step(self, user: User) -> None:
        """Let ``user`` be signed in with the invented secret that the guide prints."""
        TOTP.activate(user, SECOND_STEP_SECRET)
        RecoveryCodes.activate(user)

    def staff(self, school: School) -> Staff:
        """Return a head, an office, a clerk and governors for ``school``."""
        return Staff(
            head=self.hire("Harper", Role.HEADTEACHER, school=school),
            office=self.hire("Ollie", Role.SCHOOL_STAFF, school=school),
            clerk=self.hire("Casey", Role.GOVERNANCE_CLERK, school=school),
            governors=tuple(
                self.hire(name, Role.GOVERNOR, school=school)
                for name in ("Gale", "Gray", "Greer", "Gwyn")[:GOVERNORS_PER_SCHOOL]
            ),
        )


def give_addresses(
    authorities: Iterable[LocalAuthority], schools: Iterable[School], *, now: datetime
) -> None:
    """Verify an invented mailbox for each authority's exclusions and each school's clerk."""
    for school in schools:
        Contact.objects.create(
            school=school,
            purpose=Purpose.CLERK,
            email=f"clerk.{school.urn}@{DOMAIN}",
            verified_at=now,
        )
    for authority in authorities:
        Contact.objects.create(
            local_authority=authority,
            purpose=Purpose.EXCLUSIONS,
            email=f"exclusions@{authority.name.lower()}.{DOMAIN}",
            verified_at=now,
        )


def make_trusts(schools: list[School]) -> list[Trust]:
    """
    Return two invented trusts that share ``schools`` between them.

    The published register names no trust, so reading it again leaves these schools with theirs.
    """
    trusts = [
        Trust.objects.create(uid=f"SAMPLE{n}", name=f"Sample Trust {letter} (invented)")
        for n, letter in enumerate("AB", start=1)
    ]
    for n, school in enumerate(schools):
        school.trust = trusts[n % 2]
        school.save(update_fields=["trust"])
        school.records.filter(in_force_to=None).update(trust=school.trust)
    return trusts


def list_sign_ins() -> Iterator[tuple[str, str, str]]:
    """Yield (role, organisation, email) of one sample person for each role."""
    for role in Role:
        held = Membership.objects.filter(role=role, user__email__endswith=DOMAIN, ended_at=None)
        if membership := held.select_related("user").order_by("pk").first():
            yield (
                role.label,
                str(membership.organisation or "assigned cases"),
                membership.user.email,
            )
