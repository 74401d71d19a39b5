"""The residents' pages: ask, look up the code, reply, say whether it is solved. No login, no JavaScript needed."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samspel.accounts.audiences import ANYONE
from samspel.accounts.who import NOBODY, Request
from samspel.core import limits
from samspel.core.errors import Missing
from samspel.core.forms import WritingForm
from samspel.core.http import act
from samspel.core.pages import page
from samspel.portal import finding, shown
from samspel.portal.forms import AskForm, CodeForm, NotSolvedForm, ReplyForm, WhereForm
from samspel.questions import codes, queries, services
from samspel.questions.models import Channel, Question, ReplyBy
from samspel.questions.services import Asked, Asker

KNOWN = "portal_question"
"""Where the session remembers the question whose code was shown, until the browser is closed or told to forget it."""
THANKS = "samspel.portal.thanks"
THANKS_LASTS = 3600
TOO_MANY = 429


@page(ANYONE)
def ask(request: Request) -> HttpResponse:
    """Ask, without saying who one is."""
    form = AskForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if not _within_asking(request, form):
            status = TOO_MANY
        elif form.is_valid():
            done = act(request, form, by=NOBODY, do=lambda: _take_in(form))
            if done is not None:
                return done
    context = {"form": form, "code_form": CodeForm(), "names": finding.names(), "days": shown.days_to_answer()}
    return _draw(request, "portal/ask.html", context, status=status)


@page(ANYONE, methods=("GET",))
def thanks(request: Request, token: str) -> HttpResponse:
    """The code, for an hour: the address holds a signed mark, and says nothing once that has passed."""
    try:
        question = queries.asked_by(UUID(signing.loads(token, salt=THANKS, max_age=THANKS_LASTS)))
    except (signing.BadSignature, ValueError):
        question = None
    if question is None:
        return redirect("portal:code")
    code = codes.grouped(question.code)
    context = {"question": question, "code": code, "lead": shown.lead(question), "about": shown.about(question)}
    context["by_email"] = question.reply_by == ReplyBy.EMAIL
    context["others"] = queries.at_least_asked(question)
    context["turns"] = shown.turns(question.matter.code, only=True) if question.matter else []
    return _draw(request, "portal/thanks.html", context)


@page(ANYONE, methods=("GET",))
def where(request: Request) -> HttpResponse:
    """Where to turn: the municipality's own short list, for a matter when one is chosen."""
    form = WhereForm(request.GET or None)
    chosen = form.cleaned_data["matter"] if form.is_bound and form.is_valid() else ""
    return _draw(request, "portal/where.html", {"form": form, "services": shown.turns(chosen)})


@page(ANYONE)
def code(request: Request) -> HttpResponse:
    """Look up a code. A wrong one and one that is nobody's answer alike."""
    if request.method != "POST":
        return _draw(request, "portal/code.html", {"form": CodeForm()})
    form = CodeForm(request.POST)
    if not _within(request, "look_up"):
        form.add_error("code", _("Too many tries from your network. Wait ten minutes, and try again."))
        return _draw(request, "portal/code.html", {"form": form}, status=TOO_MANY)
    found = queries.for_asker(form.cleaned_data["code"]) if form.is_valid() else None
    if found is None:
        form.add_error("code", _("We find no question with that code. Look at each letter and number once more."))
        return _draw(request, "portal/code.html", {"form": form}, status=422)
    request.session.cycle_key()
    request.session[KNOWN] = str(found.pk)
    return redirect("portal:question")


@page(ANYONE, methods=("GET",))
def question(request: Request) -> HttpResponse:
    """The asker's question: how it stands, the answer, what has happened, and what they can do."""
    return _question(request, _known(request))


@page(ANYONE, methods=("POST",))
def reply(request: Request) -> HttpResponse:
    """Reply to what was asked back, or add something."""
    form = ReplyForm(request.POST)
    return _write(request, "reply_form", form, lambda by: services.reply(form.cleaned_data["text"], by=by))


@page(ANYONE, methods=("POST",))
def solved(request: Request) -> HttpResponse:
    """Say that it is solved."""
    return _write(request, "solved_form", WritingForm(request.POST), lambda by: services.solved(by=by))


@page(ANYONE, methods=("POST",))
def not_solved(request: Request) -> HttpResponse:
    """Say that it isn't: it comes back."""
    form = NotSolvedForm(request.POST)
    return _write(request, "not_solved_form", form, lambda by: services.not_solved(form.cleaned_data["text"], by=by))


@page(ANYONE, methods=("POST",))
def forget(request: Request) -> HttpResponse:
    """Forget the code in this browser: others use it too."""
    request.session.pop(KNOWN, None)
    return redirect("portal:ask")


def _take_in(form: AskForm) -> str:
    data = form.cleaned_data
    taken: Question = services.ask(
        Asked(
            subject="",
            text=data["text"],
            asker_role=data["asker_role"],
            channel=Channel.PORTAL,
            matter=finding.matter_of(data["text"]),
            # A pin says more exactly where than a name does.
            area=finding.area_at(form.pin) or finding.area_of(data["where"]),
            place=data["where"],
            latitude=form.pin.north if form.pin else None,
            longitude=form.pin.east if form.pin else None,
            reply_by=data["reply_by"],
            contact=form.contact,
            language=get_language() or "sv",
        ),
        by=NOBODY,
    )
    return reverse("portal:thanks", args=[signing.dumps(str(taken.pk), salt=THANKS)])


def _within(request: Request, action: str) -> bool:
    """Whether one more try is within what one network may make (settings: LIMITS)."""
    return limits.within(action, limits.network(request))


def _within_asking(request: Request, form: WritingForm) -> bool:
    """The same for what is written to us; says it on the form otherwise."""
    within = _within(request, "ask")
    if not within:
        form.add_error(None, _("Many questions come from your network right now. Wait a minute, and send again."))
    return within


def _known(request: Request) -> Question:
    """The question whose code this browser has shown; raises Missing."""
    known = request.session.get(KNOWN)
    found = queries.asked_by(UUID(known)) if known else None
    if found is None:
        raise Missing
    return found


def _write(request: Request, name: str, form: WritingForm, do: Callable[[Asker], object]) -> HttpResponse:
    """Do it once, and show the question; or show it with what was typed."""
    found = _known(request)
    by = Asker(found.pk)

    def done() -> str:
        do(by)
        return reverse("portal:question")

    # Each of these tells somebody by letter.
    if not _within_asking(request, form):
        return _question(request, found, {name: form}, status=TOO_MANY)
    answered = act(request, form, by=by, do=done) if form.is_valid() else None
    return answered or _question(request, found, {name: form}, status=422)


def _question(
    request: Request, found: Question, forms: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "question": found,
        "lead_text": shown.standing(found),
        "status": shown.status(found),
        "entries": shown.timeline(found),
        "asked_back": shown.asked_back(found),
        "reply_form": ReplyForm(),
        "not_solved_form": NotSolvedForm(auto_id="not_%s"),
        "solved_form": WritingForm(auto_id=False),
        "turns": [shown.turn(found.guided_service)] if found.guided_service else [],
    }
    return _draw(request, "portal/question.html", context | (forms or {}), status=status)


def _draw(request: Request, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, template, {"numbers": shown.numbers(), "talk_to": shown.talk_to(), **context}, status=status)
