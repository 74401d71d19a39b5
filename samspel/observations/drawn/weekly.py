"""Weekly pictures in lists and headings."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from samspel.core import clock
from samspel.observations.drawn import words
from samspel.observations.models import WeeklyPicture
from samspel.observations.week import PictureState, Week
from samspel.ui.elements import Status
from samspel.ui.marks import MarkName

STATE: Final[dict[PictureState, tuple[MarkName, str | Promise]]] = {
    PictureState.DRAFT: ("half", pgettext_lazy("weekly", "Draft")),
    PictureState.SENT: ("tick", pgettext_lazy("weekly", "Sent")),
    PictureState.WITHDRAWN: ("dash", pgettext_lazy("weekly", "Withdrawn")),
}


@dataclass(frozen=True)
class Line:
    """A picture as a row of the list."""

    picture: WeeklyPicture
    name: str
    week: str
    where: str
    status: Status
    receivers: Sequence[str] = ()


def weekly(picture: WeeklyPicture) -> Line:
    """The row; who got it only where that was read along."""
    shape, word = STATE[picture.stands]
    week = Week(picture.monday)
    got = picture.receivers.all() if "receivers" in getattr(picture, "_prefetched_objects_cache", {}) else ()
    return Line(
        picture=picture,
        name=f"{words.week(week)} {words.where(picture.area)}",
        week=words.week(week) if week.year == Week.of(clock.today()).year else f"{words.week(week)}, {week.year}",
        where=picture.area.name if picture.area else _("The whole municipality"),
        status=Status(shape, str(word)),
        receivers=[str(one) for one in got],
    )
