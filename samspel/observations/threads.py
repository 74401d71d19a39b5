"""Observations on the red thread: one that was seen, or a selection of many drawn as one."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Self
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samspel.accounts.who import Who
from samspel.core import thread
from samspel.core.actors import Actor
from samspel.core.thread import Kind, Knot, Node, Ref, Step
from samspel.municipality import queries as municipality
from samspel.observations import permissions, queries, words
from samspel.observations.models import Observation
from samspel.observations.queries import MOST_COUNTED, Filters
from samspel.observations.rules import STANDING

CODE = "observation"
_MARK = "many"


@dataclass(frozen=True)
class Selection:
    """Observations of a kind in an area from a day to a day, drawn as one; codes, "" and None for any."""

    kind: str = ""
    area: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def id(self) -> str:
        """What stands for it on the thread."""
        days = [day.isoformat() if day else "" for day in (self.since, self.until)]
        return "~".join([_MARK, self.kind, self.area, *days])

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The selection that an id stands for; None for what is none."""
        try:
            mark, kind, area, since, until = text.split("~")
            days = [date.fromisoformat(day) if day else None for day in (since, until)]
        except ValueError:
            return None
        return cls(kind, area, *days) if mark == _MARK else None

    @property
    def filters(self) -> Filters:
        """The same as filters of the list."""
        return Filters(kind=self.kind, area=self.area, since=self.since, until=self.until)

    @property
    def url(self) -> str:
        """The list that shows just these."""
        given = {"kind": self.kind, "area": self.area, "since": self.since, "until": self.until}
        return f"{reverse('observations:list')}?{urlencode({name: value for name, value in given.items() if value})}"


def register() -> None:
    """Called once at start-up."""
    name, many = gettext_lazy("Observation"), gettext_lazy("Observations")
    thread.register(kinds=[Kind(CODE, Step.OBSERVATION, name, many, nodes)])


def nodes(ids: Collection[str], who: Actor) -> Iterable[Node]:
    """Those of the observations that the one who asks may see; selections for who reads every observation."""
    if not isinstance(who, Who):
        return
    reach = permissions.reach_of(who)
    keys = [key for key in map(_key, ids) if key]
    if keys:
        yield from map(_node, queries.visible_to(reach).filter(pk__in=keys))
    if reach.reads_all:
        yield from _selections(filter(None, map(Selection.read, ids)), reach)


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _node(row: Observation) -> Node:
    return Node(
        ref=Ref(CODE, str(row.pk)),
        label=words.heading(row),
        url=reverse("observations:one", args=[row.pk]),
        note=words.when_short(row),
        knot=Knot.THERE if row.stands in STANDING else Knot.OVER,
        area=row.area.code if row.area else "",
    )


def _selections(selections: Iterable[Selection], reach: permissions.Reach) -> Iterator[Node]:
    kinds = {one.code: words.kind(one) for one in municipality.observation_kinds()}
    areas = {one.code: one.name for one in municipality.areas()}
    for one in selections:
        count = queries.chosen(reach, one.filters).order_by()[: MOST_COUNTED + 1].count()
        what = ", ".join(filter(None, [kinds.get(one.kind, ""), areas.get(one.area, "")]))
        yield Node(Ref(CODE, one.id), _many(count), one.url, note=what, area=one.area)


def _many(count: int) -> str:
    if count > MOST_COUNTED:
        return _("More than %(count)s observations") % {"count": MOST_COUNTED}
    return ngettext("%(count)s observation", "%(count)s observations", count) % {"count": count}
