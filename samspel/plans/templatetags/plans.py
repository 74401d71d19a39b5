"""The words of measures, plans and promises in templates: `{% load plans %}`."""

from django import template
from django.http import QueryDict
from django.urls import reverse

from samspel.municipality.models.picture import Translated
from samspel.plans import words
from samspel.plans.queries import NONE, Cell, OwnerLine
from samspel.plans.rules import Status
from samspel.ui.elements import Status as Shown

register = template.Library()


@register.filter
def named(row: Translated | None) -> str:
    """A development area or a perspective in the reader's language."""
    return words.name(row)


@register.filter
def funded(state: str) -> str:
    """Where the money stands."""
    return words.funding(state)


@register.filter
def plan_kind(kind: str) -> str:
    """What sort of plan it is."""
    return words.kind(kind)


@register.filter
def outcome(value: str) -> Shown:
    """What became of a promise."""
    return words.outcome(value)


@register.filter
def statuses(_none: object) -> list[tuple[str, str]]:
    """Every status with its word."""
    return [(one.value, words.status(one.value).word) for one in Status]


@register.filter
def counts(line: OwnerLine) -> list[tuple[int, str]]:
    """How many of an owner's measures stand how."""
    return [(line.by_status.get(one.value, 0), words.status(one.value).word) for one in Status]


@register.filter
def cell_address(cell: Cell, address: str) -> str:
    """The grid with only the measures of a cell."""
    data = QueryDict(address, mutable=True)
    data["development_area"] = cell.development_area.code if cell.development_area else NONE
    data["perspective"] = cell.perspective.code if cell.perspective else NONE
    return f"{reverse('plans:grid')}?{data.urlencode()}"
