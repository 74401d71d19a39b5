"""One question: what it is, its parts, the one answer, what has happened; and what is written on its page."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from samspel.accounts.audiences import holders
from samspel.accounts.who import Request
from samspel.core import panels
from samspel.core.errors import Missing, Refused
from samspel.core.forms import WritingForm
from samspel.core.http import act
from samspel.core.pages import page
from samspel.municipality import queries as municipality
from samspel.questions import permissions, pins, queries, services, shown, words
from samspel.questions.forms import NO_NAMES, AnswerForm, AskBackForm, NoteForm
from samspel.questions.models import Question
from samspel.questions.permissions import READERS, reach_of
from samspel.questions.rules import AT_WORK
from samspel.questions.views.acting import LIST, carried, list_of

READS = holders(*READERS)
PLACE = "questions.question"
"""Where higher modules' panels are drawn on the page."""


@page(READS, methods=("GET",))
def one(request: Request, question: UUID) -> HttpResponse:
    """The question as far as the reader may see it."""
    return draw(request, queries.one(request.who, question))


@page(READS, methods=("POST",))
def answer(request: Request, question: UUID) -> HttpResponse:
    """Send the one answer."""
    who = request.who
    form = AnswerForm(request.POST)

    def do() -> object:
        text, version, standard = form.cleaned_data["text"], form.read_version, form.cleaned_data["standard"]
        return services.answer(question, text, form.finish, by=who, version=version, standard=standard)

    return _write(request, question, form, do, field="answer", said=_("The answer has been sent."))


@page(READS, methods=("POST",))
def ask_back(request: Request, question: UUID) -> HttpResponse:
    """Ask the asker what stands in the answer's field."""
    who = request.who
    form = AskBackForm(request.POST)

    def do() -> object:
        return services.ask_back(question, form.cleaned_data["text"], by=who, version=form.read_version)

    answer_form = AnswerForm(initial={"text": request.POST.get("text", "")})
    said = _("Your question has been sent to the asker.")
    return _write(request, question, form, do, field="answer", said=said, redrawn=answer_form)


@page(READS, methods=("POST",))
def note(request: Request, question: UUID) -> HttpResponse:
    """Write an internal note."""
    who = request.who
    form = NoteForm(request.POST)

    def do() -> object:
        return services.note(question, form.cleaned_data["note"], by=who)

    return _write(request, question, form, do, field="note", said=_("The note is saved. It is never sent."))


@page(READS, methods=("POST",))
def draft(request: Request, question: UUID) -> HttpResponse:
    """Keep what is being written; htmx sends it by itself, and shows the line that comes back."""
    part = request.POST.get("part", "")
    text = request.POST.get("text", "")[:20_000]
    kept = services.save_draft(question, text, by=request.who, part=int(part[:18]) if part.isdecimal() else None)
    return HttpResponse(render_to_string("questions/_saved.html", {"saved_at": kept.at}))


@page(READS)
def contact(request: Request, question: UUID) -> HttpResponse:
    """Look at the contact details: a press on a button, since each look is logged."""
    who = request.who
    found = queries.one(who, question)
    permissions.require(permissions.may_see_contact(reach_of(who), found))
    looked = None
    if request.method == "POST":
        try:
            looked = services.look_at_contact(question, by=who)
        except Refused as gone:
            messages.warning(request, str(gone.message))
    on_file = queries.contact_on_file(found)
    context = {"question": found, "contact": looked, "disposal": words.disposal(found, on_file)}
    return render(request, "questions/contact.html", context)


@page(READS, methods=("POST",))
def drop(request: Request, question: UUID, kept: int) -> HttpResponse:
    """Throw away a text of one's own that was kept."""
    who = request.who
    found = queries.one(who, question)
    form = WritingForm(request.POST)

    def do() -> str:
        services.drop_kept(kept, by=who)
        return _address(found.pk)

    done = act(request, form, by=who, do=do) if form.is_valid() else None
    return done or draw(request, found)


def _write(
    request: Request,
    question: UUID,
    form: WritingForm,
    do: Callable[[], object],
    *,
    field: str,
    said: str,
    redrawn: WritingForm | None = None,
) -> HttpResponse:
    """Do it once; or draw the page again with what was typed, and keep it when somebody else saved first."""
    who = request.who

    def done() -> str:
        do()
        messages.success(request, said)
        return f"{_address(question)}{carried(request.GET[LIST]) if LIST in request.GET else ''}"

    if form.is_valid():
        answered = act(request, form, by=who, do=done)
        if answered is not None:
            return answered
    if form.stale is not None:
        services.keep_text(question, form.cleaned_data["text"], by=who)
        again = AnswerForm(initial={"text": form.cleaned_data["text"]})
        return draw(request, queries.one(who, question), forms={"answer": again}, overtaken=True, status=409)
    forms = {field: form} if redrawn is None else {field: redrawn, "problem": form}
    return draw(request, queries.one(who, question), forms=forms, status=422)


def _address(question: UUID) -> str:
    return reverse("questions:one", args=[question])


def draw(
    request: Request,
    question: Question,
    *,
    forms: dict[str, Any] | None = None,
    overtaken: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The page of one question, with forms that were not accepted in their places."""
    who = request.who
    reach = reach_of(who)
    if not permissions.sees(reach, question):
        raise Missing
    context = _told(reach, question) | _writable(reach, question, forms or {}) | {"overtaken": overtaken}
    context["panels"] = panels.drawn(PLACE, question, who)
    context |= _turns(request, reach, question)
    return render(request, "questions/one.html", context, status=status)


def _turns(request: Request, reach: permissions.Reach, question: Question) -> dict[str, Any]:
    """Back to the list that one came from, and on to what comes next in it."""
    listed = list_of(request, reach)
    after = QueryDict(mutable=True)
    after.update({"after": str(question.pk), LIST: listed})
    return {
        "list_href": f"{reverse('questions:list')}?{listed}",
        "next_href": f"{reverse('questions:next')}?{after.urlencode()}",
        "carried": carried(listed),
    }


def _told(reach: permissions.Reach, question: Question) -> dict[str, Any]:
    whole, rule = permissions.may_read_whole(reach, question), question.because.get("kind") == "rule"
    return {
        "question": question,
        "status": shown.status(reach, question),
        "subject": question.subject,
        "text": question.text,
        "masked": not whole,
        "parts": shown.parts(reach, question),
        "parts_heading": shown.parts_heading(question),
        "lead": shown.lead_name(question),
        "due": shown.due(municipality.calendar(), question.due_on) if question.is_open else None,
        "facts": shown.facts(reach, question),
        "pinned": pins.drawing(reach, question),
        "because": "" if rule else words.because(question.because),
        "rule": (words.rule_name(question.because), words.rule_words(question.because)) if rule else None,
        "reason": question.because,
        "timeline": shown.timeline(reach, question),
    }


def _writable(reach: permissions.Reach, question: Question, forms: dict[str, Any]) -> dict[str, Any]:
    may_end = permissions.may_end(reach, question)
    writing = shown.writing(reach, question) if may_end else None
    text = writing.text if writing else ""
    matter = question.matter.code if question.matter else None
    initial = {"text": text, "version": question.version}
    answer_form = forms.get("answer") or AnswerForm(initial=initial, matter=matter)
    answer_form.fields["version"].initial = question.version
    return {
        "may_answer": may_end and question.is_open,
        "may_steer": question.is_open and permissions.may_steer(reach, question),
        "may_note": permissions.works_with(reach, question),
        "may_join": question.is_open and permissions.may_join(reach, question),
        "may_follow": permissions.sees_joint(reach),
        "joint_name": words.readable(reach, question, question.joint.name) if question.joint else "",
        "offered": queries.offered(question) if may_end and question.is_open else [],
        "form": answer_form,
        "problem": forms.get("problem"),
        "note_form": forms.get("note") or NoteForm(auto_id="note_%s"),
        "plain_form": WritingForm(auto_id=False),
        "writing": writing,
        "several": sum(part.stands in AT_WORK for part in question.parts.all()) > 1,
        "channel_words": _way(question),
    }


def _way(question: Question) -> str:
    """How the answer reaches the asker, said above the field where it is written."""
    ways = {
        "email": _("Goes by e-mail, and is shown where the code is looked up."),
        "phone": _("Call the asker, and write here what you said."),
        "code": _("Is shown where the code is looked up."),
        "none": _("The asker wants no answer. Write how it ended, for those who come after."),
    }
    return f"{ways[question.reply_by]} {NO_NAMES}"
