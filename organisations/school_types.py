"""How the register's groups and types of establishment read in the Regulations."""

from statute.facts import SchoolType

MAINTAINED_GROUP, SPECIAL_GROUP, ACADEMY_GROUP, FREE_SCHOOL_GROUP = "4", "5", "10", "11"
PUPIL_REFERRAL_UNIT = "14"
MAINTAINED_SPECIAL = {"7", "12"}  # community and foundation; the others are independent
AFTER_16 = {"39", "45", "46", "57"}  # the Regulations do not reach academies for ages 16 to 19

# Every type that the register's own list has. Which law binds another one, nobody here can know.
KNOWN_TYPES = frozenset(
    str(code) for code in (1, 2, 3, 5, 6, 7, 8, 10, 11, 12, 14, 15, 18, *range(24, 50), 56, 57)
)


def is_known_type(type_code: str) -> bool:
    """Tell whether the type of establishment is left blank, or is one of the register's list."""
    return not type_code or type_code.lstrip("0") in KNOWN_TYPES


def read_school_type(group_code: str, type_code: str) -> SchoolType | None:
    """
    Return how the Regulations see an establishment, or None where they do not reach it.

    None as well where the register gives a special school no type, since it may be independent,
    and where the type is not on the register's list: nobody should guess. Codes are those of the
    school register, leading zeros or not.

    Source: SI 2012/1033 regs 3, 12, 21; Education Act 2002 s 51A.
    """
    group, kind = group_code.lstrip("0"), type_code.lstrip("0")
    if not is_known_type(type_code):
        return None
    if group == MAINTAINED_GROUP:
        return SchoolType.PRU if kind == PUPIL_REFERRAL_UNIT else SchoolType.MAINTAINED
    if group == SPECIAL_GROUP:
        return SchoolType.MAINTAINED if kind in MAINTAINED_SPECIAL else None
    if group in (ACADEMY_GROUP, FREE_SCHOOL_GROUP):
        return None if kind in AFTER_16 else SchoolType.ACADEMY
    return None


def may_be_stated(group_code: str, type_code: str) -> bool:
    """Tell whether the register leaves open what a school is: no type, or none of its list."""
    is_blank = type_code == "" and group_code in ("", SPECIAL_GROUP)
    return is_blank or not is_known_type(type_code)
