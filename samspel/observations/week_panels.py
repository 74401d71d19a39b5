"""The week on an area's own page: what it comes to, beside the area's own past."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from samspel.accounts.who import Who
from samspel.core import clock, panels
from samspel.municipality.models import Area
from samspel.observations.drawn import pictures, words
from samspel.observations.drawn.page import week_url
from samspel.observations.figures import Figures, Line
from samspel.observations.permissions import Reach, reach_of
from samspel.observations.queries import week as weeks
from samspel.observations.queries.weekly import weekly_of
from samspel.observations.week import Week
from samspel.ui.elements import Figure


def register() -> None:
    """Hand the panels over, at start-up."""
    panels.register_sheet(
        "web.area", panels.Sheet({"keyfigures": "", "observations": "observations/_of_area.html"}, of_area)
    )


def of_area(area: Area, who: Who) -> Mapping[str, Mapping[str, Any]]:
    """The last week that has ended: how many, and what it comes to for who reads observations."""
    reach = reach_of(who)
    if not reach.reads:
        return {}
    if not reach.reads_all:
        return {"keyfigures": _figure(weeks.total(reach, _last(), area))}
    found = weeks.short(reach, _last(), area)
    return {"keyfigures": _figure(found.total), "observations": _band(reach, area, found)}


def _figure(line: Line) -> Mapping[str, Any]:
    """How many, with what was expected."""
    label = _("observations in %(week)s") % {"week": words.week(_last()).lower()}
    return {"figures": [Figure(words.amount(line), label, note=words.expected(line.said.expected))]}


def _band(reach: Reach, area: Area, found: Figures) -> Mapping[str, Any]:
    """Somebody's words or the figures', how it has been, and the way to all of it."""
    picture = weekly_of(reach, _last(), area)
    return {
        "heading": picture.headline if picture else words.statement(found),
        "lead": picture.lead if picture else "",
        "week": words.week(_last()),
        "trend": pictures.trend(found),
        "url": week_url(_last(), area),
    }


def _last() -> Week:
    return Week.of(clock.today()).plus(-1)
