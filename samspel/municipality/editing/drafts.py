"""Writing a change: rows are put into one's draft, moved and taken out of it. The municipality stays as it is."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from samspel.core import log, versions
from samspel.core.actors import Actor, reference
from samspel.core.errors import Missing, Refused, Stale
from samspel.core.services import service
from samspel.municipality.content import stored
from samspel.municipality.content.kinds import Document, Kind, Raw, rows_of
from samspel.municipality.content.patch import ORDER, Patch, above, moved, patched
from samspel.municipality.editing.reading import patches_of
from samspel.municipality.models import ChangeSet, ChangeState
from samspel.municipality.services import write_rows


@service
def put(kind: Kind, key: str, after: Raw | None, *, by: Actor, read: Raw | None, at: str | None = None) -> ChangeSet:
    """Let a row say something else (`after` None: be no longer used); without `key` it is new, below the row `at`.

    `at` empty is first, and None last.
    Raises Missing when the row is not there, Stale when it is no longer what the sender had read, and Refused when
    it can't come or go, or is there already.
    """
    draft = _held(by)
    patches = patches_of(draft)
    now = stored.document()
    rows = rows_of(patched(now, patches, strict=False), kind)
    if key and key not in rows:
        raise Missing
    if key and rows[key] != read:
        raise Stale(rows[key])
    _allowed(kind, key, after, rows)
    known = next((one for one in patches if one.kind == kind.name and not one.is_order and one.new_key == key), None)
    before = known.before if known else rows.get(key)
    behind = known.behind if known else _below(rows, key, at)
    rest = [one for one in patches if one is not known]
    if before != after:
        named = known.key if known else key
        rest.append(Patch(kind.name, named or kind.key(after or {}), before, after, behind))
    return _write(draft, rest, by=by)


def _allowed(kind: Kind, key: str, after: Raw | None, rows: dict[str, Raw]) -> None:
    if kind.fixed and (not key or after is None):
        raise Missing
    if after is None or kind.name == "settings":
        return
    named = kind.key(after)
    if named in rows and named != key:
        raise Refused(_("There is one already. Change that one, or choose another."), field=_key_field(kind))


def _key_field(kind: Kind) -> str:
    fields = kind.shape.model_fields
    return next(name for name in ("code", "function", "name", "day", "matter", "role") if name in fields)


def _below(rows: dict[str, Raw], key: str, at: str | None) -> tuple[str, ...]:
    if key:
        return above(rows, key)
    if at is None:
        return tuple(reversed(rows))
    return (at, *above(rows, at)) if at in rows else ()


@service
def move(kind: Kind, key: str, steps: int, *, by: Actor) -> ChangeSet:
    """Move a row up (negative) or down among its own; raises Missing where it is not, or where order means nothing."""
    draft = _held(by)
    patches = patches_of(draft)
    now = stored.document()
    keys = list(rows_of(patched(now, patches, strict=False), kind))
    if key not in keys or not kind.ordered:
        raise Missing
    rest = [one for one in patches if not (one.is_order and one.kind == kind.name)]
    wanted = moved(keys, key, steps)
    without = list(rows_of(patched(now, rest, strict=False), kind))
    if wanted != without:
        known = list(rows_of(now, kind))
        rest.append(Patch(kind.name, "", {ORDER: known}, {ORDER: wanted}))
    return _write(draft, rest, by=by)


@service
def take_out(number: int, *, by: Actor, version: int | None) -> ChangeSet:
    """Leave one row of the draft as it is; raises Missing when there is no such row."""
    draft = _held(by, version)
    patches = patches_of(draft)
    if not 0 <= number < len(patches):
        raise Missing
    return _write(draft, [one for n, one in enumerate(patches) if n != number], by=by)


@service
def keep_mine(*, by: Actor, version: int | None) -> ChangeSet:
    """Let the draft begin from how things stand now, its own values on top: what others changed beside it stays."""
    draft = _held(by, version)
    now = stored.document()
    renewed: list[Patch] = []
    for patch in patches_of(draft):
        before = now if not renewed else patched(now, renewed, strict=False)
        renewed += _renewed(before, patch)
    return _write(draft, renewed, by=by)


def _renewed(document: Document, patch: Patch) -> list[Patch]:
    rows = rows_of(document, patch.of)
    if patch.is_order:
        return [Patch(patch.kind, "", {ORDER: list(rows)}, patch.after)]
    key = patch.key if patch.key in rows else patch.new_key
    if key not in rows:
        return [] if patch.after is None else [Patch(patch.kind, patch.new_key, None, patch.after, patch.behind)]
    if patch.after is None:
        return [Patch(patch.kind, key, rows[key], None, patch.behind)]
    after = rows_of(patched(document, [patch], strict=False), patch.of)[patch.new_key]
    return [Patch(patch.kind, key, rows[key], after, patch.behind)] if after != rows[key] else []


@service
def drop(*, by: Actor, version: int | None) -> None:
    """Throw the draft away; raises Missing when there is none."""
    draft = ChangeSet.objects.filter(state=ChangeState.DRAFT, by=reference(by)).first()
    if draft is None:
        raise Missing
    versions.hold(ChangeSet.objects.all(), draft.pk, version)
    log.record("dropped", draft, by=by)
    draft.delete()


def _held(by: Actor, version: int | None = None) -> ChangeSet:
    """One's draft, locked; a new one when there is none."""
    mine = ChangeSet.objects.filter(state=ChangeState.DRAFT, by=reference(by))
    fresh = ChangeSet(state=ChangeState.DRAFT, by=reference(by), by_label=by.label[:200])
    if version is None and not mine.exists():
        ChangeSet.objects.bulk_create([fresh], ignore_conflicts=True)
    found = mine.values_list("pk", flat=True).first()
    return versions.hold(mine, found, version)


def _write(draft: ChangeSet, patches: Sequence[Patch], *, by: Actor) -> ChangeSet:
    """Keep the rows: those that go and change first, the order of lists last."""
    write_rows(draft, [*(one for one in patches if not one.is_order), *(one for one in patches if one.is_order)])
    versions.save(draft)
    log.record("changed", draft, by=by, fields=sorted({one.kind for one in patches}))
    return draft
