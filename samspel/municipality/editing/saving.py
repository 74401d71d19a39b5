"""Saving a change, now or from a day to come; undoing one; and making those whose day has come."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samspel.core import clock, log, versions
from samspel.core.actors import Actor, Job, reference
from samspel.core.errors import Missing, Refused
from samspel.core.services import each, service
from samspel.municipality.content import stored
from samspel.municipality.content.kinds import Document, rows_of
from samspel.municipality.content.patch import InTheWay, Patch, difference, patched, turned
from samspel.municipality.content.teams import given_back, redated
from samspel.municipality.editing.reading import Looked, coming, draft_of, look, one, patches_of
from samspel.municipality.files import Fault, examine
from samspel.municipality.models import ChangeOrigin, ChangeSet, ChangeState
from samspel.municipality.services import locked, write, write_rows


class Unsaved(Refused):
    """The change can't be made as it is; `looked` says all that is wrong."""

    def __init__(self, looked: Looked, message: str) -> None:
        super().__init__(message)
        self.looked = looked


@service
def save(*, by: Actor, starts: date, because: str, version: int | None) -> ChangeSet:
    """Save one's draft: it holds from `starts`, today at the earliest.

    Raises Missing without a draft, Stale when it was changed in another window, Refused when the day has been, and
    Unsaved when the municipality would not hold together, or work that goes on stands in the way.
    """
    today = clock.today()
    if starts < today:
        raise Refused(_("A change holds from today at the earliest: what was is kept as it was."), field="starts")
    mine = draft_of(by)
    if mine is None or not mine.rows.all():
        raise Missing
    locked()
    draft = versions.hold(ChangeSet.objects.all(), mine.pk, version)
    patches = [redated(patch, starts) for patch in patches_of(mine)]
    draft.starts, draft.because, draft.saved_at = starts, because, clock.now()
    if starts > today:
        return _save_for_later(draft, patches, by=by)
    return _make(draft, _sound(patches, starts), by=by)


def _sound(patches: Sequence[Patch], starts: date) -> Looked:
    """What the change leads to; raises Unsaved when it can't be."""
    looked = look(patches, starts)
    if looked.blocked:
        raise Unsaved(looked, _("Somebody else has changed the same in between. Look at it below."))
    if looked.faults:
        raise Unsaved(looked, _("The municipality would not hold together. What is missing stands below."))
    return _unstopped(looked)


def _save_for_later(draft: ChangeSet, patches: Sequence[Patch], *, by: Actor) -> ChangeSet:
    looked = look(patches, draft.starts or clock.today(), with_effects=False)
    if looked.blocked:
        raise Unsaved(looked, _("Somebody else has changed the same in between. Look at it below."))
    write_rows(draft, patches)
    draft.state = ChangeState.COMING
    versions.save(draft, "state", "starts", "because", "saved_at")
    faults = _follow(stored.document())
    if faults:
        raise Unsaved(
            replace(looked, faults=tuple(faults)),
            _("The municipality would not hold together from that day. What is missing stands below."),
        )
    log.record("saved for later", draft, by=by, fields=_kinds(patches), because=f"from {draft.starts}")
    return draft


def _make(change: ChangeSet, looked: Looked, *, by: Actor) -> ChangeSet:
    """Write the municipality as the change leaves it, and keep what the tables came to differ in."""
    if looked.description is None:
        raise Unsaved(looked, looked.faults[0].message)
    write(looked.description, by=by, today=clock.today())
    settled = difference(looked.before, stored.document())
    write_rows(change, settled)
    change.state, change.made_at, change.waits = ChangeState.MADE, clock.now(), ""
    versions.save(change, "state", "starts", "because", "saved_at", "made_at", "waits")
    stops = _follow(stored.document())
    if stops:
        raise Unsaved(replace(looked, faults=tuple(stops)), stops[0].message)
    log.record("made", change, by=by, fields=_kinds(settled))
    return change


def _kinds(patches: Sequence[Patch]) -> list[str]:
    return sorted({patch.kind for patch in patches})


def _follow(document: Document) -> list[Fault]:
    """Let the changes to come begin from how things stand now; returns what would stop the first that can't."""
    for change in coming():
        patches = patches_of(change)
        day = date_format(change.starts, "DATE_FORMAT") if change.starts else ""
        gone = [patch for patch in patches if not _is_there(document, patch)]
        if gone:
            words = {"day": day, "row": gone[0].key}
            return [Fault("", 0, _("The change to come on %(day)s needs “%(row)s”. Withdraw that one first.") % words)]
        after = patched(document, patches, strict=False)
        faults = examine(after).faults
        if faults:
            return [replace(faults[0], message=_("From %(day)s: %(fault)s") % {"day": day, "fault": faults[0].message})]
        write_rows(change, difference(document, after))
        document = after
    return []


def _is_there(document: Document, patch: Patch) -> bool:
    return patch.is_order or patch.before is None or patch.after is None or patch.key in rows_of(document, patch.of)


@service
def withdraw(pk: int, *, by: Actor, version: int | None) -> ChangeSet:
    """A change to come does not come; raises Missing when it is no longer to come."""
    locked()
    change = versions.hold(ChangeSet.objects.filter(state=ChangeState.COMING), pk, version)
    change.state = ChangeState.WITHDRAWN
    versions.save(change, "state")
    faults = _follow(stored.document())
    if faults:
        raise Refused(faults[0].message)
    log.record("withdrawn", change, by=by)
    return change


def undoing(change: ChangeSet) -> tuple[Looked | None, tuple[InTheWay, ...]]:
    """What undoing a change would do, and what stands in its way; None where there is nothing to undo."""
    if change.state != ChangeState.MADE or change.origin != ChangeOrigin.PRODUCT or _undone(change):
        return None, ()
    looked = look(_back(change), clock.today())
    return looked, looked.blocked


def _undone(change: ChangeSet) -> bool:
    return any(other.state == ChangeState.MADE for other in change.undone_by.all())


def _back(change: ChangeSet) -> list[Patch]:
    now = stored.document()
    return [given_back(now, patch, clock.today()) for patch in turned(patches_of(change))]


@service
def undo(pk: int, *, by: Actor) -> ChangeSet:
    """Undo a change by a new one that holds from today; raises Refused when something since builds on it."""
    locked()
    change = one(pk)
    if change.state != ChangeState.MADE or change.origin != ChangeOrigin.PRODUCT:
        raise Missing
    if _undone(change):
        raise Refused(_("The change has already been undone."))
    looked = look(_back(change), clock.today())
    if looked.blocked:
        raise Unsaved(looked, _("Something was changed since that builds on it."))
    _unstopped(looked)
    now = clock.now()
    new = ChangeSet.objects.create(
        state=ChangeState.COMING, by=reference(by), by_label=by.label[:200], starts=clock.today(), saved_at=now,
        undoes=change,
    )  # fmt: skip
    return _make(new, looked, by=by)


def come(today: date) -> int:
    """Make every saved change whose day has come; returns how many. One that can't be made says what it waits for."""
    due = [change.pk for change in coming(today)]
    return each(due, _come)


@service
def _come(pk: int) -> bool:
    locked()
    change = versions.hold(ChangeSet.objects.filter(state=ChangeState.COMING), pk)
    by = Job("municipality.come")
    try:
        looked = _unstopped(look(patches_of(change), clock.today()))
    except Unsaved as no:
        change.waits = str(no.message)[:500]
        versions.save(change, "waits")
        log.record("waits", change, by=by)
        return False
    _make(change, looked, by=by)
    return True


def _unstopped(looked: Looked) -> Looked:
    """Raises Unsaved with the first thing that stops it."""
    if looked.faults:
        raise Unsaved(looked, looked.faults[0].message)
    stops = next((effect for effect in looked.effects if effect.stops), None)
    if stops:
        raise Unsaved(looked, f"{stops.text} {stops.remedy}".strip())
    return looked
