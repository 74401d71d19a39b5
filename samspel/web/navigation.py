"""Where one can go: the links that exist and that the one who asks may open, read from the pages' own declarations."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from django.http import HttpRequest
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samspel.core.pages import Audience
from samspel.ui.elements import NavItem


@dataclass(frozen=True, slots=True)
class Entry:
    """A word in the navigation: the route it leads to, and what addresses belong under it."""

    route: str
    word: str | Promise
    under: str
    do: bool = False


TODAY = Entry("web:today", _("Today"), "/")
QUESTIONS = Entry("questions:list", _("Questions"), "/questions/")
ALARMS = Entry("escalation:list", _("Alarms"), "/escalations/")
DUTY = Entry("duty:roster", _("On duty"), "/duty/")
AREAS = Entry("web:areas", _("Areas"), "/areas/")
MUNICIPALITY = Entry("web:municipality", _("The municipality"), "/municipality/")
ACCOUNTS = Entry("accounts:people", _("Accounts"), "/people/")
MENU = Entry("web:menu", _("Menu"), "/menu/")
NEW_QUESTION = Entry("questions:new", _("New question"), "/questions/new/", do=True)
NEW_ALARM = Entry("escalation:new", _("Raise an alarm"), "/escalations/new/", do=True)

MAIN: Sequence[Entry] = (TODAY, QUESTIONS, ALARMS, DUTY, AREAS, MUNICIPALITY, ACCOUNTS)
DOING: Sequence[Entry] = (NEW_QUESTION, NEW_ALARM)
ALL: Sequence[Entry] = (*MAIN, *DOING, MENU)
DOCK_PLACES = 5


@cache
def audiences(route: str) -> tuple[Audience, ...]:
    """Who the page of a route without arguments is for, by its own declaration."""
    try:
        declared: tuple[Audience, ...] = resolve(reverse(route)).func.audiences  # type: ignore[attr-defined]
    except NoReverseMatch:
        return ()
    return declared


def may_open(request: HttpRequest, route: str) -> bool:
    """Whether the one who asks belongs to the audience of the page."""
    return any(audience.admits(request) for audience in audiences(route))


def main(request: HttpRequest) -> list[NavItem]:
    """The navigation on top of a wide screen."""
    return _items(request, MAIN)


def dock(request: HttpRequest) -> list[NavItem]:
    """At most five words at the bottom of a phone: the doing one in the middle, the menu with all the rest last."""
    places = _items(request, MAIN)[: DOCK_PLACES - 2]
    return [*places[:2], *_items(request, DOING)[:1], *places[2:], *_items(request, (MENU,))]


def everything(request: HttpRequest) -> list[NavItem]:
    """All that the one who asks may open, for the menu."""
    return _items(request, (*DOING, *MAIN))


def _items(request: HttpRequest, entries: Sequence[Entry]) -> list[NavItem]:
    here = max((one.under for one in ALL if request.path.startswith(one.under)), key=len, default="")
    return [
        NavItem(url=reverse(one.route), label=str(one.word), current=_leads_to(one, request.path, here), do=one.do)
        for one in entries
        if may_open(request, one.route)
    ]


def _leads_to(entry: Entry, path: str, here: str) -> bool:
    """Whether a page lies under an entry: the first page holds only itself."""
    return path == entry.under if entry is TODAY else entry.under == here
