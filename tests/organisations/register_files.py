"""Small register files, in the register's own layout, built from what a test wants to say."""

import csv
import io
from datetime import date
from pathlib import Path

from organisations.imports.register import RegisterFile

SAMPLE = Path(__file__).parent / "data" / "register_sample.csv"
COLUMNS = SAMPLE.read_text(encoding="cp1252").splitlines()[0].replace('"', "").split(",")
SHORT = {
    "urn": "URN",
    "name": "EstablishmentName",
    "la": "LA (code)",
    "number": "EstablishmentNumber",
    "group": "EstablishmentTypeGroup (code)",
    "type": "TypeOfEstablishment (code)",
    "status": "EstablishmentStatus (code)",
    "phase": "PhaseOfEducation (code)",
    "opened": "OpenDate",
    "closed": "CloseDate",
    "town": "Town",
    "postcode": "Postcode",
    "low": "StatutoryLowAge",
    "trust": "Trusts (code)",
    "trust_name": "Trusts (name)",
}
PLAIN = {"urn": "100001", "name": "A School", "la": "870", "group": "4", "status": "1"}


def cells(**said):
    named = {SHORT[key]: value for key, value in {**PLAIN, **said}.items()}
    return [named.get(column, "") for column in COLUMNS]


def content(*rows, columns=COLUMNS, encoding="cp1252"):
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([columns, *rows])
    return text.getvalue().encode(encoding)


def register(*rows, as_at=date(2023, 2, 15), links=b""):
    return RegisterFile(name="edubasealldata.csv", content=content(*rows), as_at=as_at, links=links)


def links(*rows):
    text = io.StringIO()
    header = ["URN", "LinkURN", "LinkName", "LinkType", "LinkEstablishedDate"]
    csv.writer(text, lineterminator="\r\n").writerows([header, *rows])
    return text.getvalue().encode("cp1252")
