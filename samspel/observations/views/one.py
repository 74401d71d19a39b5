"""One observation: what it was, where and when; corrected and withdrawn; its picture."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samspel.accounts.audiences import holders
from samspel.accounts.who import Request
from samspel.core import panels
from samspel.core.http import act
from samspel.core.pages import page
from samspel.observations import permissions, queries, services, shown, words
from samspel.observations.forms import CorrectForm, WithdrawForm
from samspel.observations.models import Observation, Picture
from samspel.observations.permissions import READERS, reach_of
from samspel.observations.pictures import KIND
from samspel.observations.services import Corrected

READS = holders(*READERS)
PLACE = "observations.observation"
"""Where higher modules' panels are drawn on the page."""


@page(READS, methods=("GET",))
def one(request: Request, observation: UUID) -> HttpResponse:
    """The observation as far as the reader may see it."""
    who = request.who
    reach = reach_of(who)
    found = queries.one(reach, observation)
    whole = permissions.may_read_whole(reach, found)
    context = {
        "observation": found,
        "heading": words.heading(found),
        "kind": words.kind(found.kind),
        "status": words.status(found.stands),
        "felt": words.felt(found),
        "masked": not whole,
        "facts": shown.facts(reach, found),
        "drawn": shown.drawing(reach, found),
        "picture": _size(found) if whole else None,
        "timeline": shown.timeline(queries.history(found), found),
        "may_correct": permissions.may_correct(reach, found),
        "may_report": permissions.may_report(who),
        "panels": panels.drawn(PLACE, found, who),
    }
    return render(request, "observations/one.html", context)


@page(READS, methods=("GET",))
def picture(request: Request, observation: UUID) -> HttpResponse:
    """The picture, for who may read the observation whole. It is nobody's to keep but the one who asked."""
    kept = queries.picture(request.who, observation)
    return HttpResponse(bytes(kept.data), content_type=KIND, headers={"Cache-Control": "private, max-age=3600"})


@page(READS)
def correct(request: Request, observation: UUID) -> HttpResponse:
    """Let it read as it should have."""
    found = _may_change(request, observation)
    form = CorrectForm(request.POST or None, observation=found, has_picture=bool(_size(found)))

    def do() -> str:
        data = form.cleaned_data
        corrected = Corrected(
            kind=form.chosen_kind,
            where=form.where,
            moment=form.moment,
            text=data["text"],
            felt=data["felt"],
            keeps_picture=not data.get("drop_picture"),
        )
        services.correct(observation, corrected, by=request.who, version=form.read_version)
        messages.success(request, _("The observation has been corrected."))
        return reverse("observations:one", args=[observation])

    done = act(request, form, by=request.who, do=do) if form.is_bound and form.is_valid() else None
    theirs = queries.one(request.who, observation) if form.stale else None
    context = {"form": form, "observation": found, "heading": words.heading(found), "theirs": theirs}
    return done or render(request, "observations/correct.html", context, status=_status(form))


@page(READS)
def withdraw(request: Request, observation: UUID) -> HttpResponse:
    """Let it count no more, and say why."""
    found = _may_change(request, observation)
    form = WithdrawForm(request.POST or None, initial={"version": found.version})

    def do() -> str:
        services.withdraw(observation, form.cleaned_data["reason"], by=request.who, version=form.read_version)
        messages.success(request, _("The observation has been withdrawn. It counts no more."))
        return reverse("observations:one", args=[observation])

    done = act(request, form, by=request.who, do=do) if form.is_bound and form.is_valid() else None
    context = {"form": form, "observation": found, "heading": words.heading(found)}
    return done or render(request, "observations/withdraw.html", context, status=_status(form))


def _may_change(request: Request, observation: UUID) -> Observation:
    reach = reach_of(request.who)
    found = queries.one(reach, observation)
    permissions.require(permissions.may_correct(reach, found))
    return found


def _size(observation: Observation) -> Picture | None:
    """The picture without its bytes."""
    return Picture.objects.filter(observation=observation).defer("data").first()


def _status(form: CorrectForm | WithdrawForm) -> int:
    return 200 if not form.is_bound else 409 if form.stale else 422
