"""A draft of a situation picture: begun, written section by section, commented, adopted."""

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
from samspel.situation import permissions, queries, services, shown
from samspel.situation.forms import AnswerForm, BeginForm, CommentForm, ContentsForm, SectionForm, UntilForm
from samspel.situation.frozen import HEADINGS, HINTS, paragraphs
from samspel.situation.models import PictureText, SituationPicture
from samspel.situation.permissions import reach_of
from samspel.situation.rules import AT_WORK, PictureState, PictureStep, SectionCode, picture_after
from samspel.situation.views.acting import COMMENTS, DRAFTS, GET, POST, READS


@page(DRAFTS)
def begin(request: Request) -> HttpResponse:
    """Begin a draft for an area."""
    reach = reach_of(request.who)
    permissions.require(permissions.drafts_somewhere(reach))
    asked = request.GET.get("area", "")[:120]
    form = BeginForm(request.POST or None, reach=reach, initial={"area": asked} if asked else {})

    def do() -> str:
        made = services.begin_picture(form.chosen_area, *form.shows, by=request.who)
        return reverse("situation:draft", args=[made.pk])

    words = Act(
        heading=_("Begin a situation picture"),
        lead=_("It goes on from what was adopted last. The act asks for a survey, other information and an analysis."),
        button=_("Begin the draft"),
        back=reverse("situation:pictures"),
        back_words=_("Situation pictures"),
        said=_("The draft is begun."),
    )
    return act_page(request, form, words, do)


@page(READS, methods=GET)
def draft(request: Request, picture: UUID) -> HttpResponse:
    """The draft as it stands, with what has been said of it."""
    return draw(request, queries.draft(request.who, picture))


def draw(request: Request, row: SituationPicture, form: CommentForm | None = None, status: int = 200) -> HttpResponse:
    """The page of a draft, with a form that is to be shown again."""
    reach, texts = reach_of(request.who), _texts(row)
    context = {
        "row": row,
        "name": row.area.name if row.area else _("The whole municipality"),
        "status": shown.picture_status(row.stands),
        "sections": [_section(texts, code) for code in SectionCode],
        "challenges": list(queries.challenges(reach, row.area) if row.area else _whole(request)),
        "comments": [(one, HEADINGS[SectionCode(one.section)] if one.section else "") for one in row.comments.all()],
        "may_draft": permissions.may_draft(reach, row.area_id) and row.at_work,
        "may_adopt": permissions.may_adopt(reach) and row.stands in AT_WORK,
        "comment_form": form or (CommentForm() if permissions.may_comment(reach, row) else None),
        "plain_form": WritingForm(auto_id=False),
        "late": bool(row.comments_by and row.comments_by < clock.today()),
        "open_for_comments": row.stands is PictureState.COMMENTS,
    }
    return render(request, "situation/draft.html", context, status=status)


def _whole(request: Request) -> list[object]:
    return [one for one in queries.challenges(request.who) if one.area_id is None]


def _texts(row: SituationPicture) -> dict[str, PictureText]:
    return {one.section: one for one in row.texts.all()}


def _section(texts: dict[str, PictureText], code: SectionCode) -> dict[str, object]:
    text = texts.get(code)
    return {
        "code": code.value,
        "heading": HEADINGS[code],
        "hint": HINTS[code],
        "paragraphs": paragraphs(text.text if text else ""),
        "changed": text if text and text.version > 1 else None,
    }


@page(DRAFTS)
def write(request: Request, picture: UUID, section: str) -> HttpResponse:
    """Write one section; who was overtaken reads both texts."""
    row = own(request, picture)
    if section not in set(SectionCode):
        raise Missing
    code = SectionCode(section)
    text = _texts(row)[code]
    form = SectionForm(request.POST or None, initial={"text": text.text, "version": text.version})

    def do() -> str:
        version = form.read_version if form.read_version is not None else 0
        services.write_section(picture, code, form.cleaned_data["text"], by=request.who, version=version)
        return f"{_address(picture)}#{code}"

    words = _words(row, str(HEADINGS[code]), _("Save the text"), _("The text is saved."), str(HINTS[code]))
    return act_page(request, form, words, do, {"rows": 18}, theirs=_stands)


def _stands(current: PictureText) -> Theirs:
    return Theirs(current.changed_label, current.text, current.changed_at)


@page(DRAFTS)
def contents(request: Request, picture: UUID) -> HttpResponse:
    """Choose the map's time, the figures and the weekly pictures."""
    row = own(request, picture)
    initial = {
        "shows_from": row.shows_from,
        "shows_to": row.shows_to,
        "indicators": [one.indicator.code for one in row.figures.all()],
        "weeks": [str(one.weekly_id) for one in row.weeks.all()],
        "version": row.version,
    }
    form = ContentsForm(request.POST or None, reach=reach_of(request.who), area=row.area, initial=initial)

    def do() -> str:
        version = form.read_version
        services.choose_contents(
            picture, form.shows, form.chosen_indicators, form.chosen_weeks, by=request.who, version=version
        )
        return _address(picture)

    words = _words(row, _("What stands in the picture"), _("Save the choice"), _("It is saved."))
    return act_page(request, form, words, do)


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
        services.drop_picture(picture, by=request.who)
        return reverse("situation:pictures")

    return pressed(request, do, _("The draft is dropped. What was adopted stands."), _address(picture))


@page(COMMENTS, methods=POST)
def comment(request: Request, picture: UUID) -> HttpResponse:
    """Say something of the draft; the form stands on its page."""
    row = queries.draft(request.who, picture)
    permissions.require(permissions.may_comment(reach_of(request.who), row))
    form = CommentForm(request.POST)

    def do() -> str:
        services.comment(picture, form.about, form.cleaned_data["text"], by=request.who)
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
    initial = {
        "version": row.version,
        "adopted_on": today,
        "next_due": next_due(today, municipality.numbers().picture_months),
    }
    form = AdoptionForm(request.POST or None, bodies=_adopting(), initial=initial)

    def do() -> str:
        version = form.read_version
        made = services.adopt_picture(picture, form.adoption, by=request.who, version=version)
        return reverse("situation:adopted", args=[made.pk])

    lead = _("Texts, figures, map and challenges are frozen as they are now. Nobody can change them then.")
    words = _words(row, _("Record the decision"), _("Adopt the picture"), _("The picture is adopted and frozen."), lead)
    return act_page(request, form, words, do)


def _adopting() -> list[tuple[str, str]]:
    strategic = municipality.bodies_at(BodyLevel.STRATEGIC)
    return [(one.code, one.name) for one in municipality.bodies() if one.pk in strategic]


def own(request: Request, picture: UUID) -> SituationPicture:
    """The draft, when the one who asks drafts it and it is at work; raises Missing."""
    row = queries.draft(request.who, picture)
    permissions.require(permissions.may_draft(reach_of(request.who), row.area_id))
    permissions.require(picture_after(row.stands, PictureStep.WRITE) is not None)
    return row


def _address(picture: UUID) -> str:
    return reverse("situation:draft", args=[picture])


def _words(row: SituationPicture, heading: str, button: str, said: str, lead: str = "") -> Act:
    name = row.area.name if row.area else _("The whole municipality")
    return Act(heading, button, _address(row.pk), name, said, lead)
