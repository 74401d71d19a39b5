"""Challenges: as a list, and one with its causes, factors and what it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet

from samspel.accounts.who import Who
from samspel.core.errors import Missing
from samspel.municipality.models import Area
from samspel.situation import rules
from samspel.situation.models import Cause, Challenge
from samspel.situation.permissions import Reach, reach_of
from samspel.situation.queries import bases
from samspel.situation.queries.scope import causes_visible_to, challenges_visible_to
from samspel.situation.rules import ChallengeState

ALL = "all"


@dataclass(frozen=True)
class Branch:
    """A cause with those that stand under it, and how deep it stands."""

    cause: Cause
    depth: int
    under: Sequence["Branch"]


@dataclass(frozen=True)
class Whole:
    """A challenge with everything that its page shows."""

    row: Challenge
    tree: Sequence[Branch]
    bases: Sequence[bases.Shown]


def challenges(who: Who | Reach, area: Area | None = None, state: str = ChallengeState.OPEN) -> QuerySet[Challenge]:
    """The challenges of an area (of all of them), open ones by default, in the order in which they were opened."""
    rows = challenges_visible_to(who).order_by("opened_at", "pk")
    rows = rows.filter(area=area) if area else rows
    rows = rows if state == ALL else rows.filter(state=state)
    return rows.annotate(
        cause_count=Count("causes", distinct=True), basis_count=Count("bases", distinct=True)
    ).prefetch_related("factors")


def challenge(who: Who | Reach, pk: UUID) -> Challenge:
    """One challenge; raises Missing when there is none that the one who asks may see."""
    found = challenges_visible_to(who).prefetch_related("factors").filter(pk=pk).first()
    if found is None:
        raise Missing
    return found


def whole(who: Who, pk: UUID) -> Whole:
    """One challenge with its tree of causes and what it rests on, as far as the one who asks may see that."""
    reach = reach_of(who)
    row = challenge(reach, pk)
    found = row.bases.select_related("weekly")
    return Whole(row, branches(causes_visible_to(reach).filter(challenge=row)), bases.shown(list(found), who))


def branches(causes: QuerySet[Cause]) -> list[Branch]:
    """The causes as a tree, in their order."""
    rows = {one.pk: one for one in causes.order_by("position", "pk")}
    depths = rules.in_order({pk: one.parent_id for pk, one in rows.items()})
    made: dict[int | None, list[Branch]] = {}
    for pk, depth in reversed(depths):
        made.setdefault(rows[pk].parent_id, []).insert(0, Branch(rows[pk], depth, made.pop(pk, [])))
    return made.get(None, [])
