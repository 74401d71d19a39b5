"""A measure: its page, written, changed, told of, taken away."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samspel.accounts.acting import Act, Theirs, act_page, acted, again, pressed
from samspel.accounts.who import Request
from samspel.core import panels
from samspel.core.forms import WritingForm
from samspel.core.pages import page
from samspel.plans import permissions, queries, services, shown, words
from samspel.plans.forms import MeasureForm, TellForm, initial_of
from samspel.plans.models import Measure, Plan
from samspel.plans.permissions import Reach, reach_of
from samspel.plans.queries import Row
from samspel.plans.services import Draft, draft_of
from samspel.plans.views.acting import REMOVABLE, WORKS, WRITES, areas_of


@page(WORKS, methods=("GET",))
def measure(request: Request, measure: UUID) -> HttpResponse:
    """What it is, where it hangs on the thread, what is to be done, what happened."""
    reach = reach_of(request.who)
    return draw(request, reach, queries.measure(reach, measure))


def draw(request: Request, reach: Reach, row: Row, form: TellForm | None = None) -> HttpResponse:
    """The page of a measure, with the form that was sent from it, if any."""
    found = row.measure
    challenges, goals = queries.answered(request.who, row)
    may_tell, may_write = permissions.may_tell(reach, found), permissions.may_write_measure(reach, found)
    if form is None and may_tell:
        form = TellForm(measure=found)
    context = {
        "row": row,
        "measure": found,
        "status": words.standing(row),
        "challenges": challenges,
        "goals": goals,
        "lacks": shown.lacks(row),
        "facts": shown.facts(row),
        "history": shown.history(list(queries.history_of(reach, found.pk))),
        "plans": queries.plans_with(reach, found.pk),
        "decisions": queries.decisions_of(reach, found.pk),
        "panels": panels.drawn("plans.measure", found, request.who),
        "form": form,
        "may_write": may_write,
    }
    return render(request, "plans/measure.html", context, status=again(form) if form else 200)


@page(WRITES)
def new(request: Request) -> HttpResponse:
    """Write one; the address may say where in the grid it is to stand, or which challenge it answers."""
    reach = reach_of(request.who)
    permissions.require(permissions.may_write_any(reach))
    form = _form(request, reach, initial=_begun(request))

    def do() -> str:
        made = services.write_measure(form.onto(Draft(title="")), by=request.who, plans=form.plans_chosen)
        return _home(made)

    page = Act(
        heading=_("Write a measure"),
        button=_("Save the measure"),
        back=reverse("plans:grid"),
        back_words=_("The grid"),
        said=_("The measure is written."),
    )
    return act_page(request, form, page, do)


@page(WRITES)
def change(request: Request, measure: UUID) -> HttpResponse:
    """Change the whole of it."""
    reach = reach_of(request.who)
    row = queries.measure(reach, measure)
    found = row.measure
    permissions.require(permissions.may_write_measure(reach, found))
    draft = draft_of(found)
    form = _form(request, reach, row=row, initial=dict(initial_of(draft, found)))

    def do() -> str:
        services.change_measure(measure, form.onto(draft), by=request.who, version=form.read_version)
        return _home(found)

    page = Act(
        heading=_("Change the measure"),
        button=_("Save the measure"),
        back=_home(found),
        back_words=str(found),
        said=_("The measure is saved."),
    )
    removable = not found.decisions.exists()
    more = {"remove": _removal(found) if removable else None, "plain_form": WritingForm(auto_id=False)}
    return act_page(request, form, page, do, more, theirs=_stands, template=REMOVABLE)


@page(WRITES)
def tell(request: Request, measure: UUID) -> HttpResponse:
    """Say how it goes; the form stands on the measure's own page."""
    reach = reach_of(request.who)
    row = queries.measure(reach, measure)
    permissions.require(permissions.may_tell(reach, row.measure))
    form = TellForm(request.POST or None, measure=row.measure)

    def do() -> str:
        data = form.cleaned_data
        services.tell(measure, form.status_chosen, data["status_comment"], by=request.who, version=form.read_version)
        return _home(row.measure)

    done = acted(request, form, do, _("That is how it goes."))
    return done or draw(request, reach, queries.measure(reach, measure), form)


@page(WRITES, methods=("POST",))
def retire(request: Request, measure: UUID) -> HttpResponse:
    """Take away what was written by mistake."""
    reach = reach_of(request.who)
    row = queries.measure(reach, measure)
    permissions.require(permissions.may_write_measure(reach, row.measure))

    def do() -> str:
        services.retire_measure(measure, by=request.who)
        return reverse("plans:grid")

    return pressed(request, do, _("The measure is taken away."), reverse("plans:change_measure", args=[measure]))


def _form(request: Request, reach: Reach, *, initial: dict[str, Any], row: Row | None = None) -> MeasureForm:
    who = request.who
    return MeasureForm(
        request.POST or None,
        areas=_areas(reach, row),
        challenges=queries.challenges(who, row.challenges if row else ()),
        outcome_goals=queries.outcome_goals(who, row.outcome_goals if row else ()),
        plans=_plans(reach) if row is None else (),
        initial=initial,
    )


def _areas(reach: Reach, row: Row | None) -> list[str] | None:
    """Where they may write for; the area that it has stays to be chosen."""
    codes = areas_of(reach)
    own = row.measure.area if row else None
    return codes if codes is None or own is None else [*codes, own.code]


def _plans(reach: Reach) -> list[Plan]:
    return [plan for plan in queries.plans_visible_to(reach) if permissions.may_write_plan(reach, plan)]


def _begun(request: Request) -> dict[str, Any]:
    """What the address says of a new measure: codes that nobody has are left out by the form."""
    given = request.GET
    return {
        "development_area": given.get("development_area", ""),
        "perspectives": given.getlist("perspective"),
        "area": given.get("area", ""),
        "challenges": given.getlist("challenge"),
        "outcome_goals": given.getlist("goal"),
        "plans": given.getlist("plan"),
        "from_year": request.who.day.year,
    }


def _stands(current: Measure) -> Theirs:
    """What stands now, when somebody else saved in between."""
    return Theirs(_("Somebody else"), f"{current.title}\n\n{current.text}")


def _removal(measure: Measure) -> dict[str, str]:
    return {
        "url": reverse("plans:retire_measure", args=[measure.pk]),
        "label": _("It was written by mistake: take it away"),
    }


def _home(measure: Measure) -> str:
    return reverse("plans:measure", args=[measure.pk])
