"""What the addresses of figures are made of: "2025-26" and "870"."""

from statute.school_years import SchoolYear


class YearSlug:
    regex = r"[0-9]{4}-[0-9]{2}"

    def to_python(self, value: str) -> SchoolYear:
        return SchoolYear.from_slug(value)

    def to_url(self, value: SchoolYear | str) -> str:
        return value if isinstance(value, str) else value.slug


class AuthorityCode:
    regex = r"[0-9]{3}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
