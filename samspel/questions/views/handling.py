"""What a department does with its part, and how a person steers a question: a small page for each verb."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samspel.accounts.who import Request
from samspel.core.errors import Missing
from samspel.core.forms import WritingForm
from samspel.core.http import act
from samspel.core.pages import page
from samspel.municipality import queries as municipality
from samspel.municipality.models import Department
from samspel.questions import permissions, queries, services, shown
from samspel.questions.forms import AreaForm, DepartmentForm, HandOnForm, MatterForm, PartAnswerForm
from samspel.questions.models import Part, Question
from samspel.questions.permissions import reach_of
from samspel.questions.rules import AT_WORK
from samspel.questions.views.one import READS


@dataclass(frozen=True)
class Verb:
    """What a page asks for: its heading, why, and the button's verb."""

    heading: str
    lead: str
    button: str
    said: str


def _own(request: Request, part: int) -> Part:
    """A part at work of one's own department; raises Missing."""
    found = Part.objects.filter(pk=part).values_list("question", flat=True).first()
    if found is None:
        raise Missing
    question = queries.one(request.who, found)
    own = permissions.parts_of(reach_of(request.who), question)
    held = next((one for one in own if one.pk == part), None)
    if held is None:
        raise Missing
    held.question = question
    return held


@page(READS, methods=("POST",))
def accept(request: Request, part: int) -> HttpResponse:
    """Take on one's department's part."""
    held = _own(request, part)
    form = WritingForm(request.POST)
    address = reverse("questions:one", args=[held.question_id])

    def do() -> str:
        services.accept(part, by=request.who)
        messages.success(request, _("The question is yours."))
        return address

    done = act(request, form, by=request.who, do=do) if form.is_valid() else None
    for error in form.non_field_errors():
        messages.warning(request, str(error))
    return done or redirect(address)


@page(READS)
def answer_part(request: Request, part: int) -> HttpResponse:
    """Write one's department's part of the answer."""
    held = _own(request, part)
    writing = shown.writing(reach_of(request.who), held.question, held)
    form = PartAnswerForm(request.POST or None, initial={"text": writing.text or held.answer, "version": held.version})

    def do() -> object:
        return services.answer_part(part, form.cleaned_data["text"], by=request.who, version=form.read_version)

    verb = Verb(
        heading=_("Your part of the answer"),
        lead=_("The one who leads puts the parts together to one answer. The asker does not read yours as it stands."),
        button=_("Save our part"),
        said=_("Your part is saved, and the one who leads is told."),
    )
    return _page(request, held.question, form, verb, do, part=held, saved_at=writing.saved_at)


@page(READS)
def return_part(request: Request, part: int) -> HttpResponse:
    """Say that it isn't ours, and whose it is."""
    held = _own(request, part)
    label = _("Who answers for it instead?")
    form = _filled(request, HandOnForm, held.version, without=[held.department_id], label=label)

    def do() -> object:
        reason = form.cleaned_data["reason"]
        return services.return_part(part, form.chosen, reason, by=request.who, version=form.read_version)

    verb = Verb(
        heading=_("Return the question"),
        lead=_("Name the department that answers for it. The question goes there at once."),
        button=_("Return the question"),
        said=_("The question has been returned, and has gone on."),
    )
    return _page(request, held.question, form, verb, do)


@page(READS)
def forward(request: Request, part: int) -> HttpResponse:
    """Hand the part on to a department that should answer it."""
    held = _own(request, part)
    form = _filled(request, HandOnForm, held.version, without=[held.department_id], label=_("Who should answer?"))

    def do() -> object:
        reason = form.cleaned_data["reason"]
        return services.forward(part, form.chosen, reason, by=request.who, version=form.read_version)

    verb = Verb(
        heading=_("Forward the question"),
        lead=_("Hand it on to the department that should answer. If it never was yours, return it instead."),
        button=_("Forward the question"),
        said=_("The question has been forwarded."),
    )
    return _page(request, held.question, form, verb, do)


# ---------- Steering


def _steered(request: Request, question: UUID) -> Question:
    found = queries.one(request.who, question)
    permissions.require(found.is_open and permissions.may_steer(reach_of(request.who), found))
    return found


@page(READS)
def receiver(request: Request, question: UUID) -> HttpResponse:
    """Choose another receiver than the standing orders do."""
    found = _steered(request, question)
    leads = [part.department_id for part in found.parts.all() if part.leads]
    form = _filled(request, HandOnForm, found.version, without=leads, label=_("Who should answer?"))

    def do() -> object:
        reason = form.cleaned_data["reason"]
        return services.choose_other_receiver(question, form.chosen, reason, by=request.who, version=form.read_version)

    verb = Verb(
        heading=_("Choose another receiver"),
        lead=_("The standing orders suggest, a person decides. Your reason stands on the question."),
        button=_("Send it there"),
        said=_("The question has a new receiver."),
    )
    return _page(request, found, form, verb, do)


@page(READS)
def matter(request: Request, question: UUID) -> HttpResponse:
    """Say what it is really about."""
    found = _steered(request, question)
    form = MatterForm(
        request.POST or None, initial={"version": found.version, "matter": found.matter.code if found.matter else ""}
    )

    def do() -> object:
        return services.change_matter(question, form.chosen, by=request.who, version=form.read_version)

    verb = Verb(
        heading=_("Change the matter"),
        lead=_("The question is routed anew. Everything that has been written stays."),
        button=_("Change the matter"),
        said=_("The matter is changed, and the question routed anew."),
    )
    return _page(request, found, form, verb, do)


@page(READS)
def area(request: Request, question: UUID) -> HttpResponse:
    """Say where it is, when the asker did not know or it turned out to be elsewhere."""
    found = _steered(request, question)
    initial = {
        "version": found.version,
        "area": found.area.code if found.area else "",
        "place": found.place,
        "lat": found.latitude,
        "lon": found.longitude,
    }
    form = AreaForm(request.POST or None, initial=initial)

    def do() -> object:
        place, version = form.cleaned_data["place"], form.read_version
        return services.change_area(question, form.chosen, place, form.pin, by=request.who, version=version)

    verb = Verb(
        heading=_("Change the area"),
        lead=_("The area's team sees the question. Everything that has been written stays."),
        button=_("Change the area"),
        said=_("The area is changed."),
    )
    return _page(request, found, form, verb, do)


@page(READS)
def add(request: Request, question: UUID) -> HttpResponse:
    """Add a department."""
    found = _steered(request, question)
    there = {part.department_id for part in found.parts.all() if part.stands in AT_WORK}
    others = [one for one in municipality.departments() if one.pk not in there]
    form = _department(request, found, others)

    def do() -> object:
        return services.add_department(question, form.chosen, by=request.who, version=form.read_version)

    verb = Verb(
        heading=_("Add a department"),
        lead=_("It answers its part. The asker still gets one answer."),
        button=_("Add the department"),
        said=_("The department has its part."),
    )
    return _page(request, found, form, verb, do)


@page(READS)
def lead(request: Request, question: UUID) -> HttpResponse:
    """Change who leads."""
    found = _steered(request, question)
    others = [part.department for part in found.parts.all() if part.stands in AT_WORK and not part.leads]
    form = _department(request, found, others)

    def do() -> object:
        return services.change_lead(question, form.chosen, by=request.who, version=form.read_version)

    verb = Verb(
        heading=_("Change who leads"),
        lead=_("The one who leads puts the answer together and sends it."),
        button=_("Change who leads"),
        said=_("Another department leads."),
    )
    return _page(request, found, form, verb, do)


def _department(request: Request, question: Question, among: list[Department]) -> DepartmentForm:
    return DepartmentForm(request.POST or None, initial={"version": question.version}, among=among)


def _filled(request: Request, form: type[HandOnForm], version: int, without: list[int], label: str) -> HandOnForm:
    return form(request.POST or None, initial={"version": version}, without=without, label=label)


def _page(
    request: Request,
    question: Question,
    form: WritingForm,
    verb: Verb,
    do: Callable[[], object],
    **more: object,
) -> HttpResponse:
    """The form's page; after sending, the question's. A text that was overtaken is kept, and both are shown."""
    who = request.who

    def done() -> str:
        do()
        messages.success(request, verb.said)
        # Who sends it elsewhere may have nothing more to do with it.
        still = queries.visible_to(who).filter(pk=question.pk).exists()
        return reverse("questions:one", args=[question.pk]) if still else reverse("questions:list")

    status = 200
    if form.is_bound:
        answered = act(request, form, by=who, do=done) if form.is_valid() else None
        if answered is not None:
            return answered
        status = 409 if form.stale else 422
    part = more.get("part")
    if form.stale is not None and isinstance(part, Part):
        services.keep_text(question.pk, form.cleaned_data["text"], by=who, part=part.pk)
    theirs = form.stale.current if form.stale and isinstance(form.stale.current, Part) else None
    context = {"question": question, "form": form, "verb": verb, "theirs": theirs if theirs and theirs.answer else None}
    return render(request, "questions/verb.html", context | more, status=status)
