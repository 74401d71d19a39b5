"""The change that one is writing: looked at, saved from a day on, or dropped."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from samspel.core import clock
from samspel.core.errors import Missing
from samspel.core.forms import WritingForm
from samspel.core.http import act
from samspel.core.pages import page
from samspel.municipality import editing
from samspel.municipality.content.patch import InTheWay, Patch
from samspel.municipality.content.teams import redated
from samspel.municipality.content.told import told
from samspel.municipality.models import ChangeState
from samspel.ui import words
from samspel.web.editing.desk import Desk
from samspel.web.editing.forms import DropForm, SaveForm
from samspel.web.views.editing.rows import EDITORS, draw, status, who_of


@page(EDITORS)
def change(request: HttpRequest) -> HttpResponse:
    """What the draft changes, what that does, and what is missing; saved from here."""
    desk = Desk(who_of(request))
    form = SaveForm(request.POST or None, initial={"version": desk.draft.version if desk.draft else None})
    if request.method == "POST" and form.is_valid():
        response = act(request, form, by=desk.who, do=lambda: _saved(request, desk, form))
        if response:
            return response
    return _looked_at(request, desk, form)


def _saved(request: HttpRequest, desk: Desk, form: SaveForm) -> str:
    starts: date = form.cleaned_data["starts"]
    made = editing.save(by=desk.who, starts=starts, because=form.cleaned_data["because"], version=form.read_version)
    now = made.state == ChangeState.MADE
    said = _("The change is made.") if now else _("The change is saved, and holds from %(day)s.")
    messages.success(request, said % {"day": words.day(starts)} if not now else said)
    return reverse("web:change_one", args=[made.pk])


def _looked_at(request: HttpRequest, desk: Desk, form: SaveForm) -> HttpResponse:
    if not desk.patches:
        return draw(request, "nothing", desk, status=status(request))
    starts = _day(form)
    looked = editing.look([redated(one, starts) for one in desk.patches], starts)
    version = desk.draft.version if desk.draft else None
    rows = [
        (told(one, desk.names), DropForm(initial={"number": n, "version": version}))
        for n, one in enumerate(desk.patches)
    ]
    return draw(
        request, "change", desk, status=status(request), form=form, looked=looked, rows=rows,
        faults=[desk.fault(one) for one in looked.faults], blocked=[in_the_way(desk, one) for one in looked.blocked],
        whole=DropForm(initial={"version": version}), starts=starts,
    )  # fmt: skip


def _day(form: SaveForm) -> date:
    """The day that was chosen, or today."""
    chosen = form.cleaned_data.get("starts") if form.is_bound and hasattr(form, "cleaned_data") else None
    return max(chosen or clock.today(), clock.today())


def in_the_way(desk: Desk, one: InTheWay) -> tuple[str, list[str]]:
    """A row that somebody changed in between: what it is called, and what it says now where both changed it."""
    said = told(one.patch, desk.names)
    if one.now is None or not one.names:
        return said.name, []
    against = told(Patch(one.patch.kind, one.patch.key, one.patch.before, one.now), desk.names)
    return said.name, [f"{line.label}: {line.after or '–'}" for line in against.lines]


@page(EDITORS, methods=("POST",))
def take_out(request: HttpRequest) -> HttpResponse:
    """One row is left as it is, or all of them: then the draft is gone."""
    desk, form = Desk(who_of(request)), DropForm(request.POST)
    if not form.is_valid():
        raise Missing
    number = form.cleaned_data["number"]

    def do() -> str:
        if number is None:
            editing.drop(by=desk.who, version=form.read_version)
        else:
            editing.take_out(number, by=desk.who, version=form.read_version)
        return reverse("web:change") if number is not None else reverse("web:edit")

    return act(request, form, by=desk.who, do=do) or _refused(request, desk, form)


@page(EDITORS, methods=("POST",))
def keep_mine(request: HttpRequest) -> HttpResponse:
    """One's own values, on top of what others have saved in between."""
    desk, form = Desk(who_of(request)), DropForm(request.POST)
    if not form.is_valid():
        raise Missing

    def do() -> str:
        editing.keep_mine(by=desk.who, version=form.read_version)
        return reverse("web:change")

    return act(request, form, by=desk.who, do=do) or _refused(request, desk, form)


def _refused(request: HttpRequest, desk: Desk, form: WritingForm) -> HttpResponse:
    return draw(request, "refused", desk, status=422, form=form, back=reverse("web:change"))
