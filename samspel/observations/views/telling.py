"""An observation is told, one more and one more; on a phone, with a bad line, or without JavaScript."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samspel.accounts.audiences import holders
from samspel.accounts.device import marks
from samspel.accounts.rules import TEAM_FUNCTIONS
from samspel.accounts.who import Request, Who
from samspel.core.errors import Missing
from samspel.core.http import act
from samspel.core.pages import ANYONE, page
from samspel.core.uploads import takes_file
from samspel.municipality import queries as municipality
from samspel.municipality.models import Level
from samspel.observations import pictures, queries, services
from samspel.observations.forms import CorrectForm, ReportForm
from samspel.observations.forms.when import When
from samspel.observations.models import Observation
from samspel.observations.permissions import REPORTERS
from samspel.observations.rules import AHEAD, WhenKnown
from samspel.observations.services import Reported

REPORTS = holders(*REPORTERS)
MORE = "more"
AFTER = "after"


@takes_file(pictures.MOST_BYTES)
@page(REPORTS)
def new(request: Request) -> HttpResponse:
    """Tell an observation. What the device sends when it has a network again asks for JSON, and gets it."""
    who = request.who
    first = _first_values(request)
    form = ReportForm(request.POST or None, request.FILES or None, initial=first, whose=marks(who))
    if request.method == "POST" and form.is_valid():
        done = act(request, form, by=who, do=lambda: _report(request, form))
        if done is not None:
            return _answered(request, done)
    status = 422 if form.is_bound else 200
    if form.is_bound and _by_device(request):
        return JsonResponse({"errors": form.errors.get_json_data()}, status=status)
    return render(request, "observations/new.html", {**_around(form), "form": form, "whose": marks(who)}, status=status)


@page(REPORTS, methods=("GET",))
def ready(request: Request) -> HttpResponse:
    """What a device must know before it sends what it has kept: who is signed in here, and the token of forms."""
    now, *before = marks(request.who)
    return JsonResponse({"whose": now, "before": before, "token": get_token(request)})


@page(ANYONE, methods=("GET",))
def worker(request: Request) -> HttpResponse:
    """The service worker: it answers for the pages under its own address, so it must lie here and not at the files."""
    return render(request, "observations/worker.js", content_type="text/javascript; charset=utf-8")


def _around(form: ReportForm) -> dict[str, Any]:
    return {"emergency": next(iter(municipality.emergency_numbers()), None), "kinds": bool(form.kinds)}


def _by_device(request: Request) -> bool:
    return request.headers.get("Accept", "") == "application/json"


def _answered(request: Request, done: HttpResponse) -> HttpResponse:
    if not _by_device(request):
        return done
    answer = JsonResponse({"to": done["Location"]}, status=201)
    answer.cookies = done.cookies
    return answer


def _report(request: Request, form: ReportForm) -> str:
    data = form.cleaned_data
    reported = Reported(
        kind=form.chosen_kind,
        where=form.where,
        moment=form.moment,
        text=data["text"],
        felt=data["felt"],
        picture=form.drawn,
    )
    made: Observation = services.report(reported, by=request.who)
    messages.success(request, _("The observation has been sent. Thank you."))
    if MORE in request.POST:
        return f"{reverse('observations:new')}?{AFTER}={made.pk}"
    return reverse("observations:one", args=[made.pk])


def _first_values(request: Request) -> dict[str, Any]:
    """The place and the time of the one before, when one more is told; else one's own area, now."""
    after = _before(request)
    if after is None:
        return {"area": _own_area(request.who)}
    values = {**CorrectForm.where_told(after), **CorrectForm.when_told(after)}
    if after.when_known == WhenKnown.EXACT and abs(after.reported_at - after.happened_from) <= AHEAD:
        values["when"] = When.NOW
    return values


def _before(request: Request) -> Observation | None:
    try:
        return queries.one(request.who, UUID(request.GET.get(AFTER, "")))
    except (ValueError, Missing):
        return None


def _own_area(who: Who) -> str:
    """The main area of the team of who works in one; "" for others."""
    held = municipality.areas_of(who.teams(TEAM_FUNCTIONS), who.day) if who.teams(TEAM_FUNCTIONS) else {}
    return next((one.code for one in municipality.areas() if one.pk in held and one.level == Level.MAIN), "")
