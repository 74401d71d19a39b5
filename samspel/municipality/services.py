"""Applying a municipality's files: what would change, and the change itself."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from django.db import connection, transaction
from django.utils.translation import gettext as _

from samspel.core import clock, log
from samspel.core.actors import Actor, reference
from samspel.core.errors import Refused
from samspel.core.services import service
from samspel.municipality import starting
from samspel.municipality.changes import Change, Codes, compare
from samspel.municipality.content import stored
from samspel.municipality.content.kinds import Document
from samspel.municipality.content.patch import Patch, patched, turned
from samspel.municipality.content.patch import difference as patches
from samspel.municipality.files import Description, Fault, check
from samspel.municipality.files.shapes.base import Part
from samspel.municipality.models import ChangeOrigin, ChangeRow, ChangeSet, ChangeState, Municipality
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
    changes = apply(checked.description, by=by, today=clock.today())
    begin(checked.own, by=by)
    return changes


def begin(own: Mapping[str, Part], *, by: Actor) -> list[str]:
    """Let the modules that have nothing yet begin with their own files; returns the names of those that were read."""
    with transaction.atomic():
        locked()
        return starting.begin(own, by=by)


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
        locked()
        return _apply(description, by=by, today=today) if difference(description, today) else []


def overwritten(description: Description, *, by: Actor, today: date) -> list[Patch]:
    """What applying the files would take back of what was changed in the product since files were last applied.

    It is tried, and all of it is undone again: nothing stays.
    """
    if not Municipality.objects.exists():
        return []
    with transaction.atomic():
        locked()
        now = stored.document()
        own = {(one.kind, one.key, name) for one in patches(_last_applied(now), now) for name in one.touched or ("",)}
        write(description, by=by, today=today)
        there = patches(now, stored.document())
        transaction.set_rollback(True)
    return [one for one in there if any((one.kind, one.key, name) in own for name in (*one.touched, ""))]


def _last_applied(now: Document) -> Document:
    """The municipality without what was changed in the product since files were last applied."""
    made = ChangeSet.objects.filter(state=ChangeState.MADE)
    last = made.filter(origin=ChangeOrigin.FILES).order_by("-pk").values_list("made_at", flat=True).first()
    since = made.filter(origin=ChangeOrigin.PRODUCT)
    for change in (since.filter(made_at__gt=last) if last else since).order_by("-made_at", "-pk"):
        rows = [Patch(row.kind, row.key, row.before, row.after, tuple(row.behind)) for row in change.rows.all()]
        now = patched(now, turned(rows), strict=False)
    return now


def locked() -> None:
    """Wait until nobody else changes the municipality, and let others wait until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _same_municipality(description: Description) -> None:
    stored = Municipality.objects.first()
    if stored and stored.code != description.municipality.code:
        raise Refused(
            _("The database holds %(stored)s. Another municipality needs a database of its own.")
            % {"stored": stored.name}
        )


@service
def _apply(description: Description, *, by: Actor, today: date) -> list[Change]:
    """Write what the files say, and keep what they changed; the first time there is nothing that it changed from."""
    before = stored.document() if Municipality.objects.exists() else None
    changes = write(description, by=by, today=today)
    now = clock.now()
    kept = ChangeSet.objects.create(
        state=ChangeState.MADE, origin=ChangeOrigin.FILES, by=reference(by), by_label=by.label[:200], starts=today,
        saved_at=now, made_at=now,
    )  # fmt: skip
    if before is not None:
        write_rows(kept, patches(before, stored.document()))
    return changes


def write(description: Description, *, by: Actor, today: date) -> list[Change]:
    """Write table by table inside the caller's transaction; what is written first is pointed at by what comes after."""
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


def write_rows(change: ChangeSet, rows: Sequence[Patch]) -> None:
    """Let a change consist of these rows."""
    change.rows.all().delete()
    ChangeRow.objects.bulk_create(
        ChangeRow(
            change=change,
            number=number,
            kind=one.kind,
            key=one.key,
            before=one.before,
            after=one.after,
            behind=list(one.behind),
        )
        for number, one in enumerate(rows)
    )
