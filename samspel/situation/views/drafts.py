"""A draft of a situation picture: begun, its sections written, its contents chosen; and the pages of every draft."""

from typing import Final
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.accounts.acting import Act, Theirs, act_page
from samspel.accounts.who import Request
from samspel.core.errors import Missing
from samspel.core.pages import page
from samspel.situation import permissions, queries, services
from samspel.situation.forms import BeginForm, ContentsForm, SectionCommentForm, SectionForm
from samspel.situation.frozen import HEADINGS, HINTS, paragraphs
from samspel.situation.models import PictureText, SituationPicture
from samspel.situation.permissions import reach_of
from samspel.situation.rules import SectionCode
from samspel.situation.services.pictures import LIFE
from samspel.situation.views.acting import DRAFTS
from samspel.situation.views.drafting import Pages


def _shows(request: Request, row: SituationPicture) -> dict[str, object]:
    texts = _texts(row)
    return {
        "sections": [_section(texts, code) for code in SectionCode],
        "challenges": list(queries.challenges(request.who, row.area) if row.area else _whole(request)),
    }


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


PAGES: Final = Pages(
    app="situation",
    life=LIFE,
    load=queries.draft,
    adopt=services.adopt_picture,
    shows=_shows,
    freezes=gettext_lazy("Texts, figures, map and challenges are frozen as they are now. Nobody can change them then."),
    frozen=gettext_lazy("The picture is adopted and frozen."),
    comment_form=SectionCommentForm,
)


@page(DRAFTS)
def begin(request: Request) -> HttpResponse:
    """Begin a draft for an area."""
    reach = reach_of(request.who)
    permissions.require(permissions.drafts_somewhere(reach))
    asked = request.GET.get("area", "")[:120]
    form = BeginForm(request.POST or None, reach=reach, initial={"area": asked} if asked else {})

    def do() -> str:
        made = services.begin_picture(form.chosen_area, *form.shows, by=request.who)
        return PAGES.address(made.pk)

    words = Act(
        heading=_("Begin a situation picture"),
        lead=_("It goes on from what was adopted last. The act asks for a survey, other information and an analysis."),
        button=_("Begin the draft"),
        back=reverse("situation:pictures"),
        back_words=_("Situation pictures"),
        said=_("The draft is begun."),
    )
    return act_page(request, form, words, do)


@page(DRAFTS)
def write(request: Request, picture: UUID, section: str) -> HttpResponse:
    """Write one section; who was overtaken reads both texts."""
    row = PAGES.own(request, picture)
    if section not in set(SectionCode):
        raise Missing
    code = SectionCode(section)
    text = _texts(row)[code]
    form = SectionForm(request.POST or None, initial={"text": text.text, "version": text.version})

    def do() -> str:
        version = form.read_version if form.read_version is not None else 0
        services.write_section(picture, code, form.cleaned_data["text"], by=request.who, version=version)
        return f"{PAGES.address(picture)}#{code}"

    words = PAGES.act(row, str(HEADINGS[code]), _("Save the text"), _("The text is saved."), str(HINTS[code]))
    return act_page(request, form, words, do, {"rows": 18}, theirs=_stands)


def _stands(current: PictureText) -> Theirs:
    return Theirs(current.changed_label, current.text, current.changed_at)


@page(DRAFTS)
def contents(request: Request, picture: UUID) -> HttpResponse:
    """Choose the map's time, the figures and the weekly pictures."""
    row = PAGES.own(request, picture)
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
        return PAGES.address(picture)

    words = PAGES.act(row, _("What stands in the picture"), _("Save the choice"), _("It is saved."))
    return act_page(request, form, words, do)
