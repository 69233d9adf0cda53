"""Giving notice: the case, its clocks and its letters, once and by the head alone."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from audit.models import AuditEvent
from casework.actions import notices
from casework.actions.drafts import DraftClosed, StaleDraft
from casework.models import Case, CaseReference
from casework.schools import SchoolCannotGiveNotice
from casework.states import TransitionNotAllowed
from notifications.models import Message
from organisations.access import NotYourSchool
from statute.facts import SchoolType
from tests.casework.notice_data import ADULT, make_draft
from tests.factories import (
    CaseFactory,
    SchoolFactory,
    SchoolRecordFactory,
    clerk_of,
    headteacher_of,
    staff_of,
)

pytestmark = pytest.mark.services


def due(case):
    return {row.rule_id: (row.due_date, row.gap) for row in case.deadlines.all()}


def states(case):
    return dict(case.deadlines.values_list("rule_id", "state"))


@pytest.mark.parametrize(
    ("how", "agreed", "in_writing"),
    [
        ("IN_PERSON", False, True),
        ("BY_HAND", False, True),
        ("POST", False, True),
        ("EMAIL", True, True),
        ("EMAIL", False, False),
        ("PHONE", True, False),
    ],
)
def test_a_call_or_an_email_nobody_agreed_to_leaves_the_letter_still_to_be_given(
    give, how, agreed, in_writing
):
    case = give(parents_told_how=how, adults=(replace(ADULT, agreed_to_email=agreed),))

    wanted = "MET" if in_writing else "OPEN"
    assert (states(case)["N4"], states(case)["N6"]) == (wanted, wanted)


def test_what_the_case_knows_of_the_pupil_decides_what_is_owed(give):
    of_nobody = give(pupil={"has_social_worker": False, "born_on": date(2008, 12, 1)}, session="PM")
    of_everybody = give(
        pupil={"is_looked_after": True, "upn": "B123456789012", "first_name": "Alex"},
        session="PM",
        test_missed="GCSE mathematics",
        test_on=date(2026, 11, 3),
    )

    assert not {"N3-SW", "N3-VSH", "N6", "N6-PM", "G3-AIM"} & states(of_nobody).keys()
    assert {"N3-SW", "N3-VSH", "N6-PM", "G3-AIM"} <= states(of_everybody).keys()
    assert due(of_everybody)["G3-AIM"] == (date(2026, 10, 23), "")


def test_a_notice_makes_a_case_with_all_that_was_answered(give, sampleton, tuesday):
    head = headteacher_of(sampleton)

    case = Case.objects.get(pk=give(head).pk)

    assert {
        "reference": case.reference,
        "status": case.status,
        "school_type": case.school_type,
        "authority": case.authority,
        "home": case.home_authority,
        "reasons": case.reasons,
        "given": (case.notice_given_at, case.notice_given_by),
        "session": (case.session, case.session_was_held, case.pattern, case.parents_told_how),
        "pupil": (case.pupil.name, case.pupil.upn, case.pupil.year_group),
        "adults": [(adult.position, adult.name) for adult in case.adults.all()],
        "facts": set(case.facts.values_list("fact", "happened_on")),
    } == {
        "reference": "870-2627-0001",
        "status": "AWAITING_BOARD",
        "school_type": "MAINTAINED",
        "authority": sampleton.local_authority,
        "home": None,
        "reasons": ["PP", "DB"],
        "given": (tuesday, head),
        "session": ("AM", False, "ONE_OFF", "IN_PERSON"),
        "pupil": ("Robin Invented", "A123456789012", "10"),
        "adults": [(1, "Sam Invented")],
        "facts": {
            ("EXCLUDED", date(2026, 9, 15)),
            ("PARENTS_TOLD", date(2026, 9, 15)),
            ("BOARD_INFORMED", date(2026, 9, 15)),
        },
    }


def test_a_notice_starts_every_clock_that_it_starts(give):
    case = give()

    at_once = ("N3", "N3-FAMILY", "N3-BOARD", "N3-SW", "N4", "N6")
    assert due(case) == {
        **dict.fromkeys(at_once, (date(2026, 9, 15), "")),
        "E4": (date(2026, 9, 23), ""),
        "G1": (date(2026, 10, 6), ""),
    }
    assert states(case) == {
        **dict.fromkeys(("N3-FAMILY", "N3-BOARD", "N4", "N6"), "MET"),
        **dict.fromkeys(("N3", "N3-SW", "E4", "G1"), "OPEN"),
    }
    assert case.attend_to_on == date(2026, 9, 15)


def test_the_law_is_that_of_the_schools_type_on_the_day_of_the_exclusion(give, sampleton):
    sampleton.records.update(in_force_to=date(2026, 9, 30), school_type=SchoolType.MAINTAINED)
    SchoolRecordFactory(
        school=sampleton, in_force_from=date(2026, 10, 1), school_type=SchoolType.ACADEMY
    )
    sampleton.type_group_code = "10"
    sampleton.save()

    case = give(now=datetime(2026, 10, 5, 9, tzinfo=UTC))

    assert case.school_type == "MAINTAINED"
    assert case.deadlines.get(rule_id="G1").citation == "SI 2012/1033 reg 6(1)(a), (7)(a)"


def test_references_count_up_within_an_authority_and_a_school_year(give, sampleton):
    first = give()
    second = give(pupil={"upn": "", "first_name": "Alex"})
    last_year = give(excluded_on=date(2026, 7, 10), pupil={"upn": "", "first_name": "Kim"})
    CaseReference.objects.filter(year_starts=2026).update(last_number=9999)
    many = give(pupil={"upn": "", "first_name": "Jo"})

    assert [case.reference for case in (first, second, last_year, many)] == [
        "870-2627-0001",
        "870-2627-0002",
        "870-2526-0001",
        "870-2627-10000",
    ]


def test_giving_the_same_draft_twice_gives_one_case_and_one_letter(give, sampleton, tuesday):
    head = headteacher_of(sampleton)
    draft = make_draft(sampleton, head, tuesday)

    first, second = give(head, draft=draft), give(head, draft=draft, version=7)

    assert (first, Case.objects.count(), Message.objects.count()) == (second, 1, 1)
    assert CaseReference.objects.get().last_number == 1
    kinds = AuditEvent.objects.filter(case_id=first.pk).exclude(kind="deadline.changed")
    assert list(kinds.order_by("seq").values_list("kind", flat=True)) == [
        "case.notice-given",
        "case.notice-repeated",
    ]


@pytest.mark.parametrize(
    "pupil",
    [
        {"first_name": "Robyn", "last_name": "Other"},
        {"upn": "", "first_name": "ROBIN"},
        {"upn": "K820200001001"},
    ],
    ids=["same UPN", "same name and birth", "same name, another UPN"],
)
def test_the_same_pupil_school_and_day_is_refused_with_the_case(give, pupil):
    first = give()

    with pytest.raises(notices.PossibleDuplicate) as refused:
        give(pupil=pupil)

    assert refused.value.case == first
    assert (Case.objects.count(), CaseReference.objects.get().last_number) == (1, 1)


@pytest.mark.parametrize(
    "changes",
    [
        {"pupil": {"upn": "", "born_on": date(2012, 5, 2)}},
        {"pupil": {"upn": "", "last_name": "Other"}},
        {"excluded_on": date(2026, 9, 14)},
    ],
    ids=["another birth", "another name", "another day"],
)
def test_another_pupil_or_another_day_is_no_duplicate(give, changes):
    give()

    assert give(**changes).another_because == ""
    assert Case.objects.count() == 2


def test_a_pupil_at_another_school_is_no_duplicate(give, sampleton, tuesday):
    other = SchoolFactory()
    CaseFactory(
        school=other, excluded_on=date(2026, 9, 15), pupil__upn="A123456789012",
        pupil__first_name="Robin", pupil__last_name="Invented",
    )  # fmt: skip

    assert give().reference == "870-2627-0001"


def test_the_head_may_say_why_it_is_another_exclusion(give):
    give()

    second = give(another_because="Reinstated at noon and excluded again in the afternoon")

    assert second.another_because == "Reinstated at noon and excluded again in the afternoon"
    event = AuditEvent.objects.get(kind="case.notice-given", case_id=second.pk)
    assert event.facts["said_to_be_another"] is True
    assert "noon" not in str(event.facts)


def test_a_reason_for_another_is_not_kept_where_there_is_no_other(give):
    assert give(another_because="Just in case").another_because == ""


def test_no_name_of_the_child_or_family_is_in_the_audit_trail(give):
    give()

    facts = " ".join(str(event.facts) for event in AuditEvent.objects.all())
    assert "Robin" not in facts
    assert "Invented" not in facts
    assert "A123456789012" not in facts


def test_staff_cannot_give_notice(give, sampleton):
    with pytest.raises(TransitionNotAllowed, match="only the headteacher"):
        give(staff_of(sampleton))

    assert Case.objects.count() == 0


@pytest.mark.parametrize("stranger", ["clerk", "head of another school"])
def test_others_cannot_give_notice(give, sampleton, tuesday, stranger):
    draft = make_draft(sampleton, headteacher_of(sampleton), tuesday)
    person = clerk_of(sampleton) if stranger == "clerk" else headteacher_of(SchoolFactory())

    with pytest.raises(NotYourSchool):
        give(person, draft=draft)

    assert Case.objects.count() == 0


def test_a_draft_changed_after_its_check_is_not_given(give, sampleton, tuesday):
    head = headteacher_of(sampleton)
    draft = make_draft(sampleton, head, tuesday)

    with pytest.raises(StaleDraft):
        give(head, draft=draft, version=2)

    assert Case.objects.count() == 0


def test_a_draft_that_was_thrown_away_is_not_given(give, sampleton, tuesday):
    head = headteacher_of(sampleton)
    draft = make_draft(sampleton, head, tuesday)
    draft.state = "DISCARDED"
    draft.save()

    with pytest.raises(DraftClosed, match="already been thrown away"):
        give(head, draft=draft)


def test_a_school_whose_type_nobody_knows_cannot_give_notice(give, sampleton):
    sampleton.records.update(school_type="")

    with pytest.raises(SchoolCannotGiveNotice, match="the school register does not say whether"):
        give()


def test_a_closed_school_cannot_give_notice(give, sampleton):
    sampleton.closed_on = date(2026, 8, 31)
    sampleton.save()

    with pytest.raises(SchoolCannotGiveNotice, match="closed on 31 August 2026"):
        give()
