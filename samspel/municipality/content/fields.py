"""What can be written in a row, read from the very shape that checks it: each key's type, and what it points at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin, get_type_hints

from annotated_types import MaxLen
from django.db.models import TextChoices
from pydantic import BaseModel, StringConstraints

from samspel.municipality.files import values as v
from samspel.municipality.files.shapes.base import Part
from samspel.municipality.rules import Span


class Form(StrEnum):
    """How a value is written."""

    TEXT = "text"
    PROSE = "prose"
    CODE = "code"
    PHONE = "phone"
    EMAIL = "email"
    URL = "url"
    WHOLE = "whole"
    NUMBER = "number"
    YES = "yes"
    DAY = "day"
    SPAN = "span"
    SPANS = "spans"
    LINES = "lines"
    CHOICE = "choice"
    ONE = "one"
    MANY = "many"
    TRANSLATIONS = "translations"
    PART = "part"
    ROWS = "rows"


@dataclass(frozen=True)
class Field:
    """A key of a row: how it is written, what it points at (a kind), and what stands within it."""

    name: str
    form: Form
    required: bool
    points_at: str = ""
    choices: type[TextChoices] | None = None
    longest: int | None = None
    within: type[Part] | None = None
    default: Any = None


POINTS_AT: Final = {
    "contact_centre": "departments",
    "team": "teams",
    "area": "areas",
    "committee": "committees",
    "organisation": "organisations",
    "department": "departments",
    "departments": "departments",
    "unit": "units",
    "body": "bodies",
    "reports_to": "bodies",
    "matter": "matters",
    "matters": "matters",
}
"""A key that holds the code (or codes) of another row, and of which kind."""

_FORMS: Final[Sequence[tuple[Any, Form]]] = (
    (v.Code, Form.CODE),
    (v.Prose, Form.PROSE),
    (v.Phone, Form.PHONE),
    (v.Email, Form.EMAIL),
    (v.Url, Form.URL),
    (v.Day, Form.DAY),
    (v.OpenSpan, Form.SPAN),
    (v.Amount, Form.NUMBER),
)
_PLAIN: Final[Sequence[tuple[type, Form]]] = (
    (bool, Form.YES),
    (int, Form.WHOLE),
    (float, Form.NUMBER),
    (Span, Form.SPAN),
    (date, Form.DAY),
    (str, Form.TEXT),
)


def fields_of(shape: type[Part]) -> list[Field]:
    """The keys of a shape, where the row comes from last."""
    hints = get_type_hints(shape, include_extras=True)
    found = [_field(name, hints[name], shape) for name in shape.model_fields]
    return sorted(found, key=lambda one: one.name in {"source", "assumption"})


def _field(name: str, hint: Any, shape: type[Part]) -> Field:
    info = shape.model_fields[name]
    key = str(info.alias or name)
    known, longest = _known(hint)
    form, inner = (known, None) if known else _plain(_bare(hint))
    points_at = POINTS_AT.get(key, "") if form in {Form.CODE, Form.LINES} else ""
    choices = inner if isinstance(inner, type) and issubclass(inner, TextChoices) else None
    return Field(
        name=key,
        form=(Form.MANY if form is Form.LINES else Form.ONE) if points_at else form,
        required=info.is_required(),
        points_at=points_at,
        choices=choices,
        longest=longest,
        within=inner if isinstance(inner, type) and issubclass(inner, Part) else None,
        default=None if info.is_required() else info.get_default(call_default_factory=True),
    )


def _known(hint: Any) -> tuple[Form | None, int | None]:
    """A value that has a form of its own, also where it may be left out; and the longest text it takes."""
    longest = next((one for one in map(_longest, _layers(hint)) if one), None)
    for layer in _layers(hint):
        form = next((form for kind, form in _FORMS if layer == kind), None)
        if form:
            return form, longest
    return None, longest


def _layers(hint: Any) -> Iterator[Any]:
    """A type hint, and what it consists of when it may be left out or has something said of it."""
    yield hint
    if get_origin(hint) is Annotated:
        yield from _layers(get_args(hint)[0])
    elif get_origin(hint) in {Union, UnionType}:
        for one in get_args(hint):
            yield from _layers(one)


def _longest(hint: Any) -> int | None:
    said = get_args(hint)[1:] if get_origin(hint) is Annotated else ()
    for one in said:
        if isinstance(one, StringConstraints):
            return one.max_length
        for inner in getattr(one, "metadata", ()):
            if isinstance(inner, MaxLen):
                return inner.max_length
    return None


def _bare(hint: Any) -> Any:
    """The type itself."""
    layers = [one for one in _layers(hint) if get_origin(one) not in {Annotated, Union, UnionType}]
    return next((one for one in layers if one is not type(None)), str)


def _plain(kind: Any) -> tuple[Form, Any]:
    if get_origin(kind) is list:
        return _listed(get_args(kind)[0])
    if get_origin(kind) is dict:
        return Form.TRANSLATIONS, get_args(kind)[1]
    if isinstance(kind, type) and issubclass(kind, TextChoices):
        return Form.CHOICE, kind
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return Form.PART, kind
    return next(form for known, form in _PLAIN if issubclass(kind, known)), None


def _listed(inner: Any) -> tuple[Form, Any]:
    if inner == v.OpenSpan:
        return Form.SPANS, None
    bare = _bare(inner)
    if isinstance(bare, type) and issubclass(bare, BaseModel):
        return Form.ROWS, bare
    return Form.LINES, None
