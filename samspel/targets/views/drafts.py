"""A draft of a target picture: begun, written, and the pages of every draft."""

from typing import Final
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.accounts.acting import Act, Theirs, act_page
from samspel.accounts.who import Request
from samspel.core.pages import page
from samspel.situation.forms import AreaForm
from samspel.situation.views.acting import DRAFTS
from samspel.situation.views.drafting import Pages
from samspel.targets import permissions, queries, services, shown
from samspel.targets.forms import TargetForm
from samspel.targets.models import TargetPicture
from samspel.targets.permissions import reach_of
from samspel.targets.queries import Filters
from samspel.targets.services.pictures import LIFE


def _shows(request: Request, row: TargetPicture) -> dict[str, object]:
    reach = reach_of(request.who)
    chosen = Filters(row.area, whole=row.area is None)
    lines = [shown.line(one) for one in queries.stands(reach, queries.goals(reach, chosen))]
    return {
        "code": row.area.code if row.area else queries.WHOLE,
        "paragraphs": [one for one in row.text.split("\n") if one.strip()],
        "lines": lines,
        "goals_heading": shown.conclusion(lines),
    }


PAGES: Final = Pages(
    app="targets",
    life=LIFE,
    load=queries.draft,
    adopt=services.adopt_target,
    shows=_shows,
    freezes=gettext_lazy(
        "The text, its challenges and the goals are frozen as they are now. Nobody can change them then."
    ),
    frozen=gettext_lazy("The target picture is adopted and frozen."),
)


@page(DRAFTS)
def begin(request: Request) -> HttpResponse:
    """Begin a draft for an area."""
    reach = reach_of(request.who)
    permissions.require(permissions.drafts_somewhere(reach))
    asked = request.GET.get("area", "")[:120]
    form = AreaForm(request.POST or None, reach=reach, initial={"area": asked} if asked else {})

    def do() -> str:
        return PAGES.address(services.begin_target(form.chosen_area, by=request.who).pk)

    words = Act(
        heading=_("Begin a target picture"),
        lead=_("It says what it should be like in the area, and goes on from what was adopted last."),
        button=_("Begin the draft"),
        back=reverse("targets:pictures"),
        back_words=_("Target pictures"),
        said=_("The draft is begun. Write what it should be like."),
    )
    return act_page(request, form, words, do)


@page(DRAFTS)
def write(request: Request, picture: UUID) -> HttpResponse:
    """Write what it should be like; who was overtaken reads both texts."""
    row = PAGES.own(request, picture)
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
        return PAGES.address(picture)

    words = PAGES.act(
        row, _("Write the target picture"), _("Save the target picture"), _("The target picture is saved.")
    )
    return act_page(request, form, words, do, theirs=_stands)


def _stands(current: TargetPicture) -> Theirs:
    return Theirs(_("Somebody else"), f"{current.vision}\n\n{current.text}")
