"""Who may attend a board's meeting or a review, speak at it, and on whose word."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from statute.facts import SchoolType
from statute.jurisdictions import PARTICULARS, Jurisdiction
from statute.law.sources import IN_FORCE_2022, REGULATIONS, for_every_type, under
from statute.meeting import Fault

IN_FORCE_REMOTE = date(2023, 9, 1)  # SI 2023/571 reg 16: meetings from that day, older cases too


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


class Meeting(StrEnum):
    BOARD = "the governing board's meeting"
    REVIEW = "the review panel"


class Person(StrEnum):
    """Everybody of whom the law says whether they may come."""

    HEAD = "the headteacher"
    RELEVANT_PERSON = "the relevant person"
    PUPIL = "the pupil, while under 18"
    SOCIAL_WORKER = "the social worker"
    VIRTUAL_HEAD = "the virtual school head"
    BOARD = "the governing board"
    AUTHORITY = "the school's local authority"
    HOME_AUTHORITY = "the home local authority"


class Remote(StrEnum):
    """Who may join remotely while the others meet in person."""

    NOBODY = "nobody"
    REPRESENTATIVE = "the representative alone"
    THEMSELVES = "the person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """What one person may do at a meeting, with whom, from where, and under which provision."""

    may_attend: bool
    may_speak: bool
    brings: str = ""
    remote: Remote = Remote.NOBODY
    citations: Mapping[SchoolType, str]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """One meeting of one case, as far as it decides who may come."""

    meeting: Meeting
    school_type: SchoolType
    excluded_on: date
    held_on: date


_BOARD = under("reg 6(3)", "reg 15(3)", "reg 24(3)")
_REVIEW = for_every_type(f"{REGULATIONS} Sch 1 para 12(1)")
_OBSERVING = for_every_type(f"{REGULATIONS} Sch 1 para 12(3)-(4)")
_HELPED = "No right of their own. They should be helped to take part: not confirmed."
_NOMINEE = "a nominee in their place"
_REPRESENTED = "a representative"
_NOBODY = Right(may_attend=False, may_speak=False, citations=_BOARD)

RIGHTS: Mapping[tuple[Meeting, Person], Right] = {
    (Meeting.BOARD, Person.HEAD): Right(may_attend=True, may_speak=True, citations=_BOARD),
    (Meeting.BOARD, Person.RELEVANT_PERSON): Right(
        may_attend=True, may_speak=True, brings="a representative or a friend", citations=_BOARD
    ),
    (Meeting.BOARD, Person.PUPIL): Right(
        may_attend=False, may_speak=False, citations=_BOARD, note=_HELPED
    ),
    **{
        (Meeting.BOARD, worker): Right(
            may_attend=True,
            may_speak=True,
            brings=_NOMINEE,
            remote=Remote.THEMSELVES,
            citations=_BOARD,
        )
        for worker in (Person.SOCIAL_WORKER, Person.VIRTUAL_HEAD)
    },
    (Meeting.REVIEW, Person.RELEVANT_PERSON): Right(
        may_attend=True,
        may_speak=True,
        brings="a representative, and a friend if they ask",
        remote=Remote.REPRESENTATIVE,
        citations=_REVIEW,
    ),
    (Meeting.REVIEW, Person.PUPIL): Right(
        may_attend=False, may_speak=False, citations=_REVIEW, note=_HELPED
    ),
    **{
        (Meeting.REVIEW, party): Right(
            may_attend=True,
            may_speak=True,
            brings=_REPRESENTED,
            remote=Remote.REPRESENTATIVE,
            citations=_REVIEW,
        )
        for party in (Person.HEAD, Person.BOARD)
    },
    **{
        (Meeting.REVIEW, worker): Right(
            may_attend=True,
            may_speak=True,
            brings=_REPRESENTED,
            remote=Remote.THEMSELVES,
            citations=_REVIEW,
        )
        for worker in (Person.SOCIAL_WORKER, Person.VIRTUAL_HEAD)
    },
}
_WORKERS = (Person.SOCIAL_WORKER, Person.VIRTUAL_HEAD)
_AUTHORITIES = (Person.AUTHORITY, Person.HOME_AUTHORITY)


def find_right(
    person: Person, occasion: Occasion, *, requested: bool = False, permitted: bool = False
) -> Right:
    """
    Return what this person may do at this meeting of an English case.

    ``requested`` and ``permitted`` count for an authority alone, and for that one only: the
    relevant person asked for it to come, and the trust agreed that it may speak. A social worker or
    virtual school head comes where the pupil has one, for exclusions from 1 September 2022. Joining
    remotely a meeting that is held in person is subject to the conditions of every remote meeting,
    and goes back to 1 September 2023, for older exclusions too.

    :raises KeyError: for the governing board at its own meeting: it does not come, it meets.
    """
    if person in _AUTHORITIES:
        right = _find_authority_right(person, occasion, requested=requested, permitted=permitted)
    elif person in _WORKERS and occasion.excluded_on < IN_FORCE_2022:
        return _NOBODY
    else:
        right = RIGHTS[occasion.meeting, person]
    return right if occasion.held_on >= IN_FORCE_REMOTE else replace(right, remote=Remote.NOBODY)


def _find_authority_right(
    person: Person, occasion: Occasion, *, requested: bool, permitted: bool
) -> Right:
    standing = la_standing(
        occasion.school_type,
        is_home=person is Person.HOME_AUTHORITY,
        requested=requested,
        permitted=permitted,
    )
    watches = standing in (Standing.OBSERVER, Standing.OBSERVER_MAY_SPEAK)
    at_review = occasion.meeting is Meeting.REVIEW
    is_party = standing is Standing.PARTY
    remote = Remote.NOBODY
    if at_review and watches:
        remote = Remote.THEMSELVES
    elif at_review and is_party:
        remote = Remote.REPRESENTATIVE
    return Right(
        may_attend=is_party or watches,
        may_speak=standing in (Standing.PARTY, Standing.OBSERVER_MAY_SPEAK),
        brings=_REPRESENTED if at_review and is_party else "",
        remote=remote,
        citations=(_OBSERVING if watches else _REVIEW) if at_review else _BOARD,
        note=STANDING_IN_WORDS[standing],
    )


def la_standing(
    school_type: SchoolType,
    *,
    is_home: bool,
    requested: bool,
    permitted: bool,
    jurisdiction: Jurisdiction = Jurisdiction.ENGLAND,
) -> Standing:
    """
    Return what one authority may do at the governing board's meeting, and at a review alike.

    ``is_home``: the authority where the pupil lives, when that is another one. ``requested``: the
    relevant person asked for this authority to attend; there is no form and no last day, so one
    made during the meeting admits it too, without an adjournment. ``permitted``: the academy trust
    agreed that this authority may speak: at a review the trust as arranging authority, not the
    panel. Each authority stands for itself: a request for one is none for the other.

    In Wales an officer whom the authority nominates may always attend and speak.

    Source: SI 2012/1033 reg 6(3), 15(3) (maintained schools and PRUs), 24(3) (academies); Sch 1
    para 12(1), (3) (reviews). WSI 2003/3227 reg 6(2)(c)(iv).

    :raises ValueError: for an academy where there are none: in Wales.
    """
    if school_type is not SchoolType.ACADEMY:
        return Standing.NO_RIGHT if is_home else Standing.PARTY
    if not PARTICULARS[jurisdiction].has_academies:
        where = jurisdiction.title()
        raise ValueError(f"there are no academies in {where}: state the school's type again")
    if not requested:
        return Standing.NO_RIGHT
    return Standing.OBSERVER_MAY_SPEAK if permitted else Standing.OBSERVER


def find_standing_faults(
    standing: Standing, school_type: SchoolType, *, is_home: bool, requested: bool, permitted: bool
) -> list[Fault]:
    """Return why an authority of an English case may not be put down as having this standing."""
    lawful = la_standing(school_type, is_home=is_home, requested=requested, permitted=permitted)
    if standing is lawful:
        return []
    is_academy = school_type is SchoolType.ACADEMY
    told = f"On these facts the authority {STANDING_IN_WORDS[lawful]}: put that down"
    if is_academy and standing is Standing.PARTY:
        told = "An authority is never a party at an academy: it may come if the family asks"
    elif is_academy and standing is Standing.OBSERVER_MAY_SPEAK and not permitted:
        told = "An authority speaks at an academy only if the trust agrees: record who agreed"
    return [Fault("standing", told)]


def find_invitation_faults(
    school_type: SchoolType, *, requested: bool, lawful_basis: str
) -> list[Fault]:
    """
    Return what is missing before a trust invites an authority whom the family did not ask for.

    Nothing forbids it; sharing what is known of the pupil then needs a lawful basis of its own.
    That is read out of the law's silence (reg 24; open question 6.10).
    """
    if school_type is not SchoolType.ACADEMY or requested or lawful_basis.strip():
        return []
    told = "The family has not asked for this authority: record the lawful basis for sharing"
    return [Fault("lawful_basis", told)]
