"""Lists and rows of the municipality, as the administrator changes them: all of it goes into the draft."""

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from samspel.accounts.audiences import holders
from samspel.accounts.who import Request, Who
from samspel.core import clock
from samspel.core.errors import Missing, Stale
from samspel.core.forms import WritingForm
from samspel.core.http import act
from samspel.core.pages import page
from samspel.municipality import editing
from samspel.municipality.content import words
from samspel.municipality.content.fields import fields_of
from samspel.municipality.content.kinds import Document, Kind, Raw, kind_at, rows_of
from samspel.municipality.content.patch import Patch, patched
from samspel.municipality.content.teams import taken_over, team_on
from samspel.municipality.content.told import Line, called, lines
from samspel.municipality.files import examine
from samspel.municipality.functions import Function
from samspel.web.editing.desk import Desk, groups, kind_named, part_fields
from samspel.web.editing.forms import MoveForm, PartsForm, RowForm, fields_in, mark_of

EDITORS = holders(Function.ADMINISTRATOR)


def who_of(request: HttpRequest) -> Who:
    """The one who asks."""
    return cast(Request, request).who


@dataclass(frozen=True)
class At:
    """The row that is worked at, as it was read; a new one has no key, and nothing was read."""

    desk: Desk
    kind: Kind
    key: str = ""
    held: Raw | None = None

    @property
    def name(self) -> str:
        """What it is called."""
        return called(self.kind, self.key, self.held, self.desk.names)


def at_row(request: HttpRequest, kind: str, key: str) -> At:
    """The row of an address; raises Missing."""
    of, desk = kind_named(kind), Desk(who_of(request))
    return At(desk, of, key, desk.row(of, key))


def status(request: HttpRequest) -> int:
    """A form that is shown again has something to put right."""
    return 422 if request.method == "POST" else 200


def draw(request: HttpRequest, template: str, desk: Desk, /, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page of editing, with what is being changed on top."""
    return render(request, f"web/editing/{template}.html", {"desk": desk, **context}, status=status)


@page(EDITORS, methods=("GET",))
def overview(request: HttpRequest) -> HttpResponse:
    """All kinds, grouped as the files are."""
    desk = Desk(who_of(request))
    return draw(request, "overview", desk, groups=groups(desk.document, "web:edit_kind"), coming=editing.coming())


@page(EDITORS)
def rows(request: HttpRequest, kind: str) -> HttpResponse:
    """The rows of a kind; where the order is the municipality's to say, they can be moved."""
    of, desk = kind_named(kind), Desk(who_of(request))
    form = MoveForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and of.ordered:
        key, steps = (form.cleaned_data["up"], -1) if form.cleaned_data["up"] else (form.cleaned_data["down"], 1)

        def do() -> str:
            editing.move(of, key, steps, by=desk.who)
            return f"{reverse('web:edit_kind', args=[kind])}#row-{list(desk.rows(of)).index(key) + 1 + steps}"

        response = act(request, form, by=desk.who, do=do)
        if response:
            return response
    return draw(
        request, "rows", desk, status=status(request), kind=of, words=words.KINDS[kind], rows=desk.listed(of),
        form=form, group=words.GROUPS[of.file],
    )  # fmt: skip


@page(EDITORS)
def row(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """One row: its keys in a form, the rows inside it in lists."""
    at = at_row(request, kind, key)
    form = _form(request, at)
    response = _kept(request, at, form) if request.method == "POST" else None
    return response or draw(
        request, "row", at.desk, status=status(request), kind=at.kind, words=words.KINDS[kind], key=key, form=form,
        name=at.name, parts=at.desk.parts(at.kind, key), theirs=theirs(at, form), group=words.GROUPS[at.kind.file],
        changes=list(editing.rows_changed(kind, [key])[:5]), mover=PartsForm(),
    )  # fmt: skip


@page(EDITORS)
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """A new row of a kind."""
    at = At(Desk(who_of(request)), kind_named(kind))
    if at.kind.fixed:
        raise Missing
    form = _form(request, at)
    response = _kept(request, at, form) if request.method == "POST" else None
    return response or draw(
        request, "row", at.desk, status=status(request), kind=at.kind, words=words.KINDS[kind], form=form,
        name=words.KINDS[kind].new, group=words.GROUPS[at.kind.file],
    )  # fmt: skip


@page(EDITORS)
def end(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """A row is no longer used: asked first, since much can point at it."""
    at = at_row(request, kind, key)
    if at.kind.fixed:
        raise Missing
    form = WritingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            editing.put(at.kind, key, None, by=at.desk.who, read=at.held)
            return reverse("web:change")

        response = act(request, form, by=at.desk.who, do=do)
        if response:
            return response
    return draw(
        request, "end", at.desk, status=status(request), kind=at.kind, key=key, form=form, words=words.KINDS[kind],
        name=at.name,
    )  # fmt: skip


def theirs(at: At, form: RowForm) -> list[Line]:
    """Where what stands now differs from what was written, when somebody was faster."""
    if form.stale is None:
        return []
    return lines(at.kind, Patch(at.kind.name, at.key, form.made, form.stale.current), at.desk.names)


def _form(request: HttpRequest, at: At) -> RowForm:
    row = dict(at.held or {})
    is_area = at.kind.name == "areas"
    if is_area and at.held:
        row["team"] = team_on(at.held["teams"], date.max)
    return RowForm(
        request.POST if request.method == "POST" else None, kind=at.kind.name, shape=at.kind.shape, row=row,
        fields=fields_in(fields_of(at.kind.shape), new=at.held is None, kind=at.kind.name), whole=at.held,
        prepared=(lambda made: _with_teams(made, at.held)) if is_area else dict, names=at.desk.names,
        document=at.desk.document,
    )  # fmt: skip


def _with_teams(made: Raw, held: Raw | None) -> Raw:
    """The area's team, from today; the day on which the change holds is chosen when it is saved."""
    teams = held["teams"] if held else []
    team = made.get("team")
    rest = {name: value for name, value in made.items() if name != "team"}
    same = teams and teams[-1]["team"] == team
    return {**rest, "teams": teams if same or not team else taken_over(teams, {"team": team}, clock.today())}


def _kept(request: HttpRequest, at: At, form: RowForm) -> HttpResponse | None:
    """Put what was written into the draft and go on; None when the form must be shown again."""
    if not form.is_valid() or not holds(at, form, form.made):
        return None
    goes_on = not at.key and any(one.name != "teams" for one in part_fields(at.kind))

    def do() -> str:
        put(at, form, form.made)
        return (
            reverse("web:edit_row", args=[at.kind.name, at.kind.key(form.made)]) if goes_on else reverse("web:change")
        )

    return act(request, form, by=at.desk.who, do=do)


def put(at: At, form: RowForm, after: Raw) -> None:
    """Put a row into the draft; raises Stale when it is not what the form was made from."""
    if at.held is not None and form.cleaned_data["read"] != mark_of(at.held):
        raise Stale(at.held)
    editing.put(at.kind, at.key, after, by=at.desk.who, read=at.held, at=_place(at, after))


def holds(at: At, form: RowForm, after: Raw, within: tuple[str | int, ...] = ()) -> bool:
    """Whether the check of the municipality, with the row in it, has nothing to say of what the form holds."""
    rows = at.desk.rows(at.kind)
    patch = Patch(at.kind.name, at.key or at.kind.key(after), at.held, after, tuple(reversed(rows)))
    document = patched(at.desk.document, [patch], strict=False)
    faults = [one for one in examine(document).faults if kind_at(one.file, one.path) == at.kind]
    return not form.told(faults, (*_path(at.kind, patch.new_key, document), *within))


def _path(kind: Kind, key: str, document: Document) -> tuple[str | int, ...]:
    """Where a row stands in its file."""
    if kind.alone:
        return (kind.rows,) if kind.rows else ()
    return (kind.rows, key if kind.name == "settings" else list(rows_of(document, kind)).index(key))


def _place(at: At, after: Raw) -> str | None:
    """A new route stands above the first that would take its questions: below that it would never be reached."""
    if at.kind.name != "routes":
        return None
    above = ""
    for key, other in at.desk.rows(at.kind).items():
        if all(other.get(name) in {None, after.get(name)} for name in ("matter", "area", "asker_role")):
            return above
        above = key
    return above
