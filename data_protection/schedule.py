"""How long each class of record is kept: rows, as the law is. Plain data, no clock, no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Start(StrEnum):
    """From which event a period is counted."""

    CASE_ENDED = "the day on which the case ended"
    HEARING_HELD = "the day of the last hearing that was held"
    LETTER_WRITTEN = "the day of the last letter"
    DRAFT_SAVED = "the day on which the draft was last saved"
    EXPORT_MADE = "the day on which the export was made"
    NONE = ""  # not counted: it is kept, or ends by itself


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordClass:
    """One class of record. ``setting`` names what may change ``period``; both count ``unit``."""

    key: str
    name: str
    what: str
    source: str
    confirmed: bool
    start: Start = Start.NONE
    period: int = 0
    unit: str = "calendar months"
    setting: str = ""
    how_it_ends: str


SIX_YEARS = 72
BY_TWO = "in a batch that two managers agree to, with the case"
BY_ITSELF = "by itself, every day"
REGISTER = "law.md K1: register entries are kept 6 years; adopted for the whole case"

SCHEDULE: tuple[RecordClass, ...] = (
    RecordClass(
        key="CASE_FILE",
        name="Case file",
        what="The case, the pupil, the adults, facts, deadlines, offers of education, assignments, "
        "what people wrote, and drafts that became a notice",
        source=f"{REGISTER}. Toolkits for schools name the 25th birthday for a pupil's file: "
        "CASE_FILE_UNTIL_AGE adds that",
        confirmed=False,
        start=Start.CASE_ENDED,
        period=SIX_YEARS,
        setting="CASE_FILE_CALENDAR_MONTHS",
        how_it_ends=BY_TWO,
    ),
    RecordClass(
        key="PAPERS",
        name="Papers",
        what="Files that somebody put on the case, with every version of them",
        source="practice.md: one county keeps review papers 5 years from the decision; 6 years "
        "adopted, so that papers outlive no letter that names them",
        confirmed=False,
        start=Start.CASE_ENDED,
        period=SIX_YEARS,
        setting="PAPERS_CALENDAR_MONTHS",
        how_it_ends=BY_TWO,
    ),
    RecordClass(
        key="MINUTES",
        name="Minutes and outcomes",
        what="Hearings and reviews: panel, invitations, who came, decision, reasons, minutes",
        source="law.md K2: older guidance said at least 5 years, and 6 months was also named; "
        "6 years adopted to match K1",
        confirmed=False,
        start=Start.HEARING_HELD,
        period=SIX_YEARS,
        setting="MINUTES_CALENDAR_MONTHS",
        how_it_ends=BY_TWO,
    ),
    RecordClass(
        key="LETTERS",
        name="Letters sent",
        what="Letters with their attachments and the steps of their delivery",
        source="law.md K1, by analogy: what was said to whom is proved by the letter",
        confirmed=False,
        start=Start.LETTER_WRITTEN,
        period=SIX_YEARS,
        setting="LETTERS_CALENDAR_MONTHS",
        how_it_ends=BY_TWO,
    ),
    RecordClass(
        key="DRAFTS",
        name="Drafts of notices never given",
        what="What a school typed and did not give, or threw away",
        source="no source: no longer than a school year needs it, UK GDPR article 5(1)(e)",
        confirmed=False,
        start=Start.DRAFT_SAVED,
        period=12,
        setting="DRAFTS_CALENDAR_MONTHS",
        how_it_ends=BY_ITSELF,
    ),
    RecordClass(
        key="EXPORTS",
        name="Subject access exports",
        what="The file that was made for one child, and what was decided about each part of it",
        source="no source: long enough to be fetched and asked about",
        confirmed=False,
        start=Start.EXPORT_MADE,
        period=90,
        unit="calendar days",
        setting="EXPORTS_CALENDAR_DAYS",
        how_it_ends=BY_ITSELF,
    ),
    RecordClass(
        key="HOLDS",
        name="Legal holds",
        what="Who put a case on hold and released it, when and why",
        source="kept as long as the case",
        confirmed=True,
        how_it_ends=BY_TWO,
    ),
    RecordClass(
        key="TRAIL",
        name="Audit trail and its checkpoints",
        what="Who did and who looked, by number: no names, no words that people wrote",
        source="law.md K1 as a model; removing one event would break its chain (decision 6)",
        confirmed=False,
        how_it_ends="it does not: what it points at is disposed of",
    ),
    RecordClass(
        key="SIGN_INS",
        name="Sign-in records",
        what="Sessions, counts of wrong tries, second factors",
        source="NIST SP 800-63B section 4.2.3 for sessions; the sign-ins themselves are events",
        confirmed=True,
        how_it_ends="sessions after SESSION_HOURS, counts within the hour; events as the trail",
    ),
    RecordClass(
        key="PEOPLE",
        name="Accounts of staff and governors",
        what="Name, work address, roles with the days they ended",
        source="law.md K1: an amendment keeps the name of who made it",
        confirmed=False,
        how_it_ends="it does not yet: the trail names people by the number of their account",
    ),
    RecordClass(
        key="API_KEYS",
        name="API tokens and rows that make a repeated request count once",
        what="A digest of the token; the key of a request, its digest and its answer",
        source="no source: a request is repeated within hours",
        confirmed=False,
        how_it_ends="tokens when they are taken away; rows with the case or draft they made",
    ),
    RecordClass(
        key="FIGURES",
        name="Published figures",
        what="Counts of an authority and school year; small ones were never kept",
        source="public records; no figure is of one person",
        confirmed=True,
        how_it_ends="it does not: a release never changes once it is out",
    ),
    RecordClass(
        key="CERTIFICATES",
        name="Certificates of disposal",
        what="Which references, which classes and how many, who proposed and who agreed",
        source="practice.md 6.4: disposal is logged",
        confirmed=True,
        how_it_ends="it does not: it shows that nothing was lost by accident",
    ),
    RecordClass(
        key="REGISTER",
        name="Schools, authorities, school days, verified addresses of organisations",
        what="No personal data but a mailbox's name",
        source="the public register of schools",
        confirmed=True,
        how_it_ends="it does not: a later entry takes the place of an earlier",
    ),
)
BY_KEY: Mapping[str, RecordClass] = {row.key: row for row in SCHEDULE}
OF_A_CASE = tuple(
    row
    for row in SCHEDULE
    if row.start in (Start.CASE_ENDED, Start.HEARING_HELD, Start.LETTER_WRITTEN)
)
