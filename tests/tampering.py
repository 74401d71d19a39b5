"""What somebody who owns the database can do to the log: as superuser, without the key, undone after each look."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from django.db import connection, transaction

from samspel.core.chain import keys
from samspel.core.chain.keys import Key
from samspel.core.chain.rows import stream
from samspel.core.chain.seals import head_of
from samspel.core.chain.verifying import looked_through
from samspel.core.columns import bounds
from samspel.core.models import LogSeal

if TYPE_CHECKING:
    from random import Random

    from django.db.backends.utils import CursorWrapper

    from samspel.core.chain import Report

    Attack: TypeAlias = Callable[["CursorWrapper", Random, "Log"], object]


@dataclass(frozen=True)
class Log:
    """What there is to tamper with."""

    rows: list[int]
    seals: list[int]

    @classmethod
    def of(cls, cursor: CursorWrapper) -> Log:
        """As it stands."""
        cursor.execute("SELECT id FROM core_logrow ORDER BY id")
        rows = [row for (row,) in cursor.fetchall()]
        cursor.execute("SELECT no FROM core_logseal ORDER BY no")
        return cls(rows, [no for (no,) in cursor.fetchall()])

    def gap(self) -> int:
        """An id that no row has, among those that have."""
        return next(one for one in range(self.rows[0], self.rows[-1]) if one not in self.rows)


def tampered(attack: Attack, chance: Random, published: list[str] | None) -> Report:
    """What a verification says of the log after the attack; nothing of the attack stays."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        attack(cursor, chance, Log.of(cursor))
        report = looked_through(cursor, published)
        transaction.set_rollback(True)
    return report


# ---------- Rows

TEXTS = ("actor_kind", "actor_id", "actor_label", "verb", "object_kind", "object_id", "object_label", "because")


def change_a_text(cursor: CursorWrapper, chance: Random, log: Log) -> None:
    """One text of one row, by one letter."""
    column = chance.choice(TEXTS)
    cursor.execute(
        f"UPDATE core_logrow SET {column} = left('~' || {column}, 20) WHERE id = %s", [chance.choice(log.rows)]
    )


def change_the_time(cursor: CursorWrapper, chance: Random, log: Log) -> None:
    """By a microsecond."""
    cursor.execute("UPDATE core_logrow SET at = at + '1 us'::interval WHERE id = %s", [chance.choice(log.rows)])


def change_the_fields(cursor: CursorWrapper, chance: Random, log: Log) -> None:
    """Another field was changed, it says."""
    cursor.execute("UPDATE core_logrow SET fields = fields || '{x}' WHERE id = %s", [chance.choice(log.rows)])


def change_the_transaction(cursor: CursorWrapper, chance: Random, log: Log) -> None:
    """Somebody else's, it says; or none."""
    value = chance.choice(["pg_current_xact_id()", "NULL", "'3'::xid8"])
    cursor.execute(f"UPDATE core_logrow SET xid = {value} WHERE id = %s", [chance.choice(log.rows)])


def change_many(cursor: CursorWrapper, chance: Random, log: Log) -> None:
    """It was never me."""
    cursor.execute("UPDATE core_logrow SET actor_id = 'x' WHERE id >= %s", [chance.choice(log.rows)])


def remove_one(cursor: CursorWrapper, chance: Random, log: Log) -> None:
    """Whichever."""
    cursor.execute("DELETE FROM core_logrow WHERE id = %s", [chance.choice(log.rows)])


def remove_several(cursor: CursorWrapper, chance: Random, log: Log) -> None:
    """Some that follow each other, the first or the last ones too."""
    first, last = sorted(chance.sample(log.rows, 2))
    cursor.execute("DELETE FROM core_logrow WHERE id BETWEEN %s AND %s", [first, last])


def remove_all(cursor: CursorWrapper, chance: Random, log: Log) -> None:
    """There was nothing, ever."""
    cursor.execute("TRUNCATE core_logrow")


COPIED = "at, actor_kind, actor_id, actor_label, verb, object_kind, object_id, object_label, fields, because"


def put_one_in(cursor: CursorWrapper, chance: Random, log: Log) -> None:
    """A copy of a row into a gap, as if its transaction had been that of its neighbour."""
    cursor.execute(
        f"INSERT INTO core_logrow (id, xid, {COPIED}) SELECT %s, xid, {COPIED} FROM core_logrow WHERE id = %s",
        [log.gap(), chance.choice(log.rows)],
    )


def put_one_in_as_old(cursor: CursorWrapper, chance: Random, log: Log) -> None:
    """At the end, with a time and a transaction of long ago, or none."""
    xid = chance.choice(["NULL", "'3'::xid8"])
    cursor.execute(
        f"INSERT INTO core_logrow (id, xid, {COPIED}) SELECT %s, {xid}, {COPIED} FROM core_logrow WHERE id = %s",
        [log.rows[-1] + 10, chance.choice(log.rows)],
    )


def put_one_in_backdated(cursor: CursorWrapper, chance: Random, log: Log) -> None:
    """At the end, openly new, but with a time of last year."""
    cursor.execute(
        "INSERT INTO core_logrow (id, at, actor_kind, actor_id, actor_label, verb, object_kind, object_id,"
        " object_label, fields, because) SELECT %s, at - '300 days'::interval, actor_kind, actor_id, actor_label,"
        " verb, object_kind, object_id, object_label, fields, because FROM core_logrow WHERE id = %s",
        [log.rows[-1] + 10, chance.choice(log.rows)],
    )


def put_one_in_twice(cursor: CursorWrapper, chance: Random, log: Log) -> None:
    """The same id again, with another actor."""
    cursor.execute("ALTER TABLE core_logrow DROP CONSTRAINT core_logrow_pkey")
    cursor.execute(
        "INSERT INTO core_logrow SELECT * FROM core_logrow WHERE id = %s",
        [chance.choice(log.rows)],
    )


def swap_two(cursor: CursorWrapper, chance: Random, log: Log) -> None:
    """Each gets the other's place."""
    one, other = chance.sample(log.rows, 2)
    cursor.execute("UPDATE core_logrow SET id = -1 WHERE id = %s", [one])
    cursor.execute("UPDATE core_logrow SET id = %s WHERE id = %s", [one, other])
    cursor.execute("UPDATE core_logrow SET id = %s WHERE id = -1", [other])


def move_all_by_one(cursor: CursorWrapper, chance: Random, log: Log) -> None:
    """Close the gap that a removed row left."""
    row = chance.choice(log.rows[:-1])
    cursor.execute("DELETE FROM core_logrow WHERE id = %s", [row])
    cursor.execute("UPDATE core_logrow SET id = -id WHERE id > %s", [row])
    cursor.execute("UPDATE core_logrow SET id = -id - 1 WHERE id < 0")


# ---------- Seals

SEALED = {
    "at": "at - '1 us'::interval",
    "key": "'00000000'",
    "era": "era || '1'",
    "snapshot": "'3:3:'",
    "floor": "floor + 1",
    "rows": "rows - int8multirange(int8range(lower(rows), lower(rows), '[]'))",
    "count": "count - 1",
    "tags": "overlay(tags placing '\\x00' from 1)",
    "head": "repeat('0', 64)",
}


def change_a_seal(cursor: CursorWrapper, chance: Random, log: Log) -> None:
    """Any column of any seal."""
    column = chance.choice(list(SEALED))
    cursor.execute(f"UPDATE core_logseal SET {column} = {SEALED[column]} WHERE no = %s", [chance.choice(log.seals)])


def remove_a_seal(cursor: CursorWrapper, chance: Random, log: Log) -> None:
    """Whichever, but its rows stay."""
    cursor.execute("DELETE FROM core_logseal WHERE no = %s", [chance.choice(log.seals)])


def remove_all_seals(cursor: CursorWrapper, chance: Random, log: Log) -> None:
    """The log was never sealed."""
    cursor.execute("TRUNCATE core_logseal")


def swap_two_seals(cursor: CursorWrapper, chance: Random, log: Log) -> None:
    """Each gets the other's number."""
    one, other = chance.sample(log.seals, 2)
    cursor.execute("UPDATE core_logseal SET no = -1 WHERE no = %s", [one])
    cursor.execute("UPDATE core_logseal SET no = %s WHERE no = %s", [one, other])
    cursor.execute("UPDATE core_logseal SET no = %s WHERE no = -1", [other])


def cut_the_tail(cursor: CursorWrapper, chance: Random, log: Log) -> None:
    """The last seals and every row that they seal."""
    _cut_from(cursor, chance.choice(log.seals))


def cut_the_last_seal(cursor: CursorWrapper, chance: Random, log: Log) -> None:
    """The least that can be cut: only a head that was published after it tells."""
    _cut_from(cursor, log.seals[-1])


def _cut_from(cursor: CursorWrapper, no: int) -> None:
    cursor.execute(
        "DELETE FROM core_logrow USING core_logseal AS seal WHERE seal.no >= %s AND seal.rows @> core_logrow.id", [no]
    )
    cursor.execute("DELETE FROM core_logseal WHERE no >= %s", [no])


def rewritten(cursor: CursorWrapper, key: Key, *, named: str | None = None) -> None:
    """Every seal made anew over the rows as they stand now, with a key of one's own."""
    lines = {int(line[: line.index(b"\t")]): line for line in stream(cursor)}
    before = ""
    for seal in LogSeal.objects.order_by("no"):
        ids = [one for one in lines if any(one in range(*span) for span in bounds(seal.rows))]
        seal.tags = b"".join(key.tag(lines[one]) for one in sorted(ids))
        seal.count, seal.key = len(ids), key.id if named is None else named
        seal.head = before = head_of(seal, before, key)
        seal.save()


class Plain(Key):
    """Hashes that need no key, as one may read in the code."""

    def tag(self, row: bytes) -> bytes:
        """SHA-256."""
        return hashlib.sha256(row).digest()[:16]

    def head(self, seal: bytes) -> str:
        """SHA-256."""
        return hashlib.sha256(seal).hexdigest()


def own_key() -> Key:
    """A key that the attacker made up."""
    return Key("abcdabcd", b"a" * 32, b"b" * 32, b"c" * 32)


def rewrite_with_plain_hashes(cursor: CursorWrapper, chance: Random, log: Log) -> None:
    """Change a row, and make every seal anew with plain hashes, under the name of the right key."""
    change_a_text(cursor, chance, log)
    rewritten(cursor, Plain(keys.current().id, b"", b"", b""))


def rewrite_with_an_own_key(cursor: CursorWrapper, chance: Random, log: Log) -> None:
    """The same with a key of one's own, under its own name or that of the right one."""
    change_a_text(cursor, chance, log)
    rewritten(cursor, own_key(), named=chance.choice([None, keys.current().id]))


def rewrite_with_the_key(cursor: CursorWrapper, chance: Random, log: Log) -> None:
    """What nobody without the key can do: only the heads that were published outside tell."""
    change_a_text(cursor, chance, log)
    rewritten(cursor, keys.current())


ATTACKS: tuple[Attack, ...] = (
    change_a_text,
    change_the_time,
    change_the_fields,
    change_the_transaction,
    change_many,
    remove_one,
    remove_several,
    remove_all,
    put_one_in,
    put_one_in_as_old,
    put_one_in_backdated,
    put_one_in_twice,
    swap_two,
    move_all_by_one,
    change_a_seal,
    remove_a_seal,
    remove_all_seals,
    swap_two_seals,
    cut_the_tail,
    rewrite_with_plain_hashes,
    rewrite_with_an_own_key,
)
"""Everything that is tried, in turn; without the key."""
