"""Compares what was acknowledged with what stands: every one there, none twice, no answer 500."""

from __future__ import annotations

import re
import time
from collections import Counter
from typing import TYPE_CHECKING

import httpx

from drill.results import Outcome
from drill.writing import MARK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from drill.ground import Place
    from drill.ledger import Ledger
    from drill.mail import PostOffice

QUESTIONS = f"SELECT text || E'\\t' || id FROM questions_question WHERE text LIKE '{MARK} %';"
UNLOGGED = f"""SELECT count(*) FROM questions_question AS q WHERE text LIKE '{MARK} %' AND 1 <> (SELECT count(*)
    FROM core_logrow
    WHERE object_kind = 'questions.question' AND object_id = q.id::text AND verb = 'question.asked');"""


def compared(place: Place, ledger: Ledger) -> Iterator[str]:
    """Every difference between what was said and what stands, in words."""
    rows = [line.split("\t") for line in place.sql(QUESTIONS).splitlines()]
    stands = Counter(mark for mark, _pk in rows)
    known = dict(rows)
    yield from counted("acknowledged, and not there", sum(mark not in stands for mark in ledger.acknowledged))
    yield from counted("there twice", sum(number > 1 for number in stands.values()))
    yield from counted("there, and begun by nobody", len(stands.keys() - ledger.begun))
    told = ((mark, told) for mark, told in ledger.acknowledged.items() if re.fullmatch("[0-9a-f-]{36}", told))
    yield from counted("told another number than it has", sum(known.get(mark, pk) != pk for mark, pk in told))
    yield from counted("without its one row in the log", int(place.sql(UNLOGGED)))
    yield from (f"{number} x {what}" for what, number in ledger.faults.items())


def counted(what: str, number: int) -> Iterator[str]:
    """The words, when there are any."""
    if number > 0:
        yield f"{number} {what}"


def outcome(place: Place, ledger: Ledger, note: str = "") -> Outcome:
    """All that can be said of a case in which writers wrote."""
    return Outcome(tuple(compared(place, ledger)), "; ".join(filter(None, [ledger.said(), note])))


WAITING = "SELECT count(*) FROM core_outboxmessage WHERE sent_at IS NULL AND given_up_at IS NULL;"
STUCK = """SELECT count(*) FROM procrastinate_jobs AS j LEFT JOIN procrastinate_workers AS w ON w.id = j.worker_id
    WHERE j.status = 'doing' AND (w.id IS NULL OR w.last_heartbeat < now() - interval '30 seconds');"""
BROKEN = """SELECT count(*) || ' letters were given up: ' || kind || ', ' || last_error FROM core_outboxmessage
    WHERE given_up_at IS NOT NULL GROUP BY kind, last_error;"""
LETTERS = """SELECT id || '-' || to_char(created_at AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISS')
    FROM core_outboxmessage WHERE channel = 'email';"""


def healed(place: Place, ledger: Ledger, patience: float = 200) -> None:
    """Without anybody's hand: every page answers, every letter has left, and no job is left lying."""
    health = f"{place.url}/api/v1/health"
    if not until(lambda: answers(health), 30):
        ledger.fault("web did not come back")
    if not until(lambda: place.sql(WAITING).strip() == "0", patience):
        ledger.fault(f"{place.sql(WAITING).strip()} letters still wait")
    if not until(lambda: place.sql(STUCK).strip() == "0", patience):
        ledger.fault(f"{place.sql(STUCK).strip()} jobs are left lying")


def answers(address: str) -> bool:
    """Does it answer 200?"""
    try:
        return httpx.get(address, timeout=5).status_code == 200
    except httpx.TransportError:
        return False


def letters(place: Place, ledger: Ledger, office: PostOffice) -> str:
    """Every letter that was written was taken; in words, how many, and how many came again with the same id."""
    taken = {name for name, _to in office.taken}
    written = [f"<outbox-{name}@samspel>" for name in place.sql(LETTERS).split()]
    lost = sum(name not in taken for name in written)
    if lost:
        ledger.fault(f"{lost} letters never arrived")
    for given_up in place.sql(BROKEN).splitlines():
        ledger.fault(given_up)
    again = f", {office.repeated()} of them again with the same id" if office.repeated() else ""
    return f"{len(written)} letters taken{again}"


def until(holds: Callable[[], bool], seconds: float) -> bool:
    """Wait until it holds."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True
