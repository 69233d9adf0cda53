import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from organisations.calendar_files import BankHolidays
from organisations.calendars import SessionDates
from organisations.imports.bank_holidays import SHIPPED, read_bank_holidays
from organisations.imports.calendar import read_calendar_file
from organisations.imports.calendar_csv import read_csv_calendar, read_day
from organisations.imports.calendar_ics import read_ics_calendar
from organisations.imports.faults import FaultyFile

HOLIDAYS = BankHolidays(read_bank_holidays(SHIPPED.read_bytes()), date(2028, 12, 31))
TERMS = ("autumn", "spring", "summer")
REAL = Path(__file__).parent / "data" / "term_dates.csv"


def rows(*lines):
    return "\r\n".join(["kind,from,to,reason", *lines]).encode()


def ics(*events):
    body = "\r\n".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT" for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{body}\r\nEND:VCALENDAR\r\n".encode()


def event(summary, first, after=None):
    end = f"\r\nDTEND;VALUE=DATE:{after}" if after else ""
    return f"UID:{summary}\r\nSUMMARY:{summary}\r\nDTSTART;VALUE=DATE:{first}{end}"


def read(content, name="dates.csv", holidays=HOLIDAYS):
    return read_calendar_file(name, content, holidays)


def faults_of(content, name="dates.csv", holidays=HOLIDAYS):
    with pytest.raises(FaultyFile) as refusal:
        read(content, name, holidays)
    return refusal.value.describe()


def test_school_days_are_the_weekdays_of_terms_that_nothing_closes():
    file = read(
        rows(
            "term,2026-09-03,2026-09-18,Autumn term",
            "half term,7/9/2026,8/9/2026,",
            "INSET,2026-09-02,,",
            "inset_day,2026-09-10,,Training",
            "Closure,2026-09-11,2026-09-13,Burst pipe",
        )
    )

    assert file.warnings == []
    assert file.dates == SessionDates(
        session_days=[date(2026, 9, d) for d in (3, 4, 9, 14, 15, 16, 17, 18)],
        known_from=date(2026, 9, 2),
        known_until=date(2026, 9, 18),
        closed_days={
            date(2026, 9, 2): "INSET day",
            date(2026, 9, 7): "Half term",
            date(2026, 9, 8): "Half term",
            date(2026, 9, 10): "Training",
            date(2026, 9, 11): "Burst pipe",
        },
    )


def test_a_bank_holiday_in_a_term_is_closed_and_told():
    file = read(rows("term,2026-04-13,2026-05-22,", "half term,2026-05-21,2026-05-22,"))

    assert file.warnings == ["Monday 4 May 2026 is Early May bank holiday: taken as closed"]
    assert file.dates.closed_days[date(2026, 5, 4)] == "Early May bank holiday"
    assert date(2026, 5, 4) not in file.dates.session_days


def test_a_bank_holiday_in_half_term_is_half_term_and_not_told():
    file = read(rows("term,2026-04-13,2026-07-17,", "half term,2026-05-25,2026-05-29,",
                     "closure,2026-05-04,,Bank holiday"))  # fmt: skip

    assert (file.warnings, file.dates.closed_days[date(2026, 5, 25)]) == ([], "Half term")


def test_every_fault_of_every_row_is_told():
    assert faults_of(
        rows(
            "holiday,2026-09-03,2026-12-18,",
            "term,2026-09-31,2026-12-18,",
            "term,2026-09-03,18 December,",
            "term,2026-12-18,2026-09-03,",
            "closure,2026-10-01,,",
            f"inset,2026-10-01,,{'x' * 101}",
            ",,,",
            "term",
        )
    ) == [
        "line 2, kind (“holiday”): must be term, half term, inset or closure",
        "line 3, from (“2026-09-31”): must be a real date like 2026-09-03 or 3/9/2026",
        "line 4, to (“18 December”): must be a real date like 2026-09-03 or 3/9/2026, or blank",
        "line 5, to (“2026-09-03”): is before “from”",
        "line 6, reason: say why the school is closed",
        f"line 7, reason (“{'x' * 60}”): shorten it to 100 characters",
        "line 9, from: must be a real date like 2026-09-03 or 3/9/2026",
    ]


def test_missing_columns_are_named():
    assert faults_of(b"kind;from;to\n") == [
        f"line 1, {column}: this column is missing" for column in ("kind", "from", "to", "reason")
    ]
    assert len(faults_of(b"")) == 4


def test_a_file_saved_by_a_spreadsheet_is_read():
    marked = b"\xef\xbb\xbf" + rows("term,2026-09-03,2026-09-04,Autumn")
    old = rows("term,2026-09-03,2026-09-04,@").replace(b"@", b"No\xebl")

    assert read(marked).dates.session_days == [date(2026, 9, 3), date(2026, 9, 4)]
    assert read_csv_calendar(old)[0].reason == "Noël"


def test_terms_that_cannot_be_so_are_told_together():
    assert faults_of(
        rows(
            "term,2026-09-03,2026-12-18,",
            "term,2026-12-18,2027-03-25,",
            "term,2027-09-03,2027-12-17,",
            "half term,2026-10-26,2026-10-30,",
            "half term,2026-12-10,2027-03-30,",
            "closure,2026-08-20,,Flood",
            "inset,2026-09-05,,",
            "inset,2026-08-01,2026-08-03,",
            "inset,2025-09-01,,",
        )
    ) == [
        "line 3, term (“2026-12-18 to 2027-03-25”): overlaps the term on line 2",
        "line 4, term (“2027-09-03 to 2027-12-17”): begins more than 70 days after the term on"
        " line 3 ends: is a term missing, or a year wrong?",
        "line 6, half term (“2026-12-10 to 2027-03-30”): must lie within one term",
        "line 7, closure (“2026-08-20”): must lie within one term",
        "line 8, inset (“2026-09-05”): has no weekday: check the dates",
        "line 9, inset (“2026-08-01 to 2026-08-03”): is more than 14 days from any term",
        "line 10, inset (“2025-09-01”): is more than 14 days from any term",
    ]


def test_a_span_of_years_is_a_mistyped_year():
    assert faults_of(rows("term,2026-09-03,9999-12-18,")) == [
        "line 2, term (“2026-09-03 to 9999-12-18”): is longer than a year: check the dates"
    ]


def test_a_file_without_a_term_is_refused():
    assert faults_of(rows("inset,2026-09-01,,")) == [
        "the file: names no term: give at least one, from its first to its last day",
        "line 2, inset (“2026-09-01”): is more than 14 days from any term",
    ]


def test_terms_past_the_known_bank_holidays_are_refused():
    term = rows("term,2028-09-04,2029-01-05,")

    assert faults_of(term) == [
        "line 2, term (“2028-09-04 to 2029-01-05”): the bank holidays are not known after"
        " 31 December 2028: import them first"
    ]
    assert "not known after any day" in faults_of(term, holidays=BankHolidays({}, date.min))[0]


def test_an_icalendar_file_says_the_same_in_all_day_events():
    file = read(
        ics(
            event("Autumn Term", "20260903", "20260919"),
            event("Half-term holiday", "20260907", "20260909"),
            event("INSET day - school closed to pupils", "20260910"),
            event("School closed: burst pipe", "20260911", "20260914"),
            event("Year 6 trip", "20260915"),
        ),
        "dates.ics",
    )

    assert file.dates == SessionDates(
        session_days=[date(2026, 9, d) for d in (3, 4, 9, 14, 15, 16, 17, 18)],
        known_from=date(2026, 9, 3),
        known_until=date(2026, 9, 18),
        closed_days={
            date(2026, 9, 7): "Half-term holiday",
            date(2026, 9, 8): "Half-term holiday",
            date(2026, 9, 10): "INSET day - school closed to pupils",
            date(2026, 9, 11): "School closed: burst pipe",
        },
    )
    assert file.warnings == ["line 27, “Year 6 trip”: left out, it says nothing of terms"]


def test_every_fault_of_every_event_is_told():
    file = ics(
        "UID:1\r\nSUMMARY:Autumn term\r\nDTSTART:20260903T090000\r\nDTEND:20261218T150000",
        event("Autumn term starts", "20260903"),
        event("Spring term", "20270104"),
        event("Half term", "20261030", "20261026"),
        event("INSET day", "20261102") + "\r\nRRULE:FREQ=YEARLY",
        "UID:6\r\nSUMMARY:INSET day",
    )

    assert [fault.partition(": ")[2] for fault in faults_of(file, "dates.ics")] == [
        "make it an all-day event, from its first to its last day",
        "give a whole term as one event, from its first to its last day",
        "give a whole term as one event, from its first to its last day",
        "ends before it begins",
        "give each time by itself: a repeated event is not read",
        "make it an all-day event, from its first to its last day",
    ]


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"hello", b"BEGIN:VCALENDAR\r\nEND:X"])
def test_what_is_no_icalendar_is_refused(content):
    assert faults_of(content, "dates.ics")[0].startswith("the file: ")


def test_an_icalendar_file_is_known_by_its_first_line_too():
    assert read(
        ics(event("Autumn term", "20260903", "20260905")), "dates.txt"
    ).dates.known_from == (date(2026, 9, 3))
    assert read_ics_calendar(ics()) == ([], [])


@pytest.mark.parametrize("typed", ["", "2026-9-3", "3.9.2026", "2026-02-30", "2026-09-03x"])
def test_what_is_no_date_is_none(typed):
    assert read_day(typed) is None


def real_years():
    with REAL.open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file))
    return [pytest.param(r, id=f"{r['name'].split()[0]}-{r['academic_year'][:4]}") for r in listed]


def write_rows(year):
    """The year of a real school as the rows of our own layout."""
    terms = [f"term,{year[f'{t}_start']},{year[f'{t}_end']},{t} term" for t in TERMS]
    halves = [
        f"half term,{year[f'{t}_half_start']},{year[f'{t}_half_end']},"
        for t in TERMS
        if year[f"{t}_half_start"]
    ]
    return [*terms, *halves, *(f"inset,{day},," for day in year["inset_days"].split(";"))]


def walk(year):
    """The oracle: every day of the year, asked one at a time as a person would."""

    def between(first, last):
        return bool(year[first]) and year[first] <= str(day) <= year[last]

    day, found = date.fromisoformat(year["autumn_start"]), []
    while str(day) <= year["summer_end"]:
        in_term = any(between(f"{t}_start", f"{t}_end") for t in TERMS)
        in_half = any(between(f"{t}_half_start", f"{t}_half_end") for t in TERMS)
        closed = str(day) in year["inset_days"] or day in HOLIDAYS.titles
        if in_term and not in_half and not closed and day.weekday() < 5:
            found.append(day)
        day += timedelta(days=1)
    return found


@pytest.mark.parametrize("year", real_years())
def test_the_years_of_real_schools_are_counted_as_a_person_would(year):
    dates = read(rows(*write_rows(year))).dates

    assert dates.session_days == walk(year)
    # 190 is what the law asks for; what a school's page adds or leaves out shows in its count.
    unusual = {
        "Barnacre Road Primary (Lancashire) 2025/26": 189,  # six INSET days
        "Criftins (Shropshire) 2025/26": 188,  # a half term of seven weekdays
        "Moorhill (Staffordshire) 2026/27": 193,  # three INSET days not set yet
        "Southsea (Portsmouth) 2025/26": 195,  # a half term that is not on its page
    }
    named = f"{year['name']} {year['academic_year']}"
    assert len(dates.session_days) == unusual.get(named, 190)


def test_two_years_of_one_school_join_over_the_summer():
    moorhill = [p.values[0] for p in real_years() if p.values[0]["name"].startswith("Moorhill")]

    dates = read(rows(*(row for year in moorhill for row in write_rows(year)))).dates

    assert dates.session_days == [day for year in moorhill for day in walk(year)]
    assert (dates.known_from, dates.known_until) == (date(2025, 9, 1), date(2027, 7, 21))
