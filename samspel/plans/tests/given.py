"""What the tests of plans begin with: a measure as the coordination group writes it, a challenge, a plan, a pledge."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from samspel.accounts.who import Who
from samspel.core import clock
from samspel.municipality.models import Area, Department, DevelopmentArea, Goal, Organisation, Perspective
from samspel.plans import services
from samspel.plans.models import Agreement, AgreementKind, Measure, Plan, PlanKind
from samspel.plans.services import AgreementDraft, Draft, PlanDraft
from samspel.situation.models import Challenge
from samspel.targets.models import OutcomeGoal

WhoIs = Callable[[str], Who]

TITLE = "Vuxna ute på kvällarna i centrum"
YEAR = 2026


def area(code: str = "berga") -> Area:
    return Area.objects.get(code=code)


def department(code: str = "culture-leisure") -> Department:
    return Department.objects.get(code=code)


def drafted(**changes: Any) -> Draft:
    """A measure of the first development area and perspective, owned by culture and leisure."""
    start: dict[str, Any] = {
        "title": TITLE,
        "text": "Fritidsledare och föreningar turas om fredag och lördag.",
        "development_area": DevelopmentArea.objects.current()[0],
        "perspectives": (Perspective.objects.current()[0],),
        "owner_department": department(),
        "departments": (department("social-care"),),
        "from_year": YEAR,
        "to_year": YEAR + 2,
        "municipal_goals": (Goal.objects.current()[0],),
    }
    return Draft(**(start | changes))


def measure(who: WhoIs, by: str = "convenor.coordination", plans: tuple[Plan, ...] = (), **changes: Any) -> Measure:
    """The same, written by the coordination group's convenor unless somebody else is said."""
    return services.write_measure(drafted(**changes), by=who(by), plans=plans)


def challenge(code: str = "berga", **changes: Any) -> Challenge:
    start: dict[str, Any] = {
        "reference": f"U-{Challenge.objects.count() + 1}",
        "area": area(code) if code else None,
        "title": "Otryggt i centrum efter mörkrets inbrott",
        "opened_at": clock.now(),
        "created_label": "Prov",
    }
    return Challenge.objects.create(**(start | changes))


def outcome_goal(code: str = "berga", **changes: Any) -> OutcomeGoal:
    start: dict[str, Any] = {
        "reference": f"E-{OutcomeGoal.objects.count() + 1}",
        "area": area(code) if code else None,
        "what": "Fler känner sig trygga på kvällen",
        "written_at": clock.now(),
        "written_label": "Prov",
    }
    return OutcomeGoal.objects.create(**(start | changes))


def plan(who: WhoIs, by: str = "convenor.coordination", **changes: Any) -> Plan:
    """The action plan for three years."""
    start: dict[str, Any] = {
        "kind": PlanKind.ACTION,
        "title": "Åtgärdsplan mot segregation",
        "from_year": YEAR,
        "to_year": YEAR + 2,
        "text": "Planen gäller hela kommunen.",
    }
    return services.begin_plan(PlanDraft(**(start | changes)), by=who(by))


def pledge(who: WhoIs, by: str = "convenor.coordination", **changes: Any) -> Agreement:
    """A citizen pledge of police and leisure to Berga, for a year."""
    today = clock.today()
    start: dict[str, Any] = {
        "kind": AgreementKind.PLEDGE,
        "title": "Medborgarlöfte för centrum",
        "starts": today - timedelta(days=100),
        "ends": today + timedelta(days=265),
        "area": area(),
        "organisations": (Organisation.objects.get(code="police"),),
        "departments": (department(),),
    }
    return services.write_agreement(AgreementDraft(**(start | changes)), by=who(by))


def ahead(days: int = 90) -> date:
    return clock.today() + timedelta(days=days)
