"""Bringing a file in: send it, say what its columns are, see what it would bring, have it taken in."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samspel.accounts.who import Request, of
from samspel.core import sheets
from samspel.core.errors import Missing, Refused
from samspel.core.forms import WritingForm
from samspel.core.http import act
from samspel.core.imports import Importable, importable, importables, queries, services, work
from samspel.core.imports.reading import LARGEST
from samspel.core.imports.rest import rest_of
from samspel.core.imports.states import State
from samspel.core.models import Import, ImportFile
from samspel.core.pages import page
from samspel.core.uploads import takes_file
from samspel.web.imports.forms import FileForm, MatchForm, WordsForm
from samspel.web.imports.shown import Look, status

LISTED = 30


@dataclass(frozen=True)
class Importers:
    """Those who may bring something in."""

    name: str = "importers"

    def admits(self, request: HttpRequest) -> bool:
        """Is there anything that they may?"""
        return bool(importables(of(request)))


IMPORTERS = Importers()


@page(IMPORTERS, methods=("GET",))
def everything(request: Request) -> HttpResponse:
    """What can be brought in, and what one has brought."""
    rows = [(row, status(row), queries.kind_of(row)) for row in queries.own(request.who)[:LISTED]]
    return render(request, "web/imports/all.html", {"kinds": importables(request.who), "rows": rows})


@takes_file(LARGEST)
@page(IMPORTERS)
def kind(request: Request, code: str) -> HttpResponse:
    """One kind of things: a file is sent here. What was sent before is listed."""
    found = _kind(request, code)
    form = FileForm(request.POST or None, request.FILES or None, sources=queries.sources(code))
    if request.method == "POST" and form.is_valid():
        done = act(request, form, by=request.who, do=lambda: _begin(request, found, form))
        if done is not None:
            return done
    others = [(row, status(row)) for row in queries.of_others(code, request.who)[:LISTED]]
    context = {"kind": found, "form": form, "columns": [one for one in found.columns() if not one.ours]}
    return render(
        request,
        "web/imports/kind.html",
        {**context, "others": others},
        status=422 if form.is_bound and form.errors else 200,
    )


@page(IMPORTERS, methods=("GET",))
def template(request: Request, code: str) -> HttpResponse:
    """An empty file with our headings, to fill in."""
    found = _kind(request, code)
    columns = [(str(one.name), max(12, len(str(one.name)) + 2)) for one in found.columns() if not one.ours]
    return sheets.response(str(found.title), "xlsx", columns, [])


@page(IMPORTERS)
def one(request: Request, file: UUID) -> HttpResponse:
    """A file on its way in, as it stands: its columns, its faults, its progress, what came of it."""
    row = queries.one(file, request.who)
    if row.stands is State.MATCHING or (row.stands is State.CHECKED and "columns" in request.GET):
        return _match(request, row)
    if request.method == "POST":
        # Somebody went on from a page that was shown before: it stands otherwise by now.
        return redirect("web:import", row.pk)
    look = _look(row)
    told, pager = look.faults(request.GET.get("page", ""))
    context = {"look": look, "told": told, "pager": pager, "status": status(row), "form": WritingForm(auto_id=False)}
    if row.stands is State.CHECKED:
        context["words"] = _words(row, look)
    return render(request, "web/imports/one.html", context)


@page(IMPORTERS, methods=("GET",))
def progress(request: Request, file: UUID) -> HttpResponse:
    """How far it has come, for the page to fetch; the whole page anew when the job has ended."""
    look = _look(queries.one(file, request.who))
    answer = render(request, "web/imports/_progress.html", {"look": look})
    if not look.at_work:
        answer["HX-Refresh"] = "true"
    return answer


@page(IMPORTERS, methods=("POST",))
def words(request: Request, file: UUID) -> HttpResponse:
    """Say what words mean, and have every row checked again."""
    row = queries.one(file, request.who)
    form = _words(row, _look(row), request.POST)

    def do() -> str:
        services.learn(row, form.words, by=request.who)
        return reverse("web:import", args=[row.pk])

    return _done(request, row, form, do)


@page(IMPORTERS, methods=("POST",))
def take(request: Request, file: UUID) -> HttpResponse:
    """Have the rows without faults taken in."""
    row = queries.one(file, request.who)

    def do() -> str:
        services.take(row, by=request.who)
        return reverse("web:import", args=[row.pk])

    return _done(request, row, WritingForm(request.POST), do)


@page(IMPORTERS, methods=("POST",))
def stop(request: Request, file: UUID) -> HttpResponse:
    """Cancel it, or stop it half-way."""
    row = queries.one(file, request.who)

    def do() -> str:
        services.stop(row, by=request.who)
        return reverse("web:import", args=[row.pk])

    return _done(request, row, WritingForm(request.POST), do)


@page(IMPORTERS, methods=("POST",))
def let_go(request: Request, file: UUID) -> HttpResponse:
    """Remove the rows with faults that are still kept."""
    row = queries.one(file, request.who)

    def do() -> str:
        services.let_go(row, by=request.who)
        messages.success(request, _("The file is removed."))
        return reverse("web:import", args=[row.pk])

    return _done(request, row, WritingForm(request.POST), do)


@page(IMPORTERS, methods=("GET",))
def rest(request: Request, file: UUID) -> HttpResponse:
    """The rows with faults as a file, each with what is wrong."""
    row = queries.one(file, request.who)
    kept = ImportFile.objects.filter(of=row).first()
    if kept is None or row.stands not in {State.CHECKED, State.DONE}:
        raise Missing
    content = bytes(kept.content)
    if not kept.rest:
        columns = work.columns_of(queries.kind_of(row), row)
        content = rest_of(work.lines(row), queries.faulty(row), columns, row.header_row)
    return sheets.answer(content, _("rows with faults"), "xlsx")


# ---------- What they share


def _kind(request: Request, code: str) -> Importable:
    found = importable(code)
    if found is None or not found.may(request.who):
        raise Missing
    return found


def _look(row: Import) -> Look:
    found = queries.kind_of(row)
    return Look(row, found, found.columns())


def _words(row: Import, look: Look, data: Any = None) -> WordsForm:
    return WordsForm(data, unknown=queries.unknown_words(row), columns=look.columns)


def _begin(request: Request, found: Importable, form: FileForm) -> str:
    sent = form.cleaned_data["file"]
    row = services.begin(found, source=form.source_name, file_name=str(sent.name), content=sent.read(), by=request.who)
    return reverse("web:import", args=[row.pk])


def _match(request: Request, row: Import) -> HttpResponse:
    columns = queries.kind_of(row).columns()
    asked = request.POST if request.method == "POST" else None
    start = queries.start(queries.content(row), columns, row.sheet, row.header_row)
    form = MatchForm(asked, row=row, start=start, columns=columns)
    if asked is not None and (form.is_valid() or ("again" in asked and "key" in form.cleaned_data)):
        done = act(request, form, by=request.who, do=lambda: _settle(request, row, form))
        if done is not None:
            return done
    context = {"look": Look(row, queries.kind_of(row), columns), "form": form, "start": start}
    return render(request, "web/imports/match.html", context, status=422 if asked is not None else 200)


def _settle(request: Request, row: Import, form: MatchForm) -> str:
    given = form.cleaned_data
    if "again" in request.POST:
        sheet, number = given.get("sheet") or row.sheet, given.get("header_row") or row.header_row
        # Another sheet has its headings where it has them.
        services.look_again(row, sheet=sheet, header_row=number if sheet == row.sheet else 0, by=request.who)
    else:
        services.settle(row, form.matched, masked=bool(given.get("masked")), by=request.who)
    return reverse("web:import", args=[row.pk])


def _done(request: Request, row: Import, form: WritingForm, do: Any) -> HttpResponse:
    """Do it once; when it can't be done, say so on the page that tells how it stands."""
    try:
        done = act(request, form, by=request.who, do=do) if form.is_valid() else None
    except Refused as no:
        form.add_error(None, str(no.message))
        done = None
    for error in form.non_field_errors():
        messages.warning(request, str(error))
    return done or redirect("web:import", row.pk)
