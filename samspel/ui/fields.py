"""A bound form field, ready to be drawn: which kind it is and which texts describe it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, cast

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms import BoundField, ChoiceField, Field, Form, RadioSelect, widgets
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samspel.core.forms import PersonDataGuard

_HINT: Final = "_hint"
_ERROR: Final = "_error"


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a list: its input, its label and the line under it."""

    input: SafeString
    id: str
    label: str
    hint: str = ""
    group: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class DrawnField:
    """All that `_field.html` needs. `kind` is hidden, single (one tick), list (ticks or radios) or input; `tick` is the
    form's tick that somebody has looked at what this field was pointed out for."""

    kind: str
    bound: BoundField
    label: str
    hint: str
    errors: tuple[str, ...]
    input: SafeString
    choices: tuple[Choice, ...] = ()
    optional: bool = False
    tick: "DrawnField | None" = None

    @property
    def groups(self) -> list[tuple[str, tuple[Choice, ...], int]]:
        """The choices under what they stand under, "" for those that stand alone, with how many are chosen."""
        found = [(name, tuple(rows)) for name, rows in groupby(self.choices, key=lambda one: one.group)]
        return [(name, rows, sum(one.chosen for one in rows)) for name, rows in found]

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
        errors=faults(bound),
        input=SafeString("") if kind == "list" else bound.as_widget(attrs={**described, **attrs}),
        choices=_choices(bound) if kind == "list" else (),
        optional=not (
            bound.field.required or bound.name in getattr(bound.form, "awaited", ()) or kind in {"single", "hidden"}
        ),
        tick=tick(bound),
    )


def faults(bound: BoundField) -> tuple[str, ...]:
    """What is to be put right in a field, as it stands beside it. Django's own messages are said as this house does."""
    return tuple(_said(error, bound) for error in bound.errors.as_data())


def summed_up(bound: BoundField) -> tuple[str, ...]:
    """The same away from the field, each with the field's name before it; a text that a form wrote for the field
    when nothing is in it says by itself what it is about."""
    own = bound.field.error_messages.get("required") != Field.default_error_messages["required"]
    label = str(bound.label or "").rstrip(":")
    return tuple(
        said if own and error.code == "required" else _named(label, said)
        for error, said in zip(bound.errors.as_data(), faults(bound), strict=True)
    )


def _named(label: str, said: str) -> str:
    if not label or label.casefold() in said.casefold():
        return said
    if not label[-1].isalnum() and label[-1] not in ")”":
        return f"{label} {said}"
    return f"{label}: {said[:1].lower()}{said[1:]}" if said[1:2].islower() else f"{label}: {said}"


def _said(error: ValidationError, bound: BoundField) -> str:
    field, plain = bound.field, str(error.messages[0])
    if error.code == "required" and field.error_messages["required"] == Field.default_error_messages["required"]:
        return _("Fill this in.") if kind_of(bound) == "input" else _("Choose one.")
    if error.code in {"min_value", "max_value"}:
        return _span(field) or plain
    if error.code == "max_length" and error.params:
        return _("Write at most %(most)s characters. There are %(now)s now.") % {
            "most": error.params["limit_value"],
            "now": error.params["show_value"],
        }
    if error.code == "invalid_choice":
        return _("Choose one of those in the list.")
    return plain


def _span(field: Field) -> str:
    """Which values a field takes, from its validators; "" where they say nothing."""
    least = next((one.limit_value for one in field.validators if type(one) is MinValueValidator), None)
    most = next((one.limit_value for one in field.validators if type(one) is MaxValueValidator), None)
    told = {"least": least, "most": most}
    if least is not None and most is not None:
        return _("Write something from %(least)s to %(most)s.") % told
    if least is not None:
        return _("Write %(least)s or more.") % told
    return _("Write %(most)s or less.") % told if most is not None else ""


def tick(bound: BoundField) -> DrawnField | None:
    """The form's tick that somebody has looked at what was pointed out, when it stands at this field."""
    form = bound.form
    here = isinstance(form, PersonDataGuard) and form.tick_at == bound.name
    return draw(form["looked"]) if here else None


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
            group=str(getattr(widget.choice_label, "group", "")),
            chosen=bool(widget.data["selected"]),
        )
        for widget in bound.subwidgets
    )
