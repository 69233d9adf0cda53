from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from statute.panel import (
    Category,
    Course,
    Defect,
    Stint,
    Topic,
    find_composition_defects,
    find_declaration_defects,
    find_disqualifications,
    find_eligibility_defects,
    find_expert_defects,
    find_panel_defects,
    find_training_defects,
)
from tests.statute.panels import (
    BEGINS_AT,
    CHAIR,
    CLERK,
    EXPERT,
    FIVE,
    GOVERNOR,
    GOVERNOR_2,
    HEAD,
    HEAD_2,
    REVIEW_ON,
    THREE,
    panel_of,
)

EARLY = Stint(date(2021, 12, 1), date(2022, 1, 31))  # a month before the next, so not joined
A_YEAR = Stint(date(2022, 1, 1), date(2022, 12, 31))
ALL_TOPICS = "; ".join(Topic)


def spring(*, to):
    """Return a time from March 2022 to the end of a month of 30 or 31 days."""
    return Stint(date(2022, 3, 1), date(2022, to, 30 if to in (4, 6) else 31))


def told(defects):
    return [defect.told for defect in defects]


@pytest.mark.parametrize("members", [THREE, FIVE])
def test_a_lawful_panel_of_three_or_five_may_begin(members):
    assert find_panel_defects(panel_of(*members)) == []
    assert find_panel_defects(panel_of(*members, clerk=None, expert=EXPERT)) == []


def test_every_defect_of_a_panel_is_told_at_once():
    chair = replace(CHAIR, was_paid_by_a_school=True)
    head = replace(HEAD, connections=("taught the pupil's sister",))
    governor = replace(GOVERNOR, declared_at=None)
    panel = panel_of(
        chair,
        head,
        governor,
        replace(HEAD_2, courses=()),
        clerk=replace(CLERK, courses=()),
        expert=replace(EXPERT, is_thought_suitable=False),
    )

    assert [defect.rule_id for defect in find_panel_defects(panel)] == [
        *("I9", "I10", "I11", "I12", "I13", "I14", "I22")
    ]


@pytest.mark.parametrize("members", [(), THREE[:2], FIVE[:4], (*FIVE, replace(HEAD, key=6))])
def test_a_panel_has_three_or_five_members(members):
    number = len(members)

    assert f"A panel has 3 or 5 members and this one has {number}: change who sits" in told(
        find_composition_defects(members)
    )


def test_a_panel_has_the_right_number_of_each_category():
    assert find_composition_defects((CHAIR, HEAD, HEAD_2)) == [
        Defect(
            "I9",
            "A panel of 3 has 1 lay member, and of heads and of governors 1 each; this one has "
            "1 lay, 2 and 0: change who sits",
        )
    ]
    assert told(find_composition_defects((*THREE, HEAD_2, replace(HEAD, key=6)))) == [
        "A panel of 5 has 1 lay member, and of heads and of governors 2 each; this one has "
        "1 lay, 3 and 1: change who sits"
    ]


def test_nobody_is_on_a_panel_twice():
    assert told(find_composition_defects((*THREE, HEAD, GOVERNOR_2))) == [
        "Head Roe is on the panel twice: seat another person"
    ]
    assert find_composition_defects((*THREE, replace(HEAD, key=4), GOVERNOR_2)) == []  # a namesake


def test_the_lay_member_and_nobody_else_takes_the_chair():
    no_chair = replace(CHAIR, is_chair=False)
    head_in_chair = replace(HEAD, is_chair=True)

    assert told(find_composition_defects((no_chair, HEAD, GOVERNOR))) == [
        "A panel has one chair: choose its lay member"
    ]
    assert told(find_composition_defects((no_chair, head_in_chair, GOVERNOR))) == [
        "Head Roe is not the lay member: the lay member takes the chair"
    ]
    assert told(find_composition_defects((CHAIR, head_in_chair, GOVERNOR))) == [
        "A panel has one chair: choose its lay member",
        "Head Roe is not the lay member: the lay member takes the chair",
    ]


def test_a_lay_member_was_never_paid_to_work_in_a_school():
    served = replace(CHAIR, governing=(Stint(date(2010, 1, 1)),))  # as a governor: left out

    assert find_eligibility_defects(served, REVIEW_ON) == []
    assert find_eligibility_defects(replace(CHAIR, was_paid_by_a_school=True), REVIEW_ON) == [
        Defect(
            "I10", "Chair Lee has been paid to work in a school: seat a lay member who never was"
        )
    ]


@pytest.mark.parametrize(
    ("headships", "may_sit"),
    [
        ((), False),
        ((Stint(date(2026, 9, 1)),), True),
        ((Stint(date(2026, 11, 23)),), True),  # takes up the post that day
        ((Stint(date(2026, 11, 24)),), False),  # not a head yet
        ((Stint(date(2010, 9, 1), date(2021, 11, 24)),), True),
        ((Stint(date(2010, 9, 1), date(2021, 11, 23)),), False),  # exactly five years: too long
        ((Stint(date(2010, 9, 1), date(2021, 11, 22)),), False),
    ],
)
def test_a_head_is_one_or_was_in_the_last_five_years(headships, may_sit):
    defects = find_eligibility_defects(replace(HEAD, headships=headships), REVIEW_ON)

    assert told(defects) == (
        []
        if may_sit
        else [
            "Head Roe has not been a head in the last 5 years: seat somebody who is, or was, a head"
        ]
    )


@pytest.mark.parametrize(
    ("governing", "may_sit"),
    [
        ((), False),
        ((Stint(date(2025, 11, 24)),), True),  # twelve months end on the day itself
        ((Stint(date(2025, 11, 25)),), False),
        ((Stint(date(2025, 12, 24)),), False),  # eleven months in a row
        ((Stint(date(2024, 1, 1), date(2024, 12, 31)),), True),
        ((Stint(date(2024, 1, 1), date(2024, 12, 30)),), False),
        ((Stint(date(2015, 1, 1), date(2022, 11, 23)),), True),  # from the day after, five years on
        ((Stint(date(2015, 1, 1), date(2022, 11, 22)),), False),
        ((Stint(date(2022, 1, 1), date(2022, 8, 31)), Stint(date(2022, 9, 1), None)), True),
        (  # two boards without a day between them, and then with one
            (
                Stint(date(2022, 9, 1), date(2022, 12, 31)),
                Stint(date(2022, 1, 1), date(2022, 8, 31)),
            ),
            True,
        ),
        (
            (
                Stint(date(2022, 1, 1), date(2022, 8, 31)),
                Stint(date(2022, 9, 2), date(2023, 1, 31)),
            ),
            False,
        ),
        ((EARLY, spring(to=10), Stint(date(2022, 11, 1), date(2023, 2, 28))), True),
        ((EARLY, spring(to=4), Stint(date(2022, 5, 1), date(2022, 12, 31))), False),
        ((EARLY, Stint(date(2022, 2, 15), date(2023, 2, 28)), spring(to=4)), True),
        ((A_YEAR, Stint(date(2024, 3, 1), date(2024, 4, 30)), Stint(date(2024, 5, 1))), True),
        (
            (
                A_YEAR,
                Stint(date(2024, 3, 1), date(2024, 4, 30)),
                Stint(date(2024, 5, 1), date(2024, 6, 30)),
            ),
            True,
        ),
        (  # one inside the other
            (
                Stint(date(2022, 1, 1), date(2022, 12, 31)),
                Stint(date(2022, 2, 1), date(2022, 3, 1)),
            ),
            True,
        ),
    ],
)
def test_a_governor_served_twelve_months_in_a_row_in_the_last_five_years(governing, may_sit):
    defects = find_eligibility_defects(replace(GOVERNOR, governing=governing), REVIEW_ON)

    assert told(defects) == (
        []
        if may_sit
        else [
            "Gov Poe has not served as a governor for 12 months in a row in the last 5 years: "
            "seat a governor who has"
        ]
    )


@pytest.mark.parametrize(
    ("stint", "may_sit"),
    [
        (Stint(date(2026, 9, 1)), False),
        (Stint(date(2010, 9, 1), date(2021, 11, 24)), False),
        (Stint(date(2010, 9, 1), date(2021, 11, 23)), False),  # exactly five years: not long enough
        (Stint(date(2010, 9, 1), date(2021, 11, 22)), True),
    ],
)
@pytest.mark.parametrize("post", ["teaching", "headships"])
def test_a_governor_was_neither_teacher_nor_head_in_the_last_five_years(post, stint, may_sit):
    defects = find_eligibility_defects(replace(GOVERNOR, **{post: (stint,)}), REVIEW_ON)

    assert told(defects) == (
        []
        if may_sit
        else [
            "Gov Poe has been a teacher or head in the last 5 years: seat a governor who was "
            "neither"
        ]
    )


@pytest.mark.parametrize(
    ("left_on", "is_disqualified"),
    [
        (None, True),
        (date(2021, 11, 24), True),  # 4 years and 364 days
        (date(2021, 11, 23), True),  # five years to the day
        (date(2021, 11, 22), False),  # five years and a day
    ],
)
def test_a_head_of_this_school_is_disqualified_for_five_years(left_on, is_disqualified):
    member = replace(GOVERNOR, headships=(Stint(date(2010, 9, 1), left_on, here=True),))

    assert find_disqualifications(member, REVIEW_ON) == (
        [
            Defect(
                "I11",
                "Gov Poe is head of this school, or was in the last 5 years: seat another person",
            )
        ]
        if is_disqualified
        else []
    )


def test_an_old_head_of_this_school_who_is_still_connected_is_disqualified_for_that():
    long_gone = Stint(date(2010, 9, 1), date(2021, 11, 22), here=True)
    member = replace(CHAIR, headships=(long_gone,), connections=("is godmother to the pupil",))

    assert told(find_disqualifications(member, REVIEW_ON)) == [
        "Chair Lee has a connection that could raise doubt: is godmother to the pupil: "
        "seat another person"
    ]


def test_members_and_directors_of_either_body_are_disqualified():
    assert told(find_disqualifications(replace(CHAIR, governs_a_party=True), REVIEW_ON)) == [
        "Chair Lee is a member or director of the arranging authority or the governing board: "
        "seat another person"
    ]


@pytest.mark.parametrize(
    ("headships", "is_disqualified"),
    [
        ((), True),
        ((Stint(date(2020, 9, 1)),), False),  # a head of another school, employed as such
        ((Stint(date(2020, 9, 1), date(2026, 11, 23)),), False),
        ((Stint(date(2020, 9, 1), date(2026, 11, 22)),), True),  # no longer
        ((Stint(date(2026, 11, 24)),), True),  # not yet
    ],
)
def test_employees_of_either_body_are_disqualified_except_heads_of_other_schools(
    headships, is_disqualified
):
    member = replace(HEAD, headships=headships, is_employed_by_a_party=True)

    assert told(find_disqualifications(member, REVIEW_ON)) == (
        [
            "Head Roe is employed by the arranging authority or the governing board: "
            "seat another person"
        ]
        if is_disqualified
        else []
    )


def test_conflicts_are_declared_before_the_review_begins():
    early = replace(CHAIR, declared_at=datetime(2026, 11, 23, 9, 59, tzinfo=UTC))
    late = replace(CHAIR, declared_at=BEGINS_AT)

    assert find_declaration_defects(early, BEGINS_AT) == []
    assert told(find_declaration_defects(late, BEGINS_AT)) == [
        "Chair Lee declared conflicts of interest only once the review had begun: declarations "
        "come before, so the panel may not begin"
    ]
    assert find_declaration_defects(replace(EXPERT, declared_at=None), BEGINS_AT) == [
        Defect(
            "I12",
            "Expert May has not declared whether there is a conflict of interest: ask before the "
            "review begins",
        )
    ]


@pytest.mark.parametrize(
    ("finished_on", "is_trained"),
    [
        (date(2026, 11, 24), False),  # still to come
        (date(2026, 11, 23), True),
        (date(2024, 11, 23), True),  # two years to the day
        (date(2024, 11, 22), False),
        (date(2024, 10, 23), False),  # 25 months
    ],
)
def test_training_was_finished_in_the_two_years_before_the_review(finished_on, is_trained):
    courses = (Course(finished_on),)
    missing = f"was not trained in the 2 years before the review in {ALL_TOPICS}"

    assert find_training_defects(replace(HEAD, courses=courses), REVIEW_ON) == (
        []
        if is_trained
        else [Defect("I13", f"Head Roe {missing}: train or replace them before it begins")]
    )
    assert find_training_defects(replace(CLERK, courses=courses), REVIEW_ON) == (
        []
        if is_trained
        else [
            Defect(
                "I14",
                f"Clerk Day {missing}: find a trained clerk, or let the arranging authority do the "
                "clerk's tasks",
            )
        ]
    )


def test_courses_add_up_and_a_missing_topic_is_named():
    law = Course(date(2025, 9, 1), frozenset({Topic.LAW, Topic.CHAIR, Topic.CLERK}))
    rest = Course(date(2026, 9, 1), frozenset({Topic.EQUALITY, Topic.HUMAN_RIGHTS}))

    assert told(find_training_defects(replace(HEAD, courses=(law, rest)), REVIEW_ON)) == [
        "Head Roe was not trained in the 2 years before the review in fairness and natural "
        "justice: train or replace them before it begins"
    ]


def test_every_defect_of_an_expert_is_told_at_once():
    expert = replace(
        EXPERT,
        is_thought_suitable=False,
        connections=("has taught the pupil",),
        is_to_assess_the_pupil=True,
        declared_at=None,
    )

    assert [(defect.rule_id, defect.told) for defect in find_expert_defects(expert, BEGINS_AT)] == [
        (
            "I22",
            "Nobody has recorded that Expert May has suitable expertise in special educational "
            "needs: whoever appoints must say so",
        ),
        (
            "I11",
            "Expert May has a connection that could raise doubt: has taught the pupil: appoint "
            "another",
        ),
        (
            "I22",
            "Expert May is to assess the pupil: an expert advises and does not assess, so take "
            "that out of what is asked",
        ),
        (
            "I12",
            "Expert May has not declared whether there is a conflict of interest: ask before the "
            "review begins",
        ),
    ]
    assert find_expert_defects(EXPERT, BEGINS_AT) == []


def test_categories_are_those_of_the_law():
    assert set(Category) == {Category.LAY, Category.HEAD, Category.GOVERNOR}
