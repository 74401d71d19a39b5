"""The table: medians, ratios to the two floors, and what of the aims is reached."""

import os
import platform
from collections.abc import Sequence
from datetime import date
from statistics import median
from typing import Final

from bench.cases import Case
from bench.ground import Sizes
from bench.load import Step
from bench.measuring import Run, Taken
from tools.places import ROOT, ToolError

FILE: Final = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- bench -->", "<!-- /bench -->"
COLUMNS: Final = (
    "", "ms", "own CPU, ms", "SQL, ms", "statements", "× plain SQL", "× empty view", "aim, ms", "8 clients: ms",
    "× plain SQL", "× empty view",
)  # fmt: skip
HEAD: Final = f"| {' | '.join(COLUMNS)} |"


def printed(run: Run, load: Sequence[Step], *, questions: int, log_rows: int, thread: Sizes) -> str:
    """Everything that was measured, as Markdown."""
    rows = [_row(run, case) for case in run.cases]
    return "\n".join([_told(questions, log_rows, thread), "", HEAD, "|---|" + "---:|" * 10, *rows, *_load(load)])


def _told(questions: int, log_rows: int, thread: Sizes) -> str:
    counted = [
        f"{questions:,} questions", f"{log_rows:,} log rows", f"{thread.observations:,} observations",
        f"{thread.interventions:,} interventions", f"{thread.measures:,} measures",
    ]  # fmt: skip
    said = "; ".join(one.replace(",", " ") for one in counted)
    return (
        f"{date.today():%Y-%m-%d}, {os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}; "  # noqa: DTZ011
        f"{said}. Medians of one interleaved run; client, web and database on the same machine."
    )


def _row(run: Run, case: Case) -> str:
    one, many = (run.results[case.name, clients] for clients in run.clients)
    empty = {clients: run.results[run.cases[0].name, clients].median for clients in run.clients}
    cells = [
        case.name,
        f"{one.median:.1f}",
        f"{median(one.cpu):.1f}",
        f"{median(one.sql):.1f}",
        str(max(one.queries)),
        _ratio(one),
        f"{one.median / empty[run.clients[0]]:.1f}",
        _aim(case, one),
        f"{many.median:.1f}",
        _ratio(many),
        f"{many.median / empty[run.clients[1]]:.1f}",
    ]
    return f"| {' | '.join(cells)} |"


def _ratio(taken: Taken) -> str:
    return f"{taken.median / median(taken.floor):.1f}" if taken.floor else ""


def _aim(case: Case, taken: Taken) -> str:
    if case.aim is None:
        return ""
    return f"{case.aim:g} {'reached' if taken.median < case.aim else '**missed**'}"


def _load(steps: Sequence[Step]) -> list[str]:
    if not steps:
        return []
    rows = [f"| {one.rate:g} | {one.median:.0f} | {one.p95:.0f} | {one.failed} |" for one in steps]
    held = [one.rate for one in steps if one.held]
    most = f"**{max(held, default=0):g} requests a second**"
    said = f"Highest steady load of mixed journeys with 95 of 100 answers within 400 ms: {most}."
    return ["", said, "", "| requests a second | median, ms | p95, ms | failed |", "|---:|---:|---:|---:|", *rows]


def write(text: str) -> None:
    """Put it between the marks in docs/performance.md."""
    before, mark, rest = FILE.read_text().partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not (mark and end):
        raise ToolError(f"{FILE} has lost its marks {BEGIN} and {END}")
    FILE.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}")
