"""The relevant people of a case: whom the board invites, hears and writes to, and where."""

from dataclasses import dataclass
from datetime import date

from casework.models import Adult, Case
from notifications.outbox import Address
from statute.pupil_age import find_relevant_people

NOBODY = (
    "Nobody is recorded to whom the letter could be given: the pupil is under 18, and no parent or "
    "carer is given. The school must say who they are"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RelevantPerson:
    """A parent or carer, or the pupil from 18 on; ``adult`` is None for the pupil."""

    name: str
    role: str  # in words: "parent", "pupil"
    home: str  # the lines of their address, without the name
    email: str  # "" unless they agreed to notices by email (Education Act 1996 s 572)
    adult: Adult | None = None

    @property
    def is_pupil(self) -> bool:
        return self.adult is None

    @property
    def key(self) -> str:
        """What tells this person apart from the others of the case."""
        return f"adult/{self.adult.pk}" if self.adult else "pupil"

    @property
    def words(self) -> str:
        return f"{self.name} ({self.role})"

    @property
    def by_post(self) -> Address:
        """Where a letter on paper goes."""
        return Address(
            addressee=f"{self.words}, by post", to="", postal=f"{self.name}\n{self.home}"
        )

    @property
    def address(self) -> Address:
        """Where to write: by email if they agreed to it, otherwise by post."""
        return Address(addressee=self.words, to=self.email) if self.email else self.by_post


def get_family(case: Case, *, day: date) -> list[RelevantPerson]:
    """
    Return the relevant people of ``case`` on ``day``, the parents first in their order.

    Source: SI 2012/1033 reg 2(1), as ``find_relevant_people`` reads it.
    """
    born_on = case.pupil.born_on
    who = find_relevant_people(born_on, excluded_on=case.excluded_on, day=day)
    adults = case.adults.order_by("position") if who.parents else []
    people = [read_member(case, adult) for adult in adults]
    return [*people, read_member(case)] if who.pupil else people


def read_member(case: Case, adult: Adult | None = None) -> RelevantPerson:
    """Return a parent or carer, or the pupil if none is named; the home is else the pupil's."""
    pupil = case.pupil
    home = f"{pupil.address}\n{pupil.postcode}"
    if adult is None:
        return RelevantPerson(name=pupil.name, role="pupil", home=home, email="")
    return RelevantPerson(
        name=adult.name,
        role=adult.relation.lower(),
        home=adult.address or home,
        email=adult.email if adult.agreed_to_email else "",
        adult=adult,
    )
