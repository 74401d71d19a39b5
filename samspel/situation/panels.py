"""What this module shows on an area's page: its challenges, its key figures, and how its picture stands."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.accounts.who import Who
from samspel.core import panels
from samspel.municipality.models import Area
from samspel.situation import permissions, queries, shown
from samspel.situation.permissions import reach_of
from samspel.situation.queries import Series
from samspel.situation.views.indicators import beside, name_of
from samspel.ui.elements import Figure

MOST_FIGURES: Final = 3
MOST_CHALLENGES: Final = 6


def register() -> None:
    """Hand the panels over, at start-up."""
    panels.register("web.area.keyfigures", panels.Panel("", key_figures))
    panels.register("web.area.poster", panels.Panel("situation/_poster.html", poster))
    panels.register("web.area.challenges", panels.Panel("situation/_of_area.html", of_area))


def poster(area: Area, who: Who) -> Mapping[str, Any] | None:
    """Which situation picture holds, and when the next is to be ready."""
    standing = queries.standing(who, area)
    return {"adopted": standing.adopted, "overdue": standing.overdue} if standing.adopted else None


def key_figures(area: Area, who: Who) -> Mapping[str, Any] | None:
    """The area's latest figures, each beside the municipality's; those measured by area alone."""
    reach = reach_of(who)
    if not reach.reads:
        return None
    rows = [(whole, own) for whole, own in queries.overview(reach, area) if own and own.latest]
    return {"figures": [_figure(own, whole) for whole, own in rows[:MOST_FIGURES] if own]}


def _figure(own: Series, whole: Series) -> Figure:
    latest = own.latest
    value = shown.plain(latest.value) if latest else "–"
    told = ", ".join(filter(None, [name_of(own.indicator), latest.period if latest else ""]))
    short = own.indicator.unit if len(own.indicator.unit) <= 3 else ""
    unit = "%" if own.indicator.unit in {"procent", "percent", "%"} else short
    return Figure(value, told, unit=unit, note=beside(own, whole))


def of_area(area: Area, who: Who) -> Mapping[str, Any] | None:
    """The area's open challenges, and how its situation picture stands."""
    reach = reach_of(who)
    if not reach.holds(*permissions.ADOPTED_READERS):
        return None
    rows = list(queries.challenges(reach, area)[: MOST_CHALLENGES + 1])
    standing = queries.standing(reach, area)
    count = len(rows)
    heading = (
        _("More than %(count)s challenges") % {"count": MOST_CHALLENGES}
        if count > MOST_CHALLENGES
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
