"""Makes a table hold what it should, one logged change at a time."""

from datetime import date

from django.db.models import Model

from samspel.core import log
from samspel.core.actors import Actor
from samspel.municipality.changes import Action, Change, Codes, Step, compare, foreign
from samspel.municipality.tables import Values, Wanted


def write_table(table: Wanted, codes: Codes, *, by: Actor, today: date) -> list[Change]:
    """Write a table inside the caller's transaction; returns what was changed."""
    steps = compare(table, codes)
    rows = [_take(step, codes, by=by, today=today) for step in steps]
    codes.forget(table.model)
    for step, row in zip(steps, rows, strict=True):
        _point_within(row, step.values, codes)
    return [step.change for step in steps]


def _take(step: Step, codes: Codes, *, by: Actor, today: date) -> Model:
    """Make one change, and log it."""
    row = step.row or step.change.model()
    if step.change.action is Action.REMOVED:
        log.record("removed", row, by=by)
        row.delete()
        return row
    values: Values = {"retired_on": today} if step.change.action is Action.RETIRED else step.values
    for name, value in values.items():
        to = foreign(type(row), name)
        if to is None:
            setattr(row, name, value)
        elif to is not type(row):
            setattr(row, f"{name}_id", codes.pk(to, value))
    row.save()
    log.record(step.change.action.value, row, by=by, fields=values)
    return row


def _point_within(row: Model, values: Values, codes: Codes) -> None:
    """What points within its own table is set last, when all rows of the table are there."""
    names = [name for name in values if foreign(type(row), name) is type(row)]
    for name in names:
        setattr(row, f"{name}_id", codes.pk(type(row), values[name]))
    if names:
        row.save(update_fields=names)
