"""What a seal covers: itself and everything before it."""

from dataclasses import dataclass, field

from django.db.backends.utils import CursorWrapper

from samspel.core.chain.keys import Key
from samspel.core.models import LogSeal


def head_of(seal: LogSeal, before: str, key: Key) -> str:
    """The chain's head after the seal, when `before` was the head until then."""
    ranges = ",".join(f"{one.lower}-{one.upper}" for one in seal.rows)
    facts = (seal.no, seal.at.isoformat(), seal.key, seal.era, seal.snapshot, seal.floor, ranges, seal.count, before)
    return key.head("\n".join(map(str, facts)).encode() + b"\n" + bytes(seal.tags))


def now(cursor: CursorWrapper) -> tuple[str, str]:
    """Which transactions are over, as this transaction sees it; and the server that their numbers are of."""
    cursor.execute("SELECT pg_current_snapshot()::text, system_identifier::text FROM pg_control_system()")
    snapshot, era = cursor.fetchone()
    return snapshot, era


@dataclass(frozen=True)
class Snapshot:
    """Which transactions were over at a moment, as PostgreSQL writes it: 100:104:100,102."""

    oldest: int = 0
    following: int = 0
    going_on: frozenset[int] = field(default_factory=frozenset)

    @classmethod
    def of(cls, text: str) -> "Snapshot":
        """Raises ValueError when it is none."""
        oldest, following, going_on = text.split(":")
        return cls(int(oldest), int(following), frozenset(map(int, filter(None, going_on.split(",")))))

    def was_over(self, transaction: int) -> bool:
        """Whether the transaction had been committed or undone."""
        return transaction < self.following and transaction not in self.going_on
