"""What the act's checklist is answered by, as far as the one who asks may see it."""

from samspel.accounts.models import Assignment
from samspel.accounts.rules import Function
from samspel.accounts.who import Who
from samspel.core import clock
from samspel.municipality import queries as municipality
from samspel.municipality.models import Body, BodyLevel
from samspel.plans import queries as plans
from samspel.plans.models import AgreementKind, PlanKind
from samspel.situation import queries as situation
from samspel.situation.rules import SectionCode
from samspel.thread.law import Facts, Named, Picture

PLANS = (PlanKind.ACTION, PlanKind.SAFETY)
"""The plans that cover the municipality, of which one is to be decided."""


def facts(who: Who) -> Facts:
    """Four reads: pictures, plans, who coordinates, agreements."""
    today = clock.today()
    plan = (
        plans.adopted_visible_to(who)
        .filter(plan__kind__in=PLANS, plan__retired_at=None, adopted_on__lte=today)
        .order_by("-adopted_on", "-number")
        .defer("content")
        .first()
    )
    agreed = plans.agreements_visible_to(who).filter(kind=AgreementKind.AGREEMENT, starts__lte=today)
    return Facts(
        pictures=_pictures(who),
        plan_on=plan.adopted_on if plan else None,
        plan=Named(str(plan.pk), plan.label) if plan else None,
        coordinators=Assignment.objects.on(today)
        .filter(function=Function.HEAD_OF_SECURITY, user__is_active=True)
        .count(),
        councils=[Named(body.code, body.name) for body in municipality.bodies() if _is_council(body)],
        agreements=[
            Named(str(pk), title)
            for pk, title in agreed.exclude(ends__lt=today).order_by("title").values_list("pk", "title")
        ],
    )


def _pictures(who: Who) -> dict[str, Picture | None]:
    """The picture that stands for each main area."""
    stand = {one.area_id: one for one in situation.adopted_visible_to(who).as_of(clock.today())}
    found: dict[str, Picture | None] = {}
    for area in municipality.main_areas():
        one = stand.get(area.pk)
        texts = one.content.get("texts", {}) if one else {}
        empty = tuple(code.value for code in SectionCode if not str(texts.get(code.value, "")).strip())
        found[area.code] = Picture(one.adopted_on, empty) if one else None
    return found


def _is_council(body: Body) -> bool:
    """A body that leads, with a seat for somebody outside the municipality."""
    leads = body.level in {BodyLevel.POLITICAL, BodyLevel.STRATEGIC}
    return leads and any(seat.organisation_id for seat in body.seats.all())
