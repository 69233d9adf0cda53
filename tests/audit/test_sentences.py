"""That whoever reads a trail reads words: a kind of event without any does not pass."""

import ast
import re
from pathlib import Path

import pytest

from audit import trail
from audit.models import AuditEvent
from audit.sentences import IN_WORDS, tell_kind

ROOT = Path(__file__).parents[2]
KIND = re.compile(r"[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*")
SUBJECTS = {kind.partition(".")[0] for kind in IN_WORDS}
# Words with a dot that are no kinds. A new subject of events is found by the calls below.
NO_KINDS = {
    *("authority.code", "authority.name", "school.urn", "school.name"),  # fields of the API
    "decision.pdf",
}
CALLS = {
    *("record", "describe", "record_of_draft", "_record", "_record_of", "_close"),
    *("AuditEvent", "Move"),
}


def find_literals(tree):
    """Yield each literal that looks like a kind, and whether it is handed to what records."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if called in CALLS:
                handed = [*node.args, *(keyword.value for keyword in node.keywords)]
                for value in (part for one in handed for part in ast.walk(one)):
                    if isinstance(value, ast.Constant) and isinstance(value.value, str):
                        yield value.value, True
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value, False


def find_kinds(source):
    """Return every kind that this source records, or names like one that is recorded."""
    found = set()
    for text, is_recorded in find_literals(ast.parse(source)):
        looks_like_one = KIND.fullmatch(text) and text not in NO_KINDS
        if looks_like_one and (is_recorded or text.partition(".")[0] in SUBJECTS):
            found.add(text)
    return found


def find_kinds_of_the_code():
    found = {}
    for package in sorted(path.parent for path in ROOT.glob("*/__init__.py")):
        if package.name in ("tests", "bench", "embedded"):
            continue
        for path in package.rglob("*.py"):
            if "migrations" not in path.parts and path.name != "sentences.py":
                for kind in find_kinds(path.read_text()):
                    found.setdefault(kind, str(path.relative_to(ROOT)))
    return found


def test_every_kind_in_the_code_is_told_in_words():
    missing = {k: where for k, where in find_kinds_of_the_code().items() if k not in IN_WORDS}

    assert missing == {}, "give each of these kinds of event its words in audit/sentences.py"


def test_there_are_no_words_for_what_is_never_recorded():
    assert IN_WORDS.keys() - find_kinds_of_the_code().keys() == set()


@pytest.mark.parametrize(
    "source",
    [
        'timeline.record(case, "case.broken-open", actor=by, now=now)',
        'AuditEvent(stream=s, kind="visitor.came", actor=by)',
        'kind = "draft.lost" if lost else "draft.saved"',
        'MOVES = {(A, B): Move((HEAD,), "case.sprung")}',
        '_record("user/7", "invitation.sent", actor=by)',
    ],
)
def test_a_kind_without_words_is_found_wherever_it_stands(source):
    assert find_kinds(source) - IN_WORDS.keys()


def test_each_is_words_for_a_person():
    for kind, words in IN_WORDS.items():
        assert words[0].isupper(), kind
        assert not KIND.fullmatch(words), kind
        assert len(words.split()) > 1 or kind in ("user.signed-in", "user.signed-out"), kind


def test_a_kind_of_an_older_version_can_still_be_read():
    assert tell_kind("case.viewed") == "Looked at the case"
    assert tell_kind("case.told-by-pigeon") == "Case told by pigeon"


def test_the_suite_itself_refuses_a_kind_without_words(db):
    """For kinds that no literal spells out: every event that any test records is looked at."""
    with pytest.raises(AssertionError, match="audit/sentences"):
        trail.record(AuditEvent(stream="case/1", kind="case.made-up", actor="user/1"))
