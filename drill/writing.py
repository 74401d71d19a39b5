"""Writes over HTTP as a good caller does: every act has its key, and is sent again with it until it is acknowledged."""

from __future__ import annotations

import random
import re
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Protocol

import httpx

from drill.calling import NO_ANSWER, bearer, sent
from drill.ledger import Answer, Ledger
from drill.reading import Reader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drill.ground import Place

MARK = "drill"


class Way(Protocol):
    """One way of writing a question."""

    def send(self, mark: str, key: str) -> Answer:
        """Send it once."""


class ApiWay:
    """As another system does, with a token."""

    def __init__(self, place: Place, username: str) -> None:
        self.client = httpx.Client(base_url=place.url, headers=bearer(place, username), timeout=60)

    def send(self, mark: str, key: str) -> Answer:
        """POST /api/v1/questions."""
        body = {"text": mark}
        headers = {"Idempotency-Key": key}
        response = sent(lambda: self.client.post("/api/v1/questions", json=body, headers=headers))
        if response is None:
            return Answer(NO_ANSWER)
        if response.status_code == 201:
            return Answer(201, response.json()["id"])
        told = response.headers.get("Content-Type", "")
        fault = "" if "json" in told else f"the API answered {response.status_code} as {told}"
        return Answer(response.status_code, fault=fault)


class PageWay:
    """As a person does, with a form: signed in (`username`), or as a resident."""

    def __init__(self, place: Place, username: str = "") -> None:
        token = uuid.uuid4().hex
        self.client = httpx.Client(base_url=place.url, timeout=60)
        self.client.cookies.set("csrftoken", token, domain="127.0.0.1")
        self.path, fields = ("/questions/new/", {"asker_role": "resident"}) if username else ("/ask/", {"where": ""})
        self.fields = fields | {"csrfmiddlewaretoken": token, "reply_by": "code", "asker_role": "resident"}
        if username:
            self.client.cookies.set("sessionid", place.people[username].session, domain="127.0.0.1")

    def send(self, mark: str, key: str) -> Answer:
        """POST the form; where it leads to says what was made."""
        data = self.fields | {"text": mark, "key": key}
        response = sent(lambda: self.client.post(self.path, data=data))
        if response is None:
            return Answer(NO_ANSWER)
        where = response.headers.get("Location", "")
        if response.status_code == 302 and re.search(r"/asked/|/thanks/", where):
            return Answer(302, where)
        return Answer(response.status_code, fault=self.lost(response, mark, key))

    @staticmethod
    def lost(response: httpx.Response, mark: str, key: str) -> str:
        """A page that refuses must hold what was typed, and the key to send it again with."""
        if response.status_code == 302:
            return f"was sent to {response.headers.get('Location')}"
        kept = mark in response.text and key in response.text
        return "" if kept else f"a page with {response.status_code} lost what was typed"


def everybody(place: Place) -> list[Way]:
    """The ways that are taken in turn: API, a signed-in page, the residents' page."""
    staff = "contactcentre"
    return [ApiWay(place, staff), PageWay(place, staff), PageWay(place), ApiWay(place, "coordinator.berga")]


def persist(way: Way, ledger: Ledger, mark: str, *, patience: float, again: float = 0.05) -> None:
    """Write one question: the same key until it is acknowledged. Sometimes once more, as an impatient person does."""
    key = uuid.uuid4().hex
    until = time.monotonic() + patience
    while time.monotonic() < until:
        answer = way.send(mark, key)
        ledger.note(mark, answer)
        if answer.acknowledged:
            if random.random() < again:
                ledger.note(mark, way.send(mark, key))
            return
        time.sleep(random.uniform(0.05, 0.3))
    ledger.fault("was never acknowledged")


class Writers:
    """Some threads that write, and one that reads, until they are told to stop. Leaving waits for the acts that are
    begun.

    with Writers(place, ledger): break something
    """

    def __init__(
        self, place: Place, ledger: Ledger, *, number: int = 8, patience: float = 90, ways: Sequence[Way] = ()
    ) -> None:
        self.ledger, self.patience = ledger, patience
        self.ways = list(ways) or [way for _ in range(-(-number // 4)) for way in everybody(place)][:number]
        self.reader = Reader(place, ledger)
        self.end = threading.Event()
        self.pool = ThreadPoolExecutor(len(self.ways) + 1)

    def __enter__(self) -> Writers:
        self.reader.prepare()
        self.running = [self.pool.submit(self.work, way) for way in self.ways]
        self.running.append(self.pool.submit(self.reader.work, self.end))
        return self

    def __exit__(self, *_: object) -> None:
        self.end.set()
        for each in self.running:
            each.result()
        self.pool.shutdown()
        if not self.ledger.read[200]:
            self.ledger.fault("no page was read")

    def work(self, way: Way) -> None:
        """One writer."""
        while not self.end.is_set():
            persist(way, self.ledger, f"{MARK} {next(self.ledger.numbers):06d}", patience=self.patience)

    def until(self, number: int, seconds: float) -> bool:
        """Wait until so many are acknowledged in all."""
        end = time.monotonic() + seconds
        while len(self.ledger.acknowledged) < number:
            if time.monotonic() > end:
                return False
            time.sleep(0.05)
        return True
