"""What an intervention can serve: the measures and goals that the one who writes may choose among."""

from collections.abc import Sequence

from django.db.models import Q

from samspel.commissions import queries as commissions
from samspel.commissions.models import Funding
from samspel.interventions.models import Cost, Intervention
from samspel.interventions.permissions import Reach
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


def funding(reach: Reach, cost: Cost | None = None) -> Sequence[Funding]:
    """The moneys that a cost may be paid by, the newest first; and the one that it is paid by already."""
    rows = commissions.funding_visible_to(reach.who)
    if cost is not None and cost.funding_id:
        rows = rows | Funding.objects.filter(pk=cost.funding_id)
    return list(rows.order_by("-year", "giver", "pk"))
