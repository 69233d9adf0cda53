"""The rows that figures are counted from, recounted by a second engine: SQL on the raw tables."""

from datetime import date

import pytest
from django.db import connection

from casework.models import CaseFact
from hearings.models import Invitation
from organisations.access import scope_of
from statute.facts import Fact, SchoolType
from statute.school_years import SchoolYear
from tests.factories import LocalAuthorityFactory, manager_of
from tests.transparency.builders import DUE_ON, RECORDED_AT, build_case, build_hearing, state
from transparency import queries
from transparency.measures import BoardOutcome, ExclusionRow, Group, count_cells

pytestmark = pytest.mark.services

SECOND_ENGINE = """
WITH one AS (
    SELECT c.id, CASE c.school_type WHEN 'ACADEMY' THEN 'ACADEMY' ELSE 'MAINTAINED' END AS g,
        c.excluded_on, c.status,
        (SELECT f.happened_on FROM casework_casefact f WHERE f.case_id = c.id
            AND f.fact = 'AUTHORITY_INFORMED' AND f.withdrawn_at IS NULL) AS told_on,
        (SELECT f.happened_on FROM casework_casefact f WHERE f.case_id = c.id
            AND f.fact = 'BOARD_DECIDED' AND f.withdrawn_at IS NULL) AS decided_on,
        (SELECT d.due_date FROM casework_deadline d WHERE d.case_id = c.id
            AND d.rule_id IN ('G1', 'G8') ORDER BY d.rule_id DESC LIMIT 1) AS due_on,
        c.status IN ('REINSTATED', 'DECLINED', 'REVIEW_WINDOW', 'CONCLUDED') AS held,
        EXISTS (SELECT FROM hearings_hearing h JOIN hearings_attendee a ON a.hearing_id = h.id
            WHERE h.case_id = c.id AND h.status = 'HELD' AND a.attended
            AND a.local_authority_id = c.authority_id) AS came,
        EXISTS (SELECT FROM hearings_hearing h JOIN hearings_invitation i ON i.hearing_id = h.id
            WHERE h.case_id = c.id AND h.status = 'HELD' AND i.kind = 'AUTHORITY'
            AND i.local_authority_id = c.authority_id AND i.withdrawn_at IS NULL) AS asked
    FROM casework_case c
    WHERE c.authority_id = %s AND c.kind = 'PERMANENT'
        AND c.excluded_on BETWEEN %s AND %s
)
SELECT coalesce(g, 'TOTAL') AS school_group,
    count(*) FILTER (WHERE status <> 'CANCELLED') AS exclusions,
    count(told_on) FILTER (WHERE status <> 'CANCELLED') AS la_told,
    count(*) FILTER (WHERE told_on <= excluded_on AND status <> 'CANCELLED') AS la_told_same_day,
    count(*) FILTER (WHERE held) AS held,
    count(*) FILTER (WHERE held AND decided_on <= due_on) AS held_in_time,
    count(*) FILTER (WHERE held AND decided_on > due_on) AS held_late,
    count(*) FILTER (WHERE held AND decided_on - due_on IS NULL) AS held_limit_unknown,
    count(*) FILTER (WHERE status IN ('ISSUED', 'AWAITING_BOARD', 'BOARD_IN_SESSION'))
        AS not_yet_held,
    count(*) FILTER (WHERE status = 'CANCELLED') AS cancelled,
    count(*) FILTER (WHERE held AND asked) AS la_invited,
    count(*) FILTER (WHERE held AND came) AS la_attended,
    count(*) FILTER (WHERE status <> 'CANCELLED' AND told_on IS NULL) AS not_told,
    count(*) FILTER (WHERE status <> 'CANCELLED' AND told_on > excluded_on) AS told_later,
    count(*) FILTER (WHERE status <> 'CANCELLED' AND (told_on <= excluded_on) IS NOT TRUE)
        AS not_told_same_day,
    count(*) FILTER (WHERE held AND NOT asked) AS not_invited,
    count(*) FILTER (WHERE held AND NOT came) AS not_attended,
    count(*) FILTER (WHERE status = 'REINSTATED') AS reinstated,
    count(*) FILTER (WHERE status IN ('DECLINED', 'REVIEW_WINDOW', 'CONCLUDED')) AS declined
FROM one GROUP BY ROLLUP (g)
"""


def count_in_sql(authority, year):
    with connection.cursor() as cursor:
        cursor.execute(SECOND_ENGINE, [authority.pk, year.first_day, year.last_day])
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return {
        (key, row["school_group"]): n
        for row in rows
        for key, n in row.items()
        if key != "school_group"
    }


def extend(case, day):
    """Set a day in the place of the limit of this case's board."""
    limit = case.deadlines.get(rule_id="G1")
    limit.pk, limit.rule_id, limit.due_date, limit.counted = None, "G8", day, [day]
    limit.save()
    case.deadlines.filter(rule_id="G1").update(state="LAPSED")


@pytest.fixture
def busy_year(authority):
    """Cases of every kind, and beside them what must not be counted."""
    late = date(2025, 10, 8)
    for at, school_type in enumerate(SchoolType):
        build_case(authority, school_type, told_after=at)
        build_case(authority, school_type, status="ISSUED", told_after=None)
        build_case(authority, school_type, status="CANCELLED")
        build_case(authority, school_type, status="REINSTATED", decided_on=DUE_ON, invited=True)
        for status in ("DECLINED", "REVIEW_WINDOW", "CONCLUDED"):
            build_case(
                authority,
                school_type,
                status=status,
                decided_on=late if at else DUE_ON,
                due_on=None if status == "DECLINED" else DUE_ON,
                invited=at == 0,
                attended=True,
            )
    moved = build_case(authority, status="REVIEW_WINDOW", decided_on=late)
    build_hearing(moved, "LISTED_IN_ERROR", date(2025, 9, 30), invited=True, attended=True)
    build_hearing(moved, "VACATED", date(2025, 10, 1), invited=True, attended=True)
    extend(build_case(authority, status="REINSTATED", decided_on=late), late)
    build_case(LocalAuthorityFactory(), status="REINSTATED", decided_on=late)
    build_case(authority, excluded_on=date(2025, 7, 31))
    build_case(authority, excluded_on=date(2026, 8, 1))


@pytest.mark.usefixtures("busy_year")
def test_two_engines_count_the_same(authority, year):
    counts = count_cells(queries.gather_rows(authority, year))

    assert counts == count_in_sql(authority, year)
    assert counts["exclusions", "TOTAL"] == 20
    assert counts["exclusions", "ACADEMY"] == 6
    assert counts["held_late", "TOTAL"] == 5


@pytest.mark.usefixtures("busy_year")
def test_a_managers_own_scope_is_enough_to_count(authority, year, see):
    whole = count_cells(queries.gather_rows(authority, year))

    see(scope_of(manager_of(authority)))

    assert count_cells(queries.gather_rows(authority, year)) == whole


def test_gather_rows_tells_all_of_one_case(authority, year):
    build_case(
        authority,
        SchoolType.ACADEMY,
        status="CONCLUDED",
        decided_on=date(2025, 10, 3),
        told_after=1,
        invited=True,
    )

    assert queries.gather_rows(authority, year) == [
        ExclusionRow(
            group=Group.ACADEMY,
            outcome=BoardOutcome.DECLINED,
            has_ended=True,
            excluded_on=date(2025, 9, 16),
            decided_on=date(2025, 10, 3),
            due_on=DUE_ON,
            told_on=date(2025, 9, 17),
            la_invited=True,
            la_attended=False,
        )
    ]


def test_the_day_set_after_extraordinary_events_is_the_last_day_in_time(authority, year):
    extend(build_case(authority, decided_on=DUE_ON), date(2025, 11, 4))

    [row] = queries.gather_rows(authority, year)

    assert row.due_on == date(2025, 11, 4)


def test_an_invitation_that_was_withdrawn_is_not_counted(authority, year):
    build_case(authority, status="DECLINED", decided_on=DUE_ON, invited=True)
    Invitation.objects.update(withdrawn_at=RECORDED_AT)

    [row] = queries.gather_rows(authority, year)

    assert row.la_invited is False


def test_a_withdrawn_fact_is_not_counted(authority, year):
    case = build_case(authority, told_after=0)
    CaseFact.objects.filter(case=case, fact=Fact.AUTHORITY_INFORMED).update(
        withdrawn_at=RECORDED_AT
    )
    state(case, Fact.AUTHORITY_INFORMED, date(2025, 9, 20))

    [row] = queries.gather_rows(authority, year)

    assert row.told_on == date(2025, 9, 20)


@pytest.mark.parametrize("cases", [1, 3])
def test_gather_rows_asks_once(authority, year, cases, django_assert_num_queries):
    for _ in range(cases):
        build_case(authority, status="DECLINED", decided_on=DUE_ON, attended=True)

    with django_assert_num_queries(1):
        assert len(queries.gather_rows(authority, year)) == cases


def test_find_years_gives_this_year_and_those_with_exclusions(authority):
    build_case(authority, excluded_on=date(2025, 7, 31))
    build_case(authority, excluded_on=date(2023, 8, 1))
    build_case(LocalAuthorityFactory(), excluded_on=date(2020, 9, 1))

    years = queries.find_years(authority, date(2026, 11, 22))

    assert years == [SchoolYear(2026), SchoolYear(2024), SchoolYear(2023)]


def test_combine_hides_a_sum_with_a_hidden_part():
    cell, other = ("held", "TOTAL"), ("held_late", "TOTAL")

    combined = queries.combine([{cell: 12, other: None}, {cell: 8, other: 9}])

    assert combined == {cell: 20, other: None}


def test_combine_of_nothing_is_nothing():
    assert queries.combine([]) == {}
