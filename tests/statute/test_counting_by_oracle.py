"""
Counting against a slow and obvious oracle that walks day by day, over random calendars.

20,000 cases in an everyday run; COUNTING_CASES=1000000 at night (docs/runbooks/development.md).
"""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from statute.calendar_months import add_months
from statute.duties import duties_owed
from statute.facts import CaseFacts, Fact, Kind, SchoolType
from statute.giving_notice import WorkingDays
from statute.law import LAW
from statute.rules import Unit
from statute.school_calendar import CalendarGap
from statute.terms import Term, TermDates, find_stretch
from statute.totals import Suspension, get_days_out, sum_by_term, sum_by_year
from tests.statute.random_calendars import calendars, near, numbers, share

ONE = timedelta(days=1)


def walk(calendar, day, step, wanted):
    """Return the days an official with a wall calendar would tick off; None off its edge."""
    ticked = []
    held = set(calendar.session_days)
    while len(ticked) < wanted:
        day += step
        if not calendar.known_from <= day <= calendar.known_until:
            return None
        if day in held:
            ticked.append(day)
    return tuple(ticked)


def count(calendar, how, *arguments):
    try:
        return getattr(calendar, how)(*arguments)
    except CalendarGap:
        return None


@share(25)
@given(data=st.data())
def test_days_after_are_those_that_are_ticked_off_one_by_one(batch, data):
    calendar = data.draw(calendars())
    start, number = data.draw(near(calendar)), data.draw(numbers)

    assert count(calendar, "count_after", start, number) == walk(calendar, start, ONE, number)


@share(10)
@given(data=st.data())
def test_days_from_a_day_have_that_day_among_them_if_it_is_one(batch, data):
    calendar = data.draw(calendars())
    start, number = data.draw(near(calendar)), data.draw(numbers)

    expected = walk(calendar, start - ONE, ONE, number)
    assert count(calendar, "count_from", start, number) == expected


@share(15)
@given(data=st.data())
def test_days_before_are_ticked_off_backwards(batch, data):
    calendar = data.draw(calendars())
    end, number = data.draw(near(calendar)), data.draw(numbers)

    assert count(calendar, "count_before", end, number) == walk(calendar, end, -ONE, number)


holidays = st.frozensets(st.dates(date(2026, 1, 1), date(2027, 12, 31)), min_size=1, max_size=12)


@share(10)
@given(
    held=holidays, start=st.dates(date(2026, 1, 1), date(2027, 11, 1)), number=st.integers(1, 20)
)
def test_working_days_skip_weekends_holidays_good_friday_and_christmas(batch, held, start, number):
    never = {date(2026, 4, 3), date(2027, 3, 26), date(2026, 12, 25), date(2027, 12, 25)}
    day, left = start, number
    while left:
        day += ONE
        left -= day.weekday() < 5 and day not in held and day not in never

    assert WorkingDays(held, date(2028, 12, 31)).add(start, number) == day


def owed(calendar, on):
    """Every duty of the law, on facts that all lie on one day."""
    facts = CaseFacts(
        kind=Kind.PERMANENT,
        school_type=SchoolType.MAINTAINED,
        dates=dict.fromkeys({rule.trigger for rule in LAW}, on) | {Fact.EXCLUDED: on},
        has_home_authority=True,
        has_social_worker=True,
        has_virtual_head=True,
        board_reinstated=False,
    )
    facts = replace(
        facts,
        dates={
            fact: day
            for fact, day in facts.dates.items()
            if fact not in (Fact.CANCELLED, Fact.BOARD_EXTENDED_TO, Fact.REVIEW_EXTENDED_TO)
        },
    )
    return {duty.rule_id: duty for duty in duties_owed(facts, calendar, LAW)}


BACKWARDS = {rule.id for rule in LAW if rule.unit is Unit.SCHOOL_DAYS_BEFORE}


def find_wrong(fewer, more, on):
    """Return the rules due earlier, or counted back to later, on the calendar with fewer days."""
    with_fewer, with_more = owed(fewer, on), owed(more, on)
    assert with_fewer.keys() == with_more.keys()
    return [
        rule_id
        for rule_id, duty in with_fewer.items()
        if not is_no_better(rule_id, duty.due_date, with_more[rule_id].due_date)
    ]


def is_no_better(rule_id, due, other):
    if due is None or other is None:
        return due is None  # fewer days never make a date known
    return due <= other if rule_id in BACKWARDS else due >= other


@share(10)
@given(data=st.data())
def test_closing_a_day_never_brings_a_deadline_forward(batch, data):
    calendar = data.draw(calendars().filter(lambda c: len(c.session_days) > 1))
    on, closed = data.draw(near(calendar)), data.draw(st.sampled_from(calendar.session_days))

    left = tuple(day for day in calendar.session_days if day != closed)
    assert find_wrong(replace(calendar, session_days=left), calendar, on) == []


@share(10)
@given(data=st.data())
def test_adding_a_school_day_never_delays_a_deadline(batch, data):
    calendar = data.draw(calendars().filter(lambda c: c.session_days))
    on = data.draw(near(calendar))
    added = data.draw(st.dates(calendar.known_from, calendar.known_until))

    more = tuple(sorted({*calendar.session_days, added}))
    assert find_wrong(calendar, replace(calendar, session_days=more), on) == []


halves = st.integers(2, 40).map(lambda n: Decimal(n) / 2)


@share(10)
@given(data=st.data())
def test_splitting_a_suspension_keeps_its_totals(batch, data):
    calendar = data.draw(calendars().filter(lambda c: c.session_days))
    start, days = data.draw(st.sampled_from(calendar.session_days)), data.draw(halves)
    first = data.draw(st.integers(1, max(int(days - Decimal("0.5")), 1)))
    terms = TermDates((Term(calendar.known_from, calendar.known_until),), terms_a_year=6)
    try:
        whole = get_days_out(Suspension(start=start, school_days=days), calendar)
    except CalendarGap:
        return
    if days <= first:
        return
    begin = Suspension(start=start, school_days=Decimal(first))
    rest = Suspension(start=whole[first].day, school_days=days - first)
    parts = (*get_days_out(begin, calendar), *get_days_out(rest, calendar))

    assert sum_by_term(parts, terms) == sum_by_term(whole, terms)
    assert sum_by_year(parts) == sum_by_year(whole)
    assert sum(out.counts for out in parts) == days


@share(5)
@given(day=st.dates(date(2012, 9, 1), date(2060, 1, 1)))
def test_every_day_lies_in_the_one_stretch_that_its_neighbours_border_on(batch, day):
    stretch = find_stretch(day)

    assert stretch.holds(day)
    assert find_stretch(stretch.last + ONE).first == stretch.last + ONE
    assert find_stretch(stretch.first - ONE).last == stretch.first - ONE


@share(5)
@given(day=st.dates(date(2012, 9, 1), date(2060, 1, 1)), months=st.integers(0, 100))
def test_calendar_months_never_run_past_the_month_they_name(batch, day, months):
    found = add_months(day, months)

    assert (found.year * 12 + found.month) == day.year * 12 + day.month + months
    assert found.day == day.day or (found + ONE).day == 1
