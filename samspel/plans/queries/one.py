"""One measure, one plan, one agreement, each with what its page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet, Subquery

from samspel.core.actors import Actor
from samspel.core.adopted import AdoptedQuerySet
from samspel.core.errors import Missing
from samspel.plans.models import AdoptedPlan, Agreement, FollowUp, Measure, Plan, PlanKind, PlanRow, Promise, StatusRow
from samspel.plans.permissions import Reach
from samspel.plans.queries.grid import Row, linked
from samspel.plans.queries.scope import adopted_visible_to, agreements_visible_to, plans_visible_to, read, visible_to


def measure(who: Actor | Reach, pk: UUID) -> Row:
    """A measure with what hangs on it; raises Missing."""
    found = linked(visible_to(who).filter(pk=pk))
    if not found:
        raise Missing
    return found[0]


def decisions_of(who: Actor | Reach, measure: UUID) -> AdoptedQuerySet[AdoptedPlan]:
    """The decisions that the measure was in, newest first."""
    return adopted_visible_to(who).filter(measures__measure=measure).select_related("plan")


def plans_with(who: Actor | Reach, measure: UUID) -> QuerySet[Plan]:
    """The plans that the measure stands in."""
    return plans_visible_to(who).filter(rows__measure=measure)


def history_of(who: Actor | Reach, measure: UUID) -> QuerySet[StatusRow]:
    """Every word that was said of the measure, newest first."""
    return read(who, StatusRow.objects.filter(measure=measure), "comment")


@dataclass(frozen=True, slots=True)
class Placed:
    """A measure in a plan's own order, with the plan's own text."""

    row: PlanRow
    shown: Row


@dataclass(frozen=True, slots=True)
class Whole:
    """A plan as its page shows it."""

    plan: Plan
    placed: Sequence[Placed]
    adopted: Sequence[AdoptedPlan]

    @property
    def newest(self) -> AdoptedPlan | None:
        """The version that stands."""
        return self.adopted[0] if self.adopted else None


def plan(who: Actor | Reach, pk: UUID) -> Plan:
    """A plan alone; raises Missing."""
    found = plans_visible_to(who).filter(pk=pk).first()
    if found is None:
        raise Missing
    return found


def whole(who: Actor | Reach, pk: UUID) -> Whole:
    """A plan with its measures in its own order, and what was adopted of it; raises Missing."""
    found = plan(who, pk)
    return Whole(found, placed(who, found), list(adopted_visible_to(who).versions(plan=found).defer("content")))


def placed(who: Actor | Reach, plan: Plan) -> list[Placed]:
    """The measures of the plan in its own order; two statements."""
    held = PlanRow.objects.filter(plan=plan, measure__retired_at=None).order_by("position", "pk")
    rows = list(read(who, held, "text"))
    shown = {one.measure.pk: one for one in linked(visible_to(who).filter(pk__in=[row.measure_id for row in rows]))}
    return [Placed(row, shown[row.measure_id]) for row in rows if row.measure_id in shown]


@dataclass(frozen=True, slots=True)
class Listed:
    """A plan in the list: how many measures it has, and the version that stands."""

    plan: Plan
    count: int
    newest: AdoptedPlan | None


def plans(who: Actor | Reach) -> list[Listed]:
    """All plans, the action plan first, each with what stands; three statements."""
    found = list(plans_visible_to(who))
    counts: dict[UUID, int] = {}
    rows = PlanRow.objects.filter(plan__in=found, measure__retired_at=None)
    for held in rows.values_list("plan", flat=True):
        counts[held] = counts.get(held, 0) + 1
    newest = {one.plan_id: one for one in adopted_visible_to(who).order_by("number").defer("content")}
    order = {kind: place for place, kind in enumerate(PlanKind.values)}
    listed = [Listed(one, counts.get(one.pk, 0), newest.get(one.pk)) for one in found]
    return sorted(listed, key=lambda one: (order[one.plan.kind], -one.plan.from_year, one.plan.title))


def adopted(who: Actor | Reach, pk: UUID) -> AdoptedPlan:
    """A version as it was adopted; raises Missing."""
    found: AdoptedPlan | None = adopted_visible_to(who).filter(pk=pk).select_related("plan").first()
    if found is None:
        raise Missing
    return found


def agreements(who: Actor | Reach) -> list[Agreement]:
    """Agreements and pledges with parties and promises, those that begin last first; four statements."""
    return list(_with_all(who, agreements_visible_to(who)))


def agreement(who: Actor | Reach, pk: UUID) -> Agreement:
    """One of them, with every follow-up; raises Missing."""
    follow_ups = Prefetch("promises__follow_ups", read(who, FollowUp.objects.all(), "seen"))
    measures = Prefetch("measures", visible_to(who))
    found = _with_all(who, agreements_visible_to(who).filter(pk=pk)).prefetch_related(follow_ups, measures).first()
    if found is None:
        raise Missing
    return found


def _with_all(who: Actor | Reach, rows: QuerySet[Agreement]) -> QuerySet[Agreement]:
    promises = Prefetch("promises", read(who, Promise.objects.filter(retired_at=None), "text"))
    return rows.prefetch_related("organisations", "departments", promises)


def of_area(who: Actor | Reach, area: int) -> list[Row]:
    """What is planned for an area: its own measures, those of its plan, and those that answer its challenges."""
    rows = visible_to(who)
    in_plan = PlanRow.objects.filter(plan__area=area, plan__retired_at=None).values("measure")
    answering = Measure.challenges.through.objects.filter(challenge__area=area).values("measure")
    return linked(rows.filter(Q(area=area) | Q(pk__in=in_plan) | Q(pk__in=answering)))


def plan_of_area(who: Actor | Reach, area: int) -> tuple[Plan | None, AdoptedPlan | None]:
    """The area's newest plan as it is drafted, and the area plan that stands; one statement for who reads both."""
    standing = adopted_visible_to(who).filter(plan__area=area, plan__retired_at=None)
    standing = standing.order_by("-adopted_on", "-number").defer("content")
    told = {f"adopted_{name}": Subquery(standing.values(name)[:1]) for name in ("pk", "number", "adopted_on")}
    plan = plans_visible_to(who).filter(area=area).annotate(**told).order_by("-from_year").first()
    if plan is None:
        return None, standing.first()
    pk, number, day = (getattr(plan, name) for name in told)
    return plan, AdoptedPlan(pk=pk, number=number, adopted_on=day) if pk else None
