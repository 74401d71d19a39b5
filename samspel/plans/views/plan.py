"""Plans: the list, one plan in its own order, its drafting, and what was adopted of it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.accounts.acting import Act, Theirs, act_page, pressed
from samspel.accounts.who import Request
from samspel.core import clock, panels
from samspel.core.forms import WritingForm
from samspel.core.pages import page
from samspel.municipality import queries as municipality
from samspel.plans import permissions, queries, services, words
from samspel.plans.forms import PlaceForm, PlanForm, PutInForm
from samspel.plans.models import Plan, PlanKind
from samspel.plans.permissions import Reach, reach_of
from samspel.plans.queries import Listed
from samspel.plans.views.acting import READS, REMOVABLE, WORKS, WRITES, areas_of


@page(READS, methods=("GET",))
def plans(request: Request) -> HttpResponse:
    """All plans with what stands of them; partners see what was adopted."""
    reach = reach_of(request.who)
    listed = queries.plans(reach)
    context = {
        "listed": listed,
        "heading": _heading(listed) if reach.reads else _("Adopted plans"),
        "due": queries.due_plans(reach),
        "reads": reach.reads,
        "adopted": [] if reach.reads else queries.adopted_visible_to(reach).as_of(clock.today()),
        "may_begin": bool(_kinds(reach)),
    }
    return render(request, "plans/plans.html", context)


@page(WORKS, methods=("GET",))
def plan(request: Request, plan: UUID) -> HttpResponse:
    """One plan: its measures in its own order with its own text, and its versions."""
    reach = reach_of(request.who)
    found = queries.whole(reach, plan)
    may_write = permissions.may_write_plan(reach, found.plan)
    context = {
        "whole": found,
        "plan": found.plan,
        "shown": [(one, words.standing(one.shown)) for one in found.placed],
        "heading": found.plan.title,
        "may_write": may_write,
        "may_adopt": permissions.may_adopt(reach, found.plan),
        "plain_form": WritingForm(auto_id=False),
        "panels": panels.drawn("plans.plan", found.plan, request.who),
    }
    return render(request, "plans/plan.html", context)


@page(WRITES)
def new(request: Request) -> HttpResponse:
    """Begin a plan."""
    reach = reach_of(request.who)
    kinds = _kinds(reach)
    permissions.require(bool(kinds))
    year = clock.today().year
    initial = {"area": request.GET.get("area", ""), "kind": kinds[0], "from_year": year, "to_year": year}
    form = PlanForm(request.POST or None, kinds=kinds, areas=_areas(reach), initial=initial)

    def do() -> str:
        return _home(services.begin_plan(form.draft, by=request.who).pk)

    page = Act(
        heading=_("Begin a plan"),
        lead=_("A plan is a view of the measures: which of them, in which order, with its own text."),
        button=_("Begin the plan"),
        back=reverse("plans:plans"),
        back_words=_("Plans"),
        said=_("The plan is begun. Put measures in it."),
    )
    return act_page(request, form, page, do)


@page(WRITES)
def change(request: Request, plan: UUID) -> HttpResponse:
    """Its name, years and introduction."""
    reach, found = _held(request, plan)
    initial = {
        "title": found.title, "text": found.text, "from_year": found.from_year, "to_year": found.to_year,
        "version": found.version,
    }  # fmt: skip
    form = PlanForm(request.POST or None, kinds=[found.kind], areas=_areas(reach), plan=found, initial=initial)

    def do() -> str:
        services.change_plan(plan, form.draft, by=request.who, version=form.read_version)
        return _home(plan)

    page = of_plan(found, _("Change the plan"), _("Save the plan"), _("The plan is saved."))
    more: dict[str, Any] = {
        "plain_form": WritingForm(auto_id=False),
        "remove": {
            "url": reverse("plans:retire_plan", args=[plan]),
            "label": _("It was begun by mistake: take it out of the list"),
        },
    }
    return act_page(request, form, page, do, more, theirs=_stands, template=REMOVABLE)


def _stands(current: Plan) -> Theirs:
    return Theirs(_("Somebody else"), current.text)


@page(WRITES, methods=("POST",))
def retire(request: Request, plan: UUID) -> HttpResponse:
    """Take a plan out of the list; its measures and what was adopted stand."""
    _held(request, plan)

    def do() -> str:
        services.retire_plan(plan, by=request.who)
        return reverse("plans:plans")

    return pressed(request, do, _("The plan is out of the list."), _home(plan))


@page(WRITES)
def put_in(request: Request, plan: UUID) -> HttpResponse:
    """Choose measures to stand last in the plan."""
    reach, found = _held(request, plan)
    there = found.rows.values("measure")
    rows = queries.visible_to(reach).exclude(pk__in=there).exclude(status="dropped").order_by("number")
    form = PutInForm(request.POST or None, measures=list(rows))

    def do() -> str:
        services.put_in(plan, [UUID(one) for one in form.cleaned_data["measures"]], by=request.who)
        return _home(plan)

    page = of_plan(
        found,
        _("Put measures in the plan"),
        _("Put them in"),
        _("They stand last in the plan."),
        _("The measures are the same in every plan; only their order and the plan's own text differ."),
    )
    return act_page(request, form, page, do)


@page(WRITES)
def place(request: Request, plan: UUID, row: int) -> HttpResponse:
    """Where a measure stands in this plan, and what the plan adds."""
    reach, found = _held(request, plan)
    placed = queries.placed(reach, found)
    here = next((number for number, one in enumerate(placed, 1) if one.row.pk == row), None)
    permissions.require(here is not None)
    one = placed[(here or 1) - 1]
    initial = {"position": here, "text": one.row.text, "version": found.version}
    form = PlaceForm(request.POST or None, initial=initial)

    def do() -> str:
        data = form.cleaned_data
        services.place(plan, row, data["position"], data["text"], by=request.who, version=form.read_version)
        return f"{_home(plan)}#row-{row}"

    page = of_plan(found, str(one.shown.measure), _("Save its place"), _("Its place in the plan is saved."))
    more: dict[str, Any] = {
        "plain_form": WritingForm(auto_id=False),
        "remove": {
            "url": reverse("plans:take_out", args=[plan, row]),
            "label": _("Take it out of this plan"),
        },
    }
    now = Theirs(_("Somebody else"), one.row.text)
    return act_page(request, form, page, do, more, theirs=lambda _now: now, template=REMOVABLE)


@page(WRITES, methods=("POST",))
def take_out(request: Request, plan: UUID, row: int) -> HttpResponse:
    """Take a measure out of the plan."""
    _reach, found = _held(request, plan)
    permissions.require(found.rows.filter(pk=row).exists())

    def do() -> str:
        services.take_out(plan, row, by=request.who)
        return _home(plan)

    return pressed(request, do, _("It is no longer in this plan."), _home(plan))


@page(WRITES, methods=("POST",))
def up(request: Request, plan: UUID, row: int) -> HttpResponse:
    """Let a measure stand before the one before it."""
    return _moved(request, plan, row, services.Way.UP)


@page(WRITES, methods=("POST",))
def down(request: Request, plan: UUID, row: int) -> HttpResponse:
    """Let a measure stand after the one after it."""
    return _moved(request, plan, row, services.Way.DOWN)


def _moved(request: Request, plan: UUID, row: int, way: services.Way) -> HttpResponse:
    _reach, found = _held(request, plan)
    permissions.require(found.rows.filter(pk=row).exists())
    back = f"{_home(plan)}#row-{row}"

    def do() -> str:
        services.move(plan, row, way, by=request.who)
        return back

    return pressed(request, do, "", back)


def _held(request: Request, plan: UUID) -> tuple[Reach, Plan]:
    reach = reach_of(request.who)
    found = queries.plan(reach, plan)
    permissions.require(permissions.may_write_plan(reach, found))
    return reach, found


def of_plan(plan: Plan, heading: str, button: str, said: str, lead: str = "") -> Act:
    """A small page of a plan."""
    return Act(heading=heading, button=button, back=_home(plan.pk), back_words=plan.title, said=said, lead=lead)


def _kinds(reach: Reach) -> list[str]:
    """The sorts of plans that they may begin."""
    kinds: list[str] = []
    if reach.drafts:
        kinds += [PlanKind.ACTION, PlanKind.SAFETY]
    if reach.drafts or reach.coordinated:
        kinds.append(PlanKind.AREA)
    if reach.drafts or reach.managed:
        kinds.append(PlanKind.OPERATIONAL)
    return [str(kind) for kind in kinds]


def _areas(reach: Reach) -> list[str]:
    codes = areas_of(reach)
    return [area.code for area in municipality.areas()] if codes is None else codes


def _heading(listed: list[Listed]) -> str:
    """How many there are, and how many stand adopted."""
    if not listed:
        return _("No plan has been begun")
    stands = sum(one.newest is not None for one in listed)
    said = ngettext("%(count)s plan, %(stands)s adopted", "%(count)s plans, %(stands)s adopted", len(listed))
    return said % {"count": len(listed), "stands": stands}


def _home(plan: UUID) -> str:
    return reverse("plans:plan", args=[plan])
