"""Target pictures that were adopted: which areas have one, what it said on a day, what changed between two."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.accounts.who import Request
from samspel.core import panels
from samspel.core.errors import Missing
from samspel.core.pages import page
from samspel.situation.forms import DayForm
from samspel.situation.shown import area_name
from samspel.situation.views.acting import GET, READS_ADOPTED
from samspel.situation.views.drafting import compared_page
from samspel.targets import permissions, queries, shown, words
from samspel.targets.models import AdoptedTarget
from samspel.targets.permissions import reach_of
from samspel.targets.queries import Filters, Standing
from samspel.targets.rules import Lack
from samspel.ui.elements import Fact
from samspel.ui.words import day as in_words

PLACE = "targets.picture"


@dataclass(frozen=True)
class Row:
    """An area in the list of target pictures."""

    standing: Standing
    name: str
    vision: str
    may_draft: bool


@page(READS_ADOPTED, methods=GET)
def overview(request: Request) -> HttpResponse:
    """Every area: what it should be like there, and what is at work."""
    reach = reach_of(request.who)
    rows = [_row(reach, one) for one in queries.standings(reach, whole=True)]
    held = sum(bool(one.standing.area and one.standing.adopted) for one in rows)
    count = sum(bool(one.standing.area) for one in rows)
    told = ngettext(
        "%(held)s of %(count)s area has a target picture", "%(held)s of %(count)s areas have a target picture", count
    )
    context = {
        "app": "targets",
        "rows": rows,
        "heading": told % {"held": held, "count": count},
        "may_begin": permissions.drafts_somewhere(reach),
        "reads": reach.reads,
    }
    return render(request, "targets/pictures.html", context)


def _row(reach: permissions.Reach, one: Standing) -> Row:
    vision = one.adopted.content["vision"] if one.adopted else ""
    return Row(one, area_name(one.area), vision, permissions.may_draft(reach, one.area.pk if one.area else None))


@page(READS_ADOPTED, methods=GET)
def area(request: Request, code: str) -> HttpResponse:
    """The target picture of an area as it stands, or as it stood on the day in the address; its goals as they stand."""
    reach = reach_of(request.who)
    form = DayForm(request.GET)
    found = queries.standing(reach, queries.named_area(code), form.chosen)
    chosen = Filters(found.area, whole=found.area is None)
    lines = [shown.line(one) for one in queries.stands(reach, queries.goals(reach, chosen))]
    context = {
        "app": "targets",
        **_told(found.adopted),
        "standing": found,
        "name": area_name(found.area),
        "form": form if form.chosen else DayForm(),
        "day": form.chosen,
        "lines": lines,
        "goals_heading": shown.conclusion(lines),
        "reads": reach.reads,
        "may_draft": permissions.may_draft(reach, found.area.pk if found.area else None),
        "versions": list(queries.versions(reach, found.area)),
        "panels": panels.drawn(PLACE, found.adopted, request.who) if found.adopted else [],
    }
    return render(request, "targets/area.html", context)


@page(READS_ADOPTED, methods=GET)
def adopted(request: Request, picture: int) -> HttpResponse:
    """One version, as it was adopted."""
    found = queries.adopted(request.who, picture)
    context = {
        "app": "targets",
        **_told(found),
        "name": found.label,
        "code": found.area.code if found.area else queries.WHOLE,
        "versions": list(queries.versions(request.who, found.area)),
        "panels": panels.drawn(PLACE, found, request.who),
    }
    return render(request, "targets/adopted.html", context)


def _told(found: AdoptedTarget | None) -> dict[str, object]:
    if found is None:
        return {"picture": None}
    content = found.content
    return {
        "picture": found,
        "content": content,
        "paragraphs": [one for one in content["text"].split("\n") if one.strip()],
        "frozen_goals": [(goal, [words.LACKS[Lack(one)] for one in goal["lacks"]]) for goal in content["goals"]],
        "facts": _facts(found),
    }


def _facts(found: AdoptedTarget) -> list[Fact]:
    rows = [
        Fact(_("Adopted"), in_words(found.adopted_on), note=found.body_label),
        *([Fact(_("Recorded all the same"), found.because)] if found.because else []),
        Fact(_("Registration number"), found.registration_number),
    ]
    if found.next_due:
        rows.append(Fact(_("To be looked at again by"), in_words(found.next_due)))
    return rows


@page(READS_ADOPTED, methods=GET)
def compared(request: Request, picture: int) -> HttpResponse:
    """A version beside the one that it replaced."""
    later = queries.adopted(request.who, picture)
    earlier = queries.version_before(request.who, later)
    if earlier is None:
        raise Missing
    return compared_page(request, "targets", earlier, later)
