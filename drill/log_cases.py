"""What is done to a log in a drilled installation, from within it: `python -m drill.log_cases <case> <number>`.

Prints what came of it as JSON. It signs in as the database's superuser, who may do anything but make a seal.
"""

from __future__ import annotations

import json
import sys
import time
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SEED = 20_261_122
ROWS = """
    INSERT INTO core_logrow (at, actor_kind, actor_id, actor_label, verb, object_kind, object_id, object_label, fields,
        because)
    SELECT now() - '1 hour'::interval, 'user', mod(n, 400)::text, 'Områdessamordnare, Berga',
        (ARRAY['question.asked', 'question.routed', 'question.accepted', 'question.answered'])[1 + mod(n, 4)],
        'questions.question', gen_random_uuid()::text, '2026-' || n, ARRAY['status'], ''
    FROM generate_series(1, %s) AS n
"""


def tamperings(number: int) -> dict[str, object]:
    """So many tamperings, each by somebody without the key; and by one who has it, whom only the heads can catch."""
    from samspel.core import chain
    from samspel.core.tests.logged import a_sealed_log
    from tests.tampering import ATTACKS, cut_the_last_seal, rewrite_with_the_key, tampered

    # The heads are those that the worker's own job published, no more often than it does.
    published, chance = a_sealed_log(), Random(SEED)
    missed: list[str] = []
    for turn in range(number):
        attack = ATTACKS[turn % len(ATTACKS)]
        if tampered(attack, chance, published).holds:
            missed.append(attack.__name__)
    return {
        "missed": missed,
        "false": len(chain.verify(published).findings),
        "cut off after the last head": len(tampered(cut_the_last_seal, chance, published[:-1]).findings),
        "with the key": len(tampered(rewrite_with_the_key, chance, None).findings),
        "with the key, against the heads": len(tampered(rewrite_with_the_key, chance, published).findings),
    }


def rows(number: int) -> dict[str, object]:
    """So many rows sealed and verified, and then one of them changed by a letter."""
    from django.db import connection

    from samspel.core import chain

    with connection.cursor() as cursor:
        cursor.execute(ROWS, [number])
    sealing = _timed(chain.seal_log)
    whole = _timed(lambda: len(chain.verify().findings))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE core_logrow SET verb = verb || 'x' WHERE object_label = %s", [f"2026-{number // 2}"])
    changed = _timed(lambda: len(chain.verify().findings))
    return {"sealed": sealing, "whole": whole, "changed": changed}


def waiting(number: int) -> dict[str, object]:
    """The slowest of so many writes while an import goes on that has logged 50 000 rows, and while those are sealed."""
    from samspel.core import chain
    from samspel.core.tests.logged import at_once, going_on, write

    def slowest() -> float:
        return max(_timed(lambda: len(write(1)))[1] for _turn in range(number))

    alone = slowest()
    with going_on(50_000):
        beside = slowest()
        young = chain.seal_log()
    sealed: list[float] = []
    faults = at_once([chain.seal_log, lambda: sealed.append(slowest())])
    report = chain.verify()
    return {
        "alone": alone,
        "beside": beside,
        "sealing": max(sealed),
        "faults": [*map(str, faults), *(one.text for one in report.findings)],
        "sealed meanwhile": young,
    }


def chained_at_once(number: int) -> dict[str, object]:
    """The slowest write beside an import, where each row would follow upon the one before it when it is written.

    So its writer holds the chain's end until its transaction is over, which here takes so many seconds.
    """
    from samspel.core.tests.logged import going_on, write

    with going_on(1, "LOCK TABLE core_logrow IN SHARE ROW EXCLUSIVE MODE", number):
        return {"beside": _timed(lambda: len(write(1)))[1]}


def _timed(work: Callable[[], int]) -> tuple[int, float]:
    began = time.monotonic()
    return work(), time.monotonic() - began


CASES = {"tamperings": tamperings, "rows": rows, "waiting": waiting, "chained at once": chained_at_once}

if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(CASES[sys.argv[1]](int(sys.argv[2]))))
