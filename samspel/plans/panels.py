"""What plans show on an area's page: what is planned there, how it goes, and the plan that stands."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.accounts.who import Who
from samspel.core import panels
from samspel.municipality.models import Area
from samspel.plans import permissions, queries, shown
from samspel.plans.permissions import reach_of
from samspel.plans.queries import Row
from samspel.plans.rules import LIVE

MOST: Final = 8
"""So many measures stand on the page; the grid shows them all."""


def register() -> None:
    """Hand the panels over, at start-up."""
    panels.register_sheet("web.area", panels.Sheet({"measures": "plans/_of_area.html"}, of_area))


def of_area(area: Area, who: Who) -> Mapping[str, Mapping[str, Any] | None]:
    """What plans have for an area's page."""
    return {"measures": measures(area, who)}


def measures(area: Area, who: Who) -> Mapping[str, Any] | None:
    """The measures of an area that have not ended, what hangs loose first said, and its plan."""
    reach = reach_of(who)
    if not reach.reads_adopted:
        return None
    rows = [row for row in queries.of_area(reach, area.pk) if row.measure.stands in LIVE]
    plan, adopted = queries.plan_of_area(reach, area.pk)
    return {
        "area": area,
        "heading": _heading(rows) if reach.reads else _("The area's plan"),
        "lines": shown.lines(rows[:MOST], reach),
        "more": max(0, len(rows) - MOST),
        "plan": plan,
        "adopted": adopted,
        "reads": reach.reads,
        "may_write": permissions.may_write_for(reach, area.pk),
    }


def _heading(rows: list[Row]) -> str:
    """How many there are, and how many need somebody."""
    if not rows:
        return _("Measures")
    said = ngettext("%(count)s measure", "%(count)s measures", len(rows)) % {"count": len(rows)}
    press = sum(row.late or row.silent for row in rows)
    if not press:
        return said
    waits = ngettext("%(count)s late or silent", "%(count)s late or silent", press) % {"count": press}
    return f"{said}, {waits}"
