from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import ClassVar

import pytest

from notifications import outbox
from notifications.outbox import Address, Reach

TEMPLATES = Path(__file__).parent / "templates"
READING = Address(
    addressee="Reading, exclusions mailbox",
    to="exclusions@reading.example",
    contact_key="authority/1/exclusions",
)
CASE_ONE = Reach(about="case/1", case_id=1, authority_id=1, home_authority_id=2, school_id=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A letter as a room above writes one."""

    template: ClassVar[str] = "letters/told"
    dedupe_key: str = "case/1/told/1/authority/1/email"
    address: Address = READING
    reach: Reach = CASE_ONE
    school: str = "O'Neill & Sons <Academy>"
    pupil: str = "Robin Invented"
    excluded_on: date = date(2026, 9, 15)
    day_six: date | None = None
    others: list[str] = field(default_factory=list)

    def changed(self, **values: object) -> "Told":
        return replace(self, **values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgetful(Told):
    """Its subject names a fact that it does not state."""

    template: ClassVar[str] = "letters/forgetful"


@pytest.fixture
def our_letters(settings):
    """The templates of these tests, beside those of the service."""
    changed = deepcopy(settings.TEMPLATES)
    for engine in changed:
        engine["DIRS"] = [*engine["DIRS"], TEMPLATES]
    settings.TEMPLATES = changed


@pytest.fixture
def about_case(case, tuesday, our_letters):
    """A letter to the authority about ``case``, waiting to be sent."""
    reach = Reach(
        about=case.stream,
        case_id=case.pk,
        authority_id=case.authority_id,
        home_authority_id=None,
        school_id=case.school_id,
    )
    return outbox.enqueue(Told(reach=reach), now=tuesday)
