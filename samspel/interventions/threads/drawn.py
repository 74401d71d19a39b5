"""Interventions and their costs as the thread draws them, and what they hang on."""

from collections.abc import Collection, Iterable
from typing import Any, Final

from django.db.models import Count, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samspel.core import clock, thread
from samspel.core.actors import Actor
from samspel.core.thread import Knot, Node, Ref, Side, numbers, uuids
from samspel.interventions import queries, words
from samspel.interventions.models import Cost, Intervention, InterventionArea
from samspel.interventions.permissions import reach_of
from samspel.interventions.queries.scope import readable
from samspel.interventions.rules import GOING, Certainty, Level, State
from samspel.municipality.known import row as known_row
from samspel.municipality.models import Area
from samspel.ui import words as ui

KIND: Final = "intervention"
COST: Final = "cost"
KNOTS: Final = {
    State.PROPOSED: Knot.WAITS,
    State.PLANNED: Knot.WAITS,
    State.ONGOING: Knot.THERE,
    State.ENDED: Knot.OVER,
}


def nodes(ids: Collection[str], who: Actor) -> Iterable[Node]:
    """The interventions that the one who asks may see, as the thread draws them."""
    rows = queries.visible_to(who).filter(pk__in=uuids(ids))
    first = InterventionArea.objects.filter(intervention=OuterRef("pk"), position=0).values("area")
    for one in rows.annotate(first=first[:1]):
        area = known_row(Area, one.first)
        yield Node(
            Ref(KIND, str(one.pk)),
            one.title,
            reverse("interventions:one", args=[one.pk]),
            note=f"{one.department.short_name}, {_level(one.at_level)}",
            knot=KNOTS[one.stands],
            area=area.code if area else "",
        )


def _level(level: Level) -> str:
    return _("level %(level)s") % {"level": level.value}


def linked(links: str, earlier: str) -> thread.Pairs:
    """The pairs of a many-to-many link, the earlier thing first."""
    through: Any = getattr(Intervention, links).through

    def pairs(ids: Collection[str], side: Side) -> Iterable[tuple[str, str]]:
        end = earlier if side is Side.EARLIER else "intervention"
        rows = through.objects.filter(**{f"{end}__in": uuids(ids)}).values_list(f"{earlier}_id", "intervention_id")
        return [(str(before), str(after)) for before, after in rows]

    return pairs


def going(who: Actor) -> QuerySet[Intervention]:
    """Those that are planned or ongoing, for the one who asks."""
    return queries.visible_to(who).filter(state__in=sorted(GOING))


def counted(who: Actor) -> dict[str, int]:
    """How many of those there are in each area, by the code of the first that each stands in."""
    first = InterventionArea.objects.filter(intervention=OuterRef("pk"), position=0).values("area__code")
    rows = going(who).order_by().annotate(first=first[:1]).values_list("first").annotate(count=Count("pk"))
    return {code or "": count for code, count in rows}


# ---------- Costs


def costs(who: Actor) -> QuerySet[Cost]:
    """The costs that the one who asks may read."""
    reach = reach_of(who)
    seen = queries.visible_to(reach).values("pk") if reach.sees_money else Intervention.objects.none().values("pk")
    return Cost.objects.filter(intervention__in=seen)


def cost_nodes(ids: Collection[str], who: Actor) -> Iterable[Node]:
    """The costs that the one who asks may read, as the thread draws them: what it did cost, where that is known."""
    this, reach = clock.today().year, reach_of(who)
    for one in costs(who).filter(pk__in=numbers(ids)).select_related("intervention"):
        known = one.outcome_ore is not None
        sure = pgettext("money", "outcome") if known else str(words.CERTAINTY[Certainty(one.certainty)])
        amount = one.budget_ore if one.outcome_ore is None else one.outcome_ore
        told = [str(one.year), sure, one.what]
        yield Node(
            Ref(COST, str(one.pk)),
            _("%(amount)s, %(title)s") % {"amount": ui.tkr(amount), "title": readable(reach, one.intervention.title)},
            f"{reverse('interventions:one', args=[one.intervention_id])}#costs",
            note=", ".join(filter(None, told)),
            knot=Knot.WAITS if one.year > this else Knot.OVER if one.year < this else Knot.THERE,
            amount=amount,
            part=str(one.year),
        )


def cost_pairs(ids: Collection[str], side: Side) -> Iterable[tuple[str, str]]:
    """Intervention and cost."""
    given: dict[str, Any] = {"intervention__in": uuids(ids)} if side is Side.EARLIER else {"pk__in": numbers(ids)}
    rows = Cost.objects.filter(**given).values_list("intervention_id", "pk")
    return [(str(before), str(after)) for before, after in rows]


def paid_pairs(ids: Collection[str], side: Side) -> Iterable[tuple[str, str]]:
    """Cost and the money that pays it."""
    given: dict[str, Any] = {"pk__in": numbers(ids)} if side is Side.EARLIER else {"funding__in": uuids(ids)}
    rows = Cost.objects.filter(funding__isnull=False, **given).values_list("pk", "funding_id")
    return [(str(before), str(after)) for before, after in rows]
