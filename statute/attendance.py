"""Who may attend a governing board's meeting and speak at it, and on whose word."""

from enum import StrEnum

from statute.facts import SchoolType


class Standing(StrEnum):
    """What an authority may do at a meeting."""

    PARTY = "PARTY"
    OBSERVER = "OBSERVER"
    OBSERVER_MAY_SPEAK = "OBSERVER_MAY_SPEAK"
    NO_RIGHT = "NO_RIGHT"


STANDING_IN_WORDS = {
    Standing.PARTY: "may attend and speak: its views must be considered",
    Standing.OBSERVER: "may attend as an observer: the family has asked for it",
    Standing.OBSERVER_MAY_SPEAK: "may attend, and may speak: the trust has agreed",
    Standing.NO_RIGHT: "has no right to attend unless the family asks for it",
}


def la_standing(
    school_type: SchoolType, *, is_home: bool, requested: bool, permitted: bool
) -> Standing:
    """
    Return what one authority may do at the governing board's meeting.

    ``is_home``: the authority where the pupil lives, when that is another one. ``requested``: the
    relevant person asked for this authority to attend. ``permitted``: the academy trust agreed that
    this authority may speak. Each authority stands for itself: a request for one is none for the
    other.

    Source: SI 2012/1033 reg 6(3), 15(3) (maintained schools and PRUs), 24(3) (academies).
    """
    if school_type is not SchoolType.ACADEMY:
        return Standing.NO_RIGHT if is_home else Standing.PARTY
    if not requested:
        return Standing.NO_RIGHT
    return Standing.OBSERVER_MAY_SPEAK if permitted else Standing.OBSERVER
