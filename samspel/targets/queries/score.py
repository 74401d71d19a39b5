"""The score of goals: how many can be followed up, by area, now and month by month."""

from collections.abc import Sequence
from dataclasses import dataclass

from samspel.accounts.who import Who
from samspel.municipality import queries as municipality
from samspel.municipality.models import Area
from samspel.situation.permissions import Reach, reach_of
from samspel.targets import rules
from samspel.targets.models import ScoreRow
from samspel.targets.queries.goals import goals
from samspel.targets.rules import Lack, Score

MONTHS = 24


@dataclass(frozen=True)
class AreaScore:
    """The score of an area (None: the goals of the municipality as a whole), and what its goals most often lack."""

    area: Area | None
    score: Score
    lacks: Sequence[tuple[Lack, int]]


@dataclass(frozen=True)
class Scores:
    """The score of all goals, that of each area which has any, and the months as they were kept."""

    total: Score
    areas: Sequence[AreaScore]
    months: Sequence[ScoreRow]


def scores(who: Who | Reach) -> Scores:
    """The score now and over time: two reads, and one for the challenges."""
    reach = reach_of(who)
    lacking: dict[int | None, list[tuple[Lack, ...]]] = {}
    for row in goals(reach):
        lacking.setdefault(row.area_id, []).append(rules.lacks(row.wording))
    areas: list[Area | None] = [None, *municipality.areas()]
    found = [
        AreaScore(area, rules.score(lacking[pk]), _counted(lacking[pk]))
        for area, pk in ((area, area.pk if area else None) for area in areas)
        if pk in lacking
    ]
    months = list(ScoreRow.objects.filter(area=None).order_by("-month")[:MONTHS]) if reach.reads else []
    return Scores(rules.score(one for rows in lacking.values() for one in rows), found, months[::-1])


def _counted(lacking: Sequence[Sequence[Lack]]) -> list[tuple[Lack, int]]:
    counts = [(lack, sum(lack in one for one in lacking)) for lack in Lack]
    return sorted(((lack, count) for lack, count in counts if count), key=lambda one: -one[1])
