"""A plan is decided: recorded, frozen, read as it was, and two versions beside each other."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samspel.accounts.acting import Theirs, act_page
from samspel.accounts.who import Request
from samspel.core import clock, panels
from samspel.core.adopted import AdoptionForm, compare, next_due
from samspel.core.pages import page
from samspel.municipality import queries as municipality
from samspel.municipality.models import BodyLevel
from samspel.plans import permissions, queries, services
from samspel.plans.models import AdoptedPlan, Plan, PlanKind
from samspel.plans.permissions import reach_of
from samspel.plans.views.acting import READS, WRITES
from samspel.plans.views.plan import of_plan
from samspel.ui.elements import Fact
from samspel.ui.words import day

MANAGER = "manager"
"""In place of a body's code: the municipality's highest official decides on their own, as [4] itself was decided."""


@page(WRITES)
def adopt(request: Request, plan: UUID) -> HttpResponse:
    """Record that the plan was decided as it reads now."""
    reach = reach_of(request.who)
    found = queries.plan(reach, plan)
    permissions.require(permissions.may_adopt(reach, found))
    today = clock.today()
    initial = {
        "adopted_on": today,
        "next_due": next_due(today, municipality.numbers().picture_months),
        "version": found.version,
    }
    form = AdoptionForm(request.POST or None, bodies=_deciders(found), initial=initial)

    def do() -> str:
        made = services.adopt_plan(plan, form.adoption, by=request.who, version=form.read_version)
        return reverse("plans:adopted", args=[made.pk])

    page = of_plan(
        found,
        _("Record that the plan is adopted"),
        _("Record the decision"),
        _("The plan is adopted. This version is never changed."),
        _("The plan is frozen with all its measures as they read now. What is drafted goes on beside it."),
    )
    return act_page(request, form, page, do, theirs=lambda _now: Theirs(_("Somebody else"), found.text))


@page(READS, methods=("GET",))
def adopted(request: Request, adopted: UUID) -> HttpResponse:
    """A version as it was decided."""
    reach = reach_of(request.who)
    found = queries.adopted(reach, adopted)
    others = queries.adopted_visible_to(reach).versions(plan=found.plan_id).exclude(pk=found.pk).defer("content")
    context = {
        "adopted": found,
        "sections": [(one, [Fact(*row) for row in one.get("facts", ())]) for one in found.content["sections"]],
        "others": others,
        "reads": reach.reads,
        "panels": panels.drawn("plans.adopted", found, request.who),
    }
    return render(request, "plans/adopted.html", context)


@page(READS, methods=("GET",))
def beside(request: Request, adopted: UUID, other: UUID) -> HttpResponse:
    """Two versions of a plan beside each other, the earlier first."""
    reach = reach_of(request.who)
    old, new = sorted((queries.adopted(reach, adopted), queries.adopted(reach, other)), key=lambda one: one.number)
    permissions.require(old.plan_id == new.plan_id)
    changes = compare(old.sections(), new.sections())
    context = {"changes": changes, "new": new, "heading": _changed(old, new), "before": _version(old)}
    return render(request, "plans/beside.html", {**context, "after": _version(new)})


def _deciders(plan: Plan) -> list[tuple[str, str]]:
    """Who can have decided it: the steering group, or the city manager alone; the provider's own management."""
    if plan.kind == PlanKind.OPERATIONAL and plan.department:
        return [(plan.department.code, _("Management of %(department)s") % {"department": plan.department.name})]
    levels = (BodyLevel.STRATEGIC, BodyLevel.POLITICAL)
    bodies = [(body.code, body.name) for body in municipality.bodies() if body.level in levels]
    return [*bodies, (MANAGER, _("The city manager's own decision"))]


def _changed(old: AdoptedPlan, new: AdoptedPlan) -> str:
    return _("What changed from version %(old)s to version %(new)s") % {"old": old.number, "new": new.number}


def _version(one: AdoptedPlan) -> str:
    return _("Version %(number)s, adopted %(day)s") % {"number": one.number, "day": day(one.adopted_on)}
