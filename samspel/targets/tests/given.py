"""What the tests of this module begin with: a goal that can be followed up, a draft that can be adopted."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from samspel.accounts.who import Who
from samspel.municipality.models import Area, Department, Indicator
from samspel.situation.models import Challenge
from samspel.situation.tests.given import ADOPTER, DRAFTER, adoption, challenge, value
from samspel.targets import services
from samspel.targets.models import AdoptedTarget, OutcomeGoal, TargetPicture
from samspel.targets.services import Written

WhoIs = Callable[[str], Who]
WHAT = "Färre känner sig otrygga sent på kvällen"
VISION = "Man går hem genom området en fredagskväll utan att välja omväg."


def whole() -> Written:
    """A goal that lacks nothing but a challenge."""
    return Written(
        what=WHAT,
        for_whom="boende 16–85 år",
        indicator=Indicator.objects.get(code="unsafe-at-night"),
        baseline=Decimal(42),
        baseline_on=date(2023, 12, 31),
        target=Decimal(30),
        by_day=date(2027, 12, 31),
        department=Department.objects.get(code="urban-planning"),
        owner_role="enhetschef",
    )


def goal(by: Who, code: str | None = "berga", challenges: tuple[Challenge, ...] = (), **more: Any) -> OutcomeGoal:
    """A goal of the area; `more` is what it says otherwise."""
    area = Area.objects.get(code=code) if code else None
    return services.write_goal(area, replace(whole(), challenges=challenges, **more), by=by)


def draft(by: Who, code: str | None = "berga", *, written: bool = True) -> TargetPicture:
    """A draft, with its vision written unless told otherwise."""
    made = services.begin_target(Area.objects.get(code=code) if code else None, by=by)
    if written:
        services.write_target(made.pk, VISION, "Ljus och folk.", list(made.challenges.all()), by=by)
    return TargetPicture.objects.get(pk=made.pk)


def adopted(who: WhoIs, code: str | None = "berga", **decision: Any) -> AdoptedTarget:
    """A target picture that was drafted and adopted."""
    made = draft(who(DRAFTER), code)
    return services.adopt_target(made.pk, adoption(**decision), by=who(ADOPTER))


def world(who: WhoIs) -> TargetPicture:
    """Goals of Berga: one adopted twice and measured, one that can't be followed up; a draft that was commented."""
    by = who(DRAFTER)
    found = Challenge.objects.order_by("opened_at").first() or challenge(by)
    goal(by, challenges=(found,))
    goal(by, what="Öka tryggheten", indicator=None, baseline=None)
    for year, number in (("2023", "42"), ("2024", "38")):
        value(year, number, by=by, code="unsafe-at-night", where="berga")
    for number in ("KS 2024-3", "KS 2026-4"):
        adopted(who, number=number)
    made = draft(by)
    services.ask_for_comments(made.pk, adoption().adopted_on, by=by)
    services.comment(made.pk, "Skolvägen saknas.", by=who("host.berga"))
    return TargetPicture.objects.get(pk=made.pk)
