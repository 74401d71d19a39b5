"""Outcome goals: the list, one with its line, written with help, ended, and the score."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from samspel.accounts.acting import Act, act_page, acted, again
from samspel.accounts.who import Request
from samspel.core import clock, panels
from samspel.core.errors import Missing
from samspel.core.pages import page
from samspel.situation.models import IndicatorValue
from samspel.situation.views.acting import DRAFTS, GET, READS
from samspel.targets import permissions, queries, rules, services, shown, words
from samspel.targets.forms import BecauseForm, GoalFilter, GoalForm
from samspel.targets.models import OutcomeGoal
from samspel.targets.permissions import reach_of
from samspel.targets.rules import GoalStep

PLACE = "targets.goal"
"""Where the modules above say what they do for a goal."""


@page(READS, methods=GET)
def goals(request: Request) -> HttpResponse:
    """The goals of an area or of all, each on its line."""
    reach = reach_of(request.who)
    form = GoalFilter(request.GET)
    chosen = form.chosen
    lines = [shown.line(one) for one in queries.stands(reach, queries.goals(reach, chosen))]
    context = {
        "form": form,
        "lines": lines,
        "heading": shown.conclusion(lines),
        "chosen": chosen,
        "may_write": permissions.drafts_somewhere(reach),
    }
    return render(request, "targets/goals.html", context)


@page(READS, methods=GET)
def goal(request: Request, goal: UUID) -> HttpResponse:
    """One goal: its sentence, its line, what it lacks, where it hangs and when it was adopted."""
    reach = reach_of(request.who)
    row = queries.goal(reach, goal)
    found, values = queries.stand(reach, row), queries.history(reach, row)
    context = {
        "row": row,
        "line": shown.line(found),
        "state": shown.state_status(row.stands),
        "sentence": words.sentence(row.wording),
        "lacks": [words.LACKS[one] for one in found.lacks],
        "doubts": _doubts(row.wording) if row.is_open else [],
        "vague": rules.is_vague(row.what),
        "followed": found.followed,
        "values": [(one, words.value(one.value)) for one in reversed(values)],
        "chart": shown.history_chart(row, values, found),
        "adoptions": queries.of_goal(reach, row),
        "steps": _steps(row) if permissions.may_write(reach, row) else [],
        "may_write": permissions.may_write(reach, row),
        "panels": panels.drawn(PLACE, row, request.who),
    }
    return render(request, "targets/goal.html", context)


ENDINGS = (GoalStep.REACH, GoalStep.MISS, GoalStep.DROP, GoalStep.REOPEN)


def _steps(row: OutcomeGoal) -> list[tuple[str, str]]:
    """What can be done with the goal as a whole: the step and its verb."""
    verbs = {
        GoalStep.REACH: _("Say that it is reached"),
        GoalStep.MISS: _("Say that it was not reached"),
        GoalStep.DROP: _("Drop the goal"),
        GoalStep.REOPEN: _("Take it up again"),
    }
    return [(step.value, verbs[step]) for step in ENDINGS if rules.goal_after(row.stands, step)]


@page(DRAFTS)
def new(request: Request) -> HttpResponse:
    """Write a goal, part by part; the sentence that they make stands beside."""
    reach = reach_of(request.who)
    permissions.require(permissions.drafts_somewhere(reach))
    asked = {"area": request.GET.get("area", "")[:120], "challenges": request.GET.getlist("challenge")[:20]}
    form = GoalForm(request.POST or None, reach=reach, initial={name: told for name, told in asked.items() if told})

    def do() -> str:
        return _address(services.write_goal(form.chosen_area, form.written, by=request.who).pk)

    back = (reverse("targets:goals"), _("Outcome goals"))
    return _written(request, form, _("Write an outcome goal"), back, do)


@page(DRAFTS)
def change(request: Request, goal: UUID) -> HttpResponse:
    """Write it better."""
    row = _own(request, goal)
    form = GoalForm(request.POST or None, reach=reach_of(request.who), fixed=row, initial=_initial(row))

    def do() -> str:
        services.change_goal(goal, form.written, by=request.who, version=form.read_version)
        return _address(goal)

    return _written(request, form, _("Write the goal better"), (_address(goal), row.reference), do)


def _initial(row: OutcomeGoal) -> dict[str, object]:
    plain = ("version", "what", "for_whom", "sex", "baseline", "baseline_on", "target", "by_day", "owner_role")
    return {
        **{name: getattr(row, name) for name in plain},
        "indicator": row.indicator.code if row.indicator else "",
        "department": row.department.code if row.department else "",
        "challenges": [str(one.pk) for one in row.challenges.all()],
    }


def _written(request: Request, form: GoalForm, heading: str, back: tuple[str, str], do: object) -> HttpResponse:
    """The page where a goal is written. Its other buttons show the sentence, or take the latest value as the
    baseline, without saving anything."""
    if "use_last" in request.POST and (last := _last(request, form)):
        form.begin_from(last)
    previewed = bool({"preview", "use_last"} & request.POST.keys())
    if not previewed:
        done = acted(request, form, do, _("The goal is saved."))  # type: ignore[arg-type]
        if done is not None:
            return done
    context = {"form": form, "heading": heading, "back": back, "previewed": previewed, **_preview(request, form)}
    return render(request, "targets/write.html", context, status=200 if previewed else again(form))


def _preview(request: Request, form: GoalForm) -> dict[str, object]:
    """The sentence that the parts make, what it lacks, and what the indicator said last."""
    wording = form.wording
    lacks = rules.lacks(wording)
    last = _last(request, form)
    return {
        "begun": bool(wording.what.strip()),
        "sentence": words.sentence(wording),
        "lacks": [words.LACKS[one] for one in lacks],
        "doubts": _doubts(wording),
        "vague": rules.is_vague(wording.what),
        "followed": rules.can_be_followed(lacks),
        "last": last,
        "last_words": words.value(last.value, wording.unit) if last else "",
    }


def _last(request: Request, form: GoalForm) -> IndicatorValue | None:
    """What the indicator that is chosen now last said for the area that is."""
    chosen = form.chosen_indicator
    return queries.latest_value(request.who, chosen, form.area_now, form.chosen_sex) if chosen else None


def _doubts(wording: rules.Wording) -> list[Promise]:
    return [words.DOUBTS[one] for one in rules.doubts(wording, clock.today())]


@page(DRAFTS, methods=("POST",))
def preview(request: Request) -> HttpResponse:
    """The sentence while somebody writes; nothing is saved."""
    form = GoalForm(request.POST, reach=reach_of(request.who))
    return render(request, "targets/_preview.html", _preview(request, form))


@page(DRAFTS)
def end(request: Request, goal: UUID, step: str) -> HttpResponse:
    """Say that it was reached, was not, or is dropped; or take it up again."""
    row = _own(request, goal)
    known = dict(_steps(row))
    if step not in known:
        raise Missing
    chosen = GoalStep(step)
    form = BecauseForm(request.POST or None, initial={"version": row.version})

    def do() -> str:
        because, version = form.cleaned_data["because"], form.read_version
        if chosen is GoalStep.REOPEN:
            services.reopen_goal(goal, because, by=request.who, version=version)
        else:
            services.end_goal(goal, chosen, because, by=request.who, version=version)
        return _address(goal)

    page = Act(known[step], known[step], _address(goal), row.reference, _("It is saved."), row.what)
    return act_page(request, form, page, do)


@page(READS, methods=GET)
def score(request: Request) -> HttpResponse:
    """How many goals can be followed up, by area and over time, and what they most often lack."""
    reach = reach_of(request.who)
    found = queries.scores(reach)
    rows = [(one, [(words.SHORT_LACKS[lack], count) for lack, count in one.lacks[:3]]) for one in found.areas]
    context = {
        "found": found,
        "rows": rows,
        "heading": shown.score_words(found.total),
        "chart": shown.score_chart(found.months, found.total),
        "may_write": permissions.drafts_somewhere(reach),
    }
    return render(request, "targets/score.html", context)


def _own(request: Request, goal: UUID) -> OutcomeGoal:
    reach = reach_of(request.who)
    row = queries.goal(reach, goal)
    permissions.require(permissions.may_write(reach, row))
    return row


def _address(goal: UUID) -> str:
    return reverse("targets:goal", args=[goal])
