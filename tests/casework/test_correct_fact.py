"""Correcting the day on which something happened: with a reason, and both days on record."""

from datetime import UTC, date, datetime, timedelta

import pytest

from audit.models import AuditEvent
from casework import deadlines, timeline
from casework.access import NotYourCase
from casework.actions.facts import (
    CorrectionRefused,
    DayChanged,
    correct_fact,
    find_day_faults,
    get_correctable,
)
from casework.facts import facts_of, foresee_facts, state_fact
from casework.history import get_history, get_recounts
from casework.models import EducationOffer
from casework.remarks import put_back
from statute.facts import Fact
from tests.factories import SchoolFactory, SchoolRecordFactory, clerk_of, officer_of, staff_of

MET_AT = datetime(2026, 10, 6, 15, tzinfo=UTC)


@pytest.fixture
def correct(give, sampleton, tuesday):
    case = give()

    def correct(fact, day, *, seen=date(2026, 9, 15), reason="the clerk's receipt", actor=None):
        correct_fact(
            case_id=case.pk, fact=fact, on_record=seen, happened_on=day, reason=reason,
            actor=actor or clerk_of(sampleton), now=tuesday,
        )  # fmt: skip

    correct.case = case
    return correct


def test_a_corrected_day_moves_the_dates_and_keeps_both(correct, sampleton):
    correct(Fact.EXCLUDED, date(2026, 9, 14), actor=officer_of(sampleton.local_authority))

    case = correct.case
    case.refresh_from_db()
    assert case.excluded_on == date(2026, 9, 14)
    assert dict(case.deadlines.values_list("rule_id", "due_date"))["E4"] == date(2026, 9, 22)
    assert list(
        case.facts.filter(fact="EXCLUDED").order_by("id").values_list("happened_on", flat=True)
    ) == [date(2026, 9, 15), date(2026, 9, 14)]
    event = AuditEvent.objects.get(kind="case.fact-corrected")
    put_back([event])
    assert event.facts == {
        "fact": "EXCLUDED",
        "before": "2026-09-15",
        "after": "2026-09-14",
        "reason": "the clerk's receipt",
    }


@pytest.mark.parametrize(
    ("fact", "day", "reason", "told"),
    [
        (Fact.BOARD_INFORMED, date(2026, 9, 15), "  ", "say why the day is corrected"),
        (Fact.BOARD_INFORMED, date(2026, 9, 16), "x", "has not come yet"),
        (
            Fact.BOARD_INFORMED,
            date(2026, 9, 14),
            "x",
            "telling the governing board cannot come before the exclusion",
        ),
        (Fact.BOARD_INFORMED, date(2026, 9, 15), "x", "15 September 2026 is already on record"),
        (Fact.EXCLUDED, date(2012, 8, 31), "x", "the rules held here begin on 1 September 2012"),
        (Fact.EXCLUDED, date(2010, 8, 31), "x", "opened on 1 September 2010"),
        (
            Fact.BOARD_INFORMED,
            date(2026, 9, 16),
            "",
            "say why .* and 16 September 2026, .* has not come yet",
        ),
    ],
)
def test_a_correction_that_cannot_be_right_is_refused(correct, fact, day, reason, told):
    before = list(correct.case.deadlines.order_by("rule_id").values())

    with pytest.raises(CorrectionRefused, match=told):
        correct(fact, day, reason=reason)

    assert list(correct.case.deadlines.order_by("rule_id").values()) == before
    assert not AuditEvent.objects.filter(kind="case.fact-corrected").exists()


def test_strangers_and_staff_cannot_correct(correct, sampleton):
    for person in (staff_of(sampleton), clerk_of(SchoolFactory())):
        with pytest.raises(NotYourCase):
            correct(Fact.EXCLUDED, date(2026, 9, 14), actor=person)


@pytest.mark.parametrize(
    ("informed_on", "state", "told"),
    [
        (date(2026, 9, 16), "MET", "done in time on 6 October 2026 (last day 7 October 2026)"),
        (date(2026, 9, 14), "LATE", "done late on 6 October 2026 (last day 5 October 2026)"),
    ],
)
def test_a_trigger_corrected_after_the_duty_was_met_judges_it_again(
    noticed, informed_on, state, told
):
    noticed.excluded_on = date(2026, 9, 14)
    noticed.save()
    state_fact(noticed, Fact.EXCLUDED, date(2026, 9, 14), now=MET_AT)
    state_fact(noticed, Fact.BOARD_DECIDED, date(2026, 10, 6), now=MET_AT)
    deadlines.reconcile(noticed, actor="user/1", now=MET_AT, cause="the board decided")
    clerk = clerk_of(noticed.school)

    correct_fact(
        case_id=noticed.pk, fact=Fact.BOARD_INFORMED, on_record=date(2026, 9, 15),
        happened_on=informed_on, reason="the clerk's receipt", actor=clerk, now=MET_AT,
    )  # fmt: skip

    row = noticed.deadlines.get(rule_id="G1")
    assert (row.state, row.done_on) == (state, date(2026, 10, 6))
    last = get_recounts(noticed, "G1")[-1]
    assert last.after == told
    was = "done in time on 6 October 2026 (last day 6 October 2026)"
    assert (last.before, last.cause, last.by) == (was, "the clerk's receipt", str(clerk))


def test_a_duty_that_is_late_is_still_owed(noticed, tuesday):
    """Lateness is a question, not a state: nothing ends the duty but doing it."""
    deadlines.reconcile(
        noticed, actor="system/test", now=tuesday + timedelta(days=400), cause="a year on"
    )

    assert noticed.deadlines.get(rule_id="G1").state == "OPEN"


def test_what_is_implied_or_not_on_record_cannot_be_corrected(correct):
    """The family, told in person, was written to by that: nobody has stated it."""
    case = correct.case
    assert Fact.FAMILY_WRITTEN_TO in facts_of(case).dates
    for fact in (Fact.FAMILY_WRITTEN_TO, Fact.BOARD_DECIDED):
        assert fact not in get_correctable(case)
        with pytest.raises(CorrectionRefused, match="nothing on record to correct"):
            correct(fact, date(2026, 9, 14), seen=None)


def test_what_is_implied_follows_the_day_that_implies_it(correct):
    facts = foresee_facts(correct.case, Fact.PARENTS_TOLD, date(2026, 9, 16))

    assert facts.dates[Fact.FAMILY_WRITTEN_TO] == date(2026, 9, 16)
    assert facts_of(correct.case).dates[Fact.FAMILY_WRITTEN_TO] == date(2026, 9, 15)


def test_another_day_of_the_exclusion_is_foreseen_with_the_age_on_that_day(correct):
    """Compulsory school age ends with the last Friday in June of the year of the 16th birthday."""
    case = correct.case
    case.pupil.born_on = date(2010, 9, 1)

    kept, foreseen = facts_of(case), foresee_facts(case, Fact.EXCLUDED, date(2027, 7, 1))

    assert kept.is_of_compulsory_school_age
    assert not foreseen.is_of_compulsory_school_age
    assert case.excluded_on == date(2026, 9, 15)


@pytest.mark.parametrize(
    ("fact", "told"),
    [
        (Fact.AUTHORITY_INFORMED, "saw for itself"),
        (Fact.HOME_AUTHORITY_INFORMED, "saw for itself"),
        (Fact.BOARD_DECIDED, "outcome of the hearing"),
        (Fact.DECISION_TOLD, "outcome of the hearing"),
        (Fact.DECISION_NOTICE_GIVEN, "outcome of the hearing"),
    ],
)
def test_a_day_that_is_kept_elsewhere_too_is_not_corrected_here(noticed, tuesday, fact, told):
    state_fact(noticed, fact, date(2026, 9, 15), now=tuesday)

    assert fact not in get_correctable(noticed)
    assert told in find_day_faults(noticed, fact, date(2026, 9, 14), today=date(2026, 9, 15))[0]


def test_nobody_corrects_a_day_that_they_have_not_seen(correct):
    correct(Fact.EXCLUDED, date(2026, 9, 14))

    with pytest.raises(DayChanged, match="it is now 14 September 2026"):
        correct(Fact.EXCLUDED, date(2026, 9, 11))
    with pytest.raises(DayChanged, match="it is no longer there"):
        correct(Fact.BOARD_DECIDED, date(2026, 9, 14))

    assert AuditEvent.objects.filter(kind="case.fact-corrected").count() == 1


@pytest.mark.parametrize("status", ["REINSTATED", "CANCELLED", "CONCLUDED"])
def test_a_case_that_has_ended_never_moves(correct, status):
    case = correct.case
    case.status = status
    case.save()
    before = list(case.deadlines.order_by("rule_id").values())

    with pytest.raises(CorrectionRefused, match="this case has ended, and its days stay"):
        correct(Fact.EXCLUDED, date(2026, 9, 14))

    assert list(case.deadlines.order_by("rule_id").values()) == before
    assert case.facts.filter(withdrawn_at=None).get(fact="EXCLUDED").happened_on == date(
        2026, 9, 15
    )


def test_another_day_cannot_bring_the_case_under_the_law_of_another_type(correct, sampleton):
    record = sampleton.records.get()
    record.in_force_from = date(2026, 9, 15)
    record.save()
    SchoolRecordFactory(
        school=sampleton, school_type="ACADEMY", in_force_from=date(2020, 1, 1),
        in_force_to=date(2026, 9, 14),
    )  # fmt: skip

    with pytest.raises(CorrectionRefused, match="another type of school on 14 September 2026"):
        correct(Fact.EXCLUDED, date(2026, 9, 14))


def test_what_the_register_says_of_the_first_day_too_bars_no_correction(correct, sampleton):
    sampleton.closed_on = date(2026, 9, 1)
    sampleton.save()

    correct(Fact.EXCLUDED, date(2026, 9, 14))

    assert correct.case.facts.filter(withdrawn_at=None, happened_on=date(2026, 9, 14)).exists()


def offered(case, provider, started_on, tuesday):
    return EducationOffer.objects.create(
        case=case, provider=provider, starts_on=started_on, hours_per_week=25,
        offered_on=date(2026, 9, 15), recorded_at=tuesday, recorded_by=clerk_of(case.school),
        answer="ACCEPTED", answered_on=date(2026, 9, 15), started_on=started_on,
    )  # fmt: skip


def test_the_place_of_education_has_the_corrected_day_too(noticed, tuesday):
    first = offered(noticed, "Sample Centre", date(2026, 9, 23), tuesday)
    later = offered(noticed, "Sample College", date(2026, 9, 28), tuesday)
    state_fact(noticed, Fact.EDUCATION_STARTED, date(2026, 9, 23), now=tuesday)
    deadlines.reconcile(noticed, actor="user/1", now=MET_AT, cause="education began")
    assert noticed.deadlines.get(rule_id="E4").state == "MET"
    asked = {
        "case_id": noticed.pk, "fact": Fact.EDUCATION_STARTED, "on_record": date(2026, 9, 23),
        "reason": "the register", "actor": officer_of(noticed.authority), "now": MET_AT,
    }  # fmt: skip

    with pytest.raises(CorrectionRefused, match="at Sample College from 28 September 2026"):
        correct_fact(happened_on=date(2026, 9, 29), **asked)
    correct_fact(happened_on=date(2026, 9, 24), **asked)

    first.refresh_from_db()
    later.refresh_from_db()
    assert (first.started_on, later.started_on) == (date(2026, 9, 24), date(2026, 9, 28))
    row = noticed.deadlines.get(rule_id="E4")
    assert (row.state, row.done_on) == ("LATE", date(2026, 9, 24))


def test_the_history_says_what_was_corrected_and_why(correct, tuesday):
    correct(Fact.EXCLUDED, date(2026, 9, 14), reason="The register says so.")

    [told] = [each for each in get_history(correct.case) if "corrected" in each.title]

    assert told.title == (
        "A day was corrected: the exclusion took effect on 14 September 2026, not 15 September 2026"
    )
    assert told.lines == ("Because: The register says so.",)


def test_a_correction_of_what_had_never_been_stated_still_opens(case, tuesday):
    """Such events were kept before only stated days could be corrected."""
    timeline.record(
        case, "case.fact-corrected", actor="user/1", now=tuesday,
        fact=Fact.FAMILY_WRITTEN_TO, before="None", after="2026-09-16", reason="The copy",
    )  # fmt: skip

    assert get_history(case)[0].title == (
        "A day was corrected: the family was written to on 16 September 2026"
    )
