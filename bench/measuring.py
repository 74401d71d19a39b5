"""Sends requests and takes the time: one run, case after case in turn, so that what disturbs one disturbs all."""

import http.client
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from statistics import median
from threading import Barrier, local
from typing import TypeVar
from urllib.parse import urlsplit

import psycopg

from bench.cases import Case, Request
from bench.counting import CPU, QUERIES, SQL

T = TypeVar("T")


class Failed(Exception):
    """An answer that is none: the bench measures what works."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    headers: http.client.HTTPMessage
    text: str


@dataclass
class Client:
    """One connection that is kept, as a browser keeps its own."""

    base: str
    connection: http.client.HTTPConnection | None = None

    def send(self, request: Request) -> "Answer":
        """Send, and read the answer to its end. Raises Failed for anything but a good answer."""
        for again in (True, False):
            try:
                return self._send(request)
            except (http.client.RemoteDisconnected, ConnectionError, http.client.BadStatusLine):
                # The server closes what was idle: as a browser does, open it anew, once.
                self.close()
                if not again:
                    raise
        raise AssertionError

    def _send(self, request: Request) -> "Answer":
        if self.connection is None:
            place = urlsplit(self.base)
            self.connection = http.client.HTTPConnection(str(place.hostname), place.port, timeout=30)
        headers = {"Accept-Language": "sv"} | request.headers
        self.connection.request(request.method, request.path, body=request.body or None, headers=headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        if answer.status not in {200, 201, 302}:
            raise Failed(f"{request.method} {request.path}: {answer.status} {text[:300]}")
        return Answer(answer.headers, text)

    def close(self) -> None:
        """Hang up."""
        if self.connection is not None:
            self.connection.close()
        self.connection = None


@dataclass
class Taken:
    """What a case took at a number of clients, in milliseconds; CPU and queries as the answers told."""

    times: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    sql: list[float] = field(default_factory=list)
    queries: list[int] = field(default_factory=list)

    @property
    def median(self) -> float:
        """Half took longer."""
        return median(self.times)


Results = dict[tuple[str, int], Taken]


@dataclass
class Run:
    """Measures every case at every number of clients, and its floor beside it."""

    base: str
    owner: str
    cases: Sequence[Case]
    clients: Sequence[int] = (1, 8)
    results: Results = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._own = local()

    def measure(self, rounds: int, warm: int = 3) -> Results:
        """Go through all cases so many times; the first `warm` rounds count nothing."""
        with ThreadPoolExecutor(max(self.clients)) as pool:
            for number in range(warm + rounds):
                for many in self.clients:
                    for case in self.cases:
                        self._once(pool, case, many, counts=number >= warm)
        return self.results

    def _once(self, pool: ThreadPoolExecutor, case: Case, many: int, *, counts: bool) -> None:
        """All clients at once, twice each; then the same rows by plain SQL, by as many connections."""
        barrier = Barrier(many)
        found = [one for ones in pool.map(lambda _: self._asked(case, barrier), range(many)) for one in ones]
        floors = [one for ones in pool.map(lambda _: self._plain(case, barrier), range(many)) for one in ones]
        if not counts:
            return
        taken = self.results.setdefault((case.name, many), Taken())
        for milliseconds, headers in found:
            taken.times.append(milliseconds)
            taken.cpu.append(int(headers.get(CPU, 0)) / 1000)
            taken.sql.append(int(headers.get(SQL, 0)) / 1000)
            taken.queries.append(int(headers.get(QUERIES, 0)))
        taken.floor.extend(floors)

    def _asked(self, case: Case, barrier: Barrier) -> list[tuple[float, http.client.HTTPMessage]]:
        client: Client | None = getattr(self._own, "client", None)
        if client is None:
            client = self._own.client = Client(self.base)
        requests = [case.request(), case.request()]
        barrier.wait()
        return [_timed(lambda request=request: client.send(request).headers) for request in requests]  # type: ignore[misc]

    def _plain(self, case: Case, barrier: Barrier) -> list[float]:
        if not case.floor:
            return []
        database: psycopg.Connection[tuple[object, ...]] | None = getattr(self._own, "database", None)
        if database is None:
            database = self._own.database = psycopg.connect(self.owner, autocommit=True)
        barrier.wait()
        return [_timed(lambda: _rows(database, case))[0] for _ in range(2)]


def _rows(database: "psycopg.Connection[tuple[object, ...]]", case: Case) -> None:
    for statement in case.floor:
        cursor = database.execute(statement.encode(), case.params)
        if cursor.description:
            cursor.fetchall()


def _timed(do: Callable[[], T]) -> tuple[float, T]:
    began = time.perf_counter()
    done = do()
    return (time.perf_counter() - began) * 1000, done
