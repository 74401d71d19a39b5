"""What the tests of interventions begin with."""

from typing import Any

from samspel.accounts.models import User
from samspel.accounts.who import who_is
from samspel.interventions import services
from samspel.interventions.models import Cost, Intervention
from samspel.interventions.rules import Level, State, Target
from samspel.interventions.services import Costing, Written
from samspel.municipality.models import Area, Department, Factor


def written(code: str = "culture-leisure", areas: str = "berga", factors: str = "", **more: Any) -> Written:
    """An open evening for youths in Berga by culture and leisure, with what is said otherwise."""
    department = Department.objects.get(code=code)
    given: dict[str, Any] = {
        "title": "Kvällsöppet",
        "level": Level.GROUP,
        "target": Target.YOUTHS,
        "state": State.ONGOING,
        "department": department,
        "committee": department.committee,
        "areas": [Area.objects.get(code=one) for one in areas.split()],
        "factors": [Factor.objects.get(code=one) for one in factors.split()],
    }
    return Written(**{**given, **more})


def intervention(by: User, code: str = "culture-leisure", **more: Any) -> Intervention:
    """One, written down by somebody who may."""
    return services.write(written(code, **more), by=who_is(by))


def cost(row: Intervention, by: User, budget_ore: int, **more: Any) -> Cost:
    """What this year of it is meant to cost."""
    year = more.pop("year", row.written_at.year)
    return services.add_cost(row.pk, Costing(year=year, budget_ore=budget_ore, **more), by=who_is(by))
