"""The pages on keys, fields, files and deployment say what the code does."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from config import asvs
from config.secrets_folder import SECRETS
from config.settings_page import MEANING
from design_system.uploads import KINDS
from design_system.words import write_size
from inspection.limits import MOST_PAGES

DOCS = Path("docs")
KEYS = (DOCS / "security/keys.md").read_text()
FIELDS = (DOCS / "security/fields.md").read_text()
DEPLOYMENT = (DOCS / "runbooks/deployment.md").read_text()
DOCUMENTS = (DOCS / "runbooks/documents.md").read_text()


def rows_of(page, head):
    """Return the cells of each row of the one table whose first heading is ``head``."""
    [table] = re.findall(rf"^\| {head} \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", page, re.M)
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in table.splitlines()]


def test_every_secret_of_the_settings_is_in_the_list_with_its_whole_life():
    rows = rows_of(KEYS, "secret")
    named = {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row[0])}
    asked = {name for name in MEANING if re.search("KEY|SECRET|PASSWORD$", name)}
    elsewhere = {"AUDIT_PUBLIC_KEY", "SECRETS_FOLDER", "SECRET_OVERLAP_HOURS"}  # no secrets

    assert named == set(SECRETS)
    assert asked - elsewhere <= named
    assert all(len(row) == 5 and all(row) for row in rows)


def test_every_algorithm_is_where_the_list_says():
    rows = rows_of(KEYS, "what")
    places = [place for row in rows for place in re.findall(r"`(\S+)`", row[2])]

    assert [place for place in places if not Path(place).is_file()] == []
    assert settings.PASSWORD_HASHERS != []
    for place, sign in [
        ("organisations/sealing.py", "Fernet"),
        ("config/settings.py", "Argon2PasswordHasher"),
        ("programs/credentials.py", "sha256"),
        ("audit/signing.py", "Ed25519"),
        ("organisations/single_sign_on/tokens.py", "RS256"),
        ("deploy/nginx.conf", "TLSv1.2 TLSv1.3"),
    ]:
        assert sign in Path(place).read_text()
        assert place in places


def test_no_other_module_has_an_algorithm_of_its_own():
    found = {
        path.as_posix()
        for room in ("audit", "casework", "config", "data_protection", "hearings", "notifications",
                     "organisations", "programs", "transparency")
        for path in Path(room).rglob("*.py")
        if re.search(r"^from cryptography|^import jwt|^from jwt", path.read_text(), re.M)
    }  # fmt: skip
    listed = set(re.findall(r"`(\S+\.py)`", KEYS))
    assert found - listed == {"organisations/second_factors.py"}  # the kind of a fault
    assert len(found) > 4


def test_every_row_of_fields_names_a_test_that_is_there():
    rows = rows_of(FIELDS, "fields")
    shown = [row[3].strip("`") for row in rows]

    assert [each for each in shown if not asvs.is_there(each)] == []
    assert len(rows) > 10


def test_the_page_on_documents_says_which_files_are_taken():
    kinds, most = next(row[1:] for row in rows_of(DOCUMENTS, "where") if "papers" in row[0])

    assert kinds == ", ".join(kind.label for kind in KINDS.values())
    assert most == f"{write_size(settings.UPLOAD_MAX_BYTES)} each"
    assert f"read up to {settings.REQUEST_MAX_BYTES // 1024**2} MB" in DOCUMENTS
    assert f"or {MOST_PAGES} pages" in DOCUMENTS


@pytest.mark.parametrize(
    "promise",
    [
        "**A host name of its own.** Nothing else is served under it",
        "A certificate that browsers trust\n  by themselves",
        "or that anybody can use without an account | 3 days |",
        "| nothing, and a newer version is out | 180 days |",
    ],
)
def test_the_runbook_asks_for_it(promise):
    assert promise in DEPLOYMENT


def test_the_decisions_say_what_an_audit_looks_for():
    sessions = (DOCS / "decisions/0018-sessions-passwords-and-tries.md").read_text()
    vouching = (DOCS / "decisions/0019-organisations-vouch-for-their-people.md").read_text()

    assert "**One account may have any number of sessions**" in sessions
    assert "organisations/own_words.py" in sessions
    assert "**A session here ends by our limits alone**" in vouching
