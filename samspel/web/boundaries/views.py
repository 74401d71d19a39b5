"""The administrator brings boundaries in: upload, look through, import, take back."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from samspel.accounts.audiences import holders
from samspel.accounts.who import Request
from samspel.core import clock
from samspel.core.forms import WritingForm
from samspel.core.http import act
from samspel.core.pages import page
from samspel.core.uploads import takes_file
from samspel.municipality import queries as municipality
from samspel.municipality.boundaries import queries, services
from samspel.municipality.boundaries.told import LARGEST
from samspel.municipality.functions import Function
from samspel.web.boundaries import shown
from samspel.web.boundaries.forms import EARLIEST, LATEST, FileForm, ImportForm
from samspel.web.queries.maps import Counted, whole_map

ADMINISTRATORS = holders(Function.ADMINISTRATOR)


@takes_file(LARGEST)
@page(ADMINISTRATORS)
def boundaries(request: Request) -> HttpResponse:
    """What holds and what has been imported; a file is uploaded here, and looked through on its own page."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        done = act(request, form, by=request.who, do=lambda: _take_in(request, form))
        if done is not None:
            return done
    areas, rows = municipality.areas(), queries.rows()
    context = {
        "form": form,
        "drawing": whole_map(areas, Counted(_("Map of the areas as they are. The table below says the same."))),
        "held": shown.held(rows),
        "without": len(areas) - sum(row.area is not None for row in rows),
        "versions": [(one, WritingForm(auto_id=False)) for one in queries.versions()],
    }
    return render(request, "web/boundaries/all.html", context, status=422 if form.is_bound and form.errors else 200)


@page(ADMINISTRATORS)
def file(request: Request, file: UUID) -> HttpResponse:
    """A file looked through: what was mended, what its names are, a map; and the import itself."""
    kept = queries.file(file)
    asked = request.POST if request.method == "POST" else None
    first = shown.Look(kept, _day(request), {})
    blank = ImportForm(asked, named=first.checked.named, choices=first.choices, initial=_initial(first))
    look = shown.Look(kept, first.day, blank.by_hand) if asked else first
    if asked and "again" not in asked and blank.is_valid():
        done = act(request, blank, by=request.who, do=lambda: _bring_in(request, look, blank))
        if done is not None:
            return done
    again = asked is not None and "again" in asked
    form = blank if not again else ImportForm(asked, named=look.checked.named, choices=look.choices)
    context = {"file": kept, "look": look, "form": form, "again": again}
    failed = asked is not None and not again
    return render(request, "web/boundaries/file.html", context, status=422 if failed else 200)


@page(ADMINISTRATORS, methods=("POST",))
def take_back(request: Request, version: int) -> HttpResponse:
    """Let a version hold no longer."""
    form = WritingForm(request.POST)

    def do() -> str:
        services.take_back(version, by=request.who)
        messages.success(request, _("The boundaries are taken back. What they covered holds again."))
        return reverse("web:boundaries")

    done = act(request, form, by=request.who, do=do) if form.is_valid() else None
    for error in form.non_field_errors():
        messages.warning(request, str(error))
    return done or redirect("web:boundaries")


def _take_in(request: Request, form: FileForm) -> str:
    sent = form.cleaned_data["file"]
    kept = services.take_in(str(sent.name), sent.read(), by=request.who)
    return reverse("web:boundary_file", args=[kept.pk])


def _bring_in(request: Request, look: shown.Look, form: ImportForm) -> str:
    given = form.cleaned_data
    made = services.bring_in(
        look.checked, given["starts"], file_name=look.file.name, source=given["source"], by=request.who
    )
    services.let_go(look.file, by=request.who)
    said = _("The boundaries are imported.") if made else _("These boundaries hold already. Nothing was changed.")
    messages.success(request, said)
    return reverse("web:boundaries")


def _day(request: Request) -> date:
    """The day that was asked for, when it is one; else today."""
    try:
        day = parse_date(request.POST.get("starts", ""))
    except ValueError:
        day = None
    return day if day and EARLIEST <= day <= LATEST else clock.today()


def _initial(look: shown.Look) -> dict[str, object]:
    return {"starts": look.day}
