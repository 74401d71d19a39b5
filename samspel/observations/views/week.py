"""The week: of an area or of the whole municipality, beside its own past."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samspel.accounts.audiences import holders
from samspel.accounts.who import Request
from samspel.core import clock, sheets
from samspel.core.errors import Missing
from samspel.core.pages import page
from samspel.municipality import queries as municipality
from samspel.municipality.models import Area
from samspel.observations.drawn import words
from samspel.observations.drawn.page import Drawn, drawn, week_query, week_url
from samspel.observations.drawn.pictures import team_of
from samspel.observations.drawn.words import counted
from samspel.observations.figures import Sight
from samspel.observations.forms.weekly import WriteForm
from samspel.observations.permissions import READERS, may_write_week, reach_of
from samspel.observations.queries import week as weeks
from samspel.observations.queries.weekly import weekly_of
from samspel.observations.week import FIRST_YEAR, Week
from samspel.ui.elements import Pager

READS = holders(*READERS)


@page(READS, methods=("GET",))
def week(request: Request) -> HttpResponse:
    """What happened where and when; without a week in the address, the last that has ended."""
    reach = reach_of(request.who)
    asked, area = asked_of(request), area_of(request)
    shown = drawn(weeks.week(reach, asked, area))
    picture = weekly_of(reach, asked, area)
    context = {
        "shown": shown,
        "counted": counted(shown.figures),
        "picture": picture,
        "write_form": WriteForm() if picture is None and may_write_week(reach, area.pk if area else None) else None,
        "write_url": f"{reverse('observations:weekly_write')}?{week_query(asked, area)}",
        "exports": [
            (kind, f"{reverse('observations:week_export', args=[kind])}?{week_query(asked, area)}")
            for kind in sheets.KINDS
        ],
        "own": [(one.name, week_url(asked, one)) for one in municipality.areas() if one.pk in reach.coordinated],
        "whole_url": f"{week_url(asked)}#areas",
        "team": team_of(area),
        "bands": shown.figures.sight is Sight.BANDS,
        **_around(asked, area),
    }
    return render(request, "observations/week.html", context)


def _around(asked: Week, area: Area | None) -> dict[str, object]:
    """The weeks before and after, with their names."""
    running, later = Week.of(clock.today()), asked.plus(1)
    return {
        "pager": Pager(
            text="",
            previous=week_url(asked.plus(-1), area) if asked.monday.year > FIRST_YEAR else "",
            next=week_url(later, area) if asked < running else "",
        ),
        "previous_name": words.week(asked.plus(-1)),
        "next_name": words.week(later, ended=later != running),
    }


@page(READS, methods=("GET",))
def exported(request: Request, kind: str) -> HttpResponse:
    """The week's tables as a file: just what the page shows."""
    if kind not in sheets.KINDS:
        raise Missing
    shown = drawn(weeks.week(request.who, asked_of(request), area_of(request)))
    columns = [(_("What"), 14), (_("Name"), 40), (words.week(shown.figures.week), 20), (_("Expected"), 12)]
    return sheets.response(_("week"), kind, [*columns, (_("How it felt"), 14)], _rows(shown))


def _rows(shown: Drawn) -> Iterable[list[str]]:
    tables = ((_("Area"), shown.area_rows), (_("Kind"), shown.kind_rows), (_("Place"), shown.place_rows))
    for what, rows in tables:
        for row in rows:
            yield [what, row.name, row.amount, row.expected, row.felt]


def asked_of(request: Request) -> Week:
    """The week in the address, else the last that has ended. Raises Missing for what is no week, or is to come."""
    given, running = request.GET.get("week", ""), Week.of(clock.today())
    if not given:
        return running.plus(-1)
    found = Week.read(given)
    if found is None or found > running:
        raise Missing
    return found


def area_of(request: Request) -> Area | None:
    """The area in the address; None for the whole municipality. Raises Missing."""
    code = request.GET.get("area", "")
    return municipality.area(code) if code else None
