"""What the officer's pages share: who they are for, and the tabs."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samspel.accounts.audiences import holders
from samspel.protection.permissions import OFFICERS
from samspel.ui.elements import NavItem

OFFICER = holders(*OFFICERS)


def draw(request: HttpRequest, name: str, tab: str, *, status: int = 200, **context: object) -> HttpResponse:
    """A page with its tab."""
    words = {
        "looks": _("Who has looked"),
        "disposals": _("What is disposed of"),
        "done": _("Protocol"),
        "holds": _("Holds"),
        "extract": _("Extract"),
    }
    tabs = [NavItem(reverse(f"protection:{one}"), word, current=one == tab) for one, word in words.items()]
    return render(request, f"protection/{name}.html", {"tabs": tabs, **context}, status=status)
