"""What only a checkpoint finds, and what is found of a checkpoint that was meddled with."""

import json
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from audit import checkpoints, signing, verify
from audit.checkpoints import NotACheckpoint
from audit.models import Checkpoint
from audit.trail import record
from row_security.scope import WHOLE_SERVICE, scoped_transaction
from tests.audit.conftest import as_owner, event, rechain, record_some

pytestmark = [
    pytest.mark.services,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
]
NOON = datetime(2026, 9, 15, 12, tzinfo=UTC)
KEY = signing.make_key()
PUBLIC = signing.find_public_key(KEY)


def make():
    with scoped_transaction(WHOLE_SERVICE):
        return checkpoints.make_checkpoint(signing_key=KEY, now=NOON)


def find_everything(statement):
    with scoped_transaction(WHOLE_SERVICE):
        return (
            [str(found) for found in verify.find_breaks()],
            [str(found) for found in verify.find_checkpoint_breaks(statement)],
            list(verify.find_kept_faults(PUBLIC)),
        )


def test_a_checkpoint_holds_the_end_of_every_chain():
    record_some(chains=2, each=3)

    statement = make()

    assert statement.number == 1
    assert [(end.stream, end.seq) for end in statement.ends] == [("case/1", 3), ("case/2", 3)]
    assert statement.find_own_faults(PUBLIC) == []
    assert find_everything(statement) == ([], [], [])


def test_the_next_holds_only_the_chains_that_have_grown():
    record_some(chains=2)
    first = make()
    with scoped_transaction(WHOLE_SERVICE):
        record(event(9, "case/2"))

    second = make()

    assert [(end.stream, end.seq) for end in second.ends] == [("case/2", 4)]
    assert second.previous == first.root
    assert make() is None  # nothing has happened since
    assert find_everything(second) == ([], [], [])


def test_a_chain_rebuilt_after_an_edit_is_found_by_the_checkpoint_alone():
    record_some(chains=2)
    statement = make()
    with as_owner() as cursor:
        cursor.execute(
            "UPDATE audit_auditevent SET actor = 'user/9' WHERE stream = 'case/1' AND seq = 2"
        )
        rechain(cursor, "case/1")

    chains, by_file, kept = find_everything(statement)

    assert chains == []
    assert len(by_file) == len(kept) == 1
    assert "case/1 #3" in by_file[0]
    assert "rebuilt" in by_file[0]


def test_a_chain_cut_back_and_its_head_with_it_is_found_by_the_checkpoint_alone():
    record_some(chains=1)
    statement = make()
    with as_owner() as cursor:
        cursor.execute("DELETE FROM audit_auditevent WHERE seq = 3")
        cursor.execute(
            "UPDATE audit_chainhead h SET seq = 2, hash = e.hash FROM audit_auditevent e"
            " WHERE e.seq = 2 AND e.stream = h.stream"
        )

    chains, by_file, _ = find_everything(statement)

    assert chains == []
    assert by_file == ["case/1 #3, signed in checkpoint 1, is gone"]


@pytest.mark.parametrize(
    ("meddling", "told"),
    [
        ("UPDATE audit_checkpointleaf SET hash = sha256('x') WHERE stream = 'case/1'", "list"),
        ("UPDATE audit_checkpoint SET root = sha256('x') WHERE number = 2", "list"),
        ("UPDATE audit_checkpoint SET signature = sha512('x') WHERE number = 1", "our key"),
        ("UPDATE audit_checkpoint SET made_at = '2026-01-01' WHERE number = 2", "our key"),
        ("UPDATE audit_checkpoint SET number = 3 WHERE number = 2", "does not follow"),
        ("UPDATE audit_checkpoint SET previous = sha256('x') WHERE number = 2", "does not follow"),
    ],
)
def test_meddling_with_the_checkpoints_kept_here_is_found(meddling, told):
    record_some()
    make()
    with scoped_transaction(WHOLE_SERVICE):
        record(event(9))
    statement = make()
    with as_owner() as cursor:
        cursor.execute(meddling)

    _, _, kept = find_everything(statement)

    assert any(told in fault for fault in kept)


@pytest.mark.parametrize("table", ["audit_checkpoint", "audit_checkpointleaf"])
@pytest.mark.parametrize(
    "change", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"]
)
def test_the_service_can_neither_change_nor_remove_a_checkpoint(table, change):
    record_some()
    make()

    with (
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change.format(table))
    assert Checkpoint.objects.count() == 1


def test_a_file_is_read_back_as_it_was_signed():
    record_some()
    statement = make()

    found = checkpoints.read_file(checkpoints.write_file(statement))

    assert found == statement
    assert found.find_own_faults(PUBLIC) == []


def test_a_file_signed_with_another_key_is_told():
    record_some()
    other = signing.find_public_key(signing.make_key())

    assert make().find_own_faults(other) == ["checkpoint 1 was not signed with our key"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda text: "", "Expecting value"),
        (lambda text: "[]", "does not begin"),
        (lambda text: text.replace("checkpoint 1", "checkpoint 9"), "does not begin"),
        (lambda text: json.dumps({**json.loads(text), "root": "no hash"}), "non-hexadecimal"),
        (lambda text: json.dumps({**json.loads(text), "ends": [1]}), "cannot unpack"),
        (lambda text: text.replace('"number"', '"numero"'), "'number' is missing"),
    ],
)
def test_what_is_no_checkpoint_is_refused(change, told):
    record_some()
    text = checkpoints.write_file(make())

    with pytest.raises(NotACheckpoint, match=told):
        checkpoints.read_file(change(text))
