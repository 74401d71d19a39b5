"""A question written down on behalf of somebody, and where it would go before it is sent."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samspel.accounts.audiences import holders
from samspel.accounts.rules import DEPARTMENT_FUNCTIONS, TEAM_FUNCTIONS, Function
from samspel.accounts.who import Request, Who
from samspel.core.errors import Missing, Refused, Stale
from samspel.core.http import act
from samspel.core.pages import page
from samspel.municipality import queries as municipality
from samspel.municipality.models import Area, AskerRole, Level, Organisation
from samspel.questions import codes, permissions, queries, services, shown, words
from samspel.questions.forms import AskForm
from samspel.questions.models import Channel, Question
from samspel.questions.permissions import ASKERS, reach_of
from samspel.questions.services import Asked, Preview, letters

ASKS = holders(*ASKERS)


@page(ASKS)
def new(request: Request) -> HttpResponse:
    """Write down a question; without JavaScript the routing is previewed by its own button."""
    who = request.who
    form = AskForm(request.POST or None, initial={"area": _own_area(who)}, role_fixed=who.holds(Function.PARTNER))
    if request.method == "POST" and "preview" not in request.POST and form.is_valid():
        done = act(request, form, by=who, do=lambda: _ask(request, form))
        if done is not None:
            return done
    previewed = "preview" in request.POST
    context: dict[str, object] = {"form": form, "preview": _preview(form, who), "previewed": previewed}
    context |= _similar(form, who) if form.is_bound else {}
    status = 422 if form.is_bound and form.errors and not previewed else 200
    return render(request, "questions/new.html", context, status=status)


@page(ASKS, methods=("GET",))
def preview(request: Request) -> HttpResponse:
    """Where such a question would go, as a part of the page that htmx puts in its place."""
    form = AskForm(request.GET)
    return render(request, "questions/_preview.html", {"preview": _preview(form, request.who)})


@page(ASKS, methods=("POST",))
def similar(request: Request) -> HttpResponse:
    """Open questions about the same thing, as a part of the page; the text is posted, so that no address holds it."""
    return render(request, "questions/_similar.html", _similar(AskForm(request.POST), request.who))


def _similar(form: AskForm, who: Who) -> dict[str, object]:
    """What is found for what has been written so far, and which of it was chosen. Only for those who can join it."""
    text, reach = str(form["text"].value() or "").replace("\x00", ""), reach_of(who)
    found = queries.similar(reach, text, form.chosen_area) if permissions.sees_joint(reach) else []
    return {"similar": [(one, words.status(one.question.stands)) for one in found], "same": form.same}


@page(ASKS, methods=("GET",))
def asked(request: Request, question: str) -> HttpResponse:
    """It has been sent: its number, where it went, and the code to give to the asker."""
    found = queries.one(request.who, question)
    permissions.require(found.created_by == request.who.user)
    code = codes.grouped(found.code)
    context = {"question": found, "code": code, "because": words.because(found.because), "lead": shown.lead_name(found)}
    context["address"] = letters.link("portal:code").split("://", 1)[-1]
    return render(request, "questions/asked.html", context)


def _preview(form: AskForm, who: Who) -> dict[str, object] | None:
    role = AskerRole.PARTNER if who.holds(Function.PARTNER) else str(form["asker_role"].value() or AskerRole.RESIDENT)
    if role not in AskerRole.values:
        return None
    going: Preview = services.preview(form.chosen_matter, form.chosen_area, role)
    matter = form.chosen_matter
    turns = [one for one in municipality.services() if matter and one.matters and one.helps_with(matter.code)]
    return {
        "because": words.because(going.because),
        "departments": going.departments,
        "due": going.due_on,
        "turns": turns,
    }


def _ask(request: Request, form: AskForm) -> str:
    who, data = request.who, form.cleaned_data
    role, channel, organisation = _from(who, data.get("asker_role", AskerRole.PARTNER))
    question: Question = services.ask(
        Asked(
            subject=data["subject"],
            text=data["text"],
            asker_role=role,
            channel=channel,
            matter=form.chosen_matter,
            area=form.chosen_area,
            place=data["place"],
            latitude=form.pin.north if form.pin else None,
            longitude=form.pin.east if form.pin else None,
            organisation=organisation,
            reply_by=data["reply_by"],
            contact=form.contact,
        ),
        by=who,
    )
    messages.success(request, _("The question has been sent."))
    if form.same:
        _join(request, question, form.same)
    return reverse("questions:asked", args=[question.pk])


def _join(request: Request, question: Question, same: UUID) -> None:
    """Join it with what it is the same as; that it was asked stands whether that could be done or not."""
    try:
        joined = services.join([question.pk, same], by=request.who)
    except (Missing, Refused, Stale):
        messages.warning(request, _("It could not be joined with the other question. Open it, and join them there."))
        return
    said = _("It is joined with the others in %(reference)s.") % {"reference": joined.joint.reference}
    late = _("Those who asked before have their answer already, so tell the one who answers about this one.")
    messages.info(request, f"{said} {late}" if joined.late else said)


def _from(who: Who, role: str) -> tuple[str, str, Organisation | None]:
    """The role, the way in and the organisation that follow from what the writer holds."""
    if who.holds(Function.PARTNER):
        organisation = Organisation.objects.filter(pk__in=who.organisations()).first()
        return AskerRole.PARTNER, Channel.PARTNER, organisation
    if who.holds(Function.CONTACT_CENTRE):
        return role, Channel.CONTACT_CENTRE, None
    if who.holds(*DEPARTMENT_FUNCTIONS):
        return role, Channel.DEPARTMENT, None
    return role, Channel.STAFF, None


def _own_area(who: Who) -> str:
    """The main area of the writer's team; "" for others."""
    reach = reach_of(who)
    areas = reach.areas if who.holds(*TEAM_FUNCTIONS) else frozenset[int]()
    found = Area.objects.current().filter(pk__in=areas, level=Level.MAIN).first()
    return found.code if found else ""
