"""School years, as published figures use them: 1 August to 31 July, by start date."""

from dataclasses import dataclass
from datetime import date

AUGUST = 8


@dataclass(frozen=True, slots=True, order=True)
class SchoolYear:
    """The year that begins in the August of ``starts``: 2025 is "2025/26"."""

    starts: int

    @classmethod
    def of(cls, day: date) -> "SchoolYear":
        return cls(day.year if day.month >= AUGUST else day.year - 1)

    @classmethod
    def from_slug(cls, slug: str) -> "SchoolYear":
        """
        Return the year that a web address names, like "2025-26".

        :raises ValueError: if it names none.
        """
        first, _, second = slug.partition("-")
        if len(first) != 4 or not slug.replace("-", "").isascii():
            raise ValueError(f"{slug} is not a school year")
        year = cls(int(first))
        if year.slug != f"{first}-{second}":
            raise ValueError(f"{slug} is not a school year")
        return year

    @property
    def slug(self) -> str:
        return f"{self.starts}-{(self.starts + 1) % 100:02}"

    @property
    def first_day(self) -> date:
        return date(self.starts, 8, 1)

    @property
    def last_day(self) -> date:
        return date(self.starts + 1, 7, 31)

    def __str__(self) -> str:
        return f"{self.starts}/{(self.starts + 1) % 100:02}"
