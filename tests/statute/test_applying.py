from dataclasses import replace
from datetime import date

from statute.applying import Application, find_application_faults
from statute.facts import CaseFacts, Fact, Kind, SchoolType

LAST_DAY = date(2026, 12, 15)  # worked example P08
FACTS = CaseFacts(
    kind=Kind.PERMANENT,
    school_type=SchoolType.ACADEMY,
    dates={Fact.EXCLUDED: date(2026, 11, 2), Fact.DECISION_NOTICE_GIVEN: date(2026, 11, 24)},
)
GOOD = Application(made_on=LAST_DAY, grounds="The evidence was not considered.")


def faults(application=GOOD, facts=FACTS, *, last_day=LAST_DAY, waived_on=None):
    found = find_application_faults(facts, application, last_day=last_day, waived_on=waived_on)
    return [(fault.about, fault.told) for fault in found]


def test_an_application_on_the_last_day_is_in_time_and_on_the_next_is_refused():
    assert faults() == []
    assert faults(replace(GOOD, made_on=date(2026, 12, 16))) == [
        ("made_on", "The last day to apply was 15 December 2026: no review may be arranged")
    ]


def test_nobody_is_late_while_the_last_day_cannot_be_counted():
    assert faults(replace(GOOD, made_on=date(2027, 5, 1)), last_day=None) == []


def test_a_statement_that_the_family_will_not_apply_is_final():
    final = "The family said in writing on 1 December 2026 that it will not apply: that is final"

    assert faults(waived_on=date(2026, 12, 1)) == [("made_on", final)]
    assert faults(replace(GOOD, made_on=date(2026, 12, 1)), waived_on=date(2026, 12, 1)) == [
        ("made_on", final)
    ]
    assert faults(replace(GOOD, made_on=date(2026, 11, 30)), waived_on=date(2026, 12, 1)) == []


def test_there_is_no_review_of_a_suspension():
    assert faults(facts=replace(FACTS, kind=Kind.SUSPENSION)) == [
        ("kind", "There is no review of a suspension: only of a permanent exclusion")
    ]


def test_there_is_nothing_to_review_before_the_decision_notice():
    assert faults(facts=replace(FACTS, dates={Fact.EXCLUDED: date(2026, 11, 2)})) == [
        (
            "made_on",
            "The family has not been given the board's decision: there is nothing to review yet",
        )
    ]


def test_an_expert_is_asked_for_with_the_application():
    wants = replace(GOOD, wants_expert=True)

    assert faults(wants) == []
    assert faults(replace(GOOD, expert_asked_with_it=False)) == []
    assert faults(replace(wants, expert_asked_with_it=False)) == [
        (
            "wants_expert",
            "An SEN expert is asked for in writing, with the application and not afterwards",
        )
    ]


def test_an_application_is_written_and_gives_its_grounds():
    assert faults(replace(GOOD, in_writing=False, grounds=" ")) == [
        ("in_writing", "An application is made in writing: ask for it"),
        ("grounds", "An application gives its grounds: ask for them"),
    ]
