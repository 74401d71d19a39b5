"""Standard answers: kept by the departments, put in the field to be edited while answering."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samspel.accounts.acting import Act, act_page, acted
from samspel.accounts.who import Request
from samspel.core import clock
from samspel.core.errors import Missing
from samspel.core.forms import WritingForm
from samspel.core.pages import page
from samspel.questions import permissions, queries, services
from samspel.questions.forms import LONGEST, AnswerForm, StandardForm
from samspel.questions.models import StandardAnswer
from samspel.questions.permissions import reach_of
from samspel.questions.views.acting import WORKS
from samspel.questions.views.one import READS, draw


@page(WORKS, methods=("GET",))
def standards(request: Request) -> HttpResponse:
    """All of them, by matter, those to be looked at again marked."""
    reach = reach_of(request.who)
    context = {
        "rows": [(one, queries.newest(one).values()) for one in queries.standards()],
        "own": reach.answering,
        "today": clock.today(),
        "may_write": bool(reach.answering),
        "plain_form": WritingForm(auto_id=False),
    }
    return render(request, "questions/standards.html", context)


@page(WORKS)
def new(request: Request) -> HttpResponse:
    """Write one."""
    reach = reach_of(request.who)
    permissions.require(bool(reach.answering))
    form = StandardForm(request.POST or None, departments=reach.answering)

    def do() -> str:
        name, texts = form.cleaned_data["name"], form.texts
        services.write_standard(form.chosen_department, form.chosen_matter, name, texts, by=request.who)
        return reverse("questions:standards")

    return act_page(request, form, _words(_("Write a standard answer"), _("Save it")), do)


@page(WORKS)
def change(request: Request, standard: int) -> HttpResponse:
    """Give it new wordings; below stand those that it has had."""
    found = _own(request, standard)
    texts = {f"text_{language}": text.text for language, text in queries.newest(found).items()}
    form = StandardForm(
        request.POST or None, fixed=True, initial={"name": found.name, "version": found.version, **texts}
    )

    def do() -> str:
        data = form.cleaned_data
        services.change_standard(standard, data["name"], form.texts, by=request.who, version=form.read_version)
        return reverse("questions:standards")

    words = _words(_("Change the standard answer"), _("Save the new wording"))
    return act_page(request, form, words, do, {"wordings": found.texts.all()}, template="questions/act.html")


@page(WORKS, methods=("POST",))
def confirm(request: Request, standard: int) -> HttpResponse:
    """Say that it is still true."""
    _own(request, standard)
    form = WritingForm(request.POST)

    def do() -> str:
        services.still_true(standard, by=request.who)
        return reverse("questions:standards")

    return acted(request, form, do, _("It stands for another year.")) or redirect("questions:standards")


@page(WORKS, methods=("POST",))
def retire(request: Request, standard: int) -> HttpResponse:
    """No longer offer it."""
    _own(request, standard)
    form = WritingForm(request.POST)

    def do() -> str:
        services.retire_standard(standard, by=request.who)
        return reverse("questions:standards")

    return acted(request, form, do, _("It is no longer offered.")) or redirect("questions:standards")


@page(READS, methods=("POST",))
def use(request: Request, question: UUID) -> HttpResponse:
    """Put the text of a standard answer in the field, after what stands there; nothing is sent."""
    found = queries.one(request.who, question)
    permissions.require(found.is_open and permissions.may_end(reach_of(request.who), found))
    asked = request.POST.get("use", "")
    picked = next((one for one in queries.offered(found) if str(one.pk) == asked), None)
    if picked is None:
        raise Missing
    typed = request.POST.get("text", "").replace("\x00", "").strip()[:LONGEST]
    text = f"{typed}\n\n{picked.text}" if typed else picked.text
    matter = found.matter.code if found.matter else None
    form = AnswerForm(initial={"text": text, "standard": picked.pk}, matter=matter)
    return draw(request, found, forms={"answer": form})


def _own(request: Request, standard: int) -> StandardAnswer:
    found = queries.standard(standard)
    permissions.require(permissions.may_keep_standard(reach_of(request.who), found.department_id))
    return found


def _words(heading: str, button: str) -> Act:
    return Act(
        heading=heading,
        lead=_("Short and plain, as you would answer one person. It is put in the field, read through, and then sent."),
        button=button,
        back=reverse("questions:standards"),
        back_words=_("Standard answers"),
        said=_("It is saved. What it said before is kept."),
    )
