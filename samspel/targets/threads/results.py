"""What came of the goals, on the red thread: what was last measured of each since its baseline."""

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from samspel.accounts.who import Who
from samspel.core.actors import Actor
from samspel.core.thread import Kind, Knot, Node, Ref, Side, Step, uuids
from samspel.targets import queries, words
from samspel.targets.models import OutcomeGoal
from samspel.targets.queries import ALL, Filters, Stand
from samspel.ui.words import day

RESULT: Final = "result"


def kind() -> Kind:
    """A goal's result, by the id of its goal: there as soon as something was measured after the baseline."""
    name = pgettext_lazy("thread", "result")
    return Kind(RESULT, Step.RESULT, name, pgettext_lazy("thread", "results"), nodes)


def nodes(ids: Collection[str], who: Actor) -> Iterator[Node]:
    """Those of the results that there are and that the one who asks may see."""
    if isinstance(who, Who) and (keys := uuids(ids)):
        rows = queries.goals(who, Filters(state=ALL)).filter(pk__in=keys)
        yield from (_node(one) for one in queries.stands(who, rows) if one.now)


def _node(found: Stand) -> Node:
    goal, now = found.goal, found.now
    if now is None:
        raise ValueError("a goal that was not measured has no result")
    told = {"value": words.value(now.value, goal.indicator.unit if goal.indicator else ""), "goal": goal.what}
    course = str(words.COURSES[found.course][1])
    return Node(
        ref=Ref(RESULT, str(goal.pk)),
        label=_("%(value)s: %(goal)s") % told,
        url=f"{reverse('targets:goal', args=[goal.pk])}#values",
        note=_("%(course)s, %(day)s") % {"course": course, "day": day(now.ends)},
        knot=Knot.THERE if goal.is_open else Knot.OVER,
        area=goal.area.code if goal.area else "",
    )


def pairs(ids: Collection[str], _side: Side) -> Iterable[tuple[str, str]]:
    """Goals that are measured by something; each has one id with its result, which may not be there yet."""
    rows = OutcomeGoal.objects.filter(pk__in=uuids(ids), indicator__isnull=False).values_list("pk", flat=True)
    return [(str(one), str(one)) for one in rows]
