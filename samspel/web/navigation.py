"""Where one can go: the links that exist and that the one who asks may open, read from the pages' own declarations."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from django.http import HttpRequest
from django.urls import resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samspel.accounts.who import Request
from samspel.core.pages import Audience
from samspel.ui.elements import NavItem
from samspel.web.queries.municipality import area_url, main_area


@dataclass(frozen=True, slots=True)
class Entry:
    """A word in the navigation: the route it leads to, and what addresses belong under it."""

    route: str
    word: str | Promise
    under: str
    do: bool = False


TODAY = Entry("web:today", _("Today"), "/")
DUTY = Entry("escalation:duty", _("On duty"), "/escalations/duty/")
QUESTIONS = Entry("questions:list", _("Questions"), "/questions/")
ALARMS = Entry("escalation:list", _("Alarms"), "/escalations/")
BODY = Entry("escalation:body", _("For our group"), "/escalations/body/")
ROSTER = Entry("duty:roster", _("Roster"), "/duty/")
AREAS = Entry("web:areas", _("Areas"), "/areas/")
MUNICIPALITY = Entry("web:municipality", _("The municipality"), "/municipality/")
ACCOUNTS = Entry("accounts:people", _("Accounts"), "/people/")
PROTECTION = Entry("protection:looks", _("Data protection"), "/protection/")
MENU = Entry("web:menu", _("Menu"), "/menu/")
OBSERVATIONS = Entry("observations:list", _("Observations"), "/observations/")
NEW_OBSERVATION = Entry("observations:new", _("Tell what you saw"), "/observations/new/", do=True)
NEW_QUESTION = Entry("questions:new", _("New question"), "/questions/new/", do=True)
NEW_ALARM = Entry("escalation:new", _("Raise an alarm"), "/escalations/new/", do=True)
JOINT = Entry("questions:joints", _("Joint questions"), "/questions/joint/")
RECURRING = Entry("questions:recurring", _("What recurs"), "/questions/recurring/")
STANDARDS = Entry("questions:standards", _("Standard answers"), "/questions/standard/")
WHERE = Entry("portal:where", _("Where do I turn?"), "/ask/where/")
HANDOVERS = Entry("escalation:handovers", _("Nights handed over"), "/escalations/handovers/")
IMPORTS = Entry("web:imports", _("Import a file"), "/imports/")
INTERVENTIONS = Entry("interventions:list", _("Interventions"), "/interventions/")
GRID = Entry("plans:grid", _("The grid of measures"), "/plans/grid/")
PLANS = Entry("plans:plans", _("Plans"), "/plans/")
AGREEMENTS = Entry("plans:agreements", _("Agreements and pledges"), "/plans/agreements/")
SEARCH = Entry("web:search", _("Search"), "/search/")
MINE = Entry("accounts:mine", _("My account"), "/account/")

MAIN: Sequence[Entry] = (TODAY, DUTY, QUESTIONS, ALARMS, BODY, ROSTER, PROTECTION, AREAS, MUNICIPALITY, ACCOUNTS)
DOING: Sequence[Entry] = (NEW_QUESTION, NEW_ALARM)
REST: Sequence[Entry] = (
    NEW_OBSERVATION,
    OBSERVATIONS,
    JOINT,
    RECURRING,
    STANDARDS,
    WHERE,
    HANDOVERS,
    IMPORTS,
    PLANS,
    GRID,
    AGREEMENTS,
    INTERVENTIONS,
    SEARCH,
    MINE,
)
DOCK_PLACES = 5


@cache
def audiences(route: str) -> tuple[Audience, ...]:
    """Who the page of a route without arguments is for, by its own declaration."""
    declared: tuple[Audience, ...] = resolve(reverse(route)).func.audiences  # type: ignore[attr-defined]
    return declared


def may_open(request: HttpRequest, route: str) -> bool:
    """Whether the one who asks belongs to the audience of the page."""
    return any(audience.admits(request) for audience in audiences(route))


def main(request: Request) -> list[NavItem]:
    """The navigation on top of a wide screen. Who belongs to one team has its own area in place of all of them."""
    items = _items(request, MAIN)
    own = main_area(request.who)
    if own is None:
        return items
    mine = NavItem(url=(url := area_url(own)), label=gettext("The area"), current=request.path == url)
    return [mine if item.url == reverse(AREAS.route) else item for item in items]


def dock(request: Request, items: Sequence[NavItem]) -> list[NavItem]:
    """At most five words at the bottom of a phone: the doing one in the middle, the menu with all the rest last.

    `items` are those on top of a wide screen, the most needed first.
    """
    places = items[: DOCK_PLACES - 2]
    return [*places[:2], *_items(request, DOING)[:1], *places[2:], *_items(request, (MENU,))]


def everything(request: Request) -> list[NavItem]:
    """All that the one who asks may open, for the menu."""
    return _items(request, (*DOING, *MAIN, *REST))


def _items(request: Request, entries: Sequence[Entry]) -> list[NavItem]:
    here = max((one.under for one in entries if request.path.startswith(one.under)), key=len, default="")
    return [
        NavItem(url=reverse(one.route), label=str(one.word), current=_leads_to(one, request.path, here), do=one.do)
        for one in entries
        if may_open(request, one.route)
    ]


def _leads_to(entry: Entry, path: str, here: str) -> bool:
    """Whether a page lies under an entry: the first page holds only itself."""
    return path == entry.under if entry is TODAY else entry.under == here
