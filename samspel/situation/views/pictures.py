"""Situation pictures that were adopted: which areas have one, what it said on a day, what changed between two."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from samspel.accounts.who import Request
from samspel.core import clock, panels
from samspel.core.errors import Missing
from samspel.core.pages import page
from samspel.situation import frozen, maps, permissions, queries
from samspel.situation.forms import DayForm
from samspel.situation.models import AdoptedPicture
from samspel.situation.permissions import reach_of
from samspel.situation.queries import Standing
from samspel.situation.rules import SectionCode
from samspel.situation.shown import area_name
from samspel.situation.views.acting import GET, READS_ADOPTED
from samspel.situation.views.drafting import compared_page
from samspel.ui import words
from samspel.ui.elements import AreaMap, Fact, Status


@dataclass(frozen=True)
class Row:
    """An area in the list of pictures."""

    standing: Standing
    name: str
    status: Status
    may_draft: bool


@page(READS_ADOPTED, methods=GET)
def overview(request: Request) -> HttpResponse:
    """Every area: what holds, when it is due, what is at work."""
    reach = reach_of(request.who)
    rows = [
        Row(one, area_name(one.area), _status(one), permissions.may_draft(reach, one.area.pk if one.area else None))
        for one in queries.standings(reach)
    ]
    context = {
        "app": "situation",
        "rows": rows,
        "heading": _heading(rows),
        "may_begin": permissions.drafts_somewhere(reach),
        "reads": reach.reads,
    }
    return render(request, "situation/pictures.html", context)


def _status(one: Standing) -> Status:
    if one.adopted is None:
        return Status("gap", _("Has none"))
    if one.overdue and one.adopted.next_due:
        due = words.day(one.adopted.next_due)
        return Status("triangle", _("Was to be looked at again %(day)s") % {"day": due}, late=True)
    return Status("tick", pgettext("picture", "In force"))


def _heading(rows: list[Row]) -> str:
    areas = [one.standing for one in rows if one.standing.area]
    held = sum(one.adopted is not None for one in areas)
    late = sum(one.overdue for one in areas)
    told = ngettext(
        "%(held)d of %(all)d area has a situation picture",
        "%(held)d of %(all)d areas have a situation picture",
        len(areas),
    ) % {"held": held, "all": len(areas)}
    if not late:
        return told
    return f"{told}, " + ngettext("%(late)d is overdue", "%(late)d are overdue", late) % {"late": late}


@page(READS_ADOPTED, methods=GET)
def area(request: Request, code: str) -> HttpResponse:
    """The picture of an area as it stands, or as it stood on the day in the address; every version below."""
    form = DayForm(request.GET)
    day = form.chosen
    found = queries.standing(request.who, queries.named_area(code), day)
    context = {
        "app": "situation",
        **_told(found.adopted),
        "standing": found,
        "form": form if day else DayForm(),
        "day": day,
        "today": clock.today(),
        "name": area_name(found.area),
        "may_draft": permissions.may_draft(reach_of(request.who), found.area.pk if found.area else None),
        "versions": list(queries.versions(request.who, found.area)),
        "panels": panels.drawn("situation.picture", found.adopted, request.who) if found.adopted else [],
    }
    return render(request, "situation/picture.html", context)


@page(READS_ADOPTED, methods=GET)
def adopted(request: Request, picture: int) -> HttpResponse:
    """One version, as it was adopted."""
    found = queries.adopted(request.who, picture)
    context = {
        "app": "situation",
        **_told(found),
        "name": found.label,
        "versions": list(queries.versions(request.who, found.area)),
        "one": True,
        "code": found.area.code if found.area else queries.WHOLE,
        "panels": panels.drawn("situation.picture", found, request.who),
    }
    return render(request, "situation/picture.html", context)


@page(READS_ADOPTED, methods=GET)
def compared(request: Request, picture: int) -> HttpResponse:
    """A version beside the one in the address (`with`), or beside the one that it replaced."""
    later = queries.adopted(request.who, picture)
    asked = request.GET.get("with", "")
    earlier = (
        queries.adopted(request.who, int(asked))
        if asked.isascii() and asked.isdigit() and len(asked) < 10
        else queries.version_before(request.who, later)
    )
    if earlier is None or earlier.area_id != later.area_id or earlier.pk == later.pk:
        raise Missing
    earlier, later = sorted((earlier, later), key=lambda one: one.number)
    others = [one for one in queries.versions(request.who, later.area) if one.pk != later.pk]
    return compared_page(request, "situation", earlier, later, others)


def _told(found: AdoptedPicture | None) -> dict[str, object]:
    if found is None:
        return {"picture": None}
    content: frozen.Content = found.content
    return {
        "picture": found,
        "content": content,
        "texts": [
            (code, heading, frozen.paragraphs(content["texts"].get(code, "")))
            for code, heading in frozen.HEADINGS.items()
        ],
        "facts": facts(found),
        "map": map_of(content),
        "shows": (date.fromisoformat(content["shows_from"]), date.fromisoformat(content["shows_to"])),
        "overdue": bool(found.next_due and found.next_due <= clock.today()),
        "survey": SectionCode.SURVEY,
    }


def facts(found: AdoptedPicture) -> list[Fact]:
    """When, under which number, by whom, and when it is due again."""
    due = words.day(found.next_due) if found.next_due else _("not said")
    return [
        Fact(_("Adopted"), words.day(found.adopted_on), note=found.body_label),
        *([Fact(_("Recorded all the same"), found.because)] if found.because else []),
        Fact(_("Registration number"), found.registration_number),
        Fact(_("Version"), str(found.number)),
        Fact(_("To be looked at again by"), due),
    ]


def map_of(content: frozen.Content) -> AreaMap | None:
    """The frozen map, drawn."""
    return maps.drawn(content["map"], _("Map of %(area)s with what was counted where.") % {"area": content["area"]})
