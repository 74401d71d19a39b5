"""Writes a document as a municipality's files: the same form that is read, one row after another."""

import io
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, FoldedScalarString

from samspel.municipality.content.kinds import Document
from samspel.municipality.files.shapes import FILES
from samspel.municipality.files.shapes.base import Part

WIDTH = 118
UNBROKEN = 1_000_000
"""Lines are broken here and not by the library, which loses odd spaces where it breaks within quotes."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PLAIN = re.compile(r"[^\W\d_](?:[\w.()/–@+]|[-,:](?=[\w.()/])| (?=[\w(–]))*")
_LONG = re.compile(rf"(?=.{{{WIDTH - 28},}})[^\W\d_]\S*(?: \S+)*")
_LAST = ("source", "assumption", "translations")


def write_folder(document: Document, folder: Path) -> list[Path]:
    """Write every file into the folder, which is made when it is not there; a file's own comment on top is kept."""
    folder.mkdir(parents=True, exist_ok=True)
    return [_write(folder, name, document[name], shape) for name, shape in FILES.items()]


def write_own(parts: Mapping[str, Part], folder: Path) -> list[Path]:
    """Write the files of other modules beside them (`municipality.starting`)."""
    return [_write(folder, name, _plain(part), type(part)) for name, part in parts.items()]


def _write(folder: Path, name: str, content: Mapping[str, Any], shape: type[Part]) -> Path:
    path = folder / f"{name}.yaml"
    path.write_text(_heading(path) + text_of(content, shape), encoding="utf-8", newline="")
    return path


def _plain(part: Part) -> dict[str, Any]:
    """The part as it is written: nothing that would be so anyway, days as text, amounts as numbers."""
    return {name: _told(value) for name, value in part.model_dump(exclude_defaults=True).items()}


def _told(value: Any) -> Any:
    match value:
        case dict():
            return {name: _told(one) for name, one in value.items()}
        case list():
            return [_told(one) for one in value]
        case date():
            return value.isoformat()
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case TextChoices():
            return str(value)
    return value


def _heading(path: Path) -> str:
    """The comment that the file begins with, or a line that says where the file comes from."""
    if path.is_file():
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        top = [line for n, line in enumerate(lines) if all(one.startswith("#") for one in lines[: n + 1])]
        if top:
            return "\n".join(top) + "\n\n"
    return "# " + _("Written by Samspel. docs/municipality.md says what each key means.") + "\n\n"


def text_of(content: Mapping[str, Any], shape: type[Part]) -> str:
    """A file's text, without the comment on top."""
    writer = YAML()
    writer.width = UNBROKEN
    writer.indent(mapping=2, sequence=4, offset=2)
    writer.allow_unicode = True
    out = io.StringIO()
    writer.dump(_block(content, shape), out)
    return out.getvalue()


def _block(row: Mapping[str, Any], shape: type[Part] | None) -> CommentedMap:
    """A row on lines of its own: its keys in the shape's order, where it comes from after them, rows within last."""
    made = CommentedMap()
    for key in _ordered(row, shape):
        value = row[key]
        inner = _inner(shape, key)
        if isinstance(value, list) and value and isinstance(value[0], dict):
            made[key] = _list(value, inner)
        elif isinstance(value, dict) and key in {"settings", "translations"}:
            made[key] = CommentedMap((name, _flow(one)) for name, one in value.items())
        elif isinstance(value, dict) and key == "week":
            made[key] = _block(value, inner)
        else:
            made[key] = _folded(value) if isinstance(value, str) and _LONG.fullmatch(value) else _flow(value)
    return made


def _ordered(row: Mapping[str, Any], shape: type[Part] | None) -> list[str]:
    names = [str(field.alias or name) for name, field in shape.model_fields.items()] if shape else []
    known = [name for name in names if name in row] or list(row)
    rows = [name for name in known if isinstance(row[name], list) and row[name] and isinstance(row[name][0], dict)]
    return [
        *(name for name in known if name not in _LAST and name not in rows),
        *(name for name in _LAST if name in known),
        *rows,
    ]


def _inner(shape: type[Part] | None, key: str) -> type[Part] | None:
    """The shape of what stands under a key."""
    fields = shape.model_fields.items() if shape else ()
    field = next((one for name, one in fields if (one.alias or name) == key), None)
    found = (field.annotation, *get_args(field.annotation)) if field else ()
    return next((one for one in found if isinstance(one, type) and issubclass(one, Part)), None)


def _list(rows: list[dict[str, Any]], shape: type[Part] | None) -> CommentedSeq:
    """Rows that hold nothing but short values stand on a line each; others get a line for each key."""
    return CommentedSeq(_flow(row) if _short(row) else _block(row, shape) for row in rows)


def _short(row: Mapping[str, Any]) -> bool:
    plain = all(not isinstance(value, dict | list) for value in row.values())
    return plain and len(str(dict(row))) < WIDTH - 20


def _flow(value: Any) -> Any:
    """A value as it is written within a line."""
    if isinstance(value, str):
        return _scalar(value)
    if isinstance(value, list):
        rows = CommentedSeq(_flow(one) for one in value)
        rows.fa.set_flow_style()
        return rows
    if isinstance(value, dict):
        row = CommentedMap((key, _flow(value[key])) for key in _ordered(value, None))
        row.fa.set_flow_style()
        return row
    return value


def _folded(text: str) -> FoldedScalarString:
    """A long text over several lines, broken between words."""
    made: Any = FoldedScalarString(text)
    breaks, line = [], 0
    for space in re.finditer(" ", text):
        ends = text.find(" ", space.end())
        if (ends if ends > 0 else len(text)) - line > WIDTH - 8:
            breaks.append(space.start())
            line = space.end()
    made.fold_pos = breaks
    folded: FoldedScalarString = made
    return folded


def _scalar(text: str) -> Any:
    """Dates and plain words without quotes, as people write them; all else within them, so that it reads as it was."""
    if _DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return DoubleQuotedScalarString(text)
    return text if _PLAIN.fullmatch(text) else DoubleQuotedScalarString(text)
