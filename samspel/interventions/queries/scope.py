"""Which interventions somebody may see: the one place where every read begins."""

from django.db.models import Exists, OuterRef, QuerySet

from samspel.accounts.rules import Function
from samspel.core import persondata
from samspel.core.actors import Actor
from samspel.core.masked import without_persons
from samspel.interventions.models import Intervention
from samspel.interventions.permissions import Reach, reach_of

WRITTEN = ("title", "text", "place_text", "target_text", "partner_text", "method")
"""The fields that hold what somebody wrote."""


def visible_to(who: Actor | Reach) -> QuerySet[Intervention]:
    """The interventions that `permissions.sees` says yes to, as rows of the database."""
    reach, rows = reach_of(who), Intervention.objects.all()
    if reach.reads_all:
        return without_persons(rows, *WRITTEN) if reach.who.holds(Function.EVALUATOR) else rows
    if not reach.organisations:
        return rows.none()
    theirs = Intervention.partners.through.objects.filter(
        intervention=OuterRef("pk"), organisation__in=reach.organisations
    )
    return rows.filter(Exists(theirs))


def readable(reach: Reach, text: str) -> str:
    """A text that was read as a plain value, as the one who asks may read it: masked for who reads without persons."""
    return persondata.masked(text) if reach.who.holds(Function.EVALUATOR) else text
