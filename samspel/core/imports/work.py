"""What the worker does with an import: tries every row, takes the sound ones in, and may be killed at any moment."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from uuid import UUID
from zlib import crc32

from django.db import connection, transaction
from django.utils.translation import gettext_noop

from samspel.core import actors, clock, log
from samspel.core.actors import Actor, Job
from samspel.core.away import is_away
from samspel.core.imports import queries
from samspel.core.imports.faults import Fault
from samspel.core.imports.importable import Column, Delivery, Importable
from samspel.core.imports.reading import Line, Unreadable, opened
from samspel.core.imports.rest import rest_of
from samspel.core.imports.states import State
from samspel.core.imports.trying import Trial, Tried, compared, learnt_columns
from samspel.core.models import Import, ImportFault, ImportFile
from samspel.core.services import service

WORKER = Job("imports")
_FAILED = gettext_noop("Something went wrong on our side. What was imported before it stands. Try once more later.")
_MAY_NOT = gettext_noop("Whoever sent the file may no longer bring such in. What was imported before it stands.")


class Overtaken(Exception):
    """Somebody stopped it, or another worker has taken over."""


def check(pk: UUID) -> None:
    """Try every row of a file, from the beginning, and tell what it would bring."""
    row = _begun(pk, State.CHECKING)
    if row is None:
        return
    with _told(row):
        kind = queries.kind_of(row)
        counts = {"new": 0, "changed": 0, "same": 0, "differ": 0, "again": 0, "faulty": 0}
        for some in _batches(trial(kind, row).rows(lines(row)), kind):
            with kind.around():
                _note(row, kind, some, counts)
        _checked(row, counts)


def take(pk: UUID) -> None:
    """Take the sound rows in, from where it was when a worker was last at it, for as long as their sender may."""
    row = _begun(pk, State.TAKING)
    if row is None:
        return
    with _told(row):
        kind = queries.kind_of(row)
        left = (line for line in lines(row) if line[0] == row.header_row or line[0] > row.taken_to)
        for some in _batches(trial(kind, row).rows(left), kind):
            with kind.around():
                _take(row, kind, some)
        _done(row, kind)


def trial(kind: Importable, row: Import) -> Trial:
    """How the rows of a file are read."""
    return Trial(kind, columns_of(kind, row), row.columns, row.header_row)


def columns_of(kind: Importable, row: Import) -> list[Column]:
    """The columns, with what was learnt of the source."""
    return learnt_columns(kind.columns(), row.source.words, masked=row.masked)


def lines(row: Import) -> Iterator[Line]:
    """The rows of an import's file; raises Missing, Unreadable."""
    return opened(queries.content(row)).lines(row.sheet)


def _batches(rows: Iterable[Tried], kind: Importable) -> Iterator[list[Tried]]:
    coming = iter(rows)
    while True:
        with kind.around():
            some = list(islice(coming, kind.batch))
        if not some:
            return
        yield some


@transaction.atomic
def _begun(pk: UUID, state: State) -> Import | None:
    """The import as this run's own, so that a run that was thought dead notices; None when it is not to be done."""
    row = Import.objects.select_for_update(of=("self",)).select_related("source").filter(pk=pk, state=state).first()
    if row is None:
        return None
    row.run += 1
    if state is State.CHECKING:
        row.read = row.rows = 0
        row.counts = {}
        ImportFault.objects.filter(of=row).delete()
    row.touched_at = clock.now()
    row.save()
    return row


@contextmanager
def _told(row: Import) -> Iterator[None]:
    """Whatever stops the work is told on the import's page."""
    try:
        yield
    except Overtaken:
        pass
    except Unreadable as no:
        _failed(row, no)
    except Exception as error:
        if not is_away(error):
            _failed(row, Fault(_FAILED))
        raise


def _mine(row: Import) -> Import:
    """The import, locked; raises Overtaken when it is no longer this run's."""
    rows = Import.objects.select_for_update(of=("self",)).select_related("source")
    held = rows.filter(pk=row.pk, run=row.run, state=row.state).first()
    if held is None:
        raise Overtaken
    return held


@service
def _failed(row: Import, fault: Fault) -> None:
    log.record("imports.failed", row, by=WORKER)
    if Import.objects.filter(pk=row.pk, run=row.run, state=row.state).update(
        state=State.FAILED, fault=fault.kept(), touched_at=clock.now()
    ):
        ImportFile.objects.filter(of=row).delete()


# ---------- Trying


@transaction.atomic
def _note(row: Import, kind: Importable, some: Sequence[Tried], counts: dict[str, int]) -> None:
    """Keep the faults of some rows, and how far it has come."""
    held = _mine(row)
    sound = [one.row for one in some if one.row is not None]
    fresh, same, differ = compared(kind, sound, delivery(row))
    changed = sum(one.stands is not None for one in fresh)
    faulty = [one for one in some if one.faults]
    found = {"new": len(fresh) - changed, "changed": changed, "same": same, "differ": differ}
    found |= {"again": sum(one.again > 0 for one in some), "faulty": len(faulty)}
    for name, count in found.items():
        counts[name] += count
    _keep_faults(row, ((one.number, code, fault) for one in faulty for code, fault in one.faults))
    held.read += len(some)
    held.touched_at = clock.now()
    held.save(update_fields=["read", "touched_at"])


def _keep_faults(row: Import, faults: Iterable[tuple[int, str, Fault]]) -> None:
    ImportFault.objects.bulk_create(
        ImportFault(of=row, row=number, column=code, says=fault.kept()) for number, code, fault in faults
    )


@service
def _checked(row: Import, counts: Mapping[str, int]) -> None:
    held = _mine(row)
    held.state, held.counts, held.rows, held.touched_at = State.CHECKED.value, dict(counts), held.read, clock.now()
    held.save()
    log.record("imports.checked", held, by=WORKER)


# ---------- Taking in


def delivery(row: Import) -> Delivery:
    """Where the rows come from."""
    return Delivery(row.source.code, row.source.name, str(row.pk))


@service
def _take(row: Import, kind: Importable, some: Sequence[Tried]) -> None:
    """Take some rows in, all of them or none, and note in the same transaction that it was done."""
    held = _mine(row)
    _one_at_a_time(kind)
    by = _sender(held, kind)
    sound = [one.row for one in some if one.row is not None]
    fresh, _same, _differ = compared(kind, sound, delivery(held))
    refused = kind.take(fresh, delivery(held), by) if fresh else {}
    _keep_faults(held, ((number, "", fault) for number, fault in sorted(refused.items())))
    held.counts["taken"] = held.counts.get("taken", 0) + len(fresh) - len(refused)
    held.counts["refused"] = held.counts.get("refused", 0) + len(refused)
    held.read += len(some)
    held.taken_to, held.touched_at = some[-1].number, clock.now()
    held.save()
    log.record("imports.taken", held, by=by, because=f"rows {some[0].number}-{some[-1].number}")


def _sender(row: Import, kind: Importable) -> Actor:
    """Whoever sent the file, as they are now; raises Unreadable once they have left, or may no longer."""
    by = actors.again(row.by_kind, row.by_id)
    if by is None or not kind.may(by):
        raise Unreadable(_MAY_NOT)
    return by


def _one_at_a_time(kind: Importable) -> None:
    """Two imports of one kind wait for each other, so that nothing is new to both."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [crc32(b"imports") >> 1, crc32(kind.code.encode()) >> 1])


@service
def _done(row: Import, kind: Importable) -> None:
    """It is over. The file goes; of rows with faults a file of their own is kept, to be mended and sent again."""
    held = _mine(row)
    by = _sender(held, kind)
    faulty = queries.faulty(held)
    if faulty.exists():
        rest = rest_of(lines(held), faulty, columns_of(kind, held), held.header_row)
        ImportFile.objects.filter(of=held).update(content=rest, rest=True)
    else:
        ImportFile.objects.filter(of=held).delete()
    held.state, held.touched_at = State.DONE.value, clock.now()
    held.save()
    log.record("imports.done", held, by=by)
