"""Rows inside a row: a body's seats and duties, a department's units, a receiver's line, a term's goals."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from samspel.core.errors import Missing
from samspel.core.http import act
from samspel.core.pages import page
from samspel.municipality import editing
from samspel.municipality.content import words
from samspel.municipality.content.fields import Field, fields_of
from samspel.municipality.content.kinds import Raw
from samspel.municipality.content.patch import moved
from samspel.municipality.content.told import part_called
from samspel.web.editing.desk import part_field
from samspel.web.editing.forms import PartsForm, RowForm, fields_in
from samspel.web.views.editing.rows import EDITORS, At, at_row, draw, holds, put, status, theirs


@page(EDITORS)
def part(request: HttpRequest, kind: str, key: str, part: str, number: int) -> HttpResponse:
    """One row inside a row."""
    at = at_row(request, kind, key)
    if number >= len(_rows(at, part_field(at.kind, part))):
        raise Missing
    return _part(request, at, part_field(at.kind, part), number)


@page(EDITORS)
def new_part(request: HttpRequest, kind: str, key: str, part: str) -> HttpResponse:
    """A new row inside a row, last in its list; in a line above the end, which stays the end."""
    at = at_row(request, kind, key)
    return _part(request, at, part_field(at.kind, part), None)


@page(EDITORS, methods=("POST",))
def parts(request: HttpRequest, kind: str, key: str, part: str) -> HttpResponse:
    """Move a row inside a row up or down, or take it out."""
    at = at_row(request, kind, key)
    field, form = part_field(at.kind, part), PartsForm(request.POST)
    rows = _rows(at, field)
    if not form.is_valid() or form.number is None or form.number >= len(rows):
        raise Missing
    after = {**(at.held or {}), part: [rows[n] for n in _order(len(rows), form)]}

    def do() -> str:
        editing.put(at.kind, key, after, by=at.desk.who, read=at.held)
        return _back(at, field)

    return act(request, form, by=at.desk.who, do=do) or draw(
        request, "refused", at.desk, status=422, form=form, back=_back(at, field)
    )


def _order(count: int, form: PartsForm) -> list[int]:
    number = form.number or 0
    if form.steps is None:
        return [n for n in range(count) if n != number]
    return [int(n) for n in moved([str(n) for n in range(count)], str(number), form.steps)]


def _rows(at: At, field: Field) -> list[Raw]:
    return list((at.held or {}).get(field.name, []))


def _part(request: HttpRequest, at: At, field: Field, number: int | None) -> HttpResponse:
    rows, said = _rows(at, field), words.PARTS[field.name]
    form = _form(request, at, field, rows[number] if number is not None else None)
    response = _kept(request, at, field, number, form) if request.method == "POST" else None
    return response or draw(
        request, "part", at.desk, status=status(request), kind=at.kind, key=at.key, field=field, form=form, words=said,
        number=number, within=at.name, theirs=theirs(at, form),
        name=part_called(field.name, rows[number], at.desk.names) if number is not None else said.new,
    )  # fmt: skip


def _form(request: HttpRequest, at: At, field: Field, row: Raw | None) -> RowForm:
    within = field.within
    if within is None:
        raise Missing
    return RowForm(
        request.POST if request.method == "POST" else None, kind=field.name, shape=within, row=row or {},
        fields=fields_in(fields_of(within), new=row is None, kind=field.name), whole=at.held, names=at.desk.names,
        document=at.desk.document,
    )  # fmt: skip


def _kept(request: HttpRequest, at: At, field: Field, number: int | None, form: RowForm) -> HttpResponse | None:
    if not form.is_valid():
        return None
    rows = _rows(at, field)
    place = number if number is not None else _last(rows)
    rows[place : place + (number is not None)] = [form.made]
    after = {**(at.held or {}), field.name: rows}
    if not holds(at, form, after, (field.name, place)):
        return None

    def do() -> str:
        put(at, form, after)
        return _back(at, field)

    return act(request, form, by=at.desk.who, do=do)


def _last(rows: list[Raw]) -> int:
    return len(rows) - 1 if rows and rows[-1].get("end") else len(rows)


def _back(at: At, field: Field) -> str:
    return f"{reverse('web:edit_row', args=[at.kind.name, at.key])}#part-{field.name}"
