"""The score of goals is kept month by month, so that it is seen whether goals are written better."""

from datetime import date

from samspel.core import clock, log
from samspel.core.actors import Actor
from samspel.core.services import service
from samspel.municipality.models import Area
from samspel.targets import rules
from samspel.targets.models import OutcomeGoal, ScoreRow
from samspel.targets.rules import OPEN


@service
def keep_score(*, by: Actor) -> ScoreRow:
    """Count the goals of this month, all together and by area; counted again, the month's rows are brought up to date.

    The row without an area is that of all goals.
    """
    lacking: dict[Area | None, list[tuple[rules.Lack, ...]]] = {None: []}
    for row in OutcomeGoal.objects.filter(state__in=list(OPEN)).prefetch_related("challenges"):
        found = rules.lacks(row.wording)
        lacking[None].append(found)
        if row.area:
            lacking.setdefault(row.area, []).append(found)
    month = clock.today().replace(day=1)
    kept = {area: _keep(area, month, rules.score(rows)) for area, rows in lacking.items()}
    log.record("goals.scored", kept[None], by=by)
    return kept[None]


def _keep(area: Area | None, month: date, score: rules.Score) -> ScoreRow:
    made, _new = ScoreRow.objects.update_or_create(
        area=area,
        month=month,
        defaults={"goals": score.goals, "followed": score.followed, "counted_at": clock.now()},
    )
    return made
