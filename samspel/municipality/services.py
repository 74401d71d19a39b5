"""Applying a municipality's files: what would change, and the change itself."""

from datetime import date
from pathlib import Path

from django.db import connection, transaction
from django.utils.translation import gettext as _

from samspel.core import clock, log
from samspel.core.actors import Actor
from samspel.core.errors import Refused
from samspel.core.services import service
from samspel.municipality.changes import Change, Codes, compare
from samspel.municipality.files import Description, Fault, check
from samspel.municipality.models import Municipality
from samspel.municipality.moves import moves, write_move
from samspel.municipality.tables import wanted
from samspel.municipality.writing import write_table

_LOCK = 2_023_196  # one apply at a time in a database; the number has no other meaning


class Faulty(Exception):
    """A folder with faults, which are told one by one."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(str(one) for one in faults))
        self.faults = faults


def apply_folder(folder: Path, *, by: Actor) -> list[Change]:
    """Check a folder and apply it as of today; raises Faulty when the check finds anything."""
    checked = check(folder)
    if checked.description is None:
        raise Faulty(checked.faults)
    return apply(checked.description, by=by, today=clock.today())


def difference(description: Description, today: date) -> list[Change]:
    """What `apply` would change on that day, in words; nothing is written."""
    _same_municipality(description)
    codes = Codes()
    changes = [step.change for table in wanted(description) for step in compare(table, codes)]
    return [*changes, *(move.change for move in moves(description, codes, today))]


def apply(description: Description, *, by: Actor, today: date) -> list[Change]:
    """Make the tables say what the files say; returns what was changed. Twice changes nothing.

    Raises Refused when the database holds another municipality.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        return _write(description, by=by, today=today) if difference(description, today) else []


def _same_municipality(description: Description) -> None:
    stored = Municipality.objects.first()
    if stored and stored.code != description.municipality.code:
        raise Refused(
            _("The database holds %(stored)s. Another municipality needs a database of its own.")
            % {"stored": stored.name}
        )


@service
def _write(description: Description, *, by: Actor, today: date) -> list[Change]:
    """Write table by table, since what is written first is pointed at by what comes after."""
    codes = Codes()
    changes = [change for table in wanted(description) for change in write_table(table, codes, by=by, today=today)]
    for move in moves(description, codes, today):
        write_move(move, codes, by=by)
        changes.append(move.change)
    row = Municipality.objects.get()
    row.revision += 1
    row.applied_at = clock.now()
    row.save(update_fields=["revision", "applied_at"])
    log.record("applied", row, by=by, because=f"revision {row.revision}")
    return changes
