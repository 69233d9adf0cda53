"""People nobody ever met. Their surnames say so."""

from dataclasses import dataclass
from datetime import date
from random import Random

PASSWORD = "everybody-here-is-invented"  # of sample people alone; the demo prints it
SECOND_STEP_SECRET = "INVENTEDINVENTEDINVENTEDINVENTED"  # of sample managers: base32, no secret
DOMAIN = "sample.example"

FIRST_NAMES = (
    "Aisha", "Ben", "Carys", "Dev", "Ellis", "Freya", "Gus", "Hana", "Idris", "Joss", "Kemi",
    "Leo", "Maya", "Noor", "Otis", "Priya", "Quinn", "Rosa", "Sami", "Tilly", "Uma", "Vik",
    "Wren", "Xander", "Yara", "Zak",
)  # fmt: skip
SURNAMES = (
    "Sampleton", "Inventley", "Mockridge", "Fictionby", "Pretendham", "Exampleworth", "Imaginer",
    "Testerby", "Placeholder", "Makebelieve", "Specimenson", "Dummyfield", "Nonesuch", "Storyborne",
)  # fmt: skip
STREETS = ("Sample Street", "Invented Avenue", "Example Road", "Pretend Lane", "Mock Close")
UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"  # check letters, by remainder


@dataclass(frozen=True, slots=True)
class Child:
    """An invented pupil with one invented parent."""

    first_name: str
    last_name: str
    born_on: date
    upn: str
    sex: str
    year_group: int
    address: str
    parent: str


UPN_STEM = "870499926"  # of all invented pupils; three digits more tell them apart


def make_child(random: Random, *, year_group: int, school_year_starts: int, n: int) -> Child:
    """Return an invented child in ``year_group`` of that school year."""
    surname = random.choice(SURNAMES)
    born = date(school_year_starts - year_group - 5, 9, 1).toordinal() + random.randrange(365)
    return Child(
        first_name=random.choice(FIRST_NAMES),
        last_name=surname,
        born_on=date.fromordinal(born),
        upn=make_upn(f"{UPN_STEM}{n:03}"),
        sex=random.choice("FM"),
        year_group=year_group,
        address=f"{random.randrange(1, 90)} {random.choice(STREETS)}\nSampleton",
        parent=f"{random.choice(FIRST_NAMES)} {surname}",
    )


def make_upn(digits: str) -> str:
    """Return the unique pupil number of 12 digits: its check letter, then the digits."""
    total = sum(weight * int(digit) for weight, digit in zip(range(2, 14), digits, strict=True))
    return f"{UPN_LETTERS[total % 23]}{digits}"
