from datetime import date

import pytest

from statute.attendance import (
    STANDING_IN_WORDS,
    Meeting,
    Occasion,
    Person,
    Remote,
    Standing,
    find_invitation_faults,
    find_right,
    find_standing_faults,
    la_standing,
)
from statute.facts import SchoolType
from statute.jurisdictions import Jurisdiction

PARTY, WATCHES = Standing.PARTY, Standing.OBSERVER
SPEAKS, NO_RIGHT = Standing.OBSERVER_MAY_SPEAK, Standing.NO_RIGHT
BOARD, REVIEW = Meeting.BOARD, Meeting.REVIEW
SINCE, HELD = date(2026, 9, 15), date(2026, 10, 5)
MAINTAINED, PRU, ACADEMY = SchoolType.MAINTAINED, SchoolType.PRU, SchoolType.ACADEMY


@pytest.mark.parametrize(
    ("school_type", "is_home", "requested", "permitted", "standing"),
    [
        (MAINTAINED, False, False, False, PARTY),
        (MAINTAINED, False, True, True, PARTY),
        (MAINTAINED, True, False, False, NO_RIGHT),
        (MAINTAINED, True, True, True, NO_RIGHT),
        (PRU, False, False, False, PARTY),  # worked example P14
        (PRU, True, True, True, NO_RIGHT),
        (ACADEMY, False, False, False, NO_RIGHT),
        (ACADEMY, False, False, True, NO_RIGHT),
        (ACADEMY, False, True, False, WATCHES),  # worked example P15
        (ACADEMY, False, True, True, SPEAKS),
        (ACADEMY, True, False, False, NO_RIGHT),
        (ACADEMY, True, False, True, NO_RIGHT),
        (ACADEMY, True, True, False, WATCHES),
        (ACADEMY, True, True, True, SPEAKS),
    ],
)
def test_the_standing_of_an_authority_at_the_boards_meeting(
    school_type, is_home, requested, permitted, standing
):
    found = la_standing(school_type, is_home=is_home, requested=requested, permitted=permitted)

    assert found is standing


def test_every_standing_is_told_in_words():
    assert set(STANDING_IN_WORDS) == set(Standing)


def occasion(meeting, school_type=ACADEMY, *, excluded_on=SINCE, held_on=HELD):
    return Occasion(
        meeting=meeting, school_type=school_type, excluded_on=excluded_on, held_on=held_on
    )


def may(right):
    return right.may_attend, right.may_speak, right.remote


@pytest.mark.parametrize("school_type", SchoolType)
@pytest.mark.parametrize(
    ("meeting", "person", "attends", "remote", "brings"),
    [
        (BOARD, Person.HEAD, True, Remote.NOBODY, ""),
        (BOARD, Person.RELEVANT_PERSON, True, Remote.NOBODY, "a representative or a friend"),
        (BOARD, Person.PUPIL, False, Remote.NOBODY, ""),
        (BOARD, Person.SOCIAL_WORKER, True, Remote.THEMSELVES, "a nominee in their place"),
        (BOARD, Person.VIRTUAL_HEAD, True, Remote.THEMSELVES, "a nominee in their place"),
        (REVIEW, Person.HEAD, True, Remote.REPRESENTATIVE, "a representative"),
        (REVIEW, Person.BOARD, True, Remote.REPRESENTATIVE, "a representative"),
        (
            *(REVIEW, Person.RELEVANT_PERSON, True, Remote.REPRESENTATIVE),
            "a representative, and a friend if they ask",
        ),
        (REVIEW, Person.PUPIL, False, Remote.NOBODY, ""),
        (REVIEW, Person.SOCIAL_WORKER, True, Remote.THEMSELVES, "a representative"),
        (REVIEW, Person.VIRTUAL_HEAD, True, Remote.THEMSELVES, "a representative"),
    ],
)
def test_who_may_come_and_speak_is_the_same_at_schools_of_every_type(
    school_type, meeting, person, attends, remote, brings
):
    right = find_right(person, occasion(meeting, school_type))

    assert may(right) == (attends, attends, remote)
    assert right.brings == brings
    provision = "reg" if meeting is BOARD else "Sch 1 para 12(1)"
    assert provision in right.citations[school_type]
    # nobody but an authority gains or loses by a request
    assert find_right(person, occasion(meeting, school_type), requested=True) == right


@pytest.mark.parametrize(
    ("meeting", "school_type", "person", "requested", "permitted", "right"),
    [
        (BOARD, MAINTAINED, Person.AUTHORITY, False, False, (True, True, Remote.NOBODY)),
        (BOARD, PRU, Person.AUTHORITY, False, False, (True, True, Remote.NOBODY)),
        (BOARD, MAINTAINED, Person.HOME_AUTHORITY, True, True, (False, False, Remote.NOBODY)),
        (BOARD, ACADEMY, Person.AUTHORITY, False, True, (False, False, Remote.NOBODY)),
        (BOARD, ACADEMY, Person.AUTHORITY, True, False, (True, False, Remote.NOBODY)),
        (BOARD, ACADEMY, Person.HOME_AUTHORITY, True, True, (True, True, Remote.NOBODY)),
        (REVIEW, MAINTAINED, Person.AUTHORITY, False, False, (True, True, Remote.REPRESENTATIVE)),
        (REVIEW, PRU, Person.AUTHORITY, False, False, (True, True, Remote.REPRESENTATIVE)),
        (REVIEW, PRU, Person.HOME_AUTHORITY, True, True, (False, False, Remote.NOBODY)),
        (REVIEW, ACADEMY, Person.AUTHORITY, False, False, (False, False, Remote.NOBODY)),
        (REVIEW, ACADEMY, Person.AUTHORITY, True, False, (True, False, Remote.THEMSELVES)),
        (REVIEW, ACADEMY, Person.HOME_AUTHORITY, True, True, (True, True, Remote.THEMSELVES)),
    ],
)
def test_an_authoritys_right_and_that_observers_join_only_reviews_remotely(
    meeting, school_type, person, requested, permitted, right
):
    found = find_right(
        person, occasion(meeting, school_type), requested=requested, permitted=permitted
    )
    assert may(found) == right


def test_the_provision_behind_an_authoritys_right():
    def cited(meeting, school_type, **said):
        found = find_right(Person.AUTHORITY, occasion(meeting, school_type), **said)
        return found.citations[school_type], found.brings

    assert cited(BOARD, ACADEMY, requested=True) == ("SI 2012/1033 reg 24(3)", "")
    assert cited(BOARD, PRU) == ("SI 2012/1033 reg 15(3)", "")
    assert cited(REVIEW, ACADEMY, requested=True) == ("SI 2012/1033 Sch 1 para 12(3)-(4)", "")
    assert cited(REVIEW, ACADEMY) == ("SI 2012/1033 Sch 1 para 12(1)", "")
    assert cited(REVIEW, MAINTAINED) == ("SI 2012/1033 Sch 1 para 12(1)", "a representative")


@pytest.mark.parametrize("person", [Person.SOCIAL_WORKER, Person.VIRTUAL_HEAD])
@pytest.mark.parametrize("meeting", [BOARD, REVIEW])
def test_social_workers_and_virtual_heads_come_since_september_2022(person, meeting):
    before = find_right(person, occasion(meeting, excluded_on=date(2022, 8, 31)))
    since = find_right(person, occasion(meeting, excluded_on=date(2022, 9, 1)))

    assert may(before) == (False, False, Remote.NOBODY)
    assert may(since) == (True, True, Remote.THEMSELVES)


@pytest.mark.parametrize(
    ("held_on", "remote"),
    [(date(2023, 8, 31), Remote.NOBODY), (date(2023, 9, 1), Remote.THEMSELVES)],
)
def test_remote_rights_begin_with_meetings_of_september_2023_for_older_exclusions_too(
    held_on, remote
):
    when = {"excluded_on": date(2023, 6, 1), "held_on": held_on}
    worker = find_right(Person.SOCIAL_WORKER, occasion(BOARD, **when))
    observer = find_right(Person.AUTHORITY, occasion(REVIEW, **when), requested=True)

    assert may(worker) == (True, True, remote)
    assert may(observer) == (True, False, remote)


def test_the_board_does_not_come_to_its_own_meeting():
    with pytest.raises(KeyError):
        find_right(Person.BOARD, occasion(BOARD))


@pytest.mark.parametrize("school_type", [MAINTAINED, PRU])
def test_in_wales_an_officer_of_the_authority_may_always_attend_and_speak(school_type):
    found = la_standing(
        school_type,
        is_home=False,
        requested=False,
        permitted=False,
        jurisdiction=Jurisdiction.WALES,
    )
    assert found is PARTY


def test_wales_has_no_academies():
    with pytest.raises(ValueError, match="no academies in Wales"):
        la_standing(
            ACADEMY,
            is_home=False,
            requested=True,
            permitted=True,
            jurisdiction=Jurisdiction.WALES,
        )


@pytest.mark.parametrize(
    ("standing", "school_type", "requested", "permitted", "sentences"),
    [
        (PARTY, MAINTAINED, False, False, []),
        (WATCHES, ACADEMY, True, False, []),
        (
            *(PARTY, ACADEMY, True, True),
            ["An authority is never a party at an academy: it may come if the family asks"],
        ),
        (
            *(SPEAKS, ACADEMY, True, False),
            ["An authority speaks at an academy only if the trust agrees: record who agreed"],
        ),
        (
            *(SPEAKS, ACADEMY, False, True),
            ["On these facts the authority has no right to attend unless the family asks for it: "
             "put that down"],
        ),
        (
            *(NO_RIGHT, PRU, False, False),
            ["On these facts the authority may attend and speak: its views must be considered: "
             "put that down"],
        ),
        (
            *(SPEAKS, MAINTAINED, False, False),
            ["On these facts the authority may attend and speak: its views must be considered: "
             "put that down"],
        ),
    ],
)  # fmt: skip
def test_a_standing_that_the_facts_do_not_give_is_refused(
    standing, school_type, requested, permitted, sentences
):
    faults = find_standing_faults(
        standing, school_type, is_home=False, requested=requested, permitted=permitted
    )
    assert [fault.told for fault in faults] == sentences


def test_a_trust_that_invites_an_authority_unasked_records_why_it_may_share():
    missing = find_invitation_faults(ACADEMY, requested=False, lawful_basis=" ")

    assert [fault.told for fault in missing] == [
        "The family has not asked for this authority: record the lawful basis for sharing"
    ]
    assert find_invitation_faults(ACADEMY, requested=False, lawful_basis="public task") == []
    assert find_invitation_faults(ACADEMY, requested=True, lawful_basis="") == []
    assert find_invitation_faults(MAINTAINED, requested=False, lawful_basis="") == []
