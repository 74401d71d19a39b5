"""What a department is to say is still true."""

from django.db.models import Count, Q, QuerySet

from samspel.interventions.models import Intervention
from samspel.interventions.permissions import Reach
from samspel.interventions.queries.filters import Lack, lacking
from samspel.interventions.queries.scope import visible_to
from samspel.interventions.rules import GOING, State


def own(reach: Reach) -> QuerySet[Intervention]:
    """The planned and ongoing interventions of the reader's own departments, what was said longest ago first."""
    rows = visible_to(reach).filter(department__in=reach.departments, state__in=sorted(GOING))
    return rows.order_by("confirmed_on", "title", "pk")


def stale_count(reach: Reach) -> int:
    """How many of their own nobody has said are true for half a year."""
    return own(reach).filter(lacking(Lack.CONFIRMED)).count() if reach.departments else 0


def proposals(reach: Reach) -> QuerySet[Intervention]:
    """What was proposed to the reader's departments and waits for a yes or a no."""
    theirs = Q(department__in=reach.departments)
    return visible_to(reach).filter(theirs, state=State.PROPOSED).order_by("written_at")


def waiting(reach: Reach) -> tuple[int, int]:
    """How many of their own are to be confirmed, and how many were proposed to them: one statement."""
    rows = visible_to(reach).filter(department__in=reach.departments)
    stale = Count("pk", filter=lacking(Lack.CONFIRMED))
    counted = rows.aggregate(stale=stale, proposed=Count("pk", filter=Q(state=State.PROPOSED)))
    return counted["stale"], counted["proposed"]
