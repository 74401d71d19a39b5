"""What this module shows on an area's page: its challenges, its key figures, and how its picture stands."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.accounts.who import Who
from samspel.core import panels
from samspel.municipality.models import Area
from samspel.situation import permissions, queries, shown
from samspel.situation.permissions import Reach, reach_of
from samspel.situation.queries import Series, Standing
from samspel.situation.rules import is_per_cent
from samspel.situation.views.indicators import beside, name_of
from samspel.ui.elements import Figure

MOST_FIGURES: Final = 3
MOST_CHALLENGES: Final = 6
_SHORT: Final = 3
"""Letters of a unit that stands beside its figure; a longer one stands under it."""


def register() -> None:
    """Hand the panels over, at start-up."""
    templates = {"keyfigures": "", "poster": "situation/_poster.html", "challenges": "situation/_of_area.html"}
    panels.register_sheet("web.area", panels.Sheet(templates, of_area))


def of_area(area: Area, who: Who) -> Mapping[str, Mapping[str, Any] | None]:
    """Which situation picture holds and when the next is to be ready, the latest figures, and the challenges."""
    reach = reach_of(who)
    figures = {"keyfigures": _key_figures(reach, area) if reach.reads else None}
    if not reach.holds(*permissions.ADOPTED_READERS):
        return figures
    standing = queries.standing(reach, area)
    poster = {"adopted": standing.adopted, "overdue": standing.overdue} if standing.adopted else None
    return figures | {"poster": poster, "challenges": _challenges(reach, area, standing)}


def _key_figures(reach: Reach, area: Area) -> Mapping[str, Any]:
    """The area's latest figures, each beside the municipality's; those measured by area alone."""
    rows = [(whole, own) for whole, own in queries.overview(reach, area) if own and own.latest]
    return {"figures": [_figure(own, whole) for whole, own in rows[:MOST_FIGURES] if own]}


def _figure(own: Series, whole: Series) -> Figure:
    latest = own.latest
    value = shown.plain(latest.value) if latest else "–"
    unit = "%" if is_per_cent(own.indicator.unit) else own.indicator.unit
    long = unit if len(unit) > _SHORT else ""
    told = ", ".join(filter(None, [name_of(own.indicator), long, latest.period if latest else ""]))
    unit = "" if long else unit
    return Figure(value, told, unit=unit, note=beside(own, whole))


def _challenges(reach: Reach, area: Area, standing: Standing) -> Mapping[str, Any]:
    """The area's open challenges, and how its situation picture stands."""
    rows = list(queries.challenges(reach, area)[: MOST_CHALLENGES + 1])
    count = len(rows)
    heading = (
        _("More than %(count)s challenges") % {"count": MOST_CHALLENGES}
        if count > MOST_CHALLENGES
        else _("Challenges")
        if not count
        else ngettext("%(count)d challenge", "%(count)d challenges", count) % {"count": count}
    )
    return {
        "area": area,
        "rows": rows[:MOST_CHALLENGES],
        "heading": heading if reach.reads else _("The situation picture"),
        "standing": standing,
        "reads": reach.reads,
        "may_draft": permissions.may_draft(reach, area.pk),
    }
