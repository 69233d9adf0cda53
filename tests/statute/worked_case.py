"""Builders of files of worked cases."""

import json

from statute.worked_cases.checking import check_cases
from statute.worked_cases.reading import read_worked_cases

CALENDAR = {
    "terms": [
        {"start": "2026-09-02", "end": "2026-12-18"},
        {"start": "2027-01-04", "end": "2027-03-25"},
        {"start": "2027-04-12", "end": "2027-07-21"},
    ],
    "closed_days": [
        "2026-09-02", "2026-10-26", "2026-10-27", "2026-10-28", "2026-10-29", "2026-10-30",
        "2026-11-02", "2027-01-04", "2027-02-15", "2027-02-16", "2027-02-17", "2027-02-18",
        "2027-02-19", "2027-05-03", "2027-05-31", "2027-06-01", "2027-06-02", "2027-06-03",
        "2027-06-04", "2027-06-25",
    ],
    "bank_holidays": ["2026-12-25", "2026-12-28", "2027-01-01"],
}  # fmt: skip


def write_file(events, expect, school_type="maintained", **calendar):
    vector = {
        "id": "T01",
        "title": "A case of our own",
        "school_type": school_type,
        "calendar": CALENDAR | calendar,
        "events": [{"type": kind, **values} for kind, values in events],
        "expect": expect,
        "why": "Counted by hand.",
    }
    return {"schema_version": 1, "jurisdiction": "england", "vectors": [vector]}


def find_differing(file):
    return check_cases(read_worked_cases(json.dumps(file))).differing


def differ(events, expect, school_type="maintained", **calendar):
    file = write_file(events, expect, school_type, **calendar)
    check = check_cases(read_worked_cases(json.dumps(file)))
    return {f.name: f.answered for f in check.differing}


def permanent(day="2026-09-15", **more):
    return ("permanent_exclusion", {"date": day, **more})


def informed(day="2026-09-15"):
    return ("governing_board_informed", {"date": day})


def suspended(start, days):
    return ("suspension", {"start": start, "days": days})


def proposed(start, days):
    return ("proposed_suspension", {"start": start, "days": days})


def cancelled(day, back):
    return ("cancellation", {"date": day, "return_date": back})


def noticed(day="2026-11-20", outcome="declined", method="delivered"):
    return (
        "governing_board_decision_notice",
        {"date": day, "method": method, "outcome": outcome},
    )
