"""What recurs, on the first page of those who can solve it at the root: when it is new, and when its day has come."""

from django.urls import reverse
from django.utils.translation import gettext as _

from samspel.questions import queries as questions
from samspel.questions.models import Recurrence
from samspel.questions.permissions import Reach, may_take_up
from samspel.ui.elements import Status, TodoRow
from samspel.web.today.rows import Item, Press

MOST = 3
"""So many at a time: it is work for the week, not for the hour."""


def items(reach: Reach) -> list[Item]:
    """The months that stand out and nobody has taken up, and those to be looked at again; one read."""
    if not may_take_up(reach):
        return []
    return [_item(one) for one in questions.waiting(reach, MOST)]


def _item(row: Recurrence) -> Item:
    fresh = row.taken_up_at is None
    counted = _("%(count)s in a month, where at most %(high)s were expected.")
    return Item(
        Press.KNOW if fresh else Press.MINE,
        TodoRow(
            status=Status("ring", _("Recurs")) if fresh else Status("pause", _("To be looked at again")),
            title=_("%(matter)s in %(area)s") % {"matter": row.matter.name, "area": row.area.name},
            href=reverse("questions:recurring"),
            text=counted % {"count": row.count, "high": row.high} if fresh else row.with_whom,
            verb=_("Take it up") if fresh else _("See how it goes"),
            verb_href=reverse("questions:take_up", args=[row.pk]),
        ),
    )
