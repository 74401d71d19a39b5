"""Which observations somebody may see: the one place where every read begins."""

from django.db.models import Q, QuerySet

from samspel.accounts.who import Who
from samspel.core.masked import without_persons
from samspel.observations.models import Observation
from samspel.observations.permissions import Reach, may_read_whole, reach_of

WRITTEN = ("text", "place_text", "ended_because")
"""The fields that hold what somebody wrote."""


def visible_to(who: Who | Reach) -> QuerySet[Observation]:
    """The observations that `permissions.sees` says yes to, as rows of the database; masked for who reads so."""
    reach = who if isinstance(who, Reach) else reach_of(who)
    if not reach.reads:
        return Observation.objects.none()
    if reach.masked:
        return without_persons(Observation.objects.all(), *WRITTEN, but=lambda one: may_read_whole(reach, one))
    if reach.reads_all:
        return Observation.objects.all()
    seen = Q(reported_by=reach.user_id)
    if reach.organisations:
        seen |= Q(organisation__in=reach.organisations)
    return Observation.objects.filter(seen)
