"""Measures, pledges and adopted plans on the red thread: what they hang together with, and what breaks it."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from samspel.core import clock, thread
from samspel.core.actors import Actor
from samspel.core.thread import Kind, Knot, Link, Node, Ref, Side, Step, uuids
from samspel.plans import gaps, queries, words
from samspel.plans.gaps import DECISION, MEASURE
from samspel.plans.models import AdoptedMeasure, AdoptedPlan, Agreement, Measure
from samspel.plans.rules import Status
from samspel.situation.threads import counted
from samspel.ui.words import day_short

PLEDGE: Final = "pledge"
KNOTS: Final = {
    Status.PROPOSED: Knot.WAITS,
    Status.DECIDED: Knot.WAITS,
    Status.ONGOING: Knot.THERE,
    Status.PAUSED: Knot.WAITS,
    Status.DONE: Knot.OVER,
    Status.DROPPED: Knot.OVER,
}


def register() -> None:
    """At start-up."""
    thread.register(kinds=_kinds(), links=_links(), rules=gaps.rules())


def _kinds() -> Iterator[Kind]:
    yield Kind(
        MEASURE,
        Step.MEASURE,
        pgettext_lazy("thread", "Measure"),
        pgettext_lazy("thread", "Measures"),
        measures,
        count=lambda who: counted(gaps.live(who)),
    )
    yield Kind(
        PLEDGE,
        Step.MEASURE,
        pgettext_lazy("thread", "Agreement or pledge"),
        pgettext_lazy("thread", "Agreements and pledges"),
        pledges,
    )
    yield Kind(
        DECISION,
        Step.DECISION,
        pgettext_lazy("thread", "Adopted plan"),
        pgettext_lazy("thread", "Adopted plans"),
        decisions,
        count=lambda who: Counter(one.plan.area.code if one.plan.area else "" for one in gaps.standing(who)),
    )


def _links() -> Iterator[Link]:
    yield Link("challenge", MEASURE, _through(Measure.challenges.through, "challenge"))
    yield Link("goal", MEASURE, _through(Measure.outcome_goals.through, "outcomegoal"))
    yield Link(MEASURE, PLEDGE, _promised)
    yield Link(MEASURE, DECISION, _decided)


# ---------- Nodes


def measures(ids: Collection[str], who: Actor) -> Iterator[Node]:
    """Those of the measures that the one who asks may see."""
    for one in queries.visible_to(who).filter(pk__in=uuids(ids)):
        yield Node(
            Ref(MEASURE, str(one.pk)),
            one.title,
            reverse("plans:measure", args=[one.pk]),
            note=", ".join(filter(None, [_number(one), words.status(one.status).word, one.owner])),
            knot=KNOTS[one.stands],
            area=one.area.code if one.area else "",
        )


def _number(measure: Measure) -> str:
    return _("Measure %(number)s") % {"number": measure.reference}


def pledges(ids: Collection[str], who: Actor) -> Iterator[Node]:
    """Those of the agreements and pledges that the one who asks may see."""
    today = clock.today()
    for one in queries.agreements_visible_to(who).filter(pk__in=uuids(ids)):
        yield Node(
            Ref(PLEDGE, str(one.pk)),
            one.title,
            reverse("plans:agreement", args=[one.pk]),
            knot=Knot.OVER if one.ends and one.ends < today else Knot.THERE,
            area=one.area.code if one.area else "",
        )


def decisions(ids: Collection[str], who: Actor) -> Iterator[Node]:
    """Those of the adopted plans that the one who asks may read."""
    rows = queries.adopted_visible_to(who).filter(pk__in=uuids(ids)).select_related("plan").defer("content")
    for one in rows:
        told = {"number": one.number, "day": day_short(one.adopted_on)}
        yield Node(
            Ref(DECISION, str(one.pk)),
            one.label,
            reverse("plans:adopted", args=[one.pk]),
            note=_("version %(number)s, %(day)s") % told,
            area=one.plan.area.code if one.plan.area else "",
        )


# ---------- Links


def _through(through: Any, earlier: str) -> thread.Pairs:
    """The pairs of a many-to-many link, the earlier thing first."""

    def pairs(ids: Collection[str], side: Side) -> Iterable[tuple[str, str]]:
        end = earlier if side is Side.EARLIER else "measure"
        rows = through.objects.filter(**{f"{end}__in": uuids(ids)}).values_list(f"{earlier}_id", "measure_id")
        return [(str(before), str(after)) for before, after in rows]

    return pairs


def _promised(ids: Collection[str], side: Side) -> Iterable[tuple[str, str]]:
    end = "measure" if side is Side.EARLIER else "agreement"
    rows = Agreement.measures.through.objects.filter(**{f"{end}__in": uuids(ids)})
    return [(str(before), str(after)) for before, after in rows.values_list("measure_id", "agreement_id")]


def _decided(ids: Collection[str], side: Side) -> Iterable[tuple[str, str]]:
    """A measure and the versions that hold today, where it stands in them; of a version, all that it decided."""
    if side is Side.LATER:
        rows = AdoptedMeasure.objects.filter(adopted__in=uuids(ids))
    else:
        stands = AdoptedPlan.objects.as_of(clock.today()).values("pk")
        rows = AdoptedMeasure.objects.filter(measure__in=uuids(ids), adopted__in=stands)
    return [(str(before), str(after)) for before, after in rows.values_list("measure_id", "adopted_id")]
