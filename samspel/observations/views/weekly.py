"""The weekly pictures: written with one click, edited, sent, kept."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samspel.accounts.audiences import holders
from samspel.accounts.who import Request
from samspel.core import panels
from samspel.core.errors import Missing
from samspel.core.http import act
from samspel.core.pages import page
from samspel.observations import permissions
from samspel.observations.drawn import weekly as shown
from samspel.observations.drawn.page import drawn, week_url
from samspel.observations.drawn.pictures import team_of
from samspel.observations.forms.weekly import SendForm, WordsForm, WriteForm
from samspel.observations.frozen import thawed
from samspel.observations.models import WeeklyPicture
from samspel.observations.permissions import ALL_READERS, WEEK_WRITERS, reach_of
from samspel.observations.queries import weekly as read
from samspel.observations.services import weekly as services
from samspel.observations.views.week import area_of, asked_of
from samspel.observations.week import PictureState, Week

READS = holders(*ALL_READERS)
WRITES = holders(*WEEK_WRITERS)


@page(READS, methods=("GET",))
def listing(request: Request) -> HttpResponse:
    """The newest pictures, and those that are being written."""
    reach = reach_of(request.who)
    rows = [shown.weekly(row) for row in read.weeklies(reach)]
    return render(request, "observations/weeklies.html", {"rows": rows})


@page(WRITES, methods=("POST",))
def write(request: Request) -> HttpResponse:
    """Begin the week's picture out of its figures, or come to the one that stands."""
    asked, area = asked_of(request), area_of(request)
    permissions.require(permissions.may_write_week(reach_of(request.who), area.pk if area else None))
    form = WriteForm(request.POST)
    if form.is_valid():
        done = act(request, form, by=request.who, do=lambda: _edit_url(services.write(asked, area, by=request.who)))
        if done is not None:
            return done
    return render(request, "observations/write.html", {"form": form, "back": week_url(asked, area)}, status=422)


@page(READS, methods=("GET",))
def one(request: Request, picture: UUID) -> HttpResponse:
    """The picture with its figures as they were."""
    reach = reach_of(request.who)
    found = read.weekly(reach, picture)
    writes = permissions.may_write_week(reach, found.area_id)
    context = {
        "picture": found,
        "shown": drawn(thawed(found.figures)),
        "team": team_of(found.area),
        "receivers": [str(one) for one in found.receivers.all()],
        "writes": writes,
        "draft": found.stands is PictureState.DRAFT,
        "withdrawn": found.stands is PictureState.WITHDRAWN,
        "week_url": week_url(Week(found.monday), found.area),
        "freeze_form": WriteForm(),
        "withdraw_form": WriteForm(),
        "panels": panels.drawn("observations.weekly", found, request.who),
    }
    return render(request, "observations/weekly.html", context)


@page(WRITES)
def edit(request: Request, picture: UUID) -> HttpResponse:
    """Say it in other words, before it is sent."""
    found = _mine(request, picture, PictureState.DRAFT)
    given = {"headline": found.headline, "lead": found.lead, "text": found.text, "version": found.version}
    form = WordsForm(request.POST or None, initial=given)
    if form.is_bound and form.is_valid():
        done = act(request, form, by=request.who, do=lambda: _edited(request, found, form))
        if done is not None:
            return done
    context = {
        "form": form,
        "picture": found,
        "name": shown.weekly(found).name,
        "theirs": form.stale.current if form.stale else None,
    }
    return render(request, "observations/weekly_edit.html", context, status=_status(form))


def _edited(request: Request, found: WeeklyPicture, form: WordsForm) -> str:
    services.edit(found.pk, form.words, by=request.who, version=form.read_version)
    messages.success(request, _("The text is saved."))
    return _url(found)


@page(WRITES)
def send(request: Request, picture: UUID) -> HttpResponse:
    """Choose who should have it, and send it."""
    found = _mine(request, picture, PictureState.DRAFT, PictureState.SENT)
    has = list(found.receivers.all())
    form = SendForm(
        request.POST or None,
        initial={"version": found.version},
        has=(
            frozenset(one.body_id for one in has if one.body_id),
            frozenset(one.department_id for one in has if one.department_id),
        ),
    )
    if form.is_bound and form.is_valid():
        done = act(request, form, by=request.who, do=lambda: _sent(request, found, form))
        if done is not None:
            return done
    return render(request, "observations/weekly_send.html", {"form": form, "picture": found}, status=_status(form))


def _sent(request: Request, found: WeeklyPicture, form: SendForm) -> str:
    bodies, departments = form.chosen
    services.send(found.pk, bodies, departments, by=request.who, version=form.read_version)
    messages.success(request, _("The weekly picture is sent."))
    return _url(found)


@page(WRITES, methods=("POST",))
def freeze(request: Request, picture: UUID) -> HttpResponse:
    """Take the figures as they are now."""
    found = _mine(request, picture, PictureState.DRAFT)
    return _pressed(request, found, lambda: services.freeze(found.pk, by=request.who), _("The figures are new."))


@page(WRITES, methods=("POST",))
def withdraw(request: Request, picture: UUID) -> HttpResponse:
    """Let it stand no more."""
    found = _mine(request, picture, PictureState.DRAFT, PictureState.SENT)
    return _pressed(
        request, found, lambda: services.withdraw(found.pk, by=request.who), _("The weekly picture is withdrawn.")
    )


def _pressed(request: Request, found: WeeklyPicture, do: Callable[[], object], said: str) -> HttpResponse:
    """What a button alone does: done once, told, and back to the picture."""
    form = WriteForm(request.POST)

    def done() -> str:
        do()
        messages.success(request, said)
        return _url(found)

    answer = act(request, form, by=request.who, do=done) if form.is_valid() else None
    return answer or render(request, "observations/write.html", {"form": form, "back": _url(found)}, status=422)


def _mine(request: Request, picture: UUID, *states: PictureState) -> WeeklyPicture:
    """The picture, for who may write of its week, while it stands so; raises Missing."""
    reach = reach_of(request.who)
    found = read.weekly(reach, picture)
    if found.stands not in states or not permissions.may_write_week(reach, found.area_id):
        raise Missing
    return found


def _status(form: WordsForm | SendForm) -> int:
    return 200 if not form.is_bound else 409 if form.stale else 422


def _url(picture: WeeklyPicture) -> str:
    return reverse("observations:weekly", args=[picture.pk])


def _edit_url(picture: WeeklyPicture) -> str:
    return (
        reverse("observations:weekly_edit", args=[picture.pk])
        if picture.stands is PictureState.DRAFT
        else _url(picture)
    )
