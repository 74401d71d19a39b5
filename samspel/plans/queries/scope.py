"""One way to read: what the one who asks may see. Everything else starts from here."""

from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from samspel.core.actors import Actor
from samspel.core.adopted import AdoptedQuerySet
from samspel.core.masked import without_persons
from samspel.plans.models import AdoptedPlan, Agreement, Measure, Plan
from samspel.plans.permissions import Reach, reach_of

M = TypeVar("M", bound=Model)


def _reach(who: Actor | Reach) -> Reach:
    return who if isinstance(who, Reach) else reach_of(who)


def read(who: Actor | Reach, rows: QuerySet[M], *fields: str) -> QuerySet[M]:
    """The rows as the one who asks reads them: what looks like a person is masked for the evaluator."""
    return without_persons(rows, *fields) if _reach(who).masked else rows


def visible_to(who: Actor | Reach) -> QuerySet[Measure]:
    """Measures, for all who work with plans. A partner reads them as they were adopted, not while they are written."""
    rows = Measure.objects.filter(retired_at=None) if _reach(who).reads else Measure.objects.none()
    return read(who, rows, "title", "text", "status_comment")


def plans_visible_to(who: Actor | Reach) -> QuerySet[Plan]:
    """Plans, being written or not, for all who work with them."""
    rows = Plan.objects.filter(retired_at=None) if _reach(who).reads else Plan.objects.none()
    return read(who, rows, "title", "text")


def adopted_visible_to(who: Actor | Reach) -> AdoptedQuerySet[AdoptedPlan]:
    """What was adopted, for them and the partners."""
    rows: AdoptedQuerySet[AdoptedPlan] = AdoptedPlan.objects.all()
    return rows if _reach(who).reads_adopted else rows.none()


def agreements_visible_to(who: Actor | Reach) -> QuerySet[Agreement]:
    """Agreements and pledges; a partner reads those that it is a party to."""
    reach, rows = _reach(who), Agreement.objects.filter(retired_at=None)
    if reach.reads:
        return read(reach, rows, "title", "text")
    if not reach.organisations:
        return rows.none()
    through = Agreement.organisations.through.objects.filter(organisation__in=reach.organisations)
    return rows.filter(Q(pk__in=through.values("agreement")))
