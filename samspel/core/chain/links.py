"""The chain itself: each seal follows from the one before, and the published heads are heads that it has had."""

import hmac
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _

from samspel.core.chain import heads, keys
from samspel.core.chain.keys import TAG
from samspel.core.chain.report import Report, when
from samspel.core.chain.rows import microseconds
from samspel.core.chain.seals import head_of
from samspel.core.columns import bounds
from samspel.core.models import LogSeal

LONGEST: Final = timedelta(hours=6)
"""No transaction goes on for longer, so no row is older than that when it is first seen."""
AHEAD: Final = timedelta(minutes=5)
"""So much the clocks of web and worker may differ."""


@dataclass(frozen=True, slots=True)
class Span:
    """Ids that follow each other under one seal, and what is known of their rows."""

    lower: int
    upper: int
    seal: int
    at: datetime
    tags: bytes
    tag: Callable[[bytes], bytes] | None
    """Makes a row's tag; None when the seal doesn't hold, so that nothing can be said of its rows."""
    earliest: int
    latest: int


class Links:
    """The seals, followed from the first to the last."""

    def __init__(self, report: Report, published: Iterable[str] | None) -> None:
        self.report = report
        self.spans: list[Span] = []
        self.last: LogSeal | None = None
        self._keys = keys.known()
        self._published: dict[int, list[tuple[int, heads.Head]]] = defaultdict(list)
        self._vouched = 0
        self._since: datetime | None = None
        self._rewritten: list[tuple[int, heads.Head]] = []
        for number, head in heads.read(published or ()):
            self._take(number, head)

    def _take(self, number: int, head: heads.Head) -> None:
        self.report.heads += 1
        if not head.is_signed:
            self.report.found(
                "line", _("Line %(line)s of the heads is not signed by a key in SAMSPEL_LOG_KEY.") % {"line": number}
            )
            return
        self._published[head.seal].append((number, head))
        self._vouched = max(self._vouched, head.seal)
        self.report.newest_head = max(filter(None, [self.report.newest_head, head.at]))

    def follow(self) -> None:
        """Look at every seal."""
        for seal in LogSeal.objects.order_by("no").iterator(chunk_size=100):
            self.report.seals += 1
            if seal.no > self._vouched:
                self.report.beyond += seal.count
            holds = self._holds(seal)
            if self.last and self.last.snapshot != seal.snapshot:
                self._since = self.last.at
            self._spread(seal, self._keys[seal.key].tag if holds else None)
            self._rewritten += [one for one in self._published.get(seal.no, ()) if one[1].head != seal.head]
            self.last = seal
        self.spans.sort(key=lambda span: (span.lower, span.seal))
        self._say_rewritten()
        self._say_cut_off()

    def _holds(self, seal: LogSeal) -> bool:
        """Whether the seal is what it was made as, and follows the one before."""
        key, before = self._keys.get(seal.key), self.last
        expected = before.no + 1 if before else 1
        if key is None:
            text = _("Seal %(seal)s was made with the key %(key)s, which is not in SAMSPEL_LOG_KEY.")
            self.report.found("key", text % {"seal": seal.no, "key": seal.key})
        elif seal.no != expected:
            text = _("Seals %(first)s to %(last)s are missing.")
            self.report.found("seals missing", text % {"first": expected, "last": seal.no - 1})
        elif not hmac.compare_digest(head_of(seal, before.head if before else "", key), seal.head):
            text = _(
                "Seal %(seal)s of %(when)s has been changed, or what came before it: its rows can't be vouched for."
            )
            self.report.found("seal", text % {"seal": seal.no, "when": when(seal.at)})
        else:
            return True
        return False

    def _spread(self, seal: LogSeal, tag: Callable[[bytes], bytes] | None) -> None:
        earliest = microseconds(self._since - LONGEST) if self._since else 0
        latest = microseconds(seal.at + AHEAD)
        tags, offset = bytes(seal.tags), 0
        for lower, upper in bounds(seal.rows):
            size = (upper - lower) * TAG
            part = tags[offset : offset + size]
            known = tag if len(part) == size else None
            self.spans.append(Span(lower, upper, seal.no, seal.at, part, known, earliest, latest))
            offset += size

    def _say_rewritten(self) -> None:
        if not self._rewritten:
            return
        number, head = self._rewritten[0]
        text = _(
            "Line %(line)s of the heads, published %(when)s, names another head of seal %(seal)s than it has now:"
            " the chain has been written anew since (%(lines)s lines say so)."
        )
        said = {"line": number, "when": when(head.at), "seal": head.seal, "lines": len(self._rewritten)}
        self.report.found("rewritten", text % said)

    def _say_cut_off(self) -> None:
        reached = self.last.no if self.last else 0
        beyond = [one for no, found in self._published.items() if no > reached for one in found]
        if not beyond:
            return
        number, head = max(beyond, key=lambda one: one[1].seal)
        text = _(
            "Line %(line)s of the heads, published %(when)s, knows %(seal)s seals and %(rows)s rows."
            " The chain ends at seal %(reached)s: its end has been cut off."
        )
        said = {"line": number, "when": when(head.at), "seal": head.seal, "rows": head.rows, "reached": reached}
        self.report.found("cut off", text % said)
