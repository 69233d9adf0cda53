"""The list of cases is walked by its index: the database's own account of what it read."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from casework import caseload
from casework.access import declare_reach
from casework.caseload import Choice, Cursor, Whose
from casework.models import Case, Pupil
from casework.states import CaseStatus
from row_security.scope import WHOLE_SERVICE, declare
from tests.factories import LocalAuthorityFactory, SchoolFactory, UserFactory, officer_of, staff_of

pytestmark = [
    pytest.mark.services,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
]

CASES = 6_000  # of which one in three is open, spread over four authorities and forty schools
FIRST = date(2026, 9, 1)
MOST_BUFFERS = 150  # for the rows themselves, with their schools
MOST_FOR_NAMES = 130  # for the pupils' names besides: no case is looked up again to see one


def fill():
    authorities = LocalAuthorityFactory.create_batch(4)
    schools = [SchoolFactory(local_authority=a) for a in authorities for _ in range(10)]
    user, now = UserFactory(), datetime(2026, 9, 1, tzinfo=UTC)
    cases = Case.objects.bulk_create(
        Case(
            reference=f"{n}",
            school=(school := schools[n % 40]),
            authority=school.local_authority,
            home_authority=authorities[(n % 40 // 10 + 1 + n // 40 % 3) % 4] if n % 2 else None,
            kind="PERMANENT",
            school_type="MAINTAINED",
            status=CaseStatus.REINSTATED if n % 3 else CaseStatus.AWAITING_BOARD,
            excluded_on=FIRST + timedelta(n % 600),
            attend_to_on=None if n % 3 else FIRST + timedelta(n % 400),
            reasons=["PP"],
            narrative="…" * 100,
            notice_given_at=now,
            notice_given_by=user,
        )
        for n in range(CASES)
    )
    Pupil.objects.bulk_create(
        Pupil(
            case=case, first_name="Robin", last_name="Invented", born_on=FIRST, upn="", sex="F",
            year_group="10", address="", postcode="", ethnic_group="UNKNOWN", sen_provision="N",
            is_looked_after=False, has_social_worker=False,
        )
        for case in cases
    )  # fmt: skip
    return schools[0]


@pytest.fixture
def school():
    with transaction.atomic():
        declare(WHOLE_SERVICE)
        school = fill()
    with connections["owner"].cursor() as cursor:
        for table in ("case", "pupil"):
            cursor.execute(f"VACUUM ANALYZE casework_{table}")
    return school


def explain(user, choice, cursor=None):
    """Return the indexes used, and the buffers read for the rows and for the pupils' names."""
    declare_reach(user)
    caseload.get_page(user, choice, cursor)  # once, so that nothing is read for the first time
    with CaptureQueriesContext(connection) as captured:
        caseload.get_page(user, choice, cursor)
    [sql] = [q["sql"] for q in captured if q["sql"].startswith("SELECT")]
    with connection.cursor() as asked:
        asked.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}")
        [[[found]]] = asked.fetchall()
    plan = found["Plan"]
    names = sum(read_buffers(n) for n in walk(plan) if n.get("Relation Name") == "casework_pupil")
    used = {node["Index Name"] for node in walk(plan) if "Index Name" in node}
    return used, read_buffers(plan) - names, names


def walk(node):
    yield node
    for child in node.get("Plans", []):
        yield from walk(child)


def read_buffers(node):
    return node["Shared Hit Blocks"] + node["Shared Read Blocks"]


def far_into_the_list():
    return Cursor(FIRST + timedelta(200), 0)


LISTS = [
    ("authority", Choice(whose=Whose.HERE), "caseload"),
    ("authority", Choice(whose=Whose.ELSEWHERE), "caseload_home"),
    ("school", Choice(whose=Whose.SCHOOLS), "caseload_school"),
    ("authority", Choice(whose=Whose.HERE, ended=True), "case_by_exclusion"),
    ("authority", Choice(whose=Whose.ELSEWHERE, ended=True), "case_ended_home"),
    ("school", Choice(whose=Whose.SCHOOLS, ended=True), "case_ended_school"),
]


@pytest.mark.slow  # among few others: what they leave in the tables is counted as pages read
def test_each_list_is_walked_by_its_own_index_wherever_a_page_begins(school):
    with transaction.atomic():
        declare(WHOLE_SERVICE)
        users = {"authority": officer_of(school.local_authority), "school": staff_of(school)}
    found = {}
    for of, choice, index in LISTS:
        for cursor in (None, far_into_the_list()):
            with transaction.atomic():
                used, rows, names = explain(users[of], choice, cursor)
            assert index in used
            found[index, cursor is None] = (rows, names)

    assert {at: rows for at, (rows, _) in found.items() if rows > MOST_BUFFERS} == {}
    # A short list may be read whole and sorted; the long ones must stop at the page's last row.
    long_lists = {
        at: n for at, (_, n) in found.items() if at[0] in ("caseload", "case_by_exclusion")
    }
    assert {at: n for at, n in long_lists.items() if n > MOST_FOR_NAMES} == {}
