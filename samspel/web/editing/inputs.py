"""From a key of a row to the fields of a form and back: which input each has, what was written as a plain value."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _

from samspel.municipality.content import words
from samspel.municipality.content.fields import Field, Form, fields_of
from samspel.municipality.content.kinds import Document, Raw
from samspel.municipality.content.told import Names
from samspel.municipality.files.text import UNSTORABLE

LONGEST: Final = 4000
MOST_DEPARTMENTS: Final = 6
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,9})")
_NUMBER = re.compile(r"[-+]?[0-9]{1,6}([.,][0-9]{1,15})?")


class Inputs:
    """The inputs of a row: `kind` is the kind's name, or for rows inside a row the key that they stand under."""

    def __init__(self, kind: str, fields: Iterable[Field], document: Document, names: Names) -> None:
        self.kind = kind
        self.names = names
        self._languages = [one["code"] for one in document["municipality"]["languages"]][1:]
        self.fields = [one for field in fields for one in self._flat(field)]

    def _flat(self, field: Field) -> list[Field]:
        """The key itself, or each key within it: `cadence.text`, `translations.en.name`, `departments.0`."""
        if field.form is Form.PART and field.within:
            return [_inner(field.name, one, required=False) for one in fields_of(field.within)]
        if field.form is Form.TRANSLATIONS and field.within:
            inner = fields_of(field.within)
            return [_inner(f"{field.name}.{code}", one, required=False) for code in self._languages for one in inner]
        if field.form is Form.MANY and self.kind == "routes":
            return [
                replace(field, name=f"{field.name}.{n}", form=Form.ONE, required=n == 0)
                for n in range(MOST_DEPARTMENTS)
            ]
        return [field]

    def made(self) -> dict[str, forms.Field]:
        """The form's fields, by name."""
        return {field.name: self._made(field) for field in self.fields}

    def _made(self, field: Field) -> forms.Field:
        said = words.of_field(self.kind, _base(field.name))
        options: dict[str, Any] = {
            "label": self._label(field, said),
            "help_text": "" if field.name.startswith("departments.") and not field.required else said.help,
            "required": field.required and field.form is not Form.SPANS,
        }
        options["error_messages"] = {"required": _("“%(label)s” must be filled in.") % {"label": options["label"]}}
        if field.form is Form.YES:
            return forms.BooleanField(**{**options, "required": False})
        if field.form in {Form.ONE, Form.CHOICE}:
            return forms.ChoiceField(choices=self._choices(field), **options)
        if field.form is Form.MANY:
            known = list(self.names.get(field.points_at, {}).items())
            return forms.MultipleChoiceField(choices=known, widget=forms.CheckboxSelectMultiple, **options)
        if field.form is Form.DAY:
            return forms.CharField(widget=forms.DateInput(attrs={"type": "date"}), max_length=20, **options)
        return forms.CharField(widget=_widget(field), max_length=field.longest or LONGEST, strip=True, **options)

    def _label(self, field: Field, said: words.FieldWords) -> str:
        if field.name.startswith("departments."):
            return _("Leads") if field.name.endswith(".0") else _("Also gets a part")
        return str(said.label)

    def _choices(self, field: Field) -> list[tuple[str, str]]:
        known = field.choices.choices if field.choices else list(self.names.get(field.points_at, {}).items())
        told = [(str(value), str(label)[:1].upper() + str(label)[1:]) for value, label in known]
        chosen = field.default not in (None, "") or (field.required and field.choices is not None)
        return told if chosen else [("", _("– none –") if not field.required else _("– choose –")), *told]

    def initial(self, row: Raw) -> dict[str, Any]:
        """What the inputs hold for a row."""
        return {field.name: _written(field, _at(row, field.name), field.default) for field in self.fields}

    def row(self, cleaned: Mapping[str, Any], row: Raw) -> Raw:
        """The row with what was written; keys that have no input stay as they were."""
        own = {field.name.split(".", 1)[0] for field in self.fields}
        made: Raw = {name: value for name, value in row.items() if name not in own}
        for field in self.fields:
            value = _read(field, cleaned.get(field.name))
            if value not in (None, "", []) or (field.required and field.form in {Form.SPANS, Form.LINES}):
                _put(made, field.name.split("."), value)
        return made


def unstorable(text: str) -> bool:
    """Whether a text holds a character that no file, and so no row, may hold."""
    return bool(UNSTORABLE.search(text))


def _inner(name: str, field: Field, *, required: bool) -> Field:
    return replace(field, name=f"{name}.{field.name}", required=required)


def _base(name: str) -> str:
    return "departments" if name.startswith("departments.") else name


def _widget(field: Field) -> forms.Widget:
    if field.form in {Form.PROSE, Form.LINES, Form.SPANS}:
        return forms.Textarea(attrs={"rows": "2" if field.form is Form.SPANS else "5"})
    if field.form in {Form.WHOLE, Form.NUMBER}:
        return forms.TextInput(attrs={"inputmode": "numeric" if field.form is Form.WHOLE else "decimal"})
    kind = {Form.PHONE: "tel", Form.EMAIL: "email"}.get(field.form, "text")
    return forms.TextInput(attrs={"type": kind, "spellcheck": "false"} if field.form is Form.CODE else {"type": kind})


def _at(row: Raw, name: str) -> Any:
    """The value at a name with dots; a number is a place in a list."""
    value: Any = row
    for part in name.split("."):
        if isinstance(value, list):
            value = value[int(part)] if int(part) < len(value) else None
        elif isinstance(value, dict):
            value = value.get(part)
        else:
            return None
    return value


def _put(row: Raw, path: Sequence[str], value: Any) -> None:
    if len(path) > 1 and path[1].isdecimal():
        row.setdefault(path[0], []).append(value)
    elif len(path) > 1:
        _put(row.setdefault(path[0], {}), path[1:], value)
    else:
        row[path[0]] = value


def _written(field: Field, value: Any, default: Any) -> Any:
    if field.form in {Form.LINES, Form.SPANS}:
        return "\n".join(value or [])
    if value is None and field.form in {Form.CHOICE, Form.YES}:
        return default
    return value


def _read(field: Field, value: Any) -> Any:
    """What was written as YAML would give it. What is no number stays text, and the shape says so."""
    if field.form in {Form.LINES, Form.SPANS}:
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]
    if isinstance(value, str):
        value = value.strip().replace("\r\n", "\n")
    if field.form is Form.WHOLE and _WHOLE.fullmatch(str(value)):
        return int(str(value))
    if field.form is Form.NUMBER and _NUMBER.fullmatch(str(value)):
        return float(str(value).replace(",", "."))
    if field.form is Form.YES:
        return bool(value) if bool(value) != bool(field.default) else None
    return value
