"""The week on an area's own page: what it comes to, beside the area's own past."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from samspel.accounts.who import Who
from samspel.core import clock, panels
from samspel.municipality.models import Area
from samspel.observations.drawn import pictures, words
from samspel.observations.drawn.page import week_url
from samspel.observations.permissions import reach_of
from samspel.observations.queries import week as weeks
from samspel.observations.queries.weekly import weekly_of
from samspel.observations.week import Week
from samspel.ui.elements import Figure


def register() -> None:
    """Hand the panels over, at start-up."""
    panels.register("web.area.keyfigures", panels.Panel("", figures))
    panels.register("web.area.observations", panels.Panel("observations/_of_area.html", of_area))


def figures(area: Area, who: Who) -> Mapping[str, Any] | None:
    """How many in the last week that has ended, with what was expected."""
    reach = reach_of(who)
    if not reach.reads:
        return None
    line = weeks.total(reach, _last(), area)
    label = _("observations in %(week)s") % {"week": words.week(_last()).lower()}
    return {"figures": [Figure(words.amount(line), label, note=words.expected(line.said.expected))]}


def of_area(area: Area, who: Who) -> Mapping[str, Any] | None:
    """What the week comes to: somebody's words or the figures', how it has been, and the way to all of it."""
    reach = reach_of(who)
    if not reach.reads_all:
        return None
    found = weeks.short(reach, _last(), area)
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
