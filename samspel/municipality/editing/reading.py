"""Reads of changes: one's draft, what was changed and what will be, and the municipality as it was on a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from samspel.core import clock
from samspel.core.actors import Actor, reference
from samspel.core.errors import Missing
from samspel.municipality.content import stored
from samspel.municipality.content.kinds import Document
from samspel.municipality.content.patch import Blocked, InTheWay, Patch, patched, turned
from samspel.municipality.effects import Effect, Planned, effects
from samspel.municipality.files import Description, Fault, examine
from samspel.municipality.models import ChangeRow, ChangeSet, ChangeState

_WITH_ROWS = Prefetch("rows", ChangeRow.objects.order_by("number"))


def patches_of(change: ChangeSet) -> list[Patch]:
    """The rows of a change, in order."""
    return [Patch(row.kind, row.key, row.before, row.after, tuple(row.behind)) for row in change.rows.all()]


def draft_of(by: Actor) -> ChangeSet | None:
    """What somebody is changing and has not saved, or none."""
    found = ChangeSet.objects.filter(state=ChangeState.DRAFT, by=reference(by))
    return found.prefetch_related(_WITH_ROWS).first()


def working(by: Actor) -> tuple[Document, ChangeSet | None]:
    """The municipality with what somebody is changing in it, and the draft."""
    draft = draft_of(by)
    now = stored.document()
    return (patched(now, patches_of(draft), strict=False) if draft else now), draft


def saved() -> QuerySet[ChangeSet]:
    """Every change but those that are being written, the latest first."""
    return ChangeSet.objects.exclude(state=ChangeState.DRAFT).order_by("-saved_at", "-pk")


def history() -> QuerySet[ChangeSet]:
    """The same, with how many rows each changed."""
    return saved().annotate(count=Count("rows", filter=~Q(rows__key=""))).select_related("undoes")


def one(pk: int) -> ChangeSet:
    """One saved change with its rows; raises Missing."""
    found = saved().select_related("undoes").prefetch_related(_WITH_ROWS, "undone_by").filter(pk=pk).first()
    if found is None:
        raise Missing
    return found


def coming(until: date | None = None) -> list[ChangeSet]:
    """Saved changes that have not been made, in the order in which they will be; until a day."""
    rows = ChangeSet.objects.filter(state=ChangeState.COMING).order_by("starts", "pk")
    return list((rows.filter(starts__lte=until) if until else rows).prefetch_related(_WITH_ROWS))


def made_after(day: date) -> list[ChangeSet]:
    """Changes that hold from a later day, and are made, the latest first."""
    rows = ChangeSet.objects.filter(state=ChangeState.MADE, starts__gt=day).order_by("-made_at", "-pk")
    return list(rows.prefetch_related(_WITH_ROWS))


def rows_changed(kind: str, keys: Iterable[str]) -> QuerySet[ChangeRow]:
    """The saved changes of some rows of a kind, the latest first."""
    rows = ChangeRow.objects.filter(kind=kind, key__in=list(keys)).exclude(change__state=ChangeState.DRAFT)
    return rows.select_related("change").order_by("-change__saved_at", "-pk")


def kept_since() -> date | None:
    """The first day of which something is kept; None before the first change."""
    return ChangeSet.objects.filter(state=ChangeState.MADE).order_by("starts").values_list("starts", flat=True).first()


def document_on(day: date) -> Document:
    """The municipality as it was, is or will be on a day: later changes turned back, or those to come made.

    What was before the first kept change is not known: then it is the municipality as it was when that was made.
    """
    document, today = stored.document(), clock.today()
    if day < today:
        for change in made_after(day):
            document = patched(document, turned(patches_of(change)), strict=False)
    elif day > today:
        for change in coming(day):
            document = patched(document, patches_of(change), strict=False)
    return document


@dataclass(frozen=True)
class Looked:
    """What a change would do: the municipality afterwards, what is wrong with it, what is in the way, and effects."""

    before: Document
    after: Document
    faults: tuple[Fault, ...]
    blocked: tuple[InTheWay, ...]
    effects: tuple[Effect, ...]
    description: Description | None = None

    @property
    def may_be_saved(self) -> bool:
        """Nothing stands against it."""
        return not (self.faults or self.blocked or any(one.stops for one in self.effects))


def look(patches: Sequence[Patch], starts: date, *, with_effects: bool = True) -> Looked:
    """Look at a change before it is made; nothing is written."""
    before, today = stored.document(), clock.today()
    blocked: tuple[InTheWay, ...] = ()
    try:
        after = patched(before, patches)
    except Blocked as stop:
        blocked, after = stop.found, patched(before, patches, strict=False)
    now, then = examine(before).description, examine(after)
    told: list[Effect] = []
    if with_effects and now and then.description:
        told = effects(Planned(now, then.description, starts, today))
    return Looked(before, after, then.faults, blocked, tuple(told), then.description)
