"""Questions on the red thread: what somebody asked is something that somebody saw."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy

from samspel.accounts.who import Who
from samspel.core import thread
from samspel.core.actors import Actor
from samspel.core.thread import Kind, Knot, Node, Ref, Step
from samspel.questions import queries
from samspel.ui import words

CODE = "question"


def register() -> None:
    """Called once at start-up."""
    name, many = gettext_lazy("Question"), gettext_lazy("Questions")
    thread.register(kinds=[Kind(CODE, Step.OBSERVATION, name, many, nodes)])


def nodes(ids: Collection[str], who: Actor) -> Iterable[Node]:
    """Those of the questions that the one who asks may see."""
    keys = [key for key in map(_key, ids) if key]
    if not keys or not isinstance(who, Who):
        return
    for row in queries.visible_to(who).filter(pk__in=keys):
        yield Node(
            ref=Ref(CODE, str(row.pk)),
            label=row.subject,
            url=reverse("questions:one", args=[row.pk]),
            note=f"{row.reference}, {words.day_short(row.received_at)}",
            knot=Knot.THERE if row.is_open else Knot.OVER,
            area=row.area.code if row.area else "",
        )


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
