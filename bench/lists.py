"""A list of observations brought in and fetched again: not a request's time but a job's, so it has lines of its own."""

import random
import time
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.test import Client

from samspel.accounts.models import User
from samspel.accounts.who import who_is
from samspel.core import clock, sheets
from samspel.core.imports import importable, services, work
from samspel.core.models import Import
from samspel.municipality import queries as municipality
from tools.places import ToolError

HEADINGS = ("Nummer", "Vad", "Område", "Från", "Mer om det")


def lists(rows: int) -> list[str]:
    """Check, import and export of so many rows, as lines under the table. They stay in the bench's own database."""
    user = User.objects.get(username="security.head")
    sent, seconds = _timed(lambda: _sent(rows, user))
    lines = [f"A list of {rows:,} observations in Excel: sent and matched in {seconds:.1f} s".replace(",", " ")]
    _, seconds = _timed(lambda: work.check(sent.pk))
    lines.append(f"every row tried in {seconds:.0f} s")
    services.take(Import.objects.get(pk=sent.pk), by=who_is(user))
    _, seconds = _timed(lambda: work.take(sent.pk))
    lines.append(f"imported in {seconds:.0f} s")
    client = Client()
    client.force_login(user)
    since = (clock.today() - timedelta(days=rows // 300 + 1)).isoformat()
    size, seconds = _timed(lambda: sum(map(len, client.get(f"/observations/export.csv?since={since}"))))
    return [", ".join([*lines, f"a list of them ({size // 1000} kB of CSV) fetched in {seconds:.0f} s."])]


def _timed(do: Any) -> tuple[Any, float]:
    began = time.monotonic()
    return do(), time.monotonic() - began


def _sent(rows: int, user: User) -> Import:
    kind = importable("observations")
    if kind is None:
        raise ToolError("Observations can't be brought in.")
    source = f"bench {uuid4().hex[:8]}"
    row = services.begin(kind, source=source, file_name="list.xlsx", content=_file(rows), by=who_is(user))
    services.settle(row, row.columns, masked=False, by=who_is(user))
    return row


def _file(rows: int) -> bytes:
    drawn = random.Random(4)
    kinds = [one.name for one in municipality.observation_kinds()]
    areas = [one.name for one in municipality.areas()]
    now = clock.local(clock.now())

    def told(number: int) -> list[str]:
        moment = now - timedelta(minutes=5 * number + 30)
        return [
            f"B-{number}", drawn.choice(kinds), drawn.choice(areas), f"{moment:%Y-%m-%d %H:%M}",
            f"Klotter i gångtunneln, plats {number % 90}",
        ]  # fmt: skip

    return sheets.made("list", "xlsx", [(one, 12) for one in HEADINGS], map(told, range(rows)))
