"""Areas that change team: the day of the change stands in the row itself, so what was stays as it was."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from samspel.municipality.content.kinds import Document, Raw, rows_of
from samspel.municipality.content.patch import Patch

_DAY = timedelta(days=1)


def taken_over(teams: Sequence[Raw], new: Raw, starts: date) -> list[Raw]:
    """The validities of an area that another team has from a day, until further notice."""
    return _joined([*_until(teams, starts), {**new, "from": starts.isoformat()}])


def redated(patch: Patch, starts: date) -> Patch:
    """A change of an area's team, from the day on which the whole change holds."""
    if patch.kind != "areas" or patch.after is None or "teams" not in {*patch.touched, *_new(patch)}:
        return patch
    last = {name: value for name, value in patch.after["teams"][-1].items() if name not in {"from", "to"}}
    before = patch.before["teams"] if patch.before else []
    return replace(patch, after={**patch.after, "teams": taken_over(before, last, starts)})


def _new(patch: Patch) -> tuple[str, ...]:
    return ("teams",) if patch.before is None else ()


def given_back(now: Document, patch: Patch, today: date) -> Patch:
    """The way back of an area's team: from today on as it would have been; what has been since stays told."""
    if patch.kind != "areas" or patch.before is None or patch.after is None or "teams" not in patch.touched:
        return patch
    since = rows_of(now, patch.of).get(patch.key, patch.before)["teams"]
    if since != patch.before["teams"]:
        return patch
    back = [_from(row, today) for row in patch.after["teams"] if "to" not in row or row["to"] >= today.isoformat()]
    return replace(patch, after={**patch.after, "teams": _joined([*_until(since, today), *back])})


def _from(row: Raw, day: date) -> Raw:
    return {**row, "from": max(row["from"], day.isoformat())}


def _until(rows: Sequence[Raw], day: date) -> list[Raw]:
    """The validities cut off so that they end before the day."""
    last = (day - _DAY).isoformat()
    kept = [row for row in rows if row["from"] < day.isoformat()]
    return [{**row, "to": min(row.get("to", last), last)} for row in kept]


def _joined(rows: Sequence[Raw]) -> list[Raw]:
    """Validities of the same team, by the same source, that follow on each other, as one."""
    found: list[Raw] = []
    for row in rows:
        last = found[-1] if found else None
        if last and _alike(last, row) and date.fromisoformat(last["to"]) + _DAY == date.fromisoformat(row["from"]):
            rest = {name: value for name, value in last.items() if name != "to"}
            found[-1] = {**rest, **({"to": row["to"]} if "to" in row else {})}
        else:
            found.append(row)
    return found


def _alike(one: Raw, other: Raw) -> bool:
    dated = {"from", "to"}
    return {n: v for n, v in one.items() if n not in dated} == {n: v for n, v in other.items() if n not in dated}


def team_on(teams: Sequence[Raw], day: date) -> str:
    """The code of the team that has the area on a day; empty when none has."""
    held = (row for row in teams if row["from"] <= day.isoformat() <= row.get("to", "9999-12-31"))
    return next((str(row["team"]) for row in held), "")
