"""What breaks the thread at an intervention: rules of gaps, and where each is mended."""

from collections.abc import Collection, Iterable
from datetime import timedelta
from functools import cache

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy

from samspel.commissions.models import Funding
from samspel.core import clock, thread
from samspel.core.actors import Actor
from samspel.core.thread import Lack, Rule, Step, Weight, numbers, uuids
from samspel.interventions import queries
from samspel.interventions.models import Cost, Intervention, InterventionArea
from samspel.interventions.permissions import reach_of
from samspel.interventions.queries.filters import lacking
from samspel.interventions.rules import CONFIRMED_DAYS, GOING
from samspel.interventions.threads.drawn import COST, KIND, costs, going
from samspel.municipality import mending
from samspel.municipality import queries as municipality
from samspel.municipality.models import Department
from samspel.plans import queries as plans
from samspel.plans.rules import LIVE


def rules() -> list[Rule]:
    """All of them."""
    return [
        Rule(
            "measure_without_intervention",
            "measure",
            Step.INTERVENTION,
            gettext_lazy("Measures without an intervention"),
            gettext_lazy("has no intervention"),
            gettext_lazy("Say which intervention carries it out, or end the measure with a reason."),
            _measures_without,
            gettext_lazy("Say what is done"),
            _new_for("measures"),
            Weight.ENDS,
        ),
        Rule(
            "goal_without_intervention",
            "goal",
            Step.INTERVENTION,
            gettext_lazy("Goals that no intervention works towards"),
            gettext_lazy("has no intervention"),
            gettext_lazy("Write down what is done towards it, or say by which measure it is reached."),
            _goals_without,
            gettext_lazy("Say what is done"),
            _new_for("goals"),
        ),
        _own(
            "intervention_without_measure",
            Step.MEASURE,
            (
                gettext_lazy("Interventions without a measure"),
                gettext_lazy("serves no measure"),
                gettext_lazy("Choose the measure that it carries out, or propose one."),
            ),
            "measures",
            lacking("measure"),
            weight=Weight.ENDS,
        ),
        _own(
            "intervention_without_goal",
            Step.GOAL,
            (
                gettext_lazy("Interventions that serve no goal"),
                gettext_lazy("serves no goal"),
                gettext_lazy("Choose the goal, or a measure that has one."),
            ),
            "goals",
            lacking("goal"),
            within="intervention_without_measure",
        ),
        _unconfirmed(),
        _without_cost(),
        _without_funding(),
    ]


def _own(
    code: str,
    step: Step,
    said: tuple[thread.Text, thread.Text, thread.Text],
    field: str,
    which: Q,
    *,
    weight: Weight = Weight.MISSES,
    within: str = "",
) -> Rule:
    """A rule of planned and ongoing interventions, mended by who keeps them; `said`: its name, what lacks, how to
    mend. `field` is where that is chosen."""

    def found(who: Actor, ids: Collection[str] | None) -> Iterable[Lack]:
        return _lacking(going(who).filter(which), ids)

    return Rule(code, KIND, step, *said, found, gettext_lazy("Change the intervention"), _change(field), weight, within)


def _lacking(rows: QuerySet[Intervention], ids: Collection[str] | None, days: int = 0) -> Iterable[Lack]:
    if ids is not None:
        rows = rows.filter(pk__in=uuids(ids))
    first = InterventionArea.objects.filter(intervention=OuterRef("pk"), position=0).values("area")
    plain = rows.annotate(first=first[:1]).order_by().values_list("pk", "department", "first", "confirmed_on")
    whose, code = cache(mending.department), cache(mending.area_code)
    for pk, department, area, confirmed in plain:
        since = confirmed + timedelta(days=days) if days else None
        yield Lack(str(pk), whose(department), code(area), since)


def _unconfirmed() -> Rule:
    def found(who: Actor, ids: Collection[str] | None) -> Iterable[Lack]:
        return _lacking(going(who).filter(lacking("confirmed")), ids, CONFIRMED_DAYS)

    return Rule(
        "intervention_not_confirmed",
        KIND,
        Step.INTERVENTION,
        gettext_lazy("Interventions that nobody has said are still true"),
        gettext_lazy("has not been confirmed for half a year"),
        gettext_lazy("Say that it is still true, or change what has become another."),
        found,
        gettext_lazy("Look at it"),
        lambda lack, who: _one(lack) if _keeps(lack, who) else "",
        Weight.TENDS,
    )


def _without_cost() -> Rule:
    def found(who: Actor, ids: Collection[str] | None) -> Iterable[Lack]:
        this_year = Cost.objects.filter(intervention=OuterRef("pk"), year=clock.today().year)
        return _lacking(going(who).filter(~Exists(this_year)), ids) if reach_of(who).sees_money else []

    return Rule(
        "intervention_without_cost",
        KIND,
        Step.MONEY,
        gettext_lazy("Interventions without a cost for the year"),
        gettext_lazy("has no cost for the year"),
        gettext_lazy("Write what it is meant to cost, even if it is a rough estimate."),
        found,
        gettext_lazy("Write what it costs"),
        lambda lack, who: reverse("interventions:add_cost", args=[lack.id]) if _keeps(lack, who) else "",
        Weight.TENDS,
    )


def _without_funding() -> Rule:
    def found(who: Actor, ids: Collection[str] | None) -> Iterable[Lack]:
        year = clock.today().year
        funded = Funding.objects.filter(withdrawn_at=None, year__gt=year).values("year")
        rows = costs(who).filter(Q(year=year) | Q(year__in=funded), funding=None)
        if ids is not None:
            rows = rows.filter(pk__in=numbers(ids))
        first = InterventionArea.objects.filter(intervention=OuterRef("intervention"), position=0).values("area")
        plain = rows.annotate(first=first[:1]).order_by()
        whose, code = cache(mending.department), cache(mending.area_code)
        for pk, one, department, area in plain.values_list("pk", "intervention", "intervention__department", "first"):
            yield Lack(str(pk), whose(department), code(area), of=str(one))

    return Rule(
        "cost_without_funding",
        COST,
        Step.MONEY,
        gettext_lazy("Costs without funding"),
        gettext_lazy("has no funding"),
        gettext_lazy("Choose the money that pays for it."),
        found,
        gettext_lazy("Say what pays for it"),
        lambda lack, who: reverse("interventions:change_cost", args=[lack.id]) if _keeps(lack, who) else "",
        Weight.TENDS,
    )


# ---------- What is missing from the things below


def _measures_without(who: Actor, ids: Collection[str] | None) -> Iterable[Lack]:
    carried = Intervention.measures.through.objects.filter(
        measure=OuterRef("pk"), intervention__state__in=sorted(GOING)
    )
    rows = plans.visible_to(who).filter(~Exists(carried), status__in=sorted(LIVE))
    if ids is not None:
        rows = rows.filter(pk__in=uuids(ids))
    for pk, department, area in rows.order_by().values_list("pk", "owner_department", "area"):
        yield Lack(str(pk), mending.department(department), mending.area_code(area))


def _goals_without(who: Actor, ids: Collection[str] | None) -> Iterable[Lack]:
    wanted = None if ids is None else set(ids)
    for one in queries.unserved_goals(reach_of(who), clock.today().year):
        if wanted is None or str(one.id) in wanted:
            yield Lack(
                str(one.id),
                mending.department(one.department.pk if one.department else None),
                mending.area_code(one.area),
            )


# ---------- Where it is mended


def _keeps(lack: Lack, who: Actor) -> bool:
    reach = reach_of(who)
    return reach.steers or (lack.whose is not None and _department(lack.whose.code) in reach.departments)


def _department(code: str) -> int | None:
    return municipality.id_of(Department, code)


def _one(lack: Lack) -> str:
    return reverse("interventions:one", args=[lack.id])


def _change(field: str) -> thread.Where:
    """The form of the intervention, open where the field is."""

    def where(lack: Lack, who: Actor) -> str:
        address = f"{reverse('interventions:change', args=[lack.id])}?open={field}#choose-{field}"
        return address if _keeps(lack, who) else ""

    return where


def _new_for(name: str) -> thread.Where:
    """Where one that exists is tied, for who keeps any; for who proposes, the form of a new one that serves it
    already."""

    def where(lack: Lack, who: Actor) -> str:
        reach = reach_of(who)
        if reach.keeps:
            return reverse(f"interventions:tie_{name.removesuffix('s')}", args=[lack.id])
        return f"{reverse('interventions:new')}?{urlencode({name: lack.id})}" if reach.proposes else ""

    return where
