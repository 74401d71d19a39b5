"""What this module shows on other pages: an area's target picture and its goals on their lines, a challenge's goals."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.accounts.who import Who
from samspel.core import panels
from samspel.municipality.models import Area
from samspel.situation.models import Challenge
from samspel.targets import permissions, queries, shown
from samspel.targets.permissions import Reach, reach_of
from samspel.targets.queries import Filters
from samspel.targets.rules import Course
from samspel.ui.elements import Figure

MOST_GOALS: Final = 12


def register() -> None:
    """Hand the panels over, at start-up."""
    templates = {"keyfigures": "", "target": "targets/_of_area.html", "goals": "targets/_goals_of_area.html"}
    panels.register_sheet("web.area", panels.Sheet(templates, of_area))
    panels.register("situation.challenge", panels.Panel("targets/_of_challenge.html", of_challenge))


def of_area(area: Area, who: Who) -> Mapping[str, Mapping[str, Any] | None]:
    """The area's target picture, and its goals: how many are on their way, and each on its line."""
    reach = reach_of(who)
    adopted = {"target": _target(reach, area) if reach.holds(*permissions.ADOPTED_READERS) else None}
    if not reach.reads:
        return adopted
    lines = [shown.line(one) for one in queries.stands(reach, queries.goals(reach, Filters(area)))]
    return adopted | {"keyfigures": _key_figure(lines), "goals": _goals(reach, area, lines)}


def _key_figure(lines: list[shown.Line]) -> Mapping[str, Any] | None:
    """How many of the area's goals are on their way."""
    if not lines:
        return None
    ways = sum(one.stand.course in {Course.ON_ITS_WAY, Course.REACHED} for one in lines)
    cannot = sum(one.stand.course is Course.CANNOT for one in lines)
    note = ngettext("%(count)s cannot be followed up", "%(count)s cannot be followed up", cannot) % {"count": cannot}
    value = _("%(ways)s of %(count)s") % {"ways": ways, "count": len(lines)}
    return {"figures": [Figure(value, _("outcome goals on their way"), note=note if cannot else "")]}


def _target(reach: Reach, area: Area) -> Mapping[str, Any]:
    """What it should be like in the area, as it was adopted, or what is at work."""
    standing = queries.standing(reach, area)
    return {
        "standing": standing,
        "vision": standing.adopted.content["vision"] if standing.adopted else "",
        "may_draft": permissions.may_draft(reach, area.pk),
    }


def _goals(reach: Reach, area: Area, lines: list[shown.Line]) -> Mapping[str, Any]:
    """The area's goals, each on its line."""
    return {
        "area": area,
        "lines": lines[:MOST_GOALS],
        "more": max(0, len(lines) - MOST_GOALS),
        "lead": shown.conclusion(lines),
        "may_draft": permissions.may_draft(reach, area.pk),
    }


def of_challenge(challenge: Challenge, who: Who) -> Mapping[str, Any] | None:
    """The goals that answer a challenge."""
    reach = reach_of(who)
    rows = queries.goals(reach, Filters(state=queries.ALL)).filter(challenges=challenge)
    lines = [shown.line(one) for one in queries.stands(reach, rows)]
    may_write = permissions.may_draft(reach, challenge.area_id) and challenge.is_open
    return {"lines": lines, "challenge": challenge, "may_write": may_write} if lines or may_write else None
