"""The frame around every page: what stands above and below a page's own matter."""

from typing import TypedDict, cast

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from samspel.accounts.device import mark
from samspel.accounts.who import NOBODY, Request, Who
from samspel.municipality import queries as municipality
from samspel.ui.elements import NavItem
from samspel.ui.frame import Frame, Language
from samspel.ui.theme import Theme, chosen
from samspel.web import navigation

SEARCH = navigation.SEARCH.route


class Around(TypedDict):
    """What every template gets."""

    frame: Frame
    theme: Theme


def frame(request: HttpRequest) -> Around:
    """The frame for the one who asks. A request that failed before anybody was known gets a visitor's."""
    who: Who = getattr(request, "who", NOBODY)
    if who.user is None:
        return {"frame": _visitors(), "theme": chosen(request)}
    return {"frame": _members(cast(Request, request)), "theme": chosen(request)}


def _members(request: Request) -> Frame:
    nav = navigation.main(request)
    return Frame(
        nav=nav,
        dock=navigation.dock(request, nav),
        links=_foot(),
        whose=mark(request.who),
        me_label=request.who.label,
        me_url=reverse("accounts:mine"),
        search_url=reverse(SEARCH) if navigation.may_open(request, SEARCH) else "",
        search_text=request.GET.get("q", "") if request.path == reverse(SEARCH) else "",
        sign_out_url=reverse("account_logout"),
        language_url=reverse("web:language"),
        theme_url=reverse("ui:theme"),
        languages=_languages(),
        demo=settings.DEMO,
    )


def _visitors() -> Frame:
    return Frame(
        links=_foot(),
        sign_in_url=reverse(settings.LOGIN_URL),
        language_url=reverse("web:language"),
        theme_url=reverse("ui:theme"),
        languages=_wanted(_languages()),
        demo=settings.DEMO,
    )


def _wanted(translated: list[Language]) -> list[Language]:
    """Of the languages that there are translations to, those that the municipality wants on residents' pages."""
    wanted = {one.code for one in municipality.languages()}
    return [one for one in translated if one.code in wanted] or translated


def _foot() -> list[NavItem]:
    return [
        NavItem(reverse("web:accessibility"), _("Accessibility")),
        NavItem(reverse("web:about"), _("About Samspel")),
    ]


def _languages() -> list[Language]:
    return [
        Language(code, get_language_info(code)["name_local"].capitalize(), code == get_language())
        for code, _name in settings.LANGUAGES
    ]
