"""Rows and changes of them in words: what a row is called, and each key before and after, as an editor reads it."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import TextChoices
from django.utils.formats import date_format, localize
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samspel.municipality.content import words
from samspel.municipality.content.fields import Field, Form, fields_of
from samspel.municipality.content.kinds import BY_NAME, KINDS, Document, Kind, Raw, rows_of
from samspel.municipality.content.patch import ORDER, Patch

NOT_SHOWN: Final = frozenset({"languages", "emergency_numbers", "settings"})
"""Keys of the municipality's own row that are lists of their own."""
_QUOTED = re.compile(r"[“”]([a-z0-9_-]+)(?:: true)?”")

Names = Mapping[str, Mapping[str, str]]
"""What each code of each kind is called."""


def names_of(*documents: Document) -> Names:
    """What the rows of some documents are called, for those that point at them; the last document decides."""
    found: dict[str, dict[str, str]] = {"units": {}}
    for document in documents:
        for kind in KINDS:
            named = found.setdefault(kind.name, {})
            rows = rows_of(document, kind).items()
            named |= {key: str(row.get("short_name") or row.get("name") or key) for key, row in rows}
        for row in document["organisation"]["departments"]:
            found["units"] |= {one["code"]: one["name"] for one in row.get("units", [])}
    return found


def called(kind: Kind, key: str, row: Raw | None, names: Names) -> str:
    """What a row is called where it stands among others."""
    row = row or {}
    if kind.name == "settings":
        return str(words.SETTINGS.get(key, key))
    if kind.name == "routes":
        return condition(row, names)
    if kind.name == "special_days":
        return f"{_day(row['day'])}, {row['reason']}" if row else key
    if kind.name == "week":
        return str(words.KINDS["week"].many)
    return str(row.get("name") or names.get(kind.name, {}).get(key, key))


def condition(row: Raw, names: Names) -> str:
    """When a route is for a question."""
    role = next((one for one in fields_of(BY_NAME["routes"].shape) if one.name == "asker_role"), None)
    said = [names["matters"].get(row["matter"], row["matter"])] if row.get("matter") else []
    if row.get("area"):
        said.append(_("in %(area)s") % {"area": names["areas"].get(row["area"], row["area"])})
    if row.get("asker_role") and role:
        said.append(_("asked by %(asker)s") % {"asker": shown(role, row["asker_role"], names)})
    return ", ".join(said) or _("Everything else")


def part_called(name: str, row: Raw, names: Names) -> str:
    """What a row inside another is called: a seat by its role, a step by who it is."""
    if row.get("receiver"):
        own = str(row.get("name") or "")
        return own or str(_choice(row["receiver"], "receivers", "role"))
    if name == "teams":
        ends = _day(row["to"]) if "to" in row else _("until further notice")
        return f"{names['teams'].get(row['team'], row['team'])}, {_day(row['from'])} – {ends}"
    if row.get("unit"):
        return names["units"].get(row["unit"], str(row["unit"]))
    if row.get("function") and "role" not in row:
        return str(_choice(row["function"], "functions", "function"))
    return str(row.get("role") or row.get("text") or row.get("name") or row.get("code", ""))


def _choice(value: str, kind: str, name: str) -> str:
    field = next(one for one in fields_of(BY_NAME[kind].shape) if one.name == name)
    return _label(field.choices, value)


def _label(choices: type[TextChoices] | None, value: str) -> str:
    return str(choices(value).label) if choices and value in choices.values else value


def shown(field: Field, value: Any, names: Names) -> str:
    """A value as text: codes by name, choices by label, dates in words, lists by comma."""
    if value in (None, "", [], {}):
        return ""
    show = _SHOWN.get(field.form)
    if show:
        return show(field, value, names)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(localize(value)) if isinstance(value, int | float) else str(value)


def _joined(field: Field, rows: Iterable[Raw], names: Names) -> str:
    return "; ".join(part_called(field.name, row, names) for row in rows)


def _shown_codes(field: Field, value: Any, names: Names) -> str:
    codes = value if isinstance(value, list) else [value]
    return ", ".join(names.get(field.points_at, {}).get(code, code) for code in codes)


def _shown_words(_field: Field, value: Any, _names: Names) -> str:
    return "; ".join(f"{code}: {', '.join(map(str, said.values()))}" for code, said in value.items())


_SHOWN: Final[Mapping[Form, Callable[[Field, Any, Names], str]]] = {
    Form.YES: lambda _field, value, _names: _("yes") if value else _("no"),
    Form.CHOICE: lambda field, value, _names: _label(field.choices, value),
    Form.DAY: lambda _field, value, _names: _day(value),
    Form.ONE: _shown_codes,
    Form.MANY: _shown_codes,
    Form.ROWS: _joined,
    Form.PART: lambda _field, value, _names: str(value.get("text", "")),
    Form.TRANSLATIONS: _shown_words,
}


def _day(value: str) -> str:
    return date_format(date.fromisoformat(value), "DATE_FORMAT")


@dataclass(frozen=True)
class Line:
    """A key of a row, before and after; empty where it says nothing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Told:
    """A change of one row in words. `key` leads to the row where it is now; empty when it is no longer used."""

    kind: Kind
    key: str
    what: str
    one: str
    name: str
    lines: Sequence[Line]

    def __str__(self) -> str:
        lines = [f"{line.label}: {line.before or '–'} → {line.after or '–'}" for line in self.lines]
        return f"{self.what}: {self.one} “{self.name}”".replace("  ", " ") + (f" ({'; '.join(lines)})" if lines else "")


def told(patch: Patch, names: Names) -> Told:
    """A change in words."""
    kind, one = patch.of, str(words.KINDS[patch.kind].one)
    if patch.is_order:
        many = str(words.KINDS[patch.kind].many)
        return Told(kind, "", _("Other order"), "", many, [_order_line(patch, names)])
    name = called(kind, patch.new_key, patch.after or patch.before, names)
    key = "" if patch.after is None else patch.new_key
    return Told(kind, key, _what(patch), one, name, lines(kind, patch, names))


def _what(patch: Patch) -> str:
    if patch.before is None:
        return pgettext("row", "New")
    return pgettext("row", "No longer used") if patch.after is None else pgettext("row", "Changed")


def _order_line(patch: Patch, names: Names) -> Line:
    sides = [(side or {})[ORDER] for side in (patch.before, patch.after)]
    known = [key for key in sides[0] if key in sides[1]]
    wanted = [key for key in sides[1] if key in sides[0]]
    first = next((n for n, (old, new) in enumerate(zip(known, wanted, strict=True)) if old != new), 0)
    last = next((n for n in range(len(known) - 1, -1, -1) if known[n] != wanted[n]), len(known) - 1)
    said = [", ".join(_by_key(patch.of, key, names) for key in keys[first : last + 1]) for keys in (known, wanted)]
    return Line(_("Order"), *said)


def _by_key(kind: Kind, key: str, names: Names) -> str:
    if kind.name == "routes":
        parts = [None if one == "_" else one for one in key.split("--")]
        return condition(dict(zip(("matter", "area", "asker_role"), parts, strict=False)), names)
    return names.get(kind.name, {}).get(key, key)


def lines(kind: Kind, patch: Patch, names: Names) -> list[Line]:
    """Every key that differs, in the order of the row; of one that comes or goes, every key that says something."""
    found = []
    before, after = patch.before or {}, patch.after or {}
    for field in fields_of(kind.shape):
        old, new = before.get(field.name), after.get(field.name)
        if field.name in NOT_SHOWN or old == new:
            continue
        label = label_of(kind.name, field)
        found += (
            _part_lines(field, label, old or [], new or [], names)
            if field.form is Form.ROWS
            else [Line(label, shown(field, old, names), shown(field, new, names))]
        )
    return [line for line in found if line.before != line.after]


def label_of(kind: str, field: Field) -> str:
    """The label of a key; a part is called by its first."""
    if field.form is Form.ROWS:
        return str(words.PARTS[field.name].many)
    if field.form is Form.PART:
        return str(words.of_field(kind, f"{field.name}.text").label)
    if field.form is Form.TRANSLATIONS:
        return _("Other languages")
    return str(words.of_field(kind, field.name).label).rstrip(".")


def _part_lines(field: Field, label: str, old: Sequence[Raw], new: Sequence[Raw], names: Names) -> list[Line]:
    """Rows inside a row, one line for each that differs."""
    gone = [row for row in old if row not in new]
    come = [row for row in new if row not in old]
    if not gone and not come:
        return [Line(label, _joined(field, old, names), _joined(field, new, names))]
    found = []
    for row in gone:
        then = next((one for one in come if _same(row, one)), None)
        if then is not None:
            come.remove(then)
        found.append(Line(label, _part_told(field, row, names), _part_told(field, then, names) if then else ""))
    return [*found, *(Line(label, "", _part_told(field, row, names)) for row in come)]


def _same(one: Raw, other: Raw) -> bool:
    names = ("code", "unit", "from", "receiver", "name")
    name = next((name for name in names if name in one), "")
    return bool(name) and one.get(name) == other.get(name)


def _part_told(field: Field, row: Raw, names: Names) -> str:
    if field.within is None:
        return ""
    named = part_called(field.name, row, names)
    inner = [one for one in fields_of(field.within) if one.form is not Form.CODE]
    said = [shown(one, row.get(one.name), names) for one in inner]
    rest = [one for one in said if one and one != named and field.name != "teams"]
    return " · ".join([named, *rest])


def in_product(message: str, kind: str = "", names: Names | None = None) -> str:
    """A message of the check as somebody reads it who sees labels and names, and no files with keys and codes."""

    def named(found: re.Match[str]) -> str:
        said = _label_said(found[1], kind) or _name_said(found[1], names or {})
        return f"“{said}”" if said else found[0]

    told_now = _QUOTED.sub(named, message)
    for file, title in words.GROUPS.items():
        told_now = told_now.replace(f"{file}.yaml", f"“{title}”")
    return told_now


def _label_said(name: str, kind: str) -> str:
    if name in words.PARTS and name not in words.FIELDS:
        return str(words.PARTS[name].many)
    said = next((words.of_field(kind, one).label for one in (name, f"cadence.{name}") if one in words.FIELDS), "")
    return str(said).rstrip(".")


def _name_said(code: str, names: Names) -> str:
    role = _choice(code, "receivers", "role")
    if role != code:
        return role
    return next((named[code] for named in names.values() if code in named), "")
