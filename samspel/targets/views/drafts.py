"""A draft of a target picture: begun, written, commented, adopted."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samspel.accounts.acting import Act, Theirs, act_page, acted, again, pressed
from samspel.accounts.who import Request
from samspel.core import clock
from samspel.core.adopted import AdoptionForm, next_due
from samspel.core.errors import Missing
from samspel.core.forms import WritingForm
from samspel.core.pages import page
from samspel.municipality import queries as municipality
from samspel.municipality.models import BodyLevel
from samspel.situation.forms import AnswerForm, UntilForm
from samspel.situation.rules import PictureState, PictureStep, picture_after
from samspel.situation.shown import picture_status
from samspel.situation.views.acting import COMMENTS, DRAFTS, GET, POST, READS
from samspel.targets import permissions, queries, services, shown
from samspel.targets.forms import BeginForm, CommentForm, TargetForm
from samspel.targets.models import TargetPicture
from samspel.targets.permissions import reach_of
from samspel.targets.queries import Filters


@page(DRAFTS)
def begin(request: Request) -> HttpResponse:
    """Begin a draft for an area."""
    reach = reach_of(request.who)
    permissions.require(permissions.drafts_somewhere(reach))
    asked = request.GET.get("area", "")[:120]
    form = BeginForm(request.POST or None, reach=reach, initial={"area": asked} if asked else {})

    def do() -> str:
        return _address(services.begin_target(form.chosen_area, by=request.who).pk)

    words = Act(
        heading=_("Begin a target picture"),
        lead=_("It says what it should be like in the area, and goes on from what was adopted last."),
        button=_("Begin the draft"),
        back=reverse("targets:pictures"),
        back_words=_("Target pictures"),
        said=_("The draft is begun. Write what it should be like."),
    )
    return act_page(request, form, words, do)


@page(READS, methods=GET)
def draft(request: Request, picture: UUID) -> HttpResponse:
    """The draft as it stands, the goals under it, and what has been said of it."""
    return draw(request, queries.draft(request.who, picture))


def draw(request: Request, row: TargetPicture, form: CommentForm | None = None, status: int = 200) -> HttpResponse:
    """The page of a draft, with a form that is to be shown again."""
    reach = reach_of(request.who)
    chosen = Filters(row.area, whole=row.area is None)
    lines = [shown.line(one) for one in queries.stands(reach, queries.goals(reach, chosen))]
    context = {
        "row": row,
        "name": _name(row),
        "code": row.area.code if row.area else queries.WHOLE,
        "status": picture_status(row.stands),
        "paragraphs": [one for one in row.text.split("\n") if one.strip()],
        "lines": lines,
        "goals_heading": shown.conclusion(lines),
        "may_draft": permissions.may_draft(reach, row.area_id) and row.at_work,
        "may_adopt": permissions.may_adopt(reach) and row.at_work,
        "comment_form": form or (CommentForm() if permissions.may_comment(reach, row) else None),
        "plain_form": WritingForm(auto_id=False),
        "open_for_comments": row.stands is PictureState.COMMENTS,
        "late": bool(row.comments_by and row.comments_by < clock.today()),
    }
    return render(request, "targets/draft.html", context, status=status)


def _name(row: TargetPicture) -> str:
    return row.area.name if row.area else _("The whole municipality")


@page(DRAFTS)
def write(request: Request, picture: UUID) -> HttpResponse:
    """Write what it should be like; who was overtaken reads both texts."""
    row = own(request, picture)
    initial = {
        "version": row.version,
        "vision": row.vision,
        "text": row.text,
        "challenges": [str(one.pk) for one in row.challenges.all()],
    }
    form = TargetForm(request.POST or None, reach=reach_of(request.who), picture=row, initial=initial)

    def do() -> str:
        data = form.cleaned_data
        services.write_target(
            picture, data["vision"], data["text"], form.chosen, by=request.who, version=form.read_version
        )
        return _address(picture)

    words = _words(row, _("Write the target picture"), _("Save the target picture"), _("The target picture is saved."))
    return act_page(request, form, words, do, theirs=_stands)


def _stands(current: TargetPicture) -> Theirs:
    return Theirs(_("Somebody else"), f"{current.vision}\n\n{current.text}")


@page(DRAFTS)
def ask(request: Request, picture: UUID) -> HttpResponse:
    """Open the draft for comments until a day."""
    row = own(request, picture)
    form = UntilForm(request.POST or None)

    def do() -> str:
        services.ask_for_comments(picture, form.cleaned_data["until"], by=request.who)
        return _address(picture)

    lead = _("Everybody who works in it can then read the draft and say what they think.")
    said = _("The draft is open for comments.")
    return act_page(request, form, _words(row, _("Ask for comments"), _("Open it for comments"), said, lead), do)


@page(DRAFTS, methods=POST)
def take_back(request: Request, picture: UUID) -> HttpResponse:
    """Close it for comments."""
    own(request, picture)

    def do() -> str:
        services.take_back(picture, by=request.who)
        return _address(picture)

    return pressed(request, do, _("The draft is closed for comments."), _address(picture))


@page(DRAFTS, methods=POST)
def drop(request: Request, picture: UUID) -> HttpResponse:
    """Let go of the draft."""
    own(request, picture)

    def do() -> str:
        services.drop_target(picture, by=request.who)
        return reverse("targets:pictures")

    return pressed(request, do, _("The draft is dropped. What was adopted stands."), _address(picture))


@page(COMMENTS, methods=POST)
def comment(request: Request, picture: UUID) -> HttpResponse:
    """Say something of the draft; the form stands on its page."""
    row = queries.draft(request.who, picture)
    permissions.require(permissions.may_comment(reach_of(request.who), row))
    form = CommentForm(request.POST)

    def do() -> str:
        services.comment(picture, form.cleaned_data["text"], by=request.who)
        return f"{_address(picture)}#comments"

    done = acted(request, form, do, _("Thank you. Those who draft the picture answer your comment here."))
    return done or draw(request, row, form, again(form))


@page(DRAFTS)
def answer(request: Request, picture: UUID, comment: int) -> HttpResponse:
    """Say what became of a comment."""
    row = own(request, picture)
    said = next((one for one in row.comments.all() if one.pk == comment), None)
    if said is None:
        raise Missing
    form = AnswerForm(request.POST or None, initial={"text": said.answer})

    def do() -> str:
        services.answer_comment(picture, comment, form.cleaned_data["text"], by=request.who)
        return f"{_address(picture)}#comments"

    words = _words(row, _("Answer the comment"), _("Save the answer"), _("The answer is saved."), said.text)
    return act_page(request, form, words, do)


@page(DRAFTS)
def adopt(request: Request, picture: UUID) -> HttpResponse:
    """Record that the steering group has adopted it: from then on it is frozen."""
    row = queries.draft(request.who, picture)
    permissions.require(permissions.may_adopt(reach_of(request.who)) and row.at_work)
    today = clock.today()
    due = next_due(today, municipality.numbers().picture_months)
    initial = {"version": row.version, "adopted_on": today, "next_due": due}
    form = AdoptionForm(request.POST or None, bodies=_adopting(), initial=initial)

    def do() -> str:
        made = services.adopt_target(picture, form.adoption, by=request.who, version=form.read_version)
        return reverse("targets:adopted", args=[made.pk])

    lead = _("The text, its challenges and the goals are frozen as they are now. Nobody can change them then.")
    said = _("The target picture is adopted and frozen.")
    return act_page(request, form, _words(row, _("Record the decision"), _("Adopt the picture"), said, lead), do)


def _adopting() -> list[tuple[str, str]]:
    strategic = municipality.bodies_at(BodyLevel.STRATEGIC)
    return [(one.code, one.name) for one in municipality.bodies() if one.pk in strategic]


def own(request: Request, picture: UUID) -> TargetPicture:
    """The draft, when the one who asks drafts it and it is at work; raises Missing."""
    row = queries.draft(request.who, picture)
    permissions.require(permissions.may_draft(reach_of(request.who), row.area_id))
    permissions.require(picture_after(row.stands, PictureStep.WRITE) is not None)
    return row


def _address(picture: UUID) -> str:
    return reverse("targets:draft", args=[picture])


def _words(row: TargetPicture, heading: str, button: str, said: str, lead: str = "") -> Act:
    return Act(heading, button, _address(row.pk), _name(row), said, lead)
