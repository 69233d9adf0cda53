"""Bring the school register in: what is new, what changed, and what each school was before."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date, datetime

from django.db import connection

from audit import trail
from audit.models import AuditEvent
from audit.trail import on_the_record
from organisations.imports import register_sql
from organisations.imports.links_file import Link, read_links
from organisations.imports.register_file import Establishment, Row, read_register
from organisations.models import LocalAuthority, RegisterReading


class RegisterOlder(Exception):
    """A later register has been read already; an older file would rewrite history."""


class NoAuthorities(Exception):
    """The official list of authorities must be there before the schools."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterFile:
    """A file of the register as it was published: its name, its bytes, its day."""

    name: str
    content: bytes
    as_at: date
    links: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkCounts:
    new: int
    changed: int
    unchanged: int
    unknown_school: int  # one end is not in our register
    other: int  # rows that name no predecessor


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterCounts:
    new: int
    changed: int
    closed: int
    unchanged: int
    not_in_file: int  # schools held that this file does not name; they are kept
    left_out: dict[str, int]  # rows outside the law of England, by the reason
    links: LinkCounts | None
    unknown_types: dict[str, int] = field(
        default_factory=dict
    )  # schools, by the code of their type


def no_bar(rows: Iterator[Row], _: int) -> Iterable[Row]:
    return rows


@on_the_record
def import_register(
    file: RegisterFile,
    *,
    actor: str,
    now: datetime,
    watch: Callable[[Iterator[Row], int], Iterable[Row]] = no_bar,
) -> RegisterCounts:
    """
    Make the schools equal to the register's file, keeping what each was before.

    A change of name, authority, trust, group, type, status or phase closes the school's record on
    the day before ``file.as_at`` and opens another. Reading the same file again changes nothing.

    :raises FaultyFile: with every fault of either file; then nothing is changed.
    :raises RegisterOlder: if a register of a later day has been read.
    :raises NoAuthorities: if the official list of authorities has not been brought in.
    """
    codes = set(LocalAuthority.objects.values_list("code", flat=True))
    if not codes:
        raise NoAuthorities("bring in the local authorities first: import_authorities")
    _check_not_older(file.as_at)
    register = read_register(file.content, codes, watch=watch)
    links = read_links(file.links) if file.links else None
    by_kind = _merge(register.establishments, as_at=file.as_at)
    counts = RegisterCounts(
        new=by_kind["NEW"],
        changed=by_kind["CHANGED"],
        closed=by_kind["CLOSED"],
        unchanged=by_kind["SAME"],
        not_in_file=by_kind["NOT_IN_FILE"],
        left_out=dict(register.left_out),
        unknown_types=dict(register.unknown_types),
        links=_merge_links(links.links, other=links.other) if links else None,
    )
    _record(file, counts, actor=actor, now=now)
    return counts


def _check_not_older(as_at: date) -> None:
    latest = RegisterReading.objects.order_by("-as_at", "-id").first()
    if latest and as_at < latest.as_at:
        raise RegisterOlder(
            f"the register as at {latest.as_at:%d-%m-%Y} has been read; an older file, as at"
            f" {as_at:%d-%m-%Y}, would rewrite what came after it"
        )


def _merge(establishments: list[Establishment], *, as_at: date) -> Counter[str]:
    with connection.cursor() as cursor:
        for statement in register_sql.STAGE:
            cursor.execute(statement)
        with cursor.copy(register_sql.COPY) as copy:
            for establishment in establishments:
                copy.write_row(establishment)
        for statement in register_sql.COMPARE:
            cursor.execute(statement, {"as_at": as_at})
        cursor.execute(register_sql.COUNT)
        counts = Counter(dict(cursor.fetchall()))
        for statement in register_sql.MERGE:
            cursor.execute(statement, {"as_at": as_at})
    return counts


def _merge_links(links: list[Link], *, other: int) -> LinkCounts:
    with connection.cursor() as cursor:
        for statement in register_sql.STAGE_LINKS:
            cursor.execute(statement)
        with cursor.copy(register_sql.COPY_LINKS) as copy:
            for link in links:
                copy.write_row(link)
        cursor.execute(register_sql.COMPARE_LINKS)
        cursor.execute(register_sql.COUNT_LINKS)
        counts = Counter(dict(cursor.fetchall()))
        cursor.execute(register_sql.MERGE_LINKS)
    return LinkCounts(
        new=counts["NEW"],
        changed=counts["CHANGED"],
        unchanged=counts["SAME"],
        unknown_school=len(links) - counts.total(),
        other=other,
    )


def _record(file: RegisterFile, counts: RegisterCounts, *, actor: str, now: datetime) -> None:
    facts = asdict(counts)
    reading = RegisterReading.objects.create(
        as_at=file.as_at,
        file_name=file.name,
        sha256=hashlib.sha256(file.content).hexdigest(),
        counts=facts,
        read_at=now,
    )
    trail.record(
        AuditEvent(
            stream="register",
            kind="register.imported",
            actor=actor,
            at=now,
            facts={
                **facts,
                "file": file.name,
                "sha256": reading.sha256,
                "as_at": str(file.as_at),
            },
        )
    )
