"""Where one can go: the links that exist and that the one who asks may open, read from the pages' own declarations."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from django.http import HttpRequest
from django.urls import resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samspel.accounts.rules import BODY_FUNCTIONS, DEPARTMENT_FUNCTIONS, TEAM_FUNCTIONS, Function
from samspel.accounts.who import Request
from samspel.core.pages import Audience
from samspel.ui.elements import NavItem
from samspel.web.queries.municipality import area_url, main_area


@dataclass(frozen=True, slots=True)
class Entry:
    """A word in the navigation: the route it leads to, and what addresses belong under it. `short` is for the dock."""

    route: str
    word: str | Promise
    under: str
    do: bool = False
    short: str | Promise = ""


TODAY = Entry("web:today", _("Today"), "/")
DUTY = Entry("escalation:duty", _("On duty"), "/escalations/duty/")
QUESTIONS = Entry("questions:list", _("Questions"), "/questions/")
ALARMS = Entry("escalation:list", _("Alarms"), "/escalations/")
BODY = Entry("escalation:body", _("For our group"), "/escalations/body/")
ROSTER = Entry("duty:roster", _("Roster"), "/duty/")
AREAS = Entry("web:areas", _("Areas"), "/areas/")
OBSERVATIONS = Entry("observations:list", _("Observations"), "/observations/")
WEEK = Entry("observations:week", _("The week"), "/observations/week/")
WEEKLIES = Entry("observations:weeklies", _("Weekly pictures"), "/observations/week/pictures/")
PICTURES = Entry("situation:pictures", _("Situation pictures"), "/situation/", short=_("Pictures"))
CHALLENGES = Entry("situation:challenges", _("Challenges"), "/situation/challenges/")
INDICATORS = Entry("situation:indicators", _("Indicators"), "/situation/indicators/")
TARGETS = Entry("targets:pictures", _("Target pictures"), "/targets/")
GOALS = Entry("targets:goals", _("Goals"), "/targets/goals/")
GRID = Entry("plans:grid", _("Measures"), "/plans/grid/")
PLANS = Entry("plans:plans", _("Plans"), "/plans/")
AGREEMENTS = Entry("plans:agreements", _("Agreements and pledges"), "/plans/agreements/")
INTERVENTIONS = Entry("interventions:list", _("Interventions"), "/interventions/")
JOINT_PICTURE = Entry("interventions:joint", _("The joint picture"), "/interventions/joint/")
MONEY = Entry("commissions:money", _("Money"), "/money/")
BUDGET = Entry("interventions:budget", _("Budget against outcome"), "/interventions/budget/")
COMMISSIONS = Entry("commissions:commissions", _("Commissions"), "/money/commissions/")
THREAD = Entry("thread:broken", _("The thread"), "/thread/")
LAW = Entry("thread:law", _("The act's checklist"), "/thread/law/")
MUNICIPALITY = Entry("web:municipality", _("The municipality"), "/municipality/")
ACCOUNTS = Entry("accounts:people", _("Accounts"), "/people/")
PROTECTION = Entry("protection:looks", _("Data protection"), "/protection/")
MENU = Entry("web:menu", _("Menu"), "/menu/")
NEW_OBSERVATION = Entry("observations:new", _("Tell what you saw"), "/observations/new/", do=True, short=_("Report"))
NEW_QUESTION = Entry("questions:new", _("New question"), "/questions/new/", do=True)
NEW_ALARM = Entry("escalation:new", _("Raise an alarm"), "/escalations/new/", do=True)
JOINT = Entry("questions:joints", _("Joint questions"), "/questions/joint/")
RECURRING = Entry("questions:recurring", _("What recurs"), "/questions/recurring/")
STANDARDS = Entry("questions:standards", _("Standard answers"), "/questions/standard/")
WHERE = Entry("portal:where", _("Where do I turn?"), "/ask/where/")
HANDOVERS = Entry("escalation:handovers", _("Nights handed over"), "/escalations/handovers/")
IMPORTS = Entry("web:imports", _("Import a file"), "/imports/")
SEARCH = Entry("web:search", _("Search"), "/search/")
MINE = Entry("accounts:mine", _("My account"), "/account/")

GROUPS: Sequence[tuple[str | Promise, Sequence[Entry]]] = (
    (_("To do"), (NEW_OBSERVATION, NEW_QUESTION, NEW_ALARM)),
    (_("Daily work"), (TODAY, DUTY, BODY, QUESTIONS, JOINT, RECURRING, STANDARDS, ALARMS, HANDOVERS, ROSTER, WHERE)),
    (_("What we know"), (AREAS, OBSERVATIONS, WEEK, WEEKLIES, PICTURES, CHALLENGES, INDICATORS)),
    (
        _("What we want and do"),
        (TARGETS, GOALS, PLANS, GRID, AGREEMENTS, INTERVENTIONS, JOINT_PICTURE, MONEY, BUDGET, COMMISSIONS),
    ),
    (_("How it hangs together"), (THREAD, LAW)),
    (_("The system"), (SEARCH, IMPORTS, MUNICIPALITY, ACCOUNTS, PROTECTION, MINE)),
)
"""Everything there is, for the menu."""

MAIN: Sequence[Entry] = (
    TODAY, DUTY, QUESTIONS, ALARMS, BODY, ROSTER, PROTECTION, WEEK, AREAS, PLANS, INTERVENTIONS, THREAD, MUNICIPALITY,
    ACCOUNTS,
)  # fmt: skip
FIRST: Sequence[tuple[frozenset[Function], Sequence[Entry]]] = (
    (
        frozenset({Function.AREA_COORDINATOR, Function.DISTRICT_COORDINATOR}),
        (TODAY, QUESTIONS, WEEK, AREAS, THREAD, INTERVENTIONS, PLANS, ALARMS),
    ),
    (TEAM_FUNCTIONS, (TODAY, QUESTIONS, ALARMS, WEEK, AREAS, INTERVENTIONS, PLANS, THREAD)),
    (BODY_FUNCTIONS, (TODAY, BODY, WEEK, PICTURES, PLANS, INTERVENTIONS, THREAD, AREAS, MONEY)),
    (DEPARTMENT_FUNCTIONS, (TODAY, QUESTIONS, INTERVENTIONS, PLANS, THREAD, AREAS, MONEY)),
    (frozenset({Function.HEAD_OF_SECURITY}), (TODAY, ALARMS, ROSTER, WEEK, AREAS, PLANS, THREAD, INTERVENTIONS)),
)
"""What stands first for whom, the most needed first; the rest of `MAIN` follows while there is room."""
DOING: Sequence[Entry] = (NEW_QUESTION, NEW_OBSERVATION, NEW_ALARM)
REPORTERS = TEAM_FUNCTIONS | {Function.POLARE, Function.PARTNER}
"""Those for whom telling what they saw is the first thing to do."""
DOCK_PLACES = 5
TOP_PLACES = 6


@cache
def audiences(route: str) -> tuple[Audience, ...]:
    """Who the page of a route without arguments is for, by its own declaration."""
    declared: tuple[Audience, ...] = resolve(reverse(route)).func.audiences  # type: ignore[attr-defined]
    return declared


def may_open(request: HttpRequest, route: str) -> bool:
    """Whether the one who asks belongs to the audience of the page."""
    return any(audience.admits(request) for audience in audiences(route))


def main(request: Request) -> list[NavItem]:
    """The navigation on top of a wide screen, the menu with all the rest last. Who belongs to one team has its own
    area in place of all of them."""
    items = _items(request, _ordered(request))[:TOP_PLACES]
    own = main_area(request.who)
    if own is not None:
        mine = NavItem(url=(url := area_url(own)), label=gettext("The area"), current=request.path == url)
        items = [mine if item.url == reverse(AREAS.route) else item for item in items]
    return [*map(_shortened, items), *_items(request, (MENU,))]


def _ordered(request: Request) -> list[Entry]:
    """All that may stand on top, in the order of the first function that is held."""
    first = next((entries for functions, entries in FIRST if request.who.holds(*functions)), ())
    return list(dict.fromkeys([*first, *MAIN]))


def dock(request: Request, items: Sequence[NavItem]) -> list[NavItem]:
    """At most five words at the bottom of a phone: the doing one in the middle, the menu with all the rest last.

    `items` are those on top of a wide screen, the most needed first and the menu last.
    """
    places = items[:-1][: DOCK_PLACES - 2]
    doing = sorted(DOING, key=lambda one: one is not NEW_OBSERVATION) if request.who.holds(*REPORTERS) else DOING
    return [*places[:2], *map(_shortened, _items(request, doing)[:1]), *places[2:], *items[-1:]]


def _shortened(item: NavItem) -> NavItem:
    """The same with its short word, where it has one."""
    short = {reverse(one.route): one.short for _heading, entries in GROUPS for one in entries if one.short}
    return replace(item, label=str(short.get(item.url, item.label)))


def everything(request: Request) -> list[tuple[str, list[NavItem]]]:
    """All that the one who asks may open, group by group, for the menu."""
    groups = [(str(heading), _items(request, entries)) for heading, entries in GROUPS]
    return [(heading, items) for heading, items in groups if items]


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
