"""Reads pages as a coordinator does while others write: each is shown, or says plainly that it cannot be just now."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import httpx

from drill.calling import NO_ANSWER, alarm, made, sent

if TYPE_CHECKING:
    from threading import Event

    from drill.ground import Place
    from drill.ledger import Ledger

READER = "coordinator.berga"
CALM = frozenset({NO_ANSWER, 200, 302, 429, 503})
"""What a page may come to while something breaks: cut, shown, led on (to sign in), too often, or not just now."""
NOT_THERE = CALM - {200} | {404}
PAUSE = 0.1


@dataclass
class Reader:
    """One who goes from page to page: a first page, a list, one question, one alarm, a form, and what is not there."""

    place: Place
    ledger: Ledger
    pages: dict[str, frozenset[int]] = field(default_factory=dict)

    def prepare(self) -> None:
        """Write what is to be read, before anything breaks."""
        question = made(self.place, READER, "questions", {"text": "drill: to be read"})
        raised = self.place.sql("SELECT id FROM escalation_escalation LIMIT 1;").strip() or alarm(self.place)
        there = ("/", "/questions/", f"/questions/{question}/", f"/escalations/{raised}/", "/observations/new/")
        self.pages = dict.fromkeys(there, CALM) | {f"/questions/{uuid.uuid4()}/": NOT_THERE}

    def work(self, end: Event) -> None:
        """Read until the end."""
        session = {"sessionid": self.place.people[READER].session}
        with httpx.Client(base_url=self.place.url, cookies=session, timeout=60) as client:
            while not end.is_set():
                for path, right in self.pages.items():
                    read(client, self.ledger, path, right)
                    if end.wait(PAUSE):
                        break


def read(client: httpx.Client, ledger: Ledger, path: str, right: frozenset[int]) -> None:
    """One page."""
    answer = sent(lambda: client.get(path))
    status = answer.status_code if answer is not None else NO_ANSWER
    ledger.read[status] += 1
    if status not in right:
        ledger.fault(f"a page that is read answered {status}")
