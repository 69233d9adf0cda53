"""What a commit must never hold: places on somebody's machine, hosts of an index, secrets."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT_LIMIT = 2_000_000  # bytes; a longer file is data, not something that somebody typed
# In pieces, so that this file does not hold what it looks for.
FORBIDDEN = {
    "a place on somebody's machine": re.compile(
        r"(?<![\w.~-])/(?:" + "work|root|home/" + r"\w+|Users/\w+|tmp/[a-z]+)" + r"(?![\w-]*=)/"
    ),
    "a host of a package index": re.compile(
        "py" + r"pi\.org|python" + r"hosted\.|registry\.npm" + r"js|npm" + r"js\.(?:org|com)"
        r"|registry\.yarn" + "pkg"
    ),
    "an address in a lock": re.compile(r'"resolved"' + r":\s*\"http"),
    "a private key": re.compile("-----BEGIN [A-Z ]*" + "PRIVATE KEY-----"),
}
FORBIDDEN_NAMES = {"uv.lock", ".env", "poetry.lock", "Pipfile.lock"}
NEWER_THAN_15 = {  # PostgreSQL 15 is in production; the demo's is newer and would not complain
    "ANY_VALUE": re.compile(r"\bANY_" + r"VALUE\s*\(", re.IGNORECASE),
    "MERGE … RETURNING": re.compile(r"\bMERGE" + r"\s+INTO\b[^;]*\bRETURNING\b", re.IGNORECASE),
    "uuidv7()": re.compile(r"\buuid" + r"v7\s*\(", re.IGNORECASE),
    "JSON_TABLE": re.compile(r"\bJSON_" + r"TABLE\s*\(", re.IGNORECASE),
    "a virtual generated column": re.compile(r"\)\s*VIR" + "TUAL|db_persist=" + "False"),
    "NOT VALID for NOT NULL": re.compile(r"NOT NULL\s+\w+\s+NOT " + "VALID", re.IGNORECASE),
    "COPY … ON_ERROR": re.compile(r"\bON_" + r"ERROR\s+ignore", re.IGNORECASE),
}


def tracked_texts() -> dict[str, str]:
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]  # whoever owns the checkout
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    names = [name for name in listed.stdout.decode().split("\0") if name]
    paths = {name: ROOT / name for name in names if (ROOT / name).is_file()}
    return {
        name: path.read_text(errors="replace")
        for name, path in paths.items()
        if path.stat().st_size < TEXT_LIMIT
    }


def find(patterns: dict[str, re.Pattern[str]], texts: dict[str, str]) -> list[str]:
    return [
        f"{name} holds {what}: {found.group()[:60]}"
        for name, text in texts.items()
        for what, pattern in patterns.items()
        if (found := pattern.search(text))
    ]


def normalise(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name.split("[")[0]).lower()


def names_in_lock(name: str) -> set[str]:
    lines = (ROOT / "requirements" / f"{name}.txt").read_text().splitlines()
    return {normalise(found.group()) for line in lines if (found := re.match(r"[\w.-]+", line))}


def names_wanted(entries: list[object]) -> set[str]:
    texts = [entry for entry in entries if isinstance(entry, str)]
    return {normalise(found.group()) for text in texts if (found := re.match(r"[\w.-]+", text))}


def test_no_tracked_file_holds_what_it_must_not():
    assert find(FORBIDDEN, tracked_texts()) == []


def test_no_file_that_does_not_belong_is_tracked():
    assert [name for name in tracked_texts() if Path(name).name in FORBIDDEN_NAMES] == []


@pytest.mark.parametrize(
    "text",
    [
        "see /" + "work/main/notes",
        "data = '/" + "home/sam/register.csv'",
        "https://py" + "pi.org/simple",
        "https://files.python" + "hosted.org/packages",
        '"resolved"' + ': "https://example.com/a.tgz"',
        "-----BEGIN RSA " + "PRIVATE KEY-----",
    ],
)
def test_each_is_found(text):
    assert len(find(FORBIDDEN, {"a.txt": text})) == 1


def test_nothing_is_used_that_the_database_in_production_lacks():
    code = {
        name: text
        for name, text in tracked_texts().items()
        if name.endswith((".py", ".sql", ".sh")) and not name.startswith("tests/architecture/")
    }
    assert find(NEWER_THAN_15, code) == []


@pytest.mark.parametrize(
    "text",
    [
        "SELECT any_" + "value(name)",
        "MERGE " + "INTO a USING b ON x WHEN MATCHED THEN DELETE\n RETURNING a.id",
        "DEFAULT uuid" + "v7()",
        "GENERATED ALWAYS AS (a + b) VIR" + "TUAL",
    ],
)
def test_each_newer_feature_is_found(text):
    assert len(find(NEWER_THAN_15, {"a.py": text})) == 1


def test_the_locks_hold_what_the_project_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked = names_wanted(project["project"]["dependencies"])
    groups = {name: names_wanted(entries) for name, entries in project["dependency-groups"].items()}
    missing = {
        "runtime": asked - names_in_lock("runtime"),
        "dev": (asked | groups["dev"] | groups["demo"] | groups["bootstrap"])
        - names_in_lock("dev"),
        "bootstrap": groups["bootstrap"] ^ names_in_lock("bootstrap"),
        "node": groups["node"] ^ names_in_lock("node"),
    }
    assert missing == {"runtime": set(), "dev": set(), "bootstrap": set(), "node": set()}


def test_every_line_of_a_lock_has_its_hash_and_no_address():
    for path in (ROOT / "requirements").glob("*.txt"):
        text = path.read_text().replace("\\\n", " ")
        pinned = [line for line in text.splitlines() if re.match(r"[\w.-]+==", line)]
        assert pinned
        assert [line[:60] for line in pinned if "--hash=sha256:" not in line] == []
        assert "://" not in re.sub(r"#.*", "", text)


def test_what_goes_into_the_image_is_what_was_tested():
    def versions(name: str) -> dict[str, str]:
        text = (ROOT / "requirements" / f"{name}.txt").read_text()
        pattern = r"^([\w.-]+)==([^\s;]+)(?: ; ([^\\]*))?"
        found = re.findall(pattern, text, flags=re.M)
        return {f"{normalise(n)} {marker.strip()}": version for n, version, marker in found}

    runtime, dev = versions("runtime"), versions("dev")
    assert {name: v for name, v in runtime.items() if dev.get(name, v) != v} == {}
