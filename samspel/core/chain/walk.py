"""The rows, held against their seals one by one."""

from collections.abc import Iterable, Iterator
from typing import Final

from django.utils.translation import gettext as _

from samspel.core import clock
from samspel.core.chain.keys import TAG
from samspel.core.chain.links import LONGEST, Links, Span
from samspel.core.chain.report import Report, when
from samspel.core.chain.rows import microseconds, moment, told, transaction_of
from samspel.core.chain.seals import Snapshot

PATIENCE: Final = LONGEST
"""So long a row may go unsealed before somebody has to ask why."""


class Walk:
    """Goes through the rows by id and the spans of the seals beside them."""

    def __init__(self, report: Report, links: Links, *, era: str, clock_moves: bool) -> None:
        self.report = report
        self.last = links.last
        self._spans: Iterator[Span] = iter(links.spans)
        self._span = next(self._spans, None)
        self._expected = self._span.lower if self._span else 0
        self._seen = -1
        self._clock_moves = clock_moves
        same = self.last is not None and self.last.era == era
        self._snapshot = Snapshot.of(self.last.snapshot) if self.last and same else None

    def run(self, lines: Iterable[bytes]) -> Iterator[int]:
        """Look at each row; yields how many rows it has come to."""
        for line in lines:
            number, at, _rest = line.split(b"\t", 2)
            self._look(int(number), int(at), line)
            self.report.rows += 1
            yield self.report.rows
        while self._span:
            self._end_span()

    def _look(self, row: int, at: int, line: bytes) -> None:
        while self._span and row >= self._span.upper:
            self._end_span()
        span = self._span
        if span is None or row < span.lower or row == self._seen:
            self._unsealed(row, at, line)
            return
        if row > self._expected:
            self._missing(self._expected, row, span)
        self._expected, self._seen = row + 1, row
        if span.tag is None:
            return
        place = (row - span.lower) * TAG
        if span.tag(line) != span.tags[place : place + TAG]:
            self._changed(row, line, span)
        elif not (self._clock_moves or span.earliest <= at <= span.latest):
            self._odd_time(row, at, line, span)

    def _end_span(self) -> None:
        """No more rows of this span come; on to the next one, past what two seals would hold both."""
        span = self._span
        if span and self._expected < span.upper:
            self._missing(self._expected, span.upper, span)
        reached = max(self._expected, span.upper) if span else 0
        self._span = next((one for one in self._spans if one.upper > reached), None)
        self._expected = max(self._span.lower, reached) if self._span else reached

    # ---------- What is told

    def _missing(self, first: int, beyond: int, span: Span) -> None:
        said = {"first": first, "last": beyond - 1, "seal": span.seal, "when": when(span.at)}
        one = _("Row %(first)s is missing. It was there when seal %(seal)s was made, %(when)s.")
        several = _("Rows %(first)s to %(last)s are missing. They were there when seal %(seal)s was made, %(when)s.")
        self.report.found("missing", (one if beyond - first == 1 else several) % said)

    def _changed(self, row: int, line: bytes, span: Span) -> None:
        text = _("Row %(row)s has been changed after seal %(seal)s was made, %(when)s. It says now: %(says)s")
        self.report.found("changed", text % {"row": row, "seal": span.seal, "when": when(span.at), "says": _says(line)})

    def _odd_time(self, row: int, at: int, line: bytes, span: Span) -> None:
        text = _(
            "Row %(row)s says that it was written %(at)s, but it was not there until shortly before seal %(seal)s was"
            " made, %(when)s. It says: %(says)s"
        )
        said = {"row": row, "at": when(moment(at)), "seal": span.seal, "when": when(span.at), "says": _says(line)}
        self.report.found("odd time", text % said)

    def _unsealed(self, row: int, at: int, line: bytes) -> None:
        """In no seal: young, when its transaction ended after the last one was made. Else it was slipped in."""
        transaction = transaction_of(line)
        over = self._snapshot is not None and (transaction is None or self._snapshot.was_over(transaction))
        if over or row == self._seen:
            text = _("Row %(row)s has been put in behind the seals' back: it is in none of them. It says: %(says)s")
            self.report.found("put in", text % {"row": row, "says": _says(line)})
            return
        self.report.young += 1
        oldest = self.report.oldest_young
        self.report.oldest_young = min(filter(None, [oldest, moment(at)]))
        if not self._clock_moves and at < microseconds(clock.now() - PATIENCE):
            text = _(
                "Row %(row)s says that it was written %(at)s, and is not sealed yet: the worker has stood still, seals"
                " have been taken away, or the row was put in later. It says: %(says)s"
            )
            self.report.found("unsealed", text % {"row": row, "at": when(moment(at)), "says": _says(line)})


def _says(line: bytes) -> str:
    """Who did what to which thing, as the row has it now."""
    row = told(line)
    at = clock.local(moment(int(row["at"])))
    return f"{at:%Y-%m-%d %H:%M} {row['actor_label']} {row['verb']} {row['object_label']}"
