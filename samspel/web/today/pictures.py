"""Situation pictures on the first page: those to be looked at again, and drafts that wait for a decision."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from samspel.accounts.who import Who
from samspel.core import clock
from samspel.situation import permissions
from samspel.situation import queries as situation
from samspel.situation.models import AdoptedPicture, SituationPicture
from samspel.situation.permissions import Reach, reach_of
from samspel.situation.rules import PictureState
from samspel.ui import words
from samspel.ui.elements import Status, TodoRow
from samspel.web.today.rows import Item, Press

AHEAD = timedelta(days=90)
MOST = 3


def items(who: Who) -> list[Item]:
    """What is due, for those who draft it; what is open for comments, for those who adopt it. None for others."""
    reach = reach_of(who)
    if not permissions.drafts_somewhere(reach) and not permissions.may_adopt(reach):
        return []
    return [*_due(reach), *_drafts(reach)][:MOST]


def _due(reach: Reach) -> list[Item]:
    if not permissions.drafts_somewhere(reach):
        return []
    rows = situation.due(reach, clock.today() + AHEAD).order_by("next_due")
    return [_late(one) for one in rows if permissions.may_draft(reach, one.area_id)]


def _late(one: AdoptedPicture) -> Item:
    late = one.next_due is not None and one.next_due <= clock.today()
    day = words.day_short(one.next_due) if one.next_due else ""
    code = one.area.code if one.area else situation.WHOLE
    return Item(
        Press.LATE if late else Press.MINE,
        TodoRow(
            status=Status("triangle" if late else "pause", _("By %(day)s") % {"day": day}, late=late),
            title=_("The situation picture of %(area)s is to be looked at again") % {"area": one.label},
            href=reverse("situation:area", args=[code]),
            verb=_("Begin a draft"),
            verb_href=f"{reverse('situation:begin')}?area={code}",
        ),
    )


def _drafts(reach: Reach) -> list[Item]:
    if not permissions.may_adopt(reach):
        return []
    rows = situation.drafts_visible_to(reach).filter(state=PictureState.COMMENTS).order_by("comments_by")
    return [_waits(one) for one in rows]


def _waits(one: SituationPicture) -> Item:
    area = one.area.name if one.area else _("the whole municipality")
    until = _("Open for comments until %(day)s") % {"day": words.day_short(one.comments_by)} if one.comments_by else ""
    return Item(
        Press.KNOW,
        TodoRow(
            status=Status("half", until),
            title=_("Draft of the situation picture of %(area)s") % {"area": area},
            href=reverse("situation:draft", args=[one.pk]),
            verb=_("Read the draft"),
        ),
    )
