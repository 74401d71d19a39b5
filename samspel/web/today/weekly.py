"""Weekly pictures on the first page: those that came to one's bodies and departments, and what one has begun."""

from django.urls import reverse
from django.utils.translation import gettext as _

from samspel.accounts.who import Who
from samspel.observations.drawn import weekly as shown
from samspel.observations.models import WeeklyPicture
from samspel.observations.queries.weekly import for_today
from samspel.observations.week import PictureState
from samspel.ui.elements import TodoRow
from samspel.web.today.rows import Item, Press


def items(who: Who) -> list[Item]:
    """A draft waits for its writer, what has come is good to know; one read, for those whom it can concern."""
    return [_item(one) for one in for_today(who)]


def _item(picture: WeeklyPicture) -> Item:
    line = shown.weekly(picture)
    draft = picture.stands is PictureState.DRAFT
    return Item(
        Press.MINE if draft else Press.KNOW,
        TodoRow(
            status=line.status,
            title=picture.headline,
            href=reverse("observations:weekly", args=[picture.pk]),
            text=line.name,
            verb=_("Write it and send it") if draft else _("Read the weekly picture"),
        ),
    )
