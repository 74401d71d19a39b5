"""What an intervention can serve: the measures and goals that the one who writes may choose among."""

from collections.abc import Sequence

from django.db.models import Q

from samspel.commissions import queries as commissions
from samspel.commissions.models import Funding
from samspel.interventions.models import Cost, Intervention
from samspel.interventions.permissions import Reach
from samspel.interventions.queries.scope import visible_to
from samspel.interventions.rules import GOING
from samspel.plans import queries as plans
from samspel.plans.models import Measure
from samspel.plans.rules import LIVE
from samspel.targets import queries as targets
from samspel.targets.models import OutcomeGoal
from samspel.targets.rules import OPEN


def measures(reach: Reach, row: Intervention | None = None) -> Sequence[Measure]:
    """The measures that somebody still owes something, and those that it serves already."""
    linked = row.measures.values("pk") if row else Measure.objects.none().values("pk")
    wanted = Q(status__in=sorted(LIVE)) | Q(pk__in=linked)
    return list(plans.visible_to(reach.who).filter(wanted).order_by("number"))


def goals(reach: Reach, row: Intervention | None = None) -> Sequence[OutcomeGoal]:
    """The goals that somebody still works towards, and those that it serves already."""
    linked = row.goals.values("pk") if row else OutcomeGoal.objects.none().values("pk")
    wanted = Q(state__in=sorted(OPEN)) | Q(pk__in=linked)
    return list(targets.goals_visible_to(reach.who).filter(wanted).order_by("area", "reference"))


def to_tie(reach: Reach, measure: Measure | None = None, goal: OutcomeGoal | None = None) -> Sequence[Intervention]:
    """The planned and ongoing interventions that the reader keeps and that do not serve the measure or goal yet."""
    rows = visible_to(reach).filter(state__in=sorted(GOING))
    if not reach.steers:
        rows = rows.filter(department__in=reach.departments)
    already = Intervention.objects.filter(measures=measure) if measure else Intervention.objects.filter(goals=goal)
    return list(rows.exclude(pk__in=already.values("pk")).order_by("title", "pk"))


def funding(reach: Reach, year: int, cost: Cost | None = None) -> Sequence[Funding]:
    """The moneys of the year that a cost may be paid by, without their amounts; and the one that pays it already."""
    return commissions.funding_to_choose(reach.who, year, cost.funding_id if cost else None)
