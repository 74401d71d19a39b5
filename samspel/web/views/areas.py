"""The areas: a list with a map, and each area's own page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.accounts.who import Request
from samspel.core.pages import page
from samspel.municipality import queries as municipality
from samspel.questions import queries as questions
from samspel.questions.permissions import reach_of
from samspel.ui.elements import Figure
from samspel.web.audiences import AT_WORK
from samspel.web.queries import areas as gathered
from samspel.web.queries import flow
from samspel.web.queries.area_slots import Slots, slots_of
from samspel.web.queries.areas import AreaPage
from samspel.web.queries.maps import Counted, whole_map
from samspel.web.queries.municipality import team_rows

GET = ("GET",)
MOST_FIGURES = 5


@page(AT_WORK, methods=GET)
def areas(request: Request) -> HttpResponse:
    """All areas, team by team, with what is open in each as far as the reader may see."""
    rows = municipality.areas()
    reach = reach_of(request.who)
    seen = questions.visible_to(reach)
    counts = flow.open_by_area(seen)
    weeks = flow.by_week(seen, "received_at", flow.WEEKS, "area")
    known = gathered.areas_seen(reach, rows, counts.keys() | weeks.keys())
    teams = [(row.team, gathered.flows_of(row.areas, counts, weeks, known)) for row in team_rows()]
    drawing = whole_map(rows, Counted(flow.map_words(rows, counts), flow.on_map(counts)))
    return render(request, "web/areas.html", {"teams": teams, "drawing": drawing, "count": len(rows)})


@page(AT_WORK, methods=GET)
def area(request: Request, code: str) -> HttpResponse:
    """One area, as it is opened in a meeting: picture, target, goals, plan, interventions, money, questions, team."""
    found = gathered.area_page(reach_of(request.who), municipality.area(code))
    slots = slots_of(found.area, request.who)
    context = {"page": found, "slots": slots, "figures": _chosen(found, slots), "lead": _lead(found)}
    return render(request, "web/area.html", context)


def _chosen(page: AreaPage, slots: Slots) -> list[Figure]:
    """The key figures of the modules, with those of the questions: fewer of them the more there are of others."""
    own = _figures(page) if page.sees else []
    return [*own[:1], *slots.figures, *own[1:]][: max(MOST_FIGURES, len(slots.figures) + 1)]


def _lead(page: AreaPage) -> str:
    """How things stand, in a sentence or two."""
    if not page.sees:
        return _("What you see of an area follows from your function. You see no questions here.")
    texts = [
        ngettext("One open question", "%(count)s open questions", page.figures.open) % {"count": page.figures.open}
        if page.figures.open
        else _("No open questions"),
        ngettext("one of them late", "%(count)s of them late", page.figures.late) % {"count": page.figures.late}
        if page.figures.late
        else "",
    ]
    return f"{', '.join(filter(None, texts))}."


def _figures(page: AreaPage) -> list[Figure]:
    found = page.figures
    late = ngettext("%(count)s late", "%(count)s late", found.late) % {"count": found.late}
    in_time = _("of them %(count)s in time") % {"count": found.in_time}
    return [
        Figure(found.open, _("open questions"), note=late),
        Figure(found.ended, _("ended in twelve weeks"), note=in_time),
        Figure(f"{round(found.share * 100)}" if found.share is not None else "–", _("ended in time"), unit="%"),
        Figure("–" if found.median_days is None else found.median_days, _("days until half have an end")),
    ]
