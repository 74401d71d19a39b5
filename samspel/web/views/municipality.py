"""The municipality shown to those who work in it: where, who answers for what, who leads, when and whom to call."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samspel.core.errors import Missing
from samspel.core.pages import page
from samspel.municipality import queries as municipality
from samspel.municipality.content.words import SETTINGS
from samspel.municipality.models import Setting
from samspel.ui.elements import NavItem
from samspel.web import navigation
from samspel.web.audiences import AT_WORK, INSIDE
from samspel.web.queries import hours as office
from samspel.web.queries import municipality as gathered
from samspel.web.queries.maps import Counted, whole_map

GET = ("GET",)
LONGEST_SEARCH = 200


def _tabs(request: HttpRequest) -> list[NavItem]:
    words = {
        "web:municipality": _("Areas"),
        "web:responsibility": _("Who answers for what"),
        "web:bodies": _("Bodies"),
        "web:hours": _("Office hours"),
        "web:lines": _("Whom to call"),
        "web:functions": _("Functions"),
        "web:goals": _("Goals"),
        "web:services": _("Other help"),
        "web:boundaries": _("Boundaries"),
        "web:sources": _("Sources"),
        "web:register": _("On a day"),
        "web:edit": _("Edit"),
    }
    path = request.path.replace("/departments/", "/responsibility/")
    here = max((reverse(route) for route in words if path.startswith(reverse(route))), key=len, default="")
    return [
        NavItem(url, word, current=url == here)
        for route, word in words.items()
        if navigation.may_open(request, route) and (url := reverse(route))
    ]


def _draw(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    return render(request, f"web/municipality/{name}.html", {"tabs": _tabs(request), **context})


@page(AT_WORK, methods=GET)
def overview(request: HttpRequest) -> HttpResponse:
    """The areas on a map and in a list, and which team has which, since when."""
    areas = municipality.areas()
    rows = gathered.team_rows()
    drawing = whole_map(areas, Counted(_("Map of the areas, by team. The list beside it says the same.")))
    return _draw(
        request, "overview", municipality=municipality.the_municipality(), areas=areas, teams=rows, drawing=drawing
    )


@page(AT_WORK, methods=GET)
def responsibility(request: HttpRequest) -> HttpResponse:
    """Who answers for what: each matter's department by the standing orders, and the orders row by row."""
    sought = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    rules = gathered.rule_rows()
    return _draw(
        request,
        "responsibility",
        sought=sought,
        rules=rules,
        matters=gathered.matter_rows(rules, sought),
        departments=gathered.department_rows(sought),
    )


@page(AT_WORK, methods=GET)
def department(request: HttpRequest, code: str) -> HttpResponse:
    """One department: what it answers for, what is sent to it, and where it sits."""
    found = municipality.department(code)
    rules = gathered.rule_rows()
    seats = gathered.seats_of(found)
    return _draw(
        request,
        "department",
        department=found,
        matters=[row for row in gathered.matter_rows(rules) if found in row.rule.departments],
        seats=seats,
    )


@page(AT_WORK, methods=GET)
def bodies(request: HttpRequest) -> HttpResponse:
    """The bodies that lead, from the top."""
    return _draw(request, "bodies", bodies=municipality.bodies())


@page(AT_WORK, methods=GET)
def body(request: HttpRequest, code: str) -> HttpResponse:
    """One body: who sits, who convenes, what it leans on, and every duty."""
    rows = municipality.bodies()
    found = next((one for one in rows if one.code == code), None)
    if found is None:
        raise Missing
    names = municipality.function_names()
    resources = [str(one.unit) if one.unit else names.get(one.function, one.function) for one in found.resources.all()]
    hears = [one for one in rows if one.reports_to_id == found.pk]
    return _draw(request, "body", body=found, hears=hears, resources=resources)


@page(AT_WORK, methods=GET)
def hours(request: HttpRequest) -> HttpResponse:
    """When the office is open, the days off ahead, and the numbers that the work runs by."""
    return _draw(request, "hours", hours=office.hours(), numbers=_numbers())


def _numbers() -> list[tuple[Setting, str]]:
    """The numbers that the work runs by, each with what it counts."""
    return [(one, str(SETTINGS.get(one.key, one.key))) for one in municipality.settings_with_source()]


@page(INSIDE, methods=GET)
def lines(request: HttpRequest) -> HttpResponse:
    """Who receives what is urgent, with the number to call and who is next in line."""
    receivers = municipality.receivers()
    return _draw(
        request,
        "lines",
        lines=[one for one in receivers if one.line.all()],
        others=[one for one in receivers if not one.line.all()],
    )


@page(AT_WORK, methods=GET)
def functions(request: HttpRequest) -> HttpResponse:
    """The functions of the teams: how many there shall be, and how many hold each."""
    return _draw(request, "functions", posts=gathered.post_rows(), full_time=municipality.numbers().team_full_time)


@page(AT_WORK, methods=GET)
def goals(request: HttpRequest) -> HttpResponse:
    """The municipal goals by term of office."""
    return _draw(request, "goals", terms=gathered.goals_by_term())


@page(AT_WORK, methods=GET)
def services(request: HttpRequest) -> HttpResponse:
    """Others who help, to guide people on to."""
    return _draw(request, "services", services=municipality.services(), numbers=municipality.emergency_numbers())
