"""What writers and readers were told while something broke, and what of it was wrong."""

from __future__ import annotations

import itertools
import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Answer:
    """What came back. `told` is what an acknowledgement said was made: the same for the same key, ever after."""

    status: int
    told: str = ""
    fault: str = ""

    @property
    def acknowledged(self) -> bool:
        """Was it said that it is done?"""
        return bool(self.told)


@dataclass
class Ledger:
    """What all writers were told, whatever happened meanwhile."""

    acknowledged: dict[str, str] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)
    statuses: Counter[int] = field(default_factory=Counter)
    read: Counter[int] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    numbers: Iterator[int] = field(default_factory=itertools.count)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, mark: str, answer: Answer) -> None:
        """Take down one answer."""
        with self._lock:
            self.begun.add(mark)
            self.statuses[answer.status] += 1
            if answer.status == 500:
                self.faults["a page answered 500"] += 1
            if answer.fault:
                self.faults[answer.fault] += 1
            if answer.acknowledged:
                before = self.acknowledged.setdefault(mark, answer.told)
                if before != answer.told:
                    self.faults["the same key was given another answer"] += 1

    def fault(self, what: str) -> None:
        """Take down a fault."""
        with self._lock:
            self.faults[what] += 1

    def said(self) -> str:
        """The answers, counted."""
        read = f"; {self.read.total()} pages read ({told(self.read)})" if self.read else ""
        return f"{len(self.acknowledged)} writes acknowledged ({told(self.statuses)}){read}"


def told(statuses: Counter[int]) -> str:
    """How many of each."""
    return ", ".join(f"{number} x {status or 'cut'}" for status, number in sorted(statuses.items()))
