"""
Checkpoints: what the ends of all chains were at one moment, signed, and kept elsewhere as well.

A chain shows that an event was changed, unless the whole chain is rebuilt after it. A checkpoint
kept out of reach shows that too: the rebuilt chain does not pass through the hash that was signed.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from audit.merkle import find_root
from audit.models import Checkpoint, CheckpointLeaf
from audit.signing import is_signed, sign

FORMAT = "fair-hearing audit checkpoint 1"
ONE_AT_A_TIME = 6_962  # the number of the advisory lock
GROWN = """
    SELECT h.stream, h.seq, h.hash FROM audit_chainhead h
    WHERE NOT EXISTS (
        SELECT 1 FROM audit_checkpointleaf l WHERE l.stream = h.stream AND l.seq >= h.seq
    )
    ORDER BY h.stream COLLATE "C"
"""


class NotACheckpoint(ValueError):
    """A file that does not hold a checkpoint as this service writes it."""


@dataclass(frozen=True, slots=True)
class ChainEnd:
    """The last event of one chain at a moment."""

    stream: str
    seq: int
    hash: bytes

    @property
    def leaf(self) -> bytes:
        return f"{self.stream}\n{self.seq}\n{self.hash.hex()}".encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A checkpoint as it is signed, filed and checked."""

    number: int
    made_at: datetime
    previous: bytes
    ends: tuple[ChainEnd, ...]
    root: bytes
    signature: bytes = b""

    @property
    def signed_words(self) -> bytes:
        moment = self.made_at.astimezone(UTC).isoformat()
        parts = [FORMAT, self.number, moment, self.previous.hex(), len(self.ends), self.root.hex()]
        return "\n".join(map(str, parts)).encode()

    def find_own_faults(self, public_key: str) -> list[str]:
        """Return what is wrong with this statement by itself: its root, its signature."""
        faults = []
        if find_root(end.leaf for end in self.ends) != self.root:
            faults.append(f"the list in checkpoint {self.number} is not the one that was signed")
        if not is_signed(self.signed_words, self.signature, public_key):
            faults.append(f"checkpoint {self.number} was not signed with our key")
        return faults


def make_checkpoint(*, signing_key: str, now: datetime) -> Statement | None:
    """
    Store a checkpoint over every chain that has grown since the last; None where none has.

    Runs inside the caller's transaction. The ends are read in one statement, so they are those of
    one moment, whatever is written meanwhile.

    :raises NotAKey: if ``signing_key`` is none.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
        cursor.execute(GROWN)
        ends = tuple(ChainEnd(stream, seq, bytes(hash)) for stream, seq, hash in cursor.fetchall())
    if not ends:
        return None
    last = Checkpoint.objects.order_by("-number").first()
    statement = Statement(
        number=last.number + 1 if last else 1,
        made_at=now,
        previous=bytes(last.root) if last else b"",
        ends=ends,
        root=find_root(end.leaf for end in ends),
    )
    signature = sign(statement.signed_words, signing_key)
    kept = Checkpoint.objects.create(
        number=statement.number,
        made_at=now,
        previous=statement.previous,
        root=statement.root,
        signature=signature,
    )
    CheckpointLeaf.objects.bulk_create(
        (
            CheckpointLeaf(checkpoint=kept, stream=end.stream, seq=end.seq, hash=end.hash)
            for end in ends
        ),
        batch_size=5_000,
    )
    return get_statement(kept)


def get_statement(kept: Checkpoint) -> Statement:
    """Return a stored checkpoint as the statement that was signed."""
    leaves = kept.leaves.values_list("stream", "seq", "hash")
    return Statement(
        number=kept.number,
        made_at=kept.made_at,
        previous=bytes(kept.previous),
        ends=tuple(
            sorted(
                (ChainEnd(stream, seq, bytes(hash)) for stream, seq, hash in leaves),
                key=lambda end: end.stream.encode(),
            )
        ),
        root=bytes(kept.root),
        signature=bytes(kept.signature),
    )


def write_file(statement: Statement) -> str:
    """Return the checkpoint as the text of its file: JSON, hashes in hexadecimal, no names."""
    return json.dumps(
        {
            "format": FORMAT,
            "number": statement.number,
            "made_at": statement.made_at.astimezone(UTC).isoformat(),
            "previous": statement.previous.hex(),
            "ends": [[end.stream, end.seq, end.hash.hex()] for end in statement.ends],
            "root": statement.root.hex(),
            "signature": statement.signature.hex(),
        },
        indent=1,
    )


def read_file(text: str) -> Statement:
    """
    Return the statement in a file that ``write_file`` wrote.

    :raises NotACheckpoint: if it is anything else, saying what is wrong with it.
    """
    try:
        found = json.loads(text)
        if not isinstance(found, dict) or found.get("format") != FORMAT:
            raise NotACheckpoint(f"it does not begin as “{FORMAT}”")
        return Statement(
            number=int(found["number"]),
            made_at=datetime.fromisoformat(found["made_at"]),
            previous=bytes.fromhex(found["previous"]),
            ends=tuple(_read_ends(found["ends"])),
            root=bytes.fromhex(found["root"]),
            signature=bytes.fromhex(found["signature"]),
        )
    except KeyError as missing:
        raise NotACheckpoint(f"{missing} is missing") from None
    except (TypeError, ValueError) as fault:
        raise NotACheckpoint(str(fault)) from None


def _read_ends(listed: Iterable[Any]) -> Iterable[ChainEnd]:
    for stream, seq, hash_in_hex in listed:
        yield ChainEnd(str(stream), int(seq), bytes.fromhex(hash_in_hex))
