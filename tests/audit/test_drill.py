"""
Meddling at random places, as the tables' owner with every trigger off: each is found and named.

A few places of each kind in an everyday run; ``TAMPER_PLACES=1000`` for the whole drill. The seed
is printed with a failure, and ``TAMPER_SEED`` brings it back.
"""

import os
import random
from datetime import UTC, datetime

import pytest
from django.db import connections, transaction

from audit import checkpoints, signing, verify
from row_security.scope import WHOLE_SERVICE, scoped_transaction
from tests.audit.conftest import as_owner, rechain, record_some

pytestmark = [
    pytest.mark.services,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
]
PLACES = int(os.environ.get("TAMPER_PLACES", "12"))
SEED = int(os.environ.get("TAMPER_SEED", "20260915"))
CHAINS, EACH = 5, 6
NOON = datetime(2026, 9, 15, 12, tzinfo=UTC)
BYTES = {  # one byte of each column that an event has; the database numbers it itself
    "kind": "overlay(kind placing 'X' from {n} for 1)",
    "actor": "overlay(actor placing '9' from 6 for 1)",
    "stream": "overlay(stream placing '0' from 6 for 1)",
    "at": "at + interval '1 microsecond'",
    "facts": "facts || '{{\"a\": {n}}}'",
    "authority_id": "coalesce(authority_id, 0) + 1",
    "home_authority_id": "coalesce(home_authority_id, 0) + 1",
    "school_id": "coalesce(school_id, 0) + 1",
    "case_id": "coalesce(case_id, 0) + 1",
    "seq": "seq + 100",
    "hash": "set_byte(hash, {n}, (get_byte(hash, {n}) + 1) %% 256)",
    "prev": "CASE WHEN prev = '' THEN sha256('') ELSE set_byte(prev, {n}, (get_byte(prev, {n})"
    " + 1) %% 256) END",
}


def change(cursor, chance, stream, seq):
    column = chance.choice(list(BYTES))
    new = BYTES[column].format(n=chance.randrange(1, 9))
    cursor.execute(
        f"UPDATE audit_auditevent SET {column} = {new} WHERE stream = %s AND seq = %s",
        [stream, seq],
    )


def delete(cursor, chance, stream, seq):
    cursor.execute("DELETE FROM audit_auditevent WHERE stream = %s AND seq = %s", [stream, seq])


def insert(cursor, chance, stream, seq):
    """Forge one more event, rightly hashed: among the others, or after the last."""
    at = chance.choice([seq, EACH + 1])
    cursor.execute(
        """UPDATE audit_auditevent SET seq = seq + 1000 WHERE stream = %(stream)s AND seq >= %(at)s;
           UPDATE audit_auditevent SET seq = seq - 999 WHERE stream = %(stream)s AND seq > 1000;
           INSERT INTO audit_auditevent (stream, seq, kind, actor, at, facts, prev, hash)
           SELECT %(stream)s, %(at)s, 'case.viewed', 'user/6', now(), '{}', coalesce((SELECT hash
               FROM audit_auditevent WHERE stream = %(stream)s AND seq = %(at)s - 1), ''), '';
           UPDATE audit_auditevent e SET hash = audit_hash(e)
           WHERE stream = %(stream)s AND seq = %(at)s""",
        {"stream": stream, "at": at},
    )


def swap(cursor, chance, stream, seq):
    other = chance.choice([n for n in range(1, EACH + 1) if n != seq])
    for was, becomes in ((seq, 1000), (other, seq), (1000, other)):
        cursor.execute(
            "UPDATE audit_auditevent SET seq = %s WHERE stream = %s AND seq = %s",
            [becomes, stream, was],
        )


def cut(cursor, chance, stream, seq):
    cursor.execute("DELETE FROM audit_auditevent WHERE stream = %s AND seq >= %s", [stream, seq])


def rebuild(cursor, chance, stream, seq):
    """Edit, and make the chain whole again, its end with it: only a checkpoint can tell."""
    cursor.execute(
        "UPDATE audit_auditevent SET actor = 'user/66' WHERE stream = %s AND seq = %s",
        [stream, seq],
    )
    rechain(cursor, stream)


def find_both(statement):
    return verify.find_breaks(), verify.find_checkpoint_breaks(statement)


@pytest.mark.parametrize("meddle", [change, delete, insert, swap, cut, rebuild])
def test_meddling_anywhere_is_found_and_its_chain_is_named(meddle, monkeypatch):
    record_some(chains=CHAINS, each=EACH)
    with scoped_transaction(WHOLE_SERVICE):
        statement = checkpoints.make_checkpoint(signing_key=signing.make_key(), now=NOON)
    monkeypatch.setattr(verify, "connection", connections["owner"])
    chance = random.Random(f"{SEED} {meddle.__name__}")
    missed = []
    with as_owner() as cursor:
        assert find_both(statement) == ([], [])
        for place in range(PLACES):
            stream, seq = f"case/{chance.randrange(CHAINS) + 1}", chance.randrange(EACH) + 1
            with transaction.atomic(using="owner"):
                meddle(cursor, chance, stream, seq)
                in_chains, by_checkpoint = find_both(statement)
                transaction.set_rollback(True, using="owner")
            found = by_checkpoint if meddle is rebuild else in_chains
            whole = meddle is not rebuild or not in_chains
            if not whole or not any(stream == one.stream for one in found):
                missed.append((place, stream, seq, in_chains, by_checkpoint))
        assert find_both(statement) == ([], [])  # each was undone before the next
    assert missed == [], f"TAMPER_SEED={SEED}"
