"""Joint questions: followed together, answered once; joined from a page or a list, and left again with a reason."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.accounts.acting import Act, act_page, acted, again
from samspel.accounts.who import Request
from samspel.core.errors import Missing
from samspel.core.forms import WritingForm
from samspel.core.pages import page
from samspel.questions import joint_shown, permissions, queries, services, shown
from samspel.questions.forms import AnswerForm, ChosenForm, JointNameForm, LeaveForm, MergeForm, SearchForm
from samspel.questions.models import Question
from samspel.questions.permissions import reach_of
from samspel.questions.queries import Filters, Joint, Order
from samspel.questions.services import AnsweredJointly, Joined
from samspel.questions.views.acting import FOLLOWS, WORKS

SOUGHT = 20
"""So many questions are found by words on the page where one joins."""


@page(FOLLOWS, methods=("GET",))
def joints(request: Request) -> HttpResponse:
    """The joint questions, those that most wait for first."""
    ended = request.GET.get("status") == "ended"
    return render(request, "questions/joints.html", {"rows": queries.joints(request.who, ended=ended), "ended": ended})


@page(FOLLOWS, methods=("GET",))
def joint(request: Request, joint: UUID) -> HttpResponse:
    """One joint question: all that one may see of it."""
    return _draw(request, queries.joint(request.who, joint))


@page(WORKS, methods=("POST",))
def answer(request: Request, joint: UUID) -> HttpResponse:
    """One answer to all who asked."""
    found = queries.joint(request.who, joint)
    form = AnswerForm(request.POST, matter=found.joint.matter.code if found.joint.matter else None)

    def do() -> str:
        given = services.answer_joint(
            joint,
            form.cleaned_data["text"],
            form.finish,
            by=request.who,
            version=form.read_version,
            standard=form.cleaned_data["standard"],
        )
        _tell(request, given)
        return _address(joint)

    return acted(request, form, do) or _draw(request, queries.joint(request.who, joint), answer=form)


def _tell(request: Request, given: AnsweredJointly) -> None:
    """How many got the answer; and by number which did not, and why."""
    count = len(given.answered)
    said = ngettext("%(count)s person has got the answer.", "%(count)s people have got the answer.", count)
    messages.success(request, said % {"count": count})
    for one, why in given.left:
        left = _("%(reference)s was left as it is: %(why)s.")
        messages.info(request, left % {"reference": one.reference, "why": joint_shown.LEFT[why]})
    if given.unseen:
        left = ngettext(
            "%(count)s question that is not yours to see was left as it is.",
            "%(count)s questions that are not yours to see were left as they are.",
            given.unseen,
        )
        messages.warning(request, left % {"count": given.unseen})


@page(WORKS, methods=("POST",))
def rename(request: Request, joint: UUID) -> HttpResponse:
    """Say what it is about."""
    form = JointNameForm(request.POST, auto_id="name_%s")

    def do() -> str:
        services.rename(joint, form.cleaned_data["name"], by=request.who, version=form.read_version)
        return _address(joint)

    done = acted(request, form, do, _("The name is changed."))
    return done or _draw(request, queries.joint(request.who, joint), name=form)


@page(WORKS)
def merge(request: Request, joint: UUID) -> HttpResponse:
    """It turned out to be the same as another joint question."""
    found = queries.joint(request.who, joint)
    if found.joint.merged_into_id:
        raise Missing
    among = [one for one in queries.joints(request.who) if one.id != joint]
    form = MergeForm(request.POST or None, among=among)

    def do() -> str:
        return _address(services.merge(joint, UUID(form.cleaned_data["into"]), by=request.who).pk)

    words_ = Act(
        heading=_("Merge with another joint question"),
        lead=_("All its questions go there, with the last days that they have. It can be taken back."),
        button=_("Merge them"),
        back=_address(joint),
        back_words=found.joint.reference,
        said=_("They are one joint question now."),
    )
    return act_page(request, form, words_, do)


@page(WORKS, methods=("POST",))
def unmerge(request: Request, joint: UUID) -> HttpResponse:
    """Take a merging back."""
    form = WritingForm(request.POST)

    def do() -> str:
        return _address(services.unmerge(joint, by=request.who).pk)

    done = acted(request, form, do, _("They are two joint questions again."))
    return _or_back(request, form, done, _address(joint))


@page(WORKS)
def join(request: Request, question: UUID) -> HttpResponse:
    """Find the questions that are about the same thing, and join them with this one."""
    who, reach = request.who, reach_of(request.who)
    found = queries.one(who, question)
    permissions.require(found.is_open and permissions.may_join(reach, found))
    form = ChosenForm(request.POST or None)

    def do() -> str:
        return _joined(request, services.join([found.pk, *form.chosen], by=who))

    done = acted(request, form, do)
    if done is not None:
        return done
    sought = request.GET.get("q", "").strip()[:200]
    context = {
        "question": found,
        "form": form,
        "search": SearchForm(initial={"q": sought}),
        "sought": sought,
        "found": _by_words(reach, found, sought) if sought else [],
        "similar": [] if sought else queries.similar(reach, f"{found.subject} {found.text}", found.area, but=found),
    }
    return render(request, "questions/join.html", context, status=again(form))


def _by_words(reach: permissions.Reach, question: Question, sought: str) -> list[shown.Line]:
    rows = queries.page(reach, Filters(q=sought, order=Order.NEWEST), size=SOUGHT).rows
    return shown.lines([one for one in rows if one.id != question.pk])


def _joined(request: Request, joined: Joined) -> str:
    """Where to go, and that those who asked before have had their answer, when they have."""
    messages.success(request, _("They are joined. Each keeps its own asker and last day."))
    if joined.late:
        messages.warning(
            request,
            _("The others have their answer already. What was joined now has none: give it the same, or another."),
        )
    return _address(joined.joint.pk)


@page(WORKS)
def leave(request: Request, question: UUID) -> HttpResponse:
    """Say why a question does not belong with the others."""
    found = queries.one(request.who, question)
    permissions.require(found.joint_id is not None and permissions.may_join(reach_of(request.who), found))
    form = LeaveForm(request.POST or None)

    def do() -> str:
        services.leave(question, form.cleaned_data["reason"], by=request.who)
        return reverse("questions:one", args=[question])

    words_ = Act(
        heading=_("Take it out of the joint question"),
        lead=_("It goes on alone, with its own last day. Your reason stands on its timeline."),
        button=_("Take it out"),
        back=reverse("questions:one", args=[question]),
        back_words=_("Question %(reference)s") % {"reference": found.reference},
        said=_("The question goes on alone."),
    )
    return act_page(request, form, words_, do)


@page(WORKS, methods=("POST",))
def chosen(request: Request) -> HttpResponse:
    """Do one thing with the questions that were ticked in the list: join them, or accept them for one's department."""
    form = ChosenForm(request.POST)

    def do() -> str:
        if request.POST.get("do") == "join":
            return _joined(request, services.join(form.chosen, by=request.who))
        return _accepted(request, form.chosen)

    return _or_back(request, form, acted(request, form, do), reverse("questions:list"))


def _accepted(request: Request, chosen: list[UUID]) -> str:
    """Accept each that is one's department's and not accepted yet; the rest is told."""
    parts = queries.acceptable(reach_of(request.who), chosen)
    for part in parts:
        services.accept(part, by=request.who)
    taken = len(parts)
    said = ngettext("%(count)s question is yours now.", "%(count)s questions are yours now.", taken)
    messages.success(request, said % {"count": taken})
    if taken < len(chosen):
        messages.info(request, _("The others were not new, or not for your department."))
    return reverse("questions:list")


def _or_back(request: Request, form: WritingForm, done: HttpResponse | None, back: str) -> HttpResponse:
    """What was done; or back to where it was pressed, told why not."""
    for error in form.non_field_errors():
        messages.warning(request, str(error))
    return done or redirect(back)


def _address(joint: UUID) -> str:
    return reverse("questions:joint", args=[joint])


def _draw(
    request: Request, found: Joint, *, answer: AnswerForm | None = None, name: JointNameForm | None = None
) -> HttpResponse:
    """The page, with forms that were not accepted in their places."""
    reach, joint = reach_of(request.who), found.joint
    works = permissions.may_take_up(reach) or reach.team_staff
    initial = {"text": joint.answer, "version": joint.version}
    matter = joint.matter.code if joint.matter else None
    count = joint_shown.answerable(reach, found)
    context: dict[str, Any] = {
        "joint": joint,
        "lead": joint_shown.standing(found) if found.questions else "",
        "lines": joint_shown.lines(reach, found),
        "facts": joint_shown.facts(found) if found.questions else [],
        "timeline": joint_shown.timeline(reach, found.questions),
        "answerable": count,
        "form": answer or AnswerForm(initial=initial, matter=matter),
        "name_form": name or JointNameForm(auto_id="name_%s", initial={"name": joint.name, "version": joint.version}),
        "plain_form": WritingForm(auto_id=False),
        "works": works and joint.merged_into_id is None,
        "may_unmerge": works and joint.merged_into_id is not None,
        "merged": joint.merged_into,
        "gone": joint.merged.all() if works else [],
    }
    bound = next((form for form in (answer, name) if form is not None), None)
    return render(request, "questions/joint.html", context, status=again(bound) if bound else 200)
