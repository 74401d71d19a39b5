"""The municipality as it is, was or will be on a day, in rows; and the documents that its rows refer to."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samspel.core import clock
from samspel.core.pages import page
from samspel.municipality import editing, queries
from samspel.municipality.content import words
from samspel.municipality.content.kinds import Kind, Raw, rows_of
from samspel.municipality.content.patch import Patch
from samspel.municipality.content.teams import team_on
from samspel.municipality.content.told import Line, Names, called, lines, names_of
from samspel.web.audiences import AT_WORK, INSIDE
from samspel.web.editing.desk import groups, kind_named
from samspel.web.editing.forms import DayForm
from samspel.web.views.editing.rows import EDITORS

GET = ("GET",)


@page(INSIDE, methods=GET)
def register(request: HttpRequest) -> HttpResponse:
    """All kinds of rows, as on the day that is asked for (today)."""
    form = DayForm(request.GET)
    document = editing.document_on(form.day)
    return render(
        request, "web/editing/register.html",
        {"form": form, "day": form.day, "groups": groups(document, "web:register_kind"), **_around(request, form)},
    )  # fmt: skip


@page(INSIDE, methods=GET)
def register_kind(request: HttpRequest, kind: str) -> HttpResponse:
    """The rows of a kind with all that they say, as on the day."""
    of, form = kind_named(kind), DayForm(request.GET)
    document = editing.document_on(form.day)
    names = names_of(document)
    rows = [
        (key, called(of, key, row, names), _said(of, key, row, names, form))
        for key, row in rows_of(document, of).items()
    ]
    return render(
        request, "web/editing/register_kind.html",
        {
            "form": form, "day": form.day, "kind": of, "words": words.KINDS[kind], "rows": rows,
            "group": words.GROUPS[of.file], **_around(request, form),
        },
    )  # fmt: skip


def _said(kind: Kind, key: str, row: Raw, names: Names, form: DayForm) -> list[Line]:
    """All that a row says; of an area first the team that has it on the day."""
    said = lines(kind, Patch(kind.name, key, None, row), names)
    if kind.name != "areas":
        return said
    team = team_on(row["teams"], form.day)
    return [Line(str(words.FIELDS["team"].label), "", names["teams"].get(team, team)), *said]


def _around(request: HttpRequest, form: DayForm) -> dict[str, object]:
    since = editing.kept_since()
    return {
        "today": clock.today(),
        "since": since if since and form.day < since else None,
        "query": f"?on={form.day.isoformat()}" if form.day != clock.today() else "",
        "may_edit": EDITORS.admits(request),
    }


@page(AT_WORK, methods=GET)
def sources(request: HttpRequest) -> HttpResponse:
    """What the marks in the sources of rows mean."""
    listed = {"sources": queries.sources(), "may_edit": EDITORS.admits(request)}
    return render(request, "web/editing/sources.html", listed)
