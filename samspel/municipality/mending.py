"""Who mends what hangs loose on the red thread, and in which area, as the gaps of `core.thread` name them."""

from samspel.core.thread import Whose
from samspel.municipality import queries
from samspel.municipality.known import row
from samspel.municipality.models import Area, BodyLevel, Department


def department(pk: int | None) -> Whose | None:
    """The department with the id; None without one."""
    found = row(Department, pk) if pk else None
    return Whose(found.code, found.short_name) if found else None


def coordination_group() -> Whose | None:
    """The body that drafts pictures, goals and plans, and prepares decisions [4]."""
    tactical = queries.bodies_at(BodyLevel.TACTICAL)
    return next((Whose(one.code, one.short_name) for one in queries.bodies() if one.pk in tactical), None)


def area_code(pk: int | None) -> str:
    """The code of the area with the id; "" without one."""
    found = row(Area, pk) if pk else None
    return found.code if found else ""
