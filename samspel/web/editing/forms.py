"""The forms of editing: one for every row, made from its shape, and small ones that move, end, save and drop."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError

from samspel.core import clock
from samspel.core.errors import Stale
from samspel.core.forms import WritingForm
from samspel.core.once import fingerprint
from samspel.municipality.content.fields import Field, Form
from samspel.municipality.content.kinds import Document, Raw, canonical
from samspel.municipality.content.told import Names, in_product
from samspel.municipality.files import Fault
from samspel.municipality.files.shapes.base import Part
from samspel.municipality.files.words import said_in_form
from samspel.web.editing.inputs import Inputs, unstorable


def mark_of(row: Raw | None) -> str:
    """A short mark of a row: what was read is what is written over, or somebody was faster."""
    return fingerprint(json.dumps(row, sort_keys=True)) if row is not None else ""


class RowForm(WritingForm):
    """A row of the municipality, or one inside it. `row` is as it was read; `made` is what was written, when sound."""

    read = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(
        self, data: Mapping[str, Any] | None, *, kind: str, shape: type[Part], fields: list[Field], row: Raw,
        document: Document, names: Names, whole: Raw | None = None,
        prepared: Callable[[Raw], Raw] = dict,
    ) -> None:  # fmt: skip
        self.row, self.shape, self._prepared = row, shape, prepared
        self.made: Raw = {}
        self._inputs = Inputs(kind, fields, document, names)
        initial = {**self._inputs.initial(row), "read": mark_of(row if whole is None else whole)}
        super().__init__(data, initial=initial)
        self.fields.update(self._inputs.made())

    @property
    def main(self) -> list[forms.BoundField]:
        """The fields but those in other languages."""
        return [bound for bound in self.visible_fields() if not bound.name.startswith("translations.")]

    @property
    def translations(self) -> list[forms.BoundField]:
        """The fields in other languages, which stand apart."""
        return [bound for bound in self.visible_fields() if bound.name.startswith("translations.")]

    @property
    def translations_open(self) -> bool:
        """Whether something in them is to be put right."""
        return any(bound.errors for bound in self.translations)

    def clean(self) -> dict[str, Any]:
        """Check what was written with the shape that checks the files; each error stands at its field."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for typed, value in list(cleaned.items()):
            if isinstance(value, str) and unstorable(value.replace("\r\n", "\n")):
                self.add_error(typed, _("This holds a character that cannot be shown. Take it out."))
        if any(error.code != "required" for errors in self.errors.as_data().values() for error in errors):
            return cleaned
        made = self._prepared(self._inputs.row(cleaned, self.row))
        try:
            self.made = canonical(self.shape, made)
        except ValidationError as error:
            self.made = {}
            for one in error.errors():
                name = self.named(one["loc"])
                if name in self.errors:
                    continue
                label = str(self.fields[name].label) if name else str(one["loc"][-1] if one["loc"] else "")
                self.add_error(name or self._of_the_whole(one["type"]), said_in_form(one, label))
        return cleaned

    def _of_the_whole(self, kind: str) -> str | None:
        """The field where an error of the row as a whole is put right."""
        where = {"unsourced": "source", "unit_or_function": "unit"}.get(kind)
        return where if where in self.fields else None

    def named(self, path: tuple[str | int, ...]) -> str | None:
        """The field that a path within the row leads to; None where it has no input."""
        for length in range(len(path), 0, -1):
            name = ".".join(str(part) for part in path[:length])
            found = next((one for one in (name, f"{name}.text", f"{name}.0") if one in self.fields), None)
            if found:
                return found
        return None

    def told(self, faults: list[Fault], path: tuple[str | int, ...]) -> bool:
        """Put what the check of the whole found within the row (at `path`) at its fields; whether anything was."""
        depth, found = len(path), False
        for fault in faults:
            name = self.named(fault.path[depth:]) if fault.path[:depth] == path else None
            if name:
                self.add_error(name, in_product(fault.message, self._inputs.kind, self._inputs.names))
                found = True
        return found

    def overtaken(self, stale: Stale) -> None:
        """Somebody saved in between; what is sent next is written over what stands now."""
        super().overtaken(stale)
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["read"] = mark_of(stale.current)
        self.data = data


def fields_in(fields: list[Field], *, new: bool, kind: str) -> list[Field]:
    """The keys that a form has: lists of rows have pages of their own, and a code is written once."""
    shown = [one for one in fields if one.form is not Form.ROWS and one.name != "settings"]
    if kind == "areas":
        team = Field(name="team", form=Form.ONE, required=True, points_at="teams")
        shown.insert(next(n for n, one in enumerate(shown) if one.name == "level"), team)
    fixed = {"code"} if kind != "functions" else {"function"}
    return shown if new else [one for one in shown if one.name not in fixed]


class MoveForm(WritingForm):
    """One row up or down."""

    up = forms.CharField(required=False, max_length=200)
    down = forms.CharField(required=False, max_length=200)


class PartsForm(WritingForm):
    """One row inside a row up, down or out, by its number."""

    up = forms.IntegerField(required=False, min_value=0, max_value=10_000)
    down = forms.IntegerField(required=False, min_value=0, max_value=10_000)
    out = forms.IntegerField(required=False, min_value=0, max_value=10_000)

    @property
    def steps(self) -> int | None:
        """How far it moves; None when it is taken out."""
        said = {"up": -1, "down": 1}
        return next((steps for name, steps in said.items() if self.cleaned_data.get(name) is not None), None)

    @property
    def number(self) -> int | None:
        """Which row."""
        given = (self.cleaned_data.get(name) for name in ("up", "down", "out"))
        return next((number for number in given if number is not None), None)


class SaveForm(WritingForm):
    """From when the change holds, and why."""

    starts = forms.DateField(
        label=gettext_lazy("Valid from"),
        help_text=gettext_lazy("Today, or a day to come: until then everything is as it is."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": gettext_lazy("Write a date, such as 2026-12-01.")},
    )
    because = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("Such as the decision. It stands in the history."),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts"].initial = clock.today()


class DropForm(WritingForm):
    """One row of the draft, by its number; without one, all of it."""

    number = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=10_000)


class DayForm(forms.Form):
    """A day to look at; today when nothing, or nothing that is a day, is asked for."""

    on = forms.DateField(
        label=gettext_lazy("As on"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": gettext_lazy("Write a date, such as 2026-12-01.")},
    )

    @property
    def day(self) -> date:
        """The day."""
        chosen: date | None = self.cleaned_data.get("on") if self.is_valid() else None
        return chosen or clock.today()
