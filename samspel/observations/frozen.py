"""A week's figures as they were on the day when somebody wrote of them: kept as plain values, read as figures again.

They are kept as who may not see small numbers at places sees them, since whoever gets the picture may read it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from samspel.core.expected import Certainty, Change, Expected, Judged
from samspel.municipality import known
from samspel.municipality.models import Area
from samspel.observations.figures import Figures, Line, Point, Sight, Square
from samspel.observations.grid import Cell
from samspel.observations.week import Week

Plain = dict[str, Any]


def frozen(figures: Figures) -> Plain:
    """The figures as plain values, for JSON."""
    return {
        "week": str(figures.week),
        "area": figures.area.pk if figures.area else None,
        "ended": figures.ended,
        "total": _line(figures.total),
        "trend": [[str(one.week), one.count, _span(one.expected)] for one in figures.trend],
        "areas": [_line(one) for one in figures.areas],
        "kinds": [_line(one) for one in figures.kinds],
        "places": [_line(one) for one in figures.places],
        "times": [[*key, one.least, one.up] for key, one in sorted((figures.times or {}).items())],
        "cells": [[key.east, key.north, one.least, one.up] for key, one in sorted((figures.cells or {}).items())],
        "without_hour": figures.without_hour,
        "without_day": figures.without_day,
        "reporters": figures.reporters,
    }


def thawed(kept: Mapping[str, Any]) -> Figures:
    """The figures again."""
    week, area = Week.read(kept["week"]), kept["area"]
    if week is None:
        raise ValueError(f"{kept['week']} is no week")
    return Figures(
        week=week,
        area=known.row(Area, area) if area else None,
        ended=kept["ended"],
        sight=Sight.NO_SMALL,
        total=_read_line(kept["total"]),
        trend=[Point(_week(text), count, _read_span(span)) for text, count, span in kept["trend"]],
        areas=[_read_line(one) for one in kept["areas"]],
        kinds=[_read_line(one) for one in kept["kinds"]],
        places=[_read_line(one) for one in kept["places"]],
        times={(day, block): Square(count, count, up) for day, block, count, up in kept["times"]},
        cells={Cell(east, north): Square(n, n, up) for east, north, n, up in kept["cells"]} if area else None,
        without_hour=kept["without_hour"],
        without_day=kept["without_day"],
        reporters=kept["reporters"],
    )


def _line(line: Line) -> Plain:
    said = line.said
    return {
        "pk": line.pk,
        "count": line.least,
        "expected": _span(said.expected),
        "change": said.change.value,
        "certainty": said.certainty.value,
        "felt": list(line.felt),
    }


def _read_line(kept: Mapping[str, Any]) -> Line:
    said = Judged(kept["count"], _read_span(kept["expected"]), Change(kept["change"]), Certainty(kept["certainty"]))
    calm, uneasy, unsafe = kept["felt"]
    return Line(kept["pk"], kept["count"], kept["count"], said, (calm, uneasy, unsafe))


def _span(found: Expected | None) -> list[int] | None:
    return [found.low, found.high] if found else None


def _read_span(kept: Sequence[int] | None) -> Expected | None:
    return Expected(kept[0], kept[1]) if kept else None


def _week(text: str) -> Week:
    found = Week.read(text)
    if found is None:
        raise ValueError(f"{text} is no week")
    return found
