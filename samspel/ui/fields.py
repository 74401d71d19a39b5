"""A bound form field, ready to be drawn: which kind it is and which texts describe it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, cast

from django.forms import BoundField, ChoiceField, Form, RadioSelect, widgets
from django.utils.functional import Promise
from django.utils.safestring import SafeString

_HINT: Final = "_hint"
_ERROR: Final = "_error"


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a list: its input, its label and the line under it."""

    input: SafeString
    id: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class DrawnField:
    """All that `_field.html` needs. `kind` is hidden, single (one tick), list (ticks or radios) or input."""

    kind: str
    bound: BoundField
    label: str
    hint: str
    errors: tuple[str, ...]
    input: SafeString
    choices: tuple[Choice, ...] = ()
    optional: bool = False

    @property
    def hint_id(self) -> str:
        """The id of the hint."""
        return f"{self.bound.auto_id}{_HINT}"

    @property
    def error_id(self) -> str:
        """The id of the error."""
        return f"{self.bound.auto_id}{_ERROR}"

    @property
    def described_by(self) -> str:
        """The ids of what describes the field, hint first."""
        return _described_by(self.bound)


Words = str | Promise
Choices = Iterable[tuple[str, Words | Sequence[tuple[str, Words]]]]
"""Code and words of each, or the name of a group and what is in it."""


def choose(form: Form, name: str, choices: Choices) -> None:
    """Set the choices of a field, some of them in groups; made while answering, in the reader's language."""
    cast(ChoiceField, form.fields[name]).choices = list(choices)


def kind_of(bound: BoundField) -> str:
    """hidden, single, list or input; a radio list is a tick list to Django (it inherits), and to us."""
    widget = bound.field.widget
    if bound.is_hidden:
        return "hidden"
    if isinstance(widget, widgets.CheckboxInput):
        return "single"
    if isinstance(widget, RadioSelect | widgets.CheckboxSelectMultiple):
        return "list"
    return "input"


def draw(bound: BoundField, **attrs: str | bool) -> DrawnField:
    """The field as it is to be drawn; `attrs` are set on the input (rows, autocomplete, inputmode ...)."""
    kind = kind_of(bound)
    if isinstance(bound.field.widget, widgets.Textarea) and bound.field.widget.attrs.get("rows") == "10":
        attrs = {"rows": "5", **attrs}  # ten is what Django says when the form says nothing
    described = {"aria-describedby": _described_by(bound)} if kind != "list" and _described_by(bound) else {}
    return DrawnField(
        kind=kind,
        bound=bound,
        label=str(bound.label or ""),
        hint=str(bound.help_text or ""),
        errors=tuple(str(error) for error in bound.errors),
        input=SafeString("") if kind == "list" else bound.as_widget(attrs={**described, **attrs}),
        choices=_choices(bound) if kind == "list" else (),
        optional=not bound.field.required and kind not in {"single", "hidden"},
    )


def target_of(bound: BoundField) -> str:
    """The id that an error in the summary leads to: the input, or the first of a list of choices."""
    return f"{bound.auto_id}_0" if kind_of(bound) == "list" else bound.id_for_label


def hidden(form: Form) -> list[SafeString]:
    """What the form carries unseen (its key and version), without ids: several forms stand on one page."""
    return [bound.as_widget(attrs={"id": False}) for bound in form.hidden_fields()]


def _described_by(bound: BoundField) -> str:
    ids = [f"{bound.auto_id}{_HINT}"] if bound.help_text else []
    return " ".join([*ids, f"{bound.auto_id}{_ERROR}"] if bound.errors else ids)


def _choices(bound: BoundField) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            input=SafeString(widget.tag(wrap_label=False)),
            id=str(widget.id_for_label),
            label=str(widget.choice_label),
            hint=str(getattr(widget.choice_label, "hint", "")),
        )
        for widget in bound.subwidgets
    )
