"""Weekly pictures on the red thread."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy

from samspel.accounts.who import Who
from samspel.core import thread
from samspel.core.actors import Actor
from samspel.core.thread import Kind, Knot, Node, Ref, Step
from samspel.observations.drawn import weekly as shown
from samspel.observations.models import WeeklyPicture
from samspel.observations.queries.weekly import visible_weeklies
from samspel.observations.week import PictureState

CODE = "weekly"
_KNOTS = {
    PictureState.DRAFT: Knot.WAITS,
    PictureState.SENT: Knot.THERE,
    PictureState.WITHDRAWN: Knot.OVER,
}


def register() -> None:
    """Called once at start-up."""
    name, many = gettext_lazy("Weekly picture"), gettext_lazy("Weekly pictures")
    thread.register(kinds=[Kind(CODE, Step.OBSERVATION, name, many, nodes)])


def nodes(ids: Collection[str], who: Actor) -> Iterable[Node]:
    """Those of the pictures that the one who asks may read."""
    keys = [key for key in map(_key, ids) if key]
    if not (isinstance(who, Who) and keys):
        return
    yield from map(_node, visible_weeklies(who).filter(pk__in=keys))


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _node(row: WeeklyPicture) -> Node:
    return Node(
        ref=Ref(CODE, str(row.pk)),
        label=row.headline,
        url=reverse("observations:weekly", args=[row.pk]),
        note=shown.weekly(row).name,
        knot=_KNOTS[row.stands],
        area=row.area.code if row.area else "",
    )
