"""Challenges: the list, one with its tree, opened, described, closed."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.accounts.acting import Act, Theirs, act_page
from samspel.accounts.who import Request
from samspel.core import panels
from samspel.core.forms import WritingForm
from samspel.core.pages import page
from samspel.municipality.models import Area
from samspel.situation import permissions, queries, services, shown
from samspel.situation.forms import BecauseForm, CauseForm, ChallengeFilter, ChallengeForm
from samspel.situation.models import Challenge
from samspel.situation.permissions import Reach, reach_of
from samspel.situation.views.acting import DRAFTS, GET, READS


@page(READS, methods=GET)
def listing(request: Request) -> HttpResponse:
    """The challenges of an area or of all, open ones first of all."""
    reach = reach_of(request.who)
    form = ChallengeFilter(request.GET)
    area, state = form.chosen
    rows = list(queries.challenges(reach, area, state))
    context = {
        "form": form,
        "rows": [(row, shown.challenge_status(row.stands)) for row in rows],
        "heading": _heading(len(rows), area, state),
        "may_open": permissions.may_draft(reach, area.pk) if area else permissions.drafts_somewhere(reach),
        "area": area,
    }
    return render(request, "situation/challenges.html", context)


def _heading(count: int, area: Area | None, state: str) -> str:
    where = {"area": area.name if area else _("all areas"), "count": count}
    if state == "open":
        return ngettext("%(count)d open challenge in %(area)s", "%(count)d open challenges in %(area)s", count) % where
    return ngettext("%(count)d challenge in %(area)s", "%(count)d challenges in %(area)s", count) % where


@page(READS, methods=GET)
def one(request: Request, challenge: UUID) -> HttpResponse:
    """One challenge: what it is, where it hangs, its causes as a tree, what it rests on."""
    return draw(request, queries.whole(request.who, challenge))


def draw(request: Request, whole: queries.Whole, form: CauseForm | None = None, status: int = 200) -> HttpResponse:
    """The page of a challenge, with a form that is to be shown again."""
    reach, row = reach_of(request.who), whole.row
    may_change = permissions.may_draft(reach, row.area_id)
    factors = list(row.factors.all())
    context = {
        "whole": whole,
        "row": row,
        "status": shown.challenge_status(row.stands),
        "may_change": may_change,
        "risks": [one for one in factors if not one.protects],
        "protects": [one for one in factors if one.protects],
        "cause_form": form or (CauseForm(tree=list(whole.tree)) if may_change and row.is_open else None),
        "plain_form": WritingForm(auto_id=False),
        "panels": panels.drawn("situation.challenge", row, request.who),
    }
    return render(request, "situation/challenge.html", context, status=status)


@page(DRAFTS)
def new(request: Request) -> HttpResponse:
    """Open a challenge."""
    reach = reach_of(request.who)
    permissions.require(permissions.drafts_somewhere(reach))
    asked = request.GET.get("area", "")[:120]
    form = ChallengeForm(request.POST or None, reach=reach, initial={"area": asked} if asked else {})

    def do() -> str:
        data = form.cleaned_data
        made = services.open_challenge(form.chosen_area, data["title"], data["text"], form.factors, by=request.who)
        return reverse("situation:challenge", args=[made.pk])

    words = Act(
        heading=_("What is hard?"),
        lead=_("A challenge is what the work in an area is to change: a circumstance at a place, never a person."),
        button=_("Open the challenge"),
        back=reverse("situation:challenges"),
        back_words=_("Challenges"),
        said=_("The challenge is open. Say what causes it, and what it rests on."),
    )
    return act_page(request, form, words, do)


@page(DRAFTS)
def change(request: Request, challenge: UUID) -> HttpResponse:
    """Say it in other words."""
    row = own(request, challenge)
    reach = reach_of(request.who)
    initial = {
        "title": row.title,
        "text": row.text,
        "version": row.version,
        "risk": [one.code for one in row.factors.all() if not one.protects],
        "protective": [one.code for one in row.factors.all() if one.protects],
    }
    form = ChallengeForm(request.POST or None, reach=reach, fixed=True, initial=initial)

    def do() -> str:
        data, version = form.cleaned_data, form.read_version
        services.change_challenge(challenge, data["title"], data["text"], form.factors, by=request.who, version=version)
        return reverse("situation:challenge", args=[challenge])

    words = _words(row, _("Describe the challenge"), _("Save it"), _("It is saved."))
    return act_page(request, form, words, do, theirs=_stands)


def _stands(current: Challenge) -> Theirs:
    return Theirs(_("Somebody else"), f"{current.title}\n\n{current.text}")


@page(DRAFTS)
def close(request: Request, challenge: UUID) -> HttpResponse:
    """It is no longer worked with, and why."""
    row = own(request, challenge)
    form = BecauseForm(request.POST or None, initial={"version": row.version})

    def do() -> str:
        version = form.read_version
        services.close_challenge(challenge, form.cleaned_data["because"], by=request.who, version=version)
        return reverse("situation:challenge", args=[challenge])

    words = _words(row, _("Close the challenge"), _("Close it"), _("The challenge is closed."))
    return act_page(request, form, words, do)


@page(DRAFTS)
def reopen(request: Request, challenge: UUID) -> HttpResponse:
    """It is worked with again, and why."""
    row = own(request, challenge)
    form = BecauseForm(request.POST or None, initial={"version": row.version})

    def do() -> str:
        version = form.read_version
        services.reopen_challenge(challenge, form.cleaned_data["because"], by=request.who, version=version)
        return reverse("situation:challenge", args=[challenge])

    words = _words(row, _("Open the challenge again"), _("Open it again"), _("The challenge is open again."))
    return act_page(request, form, words, do)


def own(request: Request, challenge: UUID) -> Challenge:
    """The challenge, when the one who asks drafts for its area; raises Missing."""
    reach: Reach = reach_of(request.who)
    found = queries.challenge(reach, challenge)
    permissions.require(permissions.may_draft(reach, found.area_id))
    return found


def _words(row: Challenge, heading: str, button: str, said: str) -> Act:
    back = reverse("situation:challenge", args=[row.pk])
    return Act(heading=heading, lead=row.title, button=button, back=back, back_words=row.reference, said=said)
