from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from audit.models import AuditEvent
from casework.pages.calendars import tell_reach
from organisations.models import BankHoliday, CalendarVersion
from tests.factories import (
    CalendarVersionFactory,
    CaseFactory,
    SchoolFactory,
    TrustFactory,
    assigned_to,
    clerk_of,
    clocked,
    governor_of,
    headteacher_of,
    officer_of,
    staff_of,
    trust_officer_of,
)

SPRING = b"""kind,from,to,reason
term,2027-01-04,2027-03-25,Spring term
half term,2027-02-15,2027-02-19,
inset,2027-01-04,,Staff training
"""
ICS = b"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Sample//EN
BEGIN:VEVENT
UID:1
DTSTAMP:20260901T000000Z
DTSTART;VALUE=DATE:20270104
DTEND;VALUE=DATE:20270326
SUMMARY:Spring term
END:VEVENT
END:VCALENDAR
"""


def url_of(school):
    return reverse("casework:calendar", args=[school.urn])


def send(client, school, content=SPRING, name="days.csv", reason="Dates for spring", **ticked):
    file = SimpleUploadedFile(name, content)
    return client.post(url_of(school), {"file": file, "reason": reason, **ticked})


@pytest.fixture(autouse=True)
def bank_holidays(db):
    BankHoliday.objects.create(day=date(2027, 12, 28), title="Boxing Day")


@pytest.fixture
def december(case, at):
    """A case of December: its board's clock runs past the dates that the school has supplied."""
    at(datetime(2026, 12, 11, 9, tzinfo=UTC))
    case.excluded_on = date(2026, 12, 10)
    return clocked(case, date(2026, 12, 10))


def due(case, rule_id="G1"):
    return case.deadlines.values_list("due_date", "gap").get(rule_id=rule_id)


@pytest.mark.parametrize(("name", "content"), [("days.csv", SPRING), ("days.ics", ICS)])
def test_a_clock_that_could_not_be_counted_fills_itself_in(december, client, name, content):
    gap = "the school days after 18 December 2026 have not been supplied"
    assert due(december) == (None, gap)
    client.force_login(headteacher_of(december.school))

    answer = send(client, december.school, content, name, checked="on")  # the .ics has no half term

    assert answer["Location"] == url_of(december.school)
    # 11, 14-18 December (6); then from 5 January, or 4 without the training day
    day = date(2027, 1, 15) if name == "days.csv" else date(2027, 1, 14)
    assert due(december) == (day, "")
    page = client.get(url_of(december.school))
    assert [(m["reference"], m["before"], m["after"]) for m in page.context["moved"]] == [
        (december.reference, "", f"{day.day} January 2027")
    ]
    shown = client.get(reverse("casework:case", args=[december.public_id])).content.decode()
    assert f"{day.day} January 2027" in shown
    assert "have not been supplied" not in shown.split("What has happened")[0]


def test_what_was_published_before_is_kept(december, client):
    client.force_login(staff_of(december.school))

    send(client, december.school)

    version = december.school.get_calendar_version()
    assert (version.number, version.known_from, version.known_until) == (
        2,
        date(2026, 9, 1),
        date(2027, 3, 25),
    )
    assert due(december, "E4") == (date(2026, 12, 18), "")


def test_what_moved_is_shown_once(december, client):
    client.force_login(headteacher_of(december.school))
    send(client, december.school)

    client.get(url_of(december.school))

    assert client.get(url_of(december.school)).context["moved"] is None


@pytest.mark.parametrize(
    ("of", "source"),
    [
        (lambda school: staff_of(school), "SCHOOL"),
        (lambda school: headteacher_of(school), "SCHOOL"),
        (lambda school: trust_officer_of(school.trust), "TRUST"),
        (lambda school: officer_of(school.local_authority), "AUTHORITY"),
    ],
)
def test_the_school_its_trust_and_its_authority_may_supply_days(db, client, of, source):
    school = SchoolFactory(trust=TrustFactory())
    client.force_login(of(school))

    assert send(client, school).status_code == 302
    assert school.get_calendar_version().source == source


@pytest.mark.parametrize(
    "of",
    [
        lambda case: clerk_of(case.school),
        lambda case: governor_of(case.school),
        lambda case: assigned_to(case),
        lambda case: headteacher_of(CaseFactory().school),
        lambda case: officer_of(CaseFactory().authority),
    ],
)
def test_a_calendar_is_not_found_by_those_who_do_not_keep_it(case, client, of):
    client.force_login(of(case))

    assert client.get(url_of(case.school)).status_code == 404
    assert send(client, case.school).status_code == 404
    assert CalendarVersion.objects.filter(school=case.school).count() == 1


@pytest.mark.parametrize(
    ("content", "reason", "said"),
    [
        (b"kind,from\nterm,2027-01-04\n", "Spring", "this column is missing"),
        (
            b"kind,from,to,reason\nterm,2027-13-04,2027-03-25,\nsnow,2027-01-12,,\n",
            "Spring",
            "must be a real date like",
        ),
        (
            b"kind,from,to,reason\nterm,2027-13-04,2027-03-25,\nsnow,2027-01-12,,\n",
            "Spring",
            "must be term, half term, inset or closure",
        ),
        (b"kind,from,to,reason\nterm,2027-09-04,2027-12-17,\n", "Autumn", "are missing: add them"),
        (
            b"kind,from,to,reason\nterm,2027-03-25,2027-01-04,\n",
            "Spring",
            "Line 2, to (“2027-01-04”): is before “from”",
        ),
        (
            SPRING + b"term,2027-03-25,2027-07-21,\n",
            "Spring",
            "Line 5, term (“2027-03-25 to 2027-07-21”): overlaps the term on line 2",
        ),
        (
            SPRING + b"closure,2027-03-30,,Flood\n",
            "Spring",
            "Line 5, closure (“2027-03-30”): must lie within one term",
        ),
        (SPRING, "", "Enter why the dates are being supplied"),
        (b"", "Spring", "The file is empty"),
        (b"x" * 600_000, "Spring", "500 KB or smaller"),
        (b"\x00\xff\xfe", "Spring", "this column is missing"),
    ],
)
def test_a_file_with_faults_changes_nothing_and_says_each_fault(
    december, client, content, reason, said
):
    client.force_login(headteacher_of(december.school))
    before = list(december.deadlines.order_by("pk").values())

    page = send(client, december.school, content, reason=reason)

    assert page.status_code == 422
    assert said in page.content.decode()
    assert december.school.get_calendar_version().number == 1
    assert list(december.deadlines.order_by("pk").values()) == before


def test_a_file_must_be_chosen(december, client):
    client.force_login(headteacher_of(december.school))

    page = client.post(url_of(december.school), {"reason": "Spring"})

    assert page.status_code == 422
    assert "Select a file of school days" in page.content.decode()


def test_the_page_shows_each_month_and_its_closed_days(case, client):
    CalendarVersionFactory(
        school=case.school,
        number=2,
        session_days=[date(2026, 9, 3), date(2026, 9, 4), date(2026, 10, 1)],
        closed_days={"2026-10-26": "Half term", "2026-08-31": "Bank holiday"},
    )
    client.force_login(staff_of(case.school))

    months = client.get(url_of(case.school)).context["months"]

    assert [(m.first, m.school_days, m.closed) for m in months] == [
        (date(2026, 9, 1), 2, []),
        (date(2026, 10, 1), 1, [(date(2026, 10, 26), "Half term")]),
    ]


def test_a_school_without_days_of_its_own_is_told_whose_are_used_or_that_none_are(db, client):
    school = SchoolFactory(calendar=None)
    client.force_login(staff_of(school))
    assert "No school days are known" in client.get(url_of(school)).content.decode()

    CalendarVersionFactory(local_authority=school.local_authority, source="AUTHORITY")

    assert "The local authority’s" in client.get(url_of(school)).content.decode()


def test_a_school_that_does_not_exist_is_not_found(case, client):
    client.force_login(officer_of(case.authority))

    assert client.get("/schools/999999/school-days/").status_code == 404


WHOLE_AUTUMN = b"kind,from,to,reason\nterm,2026-09-03,2026-12-18,\n"


def test_days_that_can_hardly_be_meant_are_published_only_once_somebody_has_looked(db, client):
    school = SchoolFactory(calendar=None)
    client.force_login(staff_of(school))
    assert 'name="checked"' not in client.get(url_of(school)).content.decode()

    asked = send(client, school, WHOLE_AUTUMN)

    assert asked.status_code == 422
    shown = asked.content.decode()
    assert "there is no week off: is the half term marked as school days?" in shown
    assert "Correct the file, or tick this and select the file again" in shown
    assert school.calendar_versions.count() == 0
    assert send(client, school, WHOLE_AUTUMN, checked="on").status_code == 302


def test_a_second_file_for_one_year_is_taken_only_as_a_replacement(db, client):
    school = SchoolFactory()
    client.force_login(staff_of(school))
    autumn = WHOLE_AUTUMN + b"half term,2026-10-26,2026-10-30,\n"

    refused = send(client, school, autumn)

    assert refused.status_code == 422
    assert "other school days are published already" in refused.content.decode().lower()
    assert school.calendar_versions.count() == 1
    assert send(client, school, autumn, replaces="on").status_code == 302
    assert date(2026, 11, 2) in school.get_calendar_version().session_days


def confirm(client, school, number):
    url = reverse("casework:confirm_calendar", args=[school.urn])
    return client.post(url, {"number": number})


def test_whoever_keeps_the_days_can_say_that_they_are_right(db, client, at):
    at(datetime(2026, 9, 15, 9, tzinfo=UTC))
    school = SchoolFactory()
    head = headteacher_of(school)
    client.force_login(head)
    assert "Nobody has confirmed these days yet" in client.get(url_of(school)).content.decode()

    assert confirm(client, school, 1).status_code == 302

    [one] = client.get(url_of(school)).context["versions"]
    assert (one.row.confirmed_at, one.confirmed_by, one.published_by) == (
        datetime(2026, 9, 15, 9, tzinfo=UTC), str(head), "the service",
    )  # fmt: skip
    told = AuditEvent.objects.get(kind="calendar.confirmed")
    assert (told.actor, told.facts["version"]) == (f"user/{head.pk}", 1)


@pytest.mark.parametrize("number", [1, "", "one"])
def test_days_that_were_replaced_since_they_were_read_cannot_be_confirmed(db, client, number):
    school = SchoolFactory()
    CalendarVersionFactory(school=school, number=2)
    client.force_login(headteacher_of(school))

    answer = confirm(client, school, number)

    assert answer.status_code == 409
    assert "ewer school days were published since you read them" in answer.content.decode()
    assert not CalendarVersion.objects.exclude(confirmed_at=None).exists()


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 9, 1), "15 weeks ahead"),
        (date(2026, 11, 1), "They run out in 6 weeks"),
        (date(2026, 12, 8), "They run out in 1 week"),
        (date(2026, 12, 14), "They run out this week"),
        (date(2026, 12, 18), "They run out this week"),
        (date(2026, 12, 19), "They have run out"),
    ],
)
def test_the_page_says_how_far_ahead_the_days_are_known(today, said):
    assert tell_reach(date(2026, 12, 18), today).words == said
