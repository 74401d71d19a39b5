"""The causes of a challenge as a tree, and what the challenge rests on."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from samspel.accounts.acting import Act, act_page, acted, again, pressed
from samspel.accounts.who import Request
from samspel.core.errors import Missing
from samspel.core.pages import page
from samspel.situation import permissions, queries, services
from samspel.situation.forms import BasisForm, CauseForm, MoveForm
from samspel.situation.models import Cause
from samspel.situation.permissions import reach_of
from samspel.situation.views.acting import DRAFTS, POST
from samspel.situation.views.challenges import draw, own


@page(DRAFTS, methods=POST)
def add(request: Request, challenge: UUID) -> HttpResponse:
    """A cause of the challenge, or of another cause; the form stands on the challenge's page."""
    own(request, challenge)
    whole = queries.whole(request.who, challenge)
    form = CauseForm(request.POST, tree=list(whole.tree))

    def do() -> str:
        services.add_cause(challenge, form.cleaned_data["text"], form.under_cause, by=request.who)
        return f"{reverse('situation:challenge', args=[challenge])}#causes"

    return acted(request, form, do) or draw(request, whole, form, again(form))


@page(DRAFTS)
def change(request: Request, challenge: UUID, cause: int) -> HttpResponse:
    """Say a cause in other words, or let it stand elsewhere in the tree."""
    row, found = own(request, challenge), _cause(request, challenge, cause)
    tree = list(queries.branches(queries.causes_visible_to(request.who).filter(challenge=row)))
    initial = {"text": found.text, "under": found.parent_id or ""}
    form = MoveForm(request.POST or None, tree=tree, but=found.pk, initial=initial)

    def do() -> str:
        text, under = form.cleaned_data["text"].strip(), form.under_cause
        if text != found.text:
            services.reword_cause(challenge, cause, text, by=request.who)
        if under != found.parent_id:
            services.move_cause(challenge, cause, under, by=request.who)
        return f"{reverse('situation:challenge', args=[challenge])}#causes"

    words = Act(
        heading=_("Change or move the cause"),
        lead=row.title,
        button=_("Save it"),
        back=reverse("situation:challenge", args=[challenge]),
        back_words=row.reference,
        said=_("It is saved."),
    )
    return act_page(request, form, words, do)


@page(DRAFTS, methods=POST)
def remove(request: Request, challenge: UUID, cause: int) -> HttpResponse:
    """Take a cause away; what stood under it moves up."""
    own(request, challenge)
    _cause(request, challenge, cause)
    back = f"{reverse('situation:challenge', args=[challenge])}#causes"

    def do() -> str:
        services.remove_cause(challenge, cause, by=request.who)
        return back

    return pressed(request, do, _("The cause is taken away. What stood under it has moved up."), back)


@page(DRAFTS)
def rest(request: Request, challenge: UUID) -> HttpResponse:
    """Say what the challenge rests on."""
    row = own(request, challenge)
    if not row.is_open:
        return redirect("situation:challenge", challenge)
    initial = {"area": row.area.code if row.area else ""}
    form = BasisForm(request.POST or None, reach=reach_of(request.who), area=row.area, initial=initial)

    def do() -> str:
        services.rest_on(challenge, form.rests, by=request.who)
        return f"{reverse('situation:challenge', args=[challenge])}#bases"

    words = Act(
        heading=_("What does the challenge rest on?"),
        lead=row.title,
        button=_("Add it"),
        back=reverse("situation:challenge", args=[challenge]),
        back_words=row.reference,
        said=_("It is added: the thread now runs from there to the challenge."),
    )
    return act_page(request, form, words, do)


@page(DRAFTS, methods=POST)
def rest_no_more(request: Request, challenge: UUID, basis: int) -> HttpResponse:
    """The challenge no longer rests on it."""
    row = own(request, challenge)
    if not row.bases.filter(pk=basis).exists():
        raise Missing
    back = f"{reverse('situation:challenge', args=[challenge])}#bases"

    def do() -> str:
        services.rest_no_more(challenge, basis, by=request.who)
        return back

    return pressed(request, do, _("The challenge no longer rests on it."), back)


def _cause(request: Request, challenge: UUID, cause: int) -> Cause:
    found = queries.causes_visible_to(request.who).filter(challenge=challenge, pk=cause).first()
    permissions.require(found is not None)
    if found is None:
        raise Missing
    return found
