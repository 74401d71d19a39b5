"""What would change when a municipality's files are applied: found by comparing rows, told in words."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import ForeignKey, Model, QuerySet
from django.utils.dates import WEEKDAYS
from django.utils.formats import localize
from django.utils.translation import gettext as _

from samspel.municipality.tables import Values, Wanted

SILENT = frozenset({"position", "retired_on"})
"""Fields that say nothing to a reader: the order in the file, and what the action says already."""


class Action(StrEnum):
    """What happens to a row."""

    ADDED = "added"
    CHANGED = "changed"
    RETIRED = "retired"
    REMOVED = "removed"


@dataclass(frozen=True)
class FieldChange:
    """A field of a row, before and after."""

    name: str
    label: str
    before: Any
    after: Any

    def __str__(self) -> str:
        words = {"label": self.label, "before": _shown(self.before), "after": _shown(self.after)}
        return _("%(label)s: %(before)s → %(after)s") % words


@dataclass(frozen=True)
class Change:
    """One row that changes; the sentence is what an operator reads before saying yes."""

    action: Action
    model: type[Model]
    kind: str
    name: str
    fields: tuple[FieldChange, ...] = ()

    def __str__(self) -> str:
        words = {"kind": self.kind, "name": self.name}
        if self.action is Action.ADDED:
            return _("New: %(kind)s “%(name)s”") % words
        if self.action is Action.RETIRED:
            return _("No longer used: %(kind)s “%(name)s”") % words
        if self.action is Action.REMOVED:
            return _("Removed: %(kind)s “%(name)s”") % words
        told = [str(one) for one in self.fields if one.name not in SILENT] or [_("other order")]
        return _("Changed: %(kind)s “%(name)s” (%(fields)s)") % {**words, "fields": "; ".join(told)}


def _shown(value: Any) -> str:
    if value is None or value in ("", [], {}):
        return _("nothing")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return str(localize(value))


class Codes:
    """Which code each row of a table has: rows are compared and told by code, never by number."""

    def __init__(self) -> None:
        self._known: dict[type[Model], dict[Any, str]] = {}

    def of(self, model: type[Model], pk: object) -> str | None:
        """The code of the row that a key points at."""
        if pk is None:
            return None
        return self._table(model)[pk]

    def pk(self, model: type[Model], code: str | None) -> object:
        """The row that has the code."""
        if code is None:
            return None
        return next(pk for pk, known in self._table(model).items() if known == code)

    def forget(self, model: type[Model]) -> None:
        """The table was written: read it again."""
        self._known.pop(model, None)

    def _table(self, model: type[Model]) -> dict[Any, str]:
        if model not in self._known:
            self._known[model] = dict(QuerySet(model).values_list("pk", "code"))
        return self._known[model]


def foreign(model: type[Model], name: str) -> type[Model] | None:
    """The table that a field points at, or none for a plain field."""
    field = model._meta.get_field(name)
    return field.related_model if isinstance(field, ForeignKey) else None


def value_of(row: Model, name: str, codes: Codes) -> Any:
    """A stored value in the form of the files: what points at a row is its code."""
    to = foreign(type(row), name)
    return codes.of(to, getattr(row, f"{name}_id")) if to else getattr(row, name)


@dataclass(frozen=True)
class Step:
    """A change, with what it takes to make it: the stored row (none when new) and the values to write."""

    change: Change
    row: Model | None
    values: Values


def compare(table: Wanted, codes: Codes) -> list[Step]:
    """The steps from what a table holds to what it should hold; what goes comes first."""
    stored: dict[tuple[Any, ...], tuple[Model, Values]] = {}
    row: Model
    for row in QuerySet(table.model):
        values = {name: value_of(row, name, codes) for name in table.names}
        stored[tuple(values[name] for name in table.key)] = (row, values)
    steps: list[Step] = []
    for wanted in table.rows:
        known = stored.pop(tuple(wanted[name] for name in table.key), None)
        steps += _written(table, *known, wanted) if known else _written(table, None, {}, wanted)
    gone = [_gone(table, row, before) for row, before in stored.values() if before.get("retired_on") is None]
    return [*gone, *steps]


def _written(table: Wanted, row: Model | None, before: Values, values: Values) -> list[Step]:
    """The step that makes a row what it should be; none when it is."""
    differing = {name: value for name, value in values.items() if row is None or before[name] != value}
    if not differing:
        return []
    back = row is None or "retired_on" in differing
    fields = tuple(_field(table.model, name, before.get(name), value) for name, value in differing.items())
    return [Step(_change(table, Action.ADDED if back else Action.CHANGED, values, fields), row, differing)]


def _field(model: type[Model], name: str, before: Any, after: Any) -> FieldChange:
    return FieldChange(name, str(getattr(model._meta.get_field(name), "verbose_name", name)), before, after)


def _gone(table: Wanted, row: Model, before: Values) -> Step:
    """Rows with a code are retired, since others point at them; plain ones are removed."""
    action = Action.RETIRED if "retired_on" in before else Action.REMOVED
    return Step(_change(table, action, before, ()), row, {})


def _change(table: Wanted, action: Action, values: Values, fields: tuple[FieldChange, ...]) -> Change:
    return Change(action, table.model, str(table.model._meta.verbose_name), name_of(table, values), fields)


def name_of(table: Wanted, values: Values) -> str:
    """What a row is called: by its name or text if it has one, otherwise by what tells it from the others."""
    if "weekday" in values:
        return f"{WEEKDAYS[values['weekday']]} {values['opens']:%H:%M}–{values['closes']:%H:%M}"
    named = (values[name] for name in ("name", "role", "text", "because", "label", "code") if values.get(name))
    return str(next(named, " → ".join(str(values[name]) for name in table.key)))
