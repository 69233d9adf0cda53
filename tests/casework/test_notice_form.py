"""Today's page: what is taken, and every fault at once in words that say what to do."""

from datetime import date

import pytest

from casework.forms.notice import NoticeForm
from statute.facts import SchoolType
from tests.casework.notice_data import TYPED, answer_notice, day, type_notice
from tests.factories import LocalAuthorityFactory, SchoolFactory

TUESDAY = date(2026, 9, 15)


@pytest.fixture
def school(db):
    return SchoolFactory(name="Sampleton School")


def fill(school, today=TUESDAY, **changes) -> NoticeForm:
    return NoticeForm(type_notice(school, **changes), school=school, today=today)


def test_a_notice_without_fault_is_read_as_answers(school):
    form = fill(school)

    assert form.find_faults() == {}
    assert form.answers == answer_notice(school)


def test_an_empty_notice_tells_every_fault_at_once(school):
    form = NoticeForm({"narrative": ""}, school=school, today=TUESDAY)

    assert {name: faults[0] for name, faults in form.find_faults().items()} == {
        "first_name": "Enter the pupil’s legal first name",
        "last_name": "Enter the pupil’s legal last name",
        "born_on": "Enter the pupil’s date of birth",
        "has_upn": "Select whether the pupil has a UPN",
        "sex": "Select the pupil’s sex",
        "year_group": "Select the year group",
        "address": "Enter the address where the pupil lives",
        "postcode": "Enter the postcode",
        "home_area": "Select the council area where the pupil lives",
        "ethnic_group": "Select the pupil’s ethnic group",
        "sen_provision": "Select the support for special educational needs",
        "is_looked_after": "Select whether the pupil is looked after",
        "has_social_worker": "Select whether the pupil has a social worker",
        "adult_1_name": "Enter the name of the first parent or carer",
        "adult_1_relation": "Enter how the first parent or carer is related to the pupil",
        "excluded_on": "Enter the day of the exclusion",
        "session": "Select whether it was in the morning or the afternoon",
        "reason_1": "Select the main reason",
        "pattern": "Select whether it was a one-off incident",
        "narrative": "Enter what happened",
        "test_affected": "Select whether an exam or test is affected",
        "parents_told_on": "Enter the day on which the parents were told",
        "parents_told_how": "Select how the parents were told",
        "board_told": "Select whether the governing board has been told",
        "submitter_phone": "Enter a telephone number for you",
    }


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        pytest.param(
            {"excluded_on_day": "31", "excluded_on_month": "2"},
            {"excluded_on": "The day of the exclusion must be a real date: that month does not "
             "have 31 days"},
            id="impossible date",
        ),
        pytest.param(
            {**day("excluded_on", date(2026, 9, 16)), **day("parents_told_on", date(2026, 9, 16)),
             **day("board_informed_on", None)},
            {"excluded_on": "The day of the exclusion must be today or in the past",
             "parents_told_on": "The day on which the parents were told must be today or in the "
             "past",
             "board_informed_on": "Enter the day on which the board was told"},
            id="future date",
        ),
        pytest.param(
            day("excluded_on", date(2024, 9, 13)),
            {"excluded_on": "The day of the exclusion is more than a year ago, and a notice is "
             "given without delay: check the year"},
            id="two years ago",
        ),
        pytest.param({"reason_1": "ZZ"}, {"reason_1": "Select the main reason from the list"},
                     id="unknown code"),
        pytest.param(
            {"reason_1": "VR", **day("excluded_on", date(2026, 7, 10))},
            {"reason_1": "“Vape related” was not in use on 10 July 2026: choose another reason"},
            id="code not yet in force",
        ),
        pytest.param(
            {"reason_1": "PP", "reason_2": "PP", "reason_3": "PP"},
            {"reason_2": "“Physical assault against a pupil” is given twice: choose another "
             "reason, or none",
             "reason_3": "“Physical assault against a pupil” is given twice: choose another "
             "reason, or none"},
            id="repeated code",
        ),
        pytest.param(
            {"born_on_year": "2002"},
            {"born_on": "The pupil would have been 24 when excluded: check the year of birth"},
            id="over age",
        ),
        pytest.param(
            {"born_on_year": "2025"},
            {"born_on": "The pupil would have been under 2 when excluded: check the year of birth"},
            id="under age",
        ),
        pytest.param(
            day("excluded_on", date(2026, 9, 12)),
            {"session_was_held": "Sampleton School held no session on 12 September 2026, by the "
             "dates held here: correct the day of the exclusion, or confirm that a session was "
             "held"},
            id="non-school day",
        ),
        pytest.param(
            {**day("parents_told_on", date(2026, 9, 14)),
             **day("board_informed_on", date(2026, 9, 14)),
             "test_affected": "YES", "test_missed": "GCSE mathematics",
             **day("test_on", date(2026, 9, 14))},
            {"parents_told_on": "The parents cannot have been told before the exclusion",
             "board_informed_on": "The governing board cannot have been told before the exclusion",
             "test_on": "The exam or test cannot have been before the exclusion"},
            id="impossible order",
        ),
        pytest.param({"upn": "B123456789012"},
                     {"upn": "Check the UPN: its first letter does not fit its numbers"},
                     id="wrong check letter"),
        pytest.param({"upn": "123"},
                     {"upn": "A UPN is a letter and 12 numbers, like Y820432115014"},
                     id="no UPN at all"),
        pytest.param({"has_upn": "NO"}, {"upn_missing_because": "Enter why there is no UPN"},
                     id="no UPN and no reason"),
        pytest.param({"postcode": "Reading"}, {"postcode": "Enter a full postcode, like RG1 2AB"},
                     id="no postcode"),
        pytest.param(
            {"adult_1_email": ""},
            {"adult_1_email": "Enter the email address that the first parent or carer agreed to, "
             "or take out the tick"},
            id="agreed to email without one",
        ),
        pytest.param(
            {"adult_2_phone": "01632 960 003"},
            {"adult_2_name": "Enter the name of the second parent or carer",
             "adult_2_relation": "Enter how the second parent or carer is related to the pupil"},
            id="half an adult",
        ),
        pytest.param(
            {"narrative": "Struck\x00 another pupil."},
            {"narrative": "What happened?: some characters cannot be kept and were taken out. "
             "Check what is left"},
            id="NUL byte",
        ),
        pytest.param(
            {"home_area": "000"},
            {"home_area": "Select the council area where the pupil lives from the list"},
            id="unknown council",
        ),
    ],
)  # fmt: skip
def test_a_fault_is_told_in_words_that_say_what_to_do(school, changes, faults):
    form = fill(school, **changes)

    assert {name: told[0] for name, told in form.find_faults().items()} == faults


def test_a_session_that_our_dates_do_not_know_can_be_said_to_have_been_held(school):
    form = fill(school, **day("excluded_on", date(2026, 9, 12)), session_was_held="on")

    assert form.find_faults() == {}
    assert form.answers.session_was_held is True


def test_the_dates_are_doubted_only_where_they_know_no_session(school):
    assert "session_was_held" not in fill(school).fields
    assert "session_was_held" in fill(school, **day("excluded_on", date(2026, 9, 12))).fields
    assert "session_was_held" not in fill(school, excluded_on_day="?").fields


def test_a_day_beyond_the_published_dates_is_taken(school):
    form = fill(
        school,
        today=date(2027, 1, 5),
        **day("excluded_on", date(2027, 1, 5)),
        **day("parents_told_on", date(2027, 1, 5)),
        **day("board_informed_on", date(2027, 1, 5)),
    )

    assert form.find_faults() == {}
    assert "15 school days" not in " ".join(form.find_notes())
    assert [note for note in form.find_notes() if "Not every date" in note] == [
        "Not every date can be worked out yet: the school days after 18 December 2026 have not "
        "been supplied. The notice can be given all the same; the dates follow when your school "
        "supplies its school days."
    ]


def test_a_pupil_without_a_upn_is_taken_with_the_reason(school):
    form = fill(school, has_upn="NO", upn_missing_because="Came from abroad")

    assert form.find_faults() == {}
    assert (form.answers.pupil.upn, form.answers.pupil.upn_missing_because) == (
        "",
        "Came from abroad",
    )


def test_a_temporary_upn_is_taken(school):
    assert fill(school, upn="u80120000100 a").find_faults() == {}


def test_a_pupil_of_eighteen_needs_no_parent(school):
    nobody = {name: None for name in TYPED if name.startswith("adult_1")}

    grown = fill(school, born_on_year="2008", **nobody)
    child = fill(school, born_on_year="2009", **nobody)

    assert grown.find_faults() == {}
    assert grown.answers.adults == ()
    assert "The pupil is 18 or over: notices go to the pupil, and not to a parent." in (
        grown.find_notes()
    )
    assert set(child.find_faults()) == {"adult_1_name", "adult_1_relation"}


def test_a_school_that_closed_before_the_day_is_refused(school):
    school.closed_on = date(2026, 8, 31)

    assert fill(school).find_faults() == {
        "excluded_on": [
            "Sampleton School closed on 31 August 2026, according to the school register: notice "
            "must come from the school that the pupil attends now"
        ]
    }


def test_a_school_that_closed_after_the_day_is_taken(school):
    school.closed_on = date(2026, 9, 30)

    assert fill(school).find_faults() == {}


def test_a_school_that_is_closed_without_a_day_is_refused(school):
    school.status_code = "2"

    assert fill(school).find_faults() == {
        "excluded_on": [
            "Sampleton School is closed, according to the school register: notice must come from "
            "the school that the pupil attends now"
        ]
    }


def test_a_school_that_opened_after_the_day_is_refused(school):
    school.opened_on = date(2026, 9, 16)

    assert fill(school).find_faults() == {
        "excluded_on": [
            "Sampleton School opened on 16 September 2026, according to the school register: give "
            "the day on which the pupil was excluded from this school"
        ]
    }


def test_a_school_whose_type_the_register_does_not_give_is_told_who_can_settle_it(db):
    school = SchoolFactory(name="Sampleton School")
    school.records.update(school_type="")

    assert fill(school).find_faults() == {
        "": [
            "The school register does not say whether Sampleton School is a maintained school, a "
            "pupil referral unit or an academy, and the law differs. The local authority's "
            "exclusions team can settle it by having the register put right"
        ]
    }


def test_a_school_of_no_authority_is_told_who_can_settle_it(db):
    school = SchoolFactory(name="Sampleton School", local_authority=None)
    area = LocalAuthorityFactory()
    typed = {**TYPED, "home_area": area.code}

    assert NoticeForm(typed, school=school, today=TUESDAY).find_faults() == {
        "": [
            "The school register names no local authority for Sampleton School, so nobody can be "
            "told. The school can have its entry put right in the school register"
        ]
    }


def test_the_council_area_is_one_that_exists_today(school):
    LocalAuthorityFactory(name="Council that was", in_force_to=date(2020, 3, 31))
    there = LocalAuthorityFactory(name="A council over there")

    choices = NoticeForm(None, school=school, today=TUESDAY).fields["home_area"].choices

    assert list(choices) == [
        ("", "Choose from the list"),
        (there.code, "A council over there"),
        (school.local_authority.code, school.local_authority.name),
    ]


def test_what_was_typed_is_resumed_exactly_and_without_faults(school):
    typed = type_notice(school, excluded_on_day="31", excluded_on_month="Feb", upn="wrong")

    form = NoticeForm.resume(typed, school=school, today=TUESDAY)

    assert (form.errors, form["excluded_on"].value(), form["upn"].value()) == (
        {},
        ["31", "Feb", "2026"],
        "wrong",
    )
    assert form["adult_1_agreed_to_email"].value() is True


def test_a_fresh_notice_suggests_the_schools_own_council(school):
    form = NoticeForm.resume({}, school=school, today=TUESDAY)

    assert form["home_area"].value() == school.local_authority.code


def test_boxes_that_the_form_does_not_have_are_not_kept(school):
    typed = type_notice(school)

    form = NoticeForm({**typed, "csrfmiddlewaretoken": "x", "sneaked": "in"}, school=school,
                      today=TUESDAY)  # fmt: skip

    assert form.typed == typed


def test_the_head_is_told_what_the_law_asks_for_besides(school):
    form = fill(
        school,
        today=date(2026, 9, 17),
        board_told="NOT_YET",
        parents_told_how="EMAIL",
        adult_1_agreed_to_email=None,
        is_looked_after="YES",
    )

    assert form.find_faults() == {}
    assert form.find_notes() == [
        "The law asks that the local authority be told without delay. The pupil was excluded on "
        "15 September 2026.",
        "The governing board must be told without delay. The school days in which it must meet "
        "start when it is told: say so on the case’s page as soon as it is.",
        "Notice by email counts only for somebody who agreed to it, and nobody is marked as "
        "having agreed: give the letter by hand or by post as well.",
        "The pupil’s social worker must be told without delay: this is yours to do.",
        "The virtual school head must be told without delay: this is yours to do.",
    ]


def test_telling_by_phone_still_asks_for_the_letter(school):
    form = fill(school, parents_told_how="PHONE", has_social_worker="NO")

    assert form.find_faults() == {}
    assert form.find_notes() == [
        "The parents must also be given the notice in writing, without delay."
    ]


def test_an_academy_is_taken_like_any_other(db):
    school = SchoolFactory(school_type=SchoolType.ACADEMY)

    assert fill(school).find_faults() == {}


def test_only_what_may_be_left_out_is_marked_so(school):
    form = NoticeForm(school=school, today=TUESDAY)

    optional = {name: form[name].is_optional for name in form.fields if name.startswith("adult_")}
    assert {name for name, marked in optional.items() if not marked} == {
        "adult_1_name", "adult_1_relation", "adult_1_agreed_to_email", "adult_2_agreed_to_email",
    }  # fmt: skip
