"""What a person does with an import: sends a file, says what its columns and words are, has it taken in, stops it."""

import hashlib
from collections.abc import Mapping
from zlib import crc32

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from samspel.core import clock, log
from samspel.core.actors import Actor
from samspel.core.errors import Missing, Refused
from samspel.core.imports import queries
from samspel.core.imports.importable import Importable
from samspel.core.imports.matching import Matched, complete, learnt, match
from samspel.core.imports.reading import Unreadable, opened
from samspel.core.imports.states import State, may_become
from samspel.core.jobs import app
from samspel.core.models import Import, ImportFault, ImportFile, ImportSource
from samspel.core.services import service

CHECK, TAKE = "core.check_import", "core.take_import"


@service
def begin(kind: Importable, *, source: str, file_name: str, content: bytes, by: Actor) -> Import:
    """Take a file in to be looked through. Where its source's columns are known from before, it is checked at once.

    Raises Refused (field `file`) when it can't be read, Missing when the one who asks may not bring such in.
    """
    if not kind.may(by):
        raise Missing
    known = _source(kind, source)
    columns = kind.columns()
    try:
        shape = opened(content).kind
        start = queries.start(content, columns, known.sheet)
    except Unreadable as no:
        raise Refused(str(no), field="file") from no
    now = clock.now()
    row = Import.objects.create(
        source=known,
        file_name=_clean(file_name),
        digest=hashlib.sha256(content).hexdigest(),
        shape=shape,
        sheet=start.sheet,
        header_row=start.header_row,
        columns=match(columns, start.headings, known.columns),
        masked=known.masked,
        by_kind=by.kind,
        by_id=by.id,
        by_label=by.label[:200],
        at=now,
        touched_at=now,
    )
    ImportFile.objects.create(of=row, content=content)
    log.record("imports.sent", row, by=by)
    if known.columns and learnt(columns, start.headings, row.columns) == known.columns:
        _become(row, State.CHECKING)
        _defer(CHECK, row)
    return row


def _source(kind: Importable, name: str) -> ImportSource:
    code = slugify(name)[:60] or f"s{crc32(name.encode()):x}"
    found, _made = ImportSource.objects.get_or_create(importable=kind.code, code=code, defaults={"name": name[:100]})
    return found


def _clean(name: str) -> str:
    return "".join(letter for letter in name if letter.isprintable())[:200] or "?"


@service
def look_again(row: Import, *, sheet: str, header_row: int, by: Actor) -> Import:
    """Match the columns anew, in another sheet or under another row of headings."""
    held = _held(row, by)
    if held.stands not in {State.MATCHING, State.CHECKED}:
        raise Refused(_OVERTAKEN)
    kind = queries.kind_of(held)
    columns = kind.columns()
    try:
        start = queries.start(queries.content(held), columns, sheet, header_row)
    except Unreadable as no:
        raise Refused(str(no), field="sheet") from no
    held.sheet, held.header_row = start.sheet, start.header_row
    held.columns = match(columns, start.headings, {})
    log.record("imports.looked_again", held, by=by, fields=["sheet", "header_row"])
    _save(held)
    return held


_OVERTAKEN = _("This has gone on in the meantime. Look at how it stands now.")


@service
def settle(row: Import, matched: Matched, *, masked: bool, by: Actor) -> Import:
    """Say what the columns are, remember it for the source, and have every row checked.

    Raises Refused (field `column-<code>`) when one that must be there is not.
    """
    held = _held(row, by)
    columns = queries.kind_of(held).columns()
    if not complete(columns, matched):
        lacks = next(column for column in columns if column.required and column.code not in matched)
        raise Refused(_("Say which column of the file this is: it must be there."), field=f"column-{lacks.code}")
    start = queries.start(queries.content(held), columns, held.sheet, held.header_row)
    held.columns, held.masked = dict(matched), masked
    ImportSource.objects.filter(pk=held.source_id).update(
        columns=learnt(columns, start.headings, matched), sheet=held.sheet, masked=masked
    )
    _check(held, by, "imports.matched")
    return held


@service
def learn(row: Import, words: Mapping[str, Mapping[str, str]], *, by: Actor) -> Import:
    """Remember what words of the source mean (column -> word -> value of a choice), and check every row again."""
    held = _held(row, by)
    source = ImportSource.objects.select_for_update().get(pk=held.source_id)
    for column, known in words.items():
        source.words[column] = {**source.words.get(column, {}), **known}
    source.save(update_fields=["words"])
    _check(held, by, "imports.learnt")
    return held


def _check(held: Import, by: Actor, verb: str) -> None:
    log.record(verb, held, by=by)
    _become(held, State.CHECKING)
    _defer(CHECK, held)


@service
def take(row: Import, *, by: Actor) -> Import:
    """Have the rows without faults taken in. Raises Refused when there are none."""
    held = _held(row, by)
    if not held.counts.get("new", 0) + held.counts.get("changed", 0):
        raise Refused(_("There is nothing new in the file to import."))
    held.read = held.taken_to = 0
    log.record("imports.begun", held, by=by)
    _become(held, State.TAKING)
    _defer(TAKE, held)
    return held


@service
def stop(row: Import, *, by: Actor) -> Import:
    """Cancel it before anything is taken in, or stop it half-way: what has been taken in stays. The file goes."""
    held = _held(row, by)
    log.record("imports.stopped", held, by=by)
    _become(held, State.STOPPED if held.stands is State.TAKING else State.CANCELLED)
    forget(held)
    return held


@service
def let_go(row: Import, *, by: Actor) -> None:
    """Remove what is still kept of a file whose import is over: the rows that had faults."""
    held = _held(row, by)
    log.record("imports.let_go", held, by=by)
    forget(held)


def forget(row: Import) -> None:
    """Remove the file and what is told of its rows."""
    ImportFile.objects.filter(of=row).delete()
    ImportFault.objects.filter(of=row).delete()


def _held(row: Import, by: Actor) -> Import:
    """The import as it stands, locked; raises Missing when it is somebody else's."""
    return queries.one(Import.objects.select_for_update().values_list("pk", flat=True).get(pk=row.pk), by)


def _become(held: Import, state: State) -> None:
    if not may_become(held.stands, state):
        raise Refused(_OVERTAKEN)
    held.state = state.value
    _save(held)


def _save(held: Import) -> None:
    held.touched_at = clock.now()
    held.save()


def _defer(task: str, row: Import) -> None:
    app.configure_task(task).defer(pk=str(row.pk))
