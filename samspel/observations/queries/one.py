"""One observation, and its picture."""

from uuid import UUID

from samspel.accounts.who import Who
from samspel.core.errors import Missing
from samspel.observations.models import Observation, Picture
from samspel.observations.permissions import Reach, may_read_whole, reach_of
from samspel.observations.queries.scope import visible_to


def one(who: Who | Reach, pk: UUID) -> Observation:
    """The observation, when the one who asks may see it; raises Missing."""
    found = visible_to(who).filter(pk=pk).first()
    if found is None:
        raise Missing
    return found


def picture(who: Who, pk: UUID) -> Picture:
    """The picture of an observation for who may read it whole; raises Missing."""
    reach = reach_of(who)
    found = one(reach, pk)
    kept = Picture.objects.filter(observation=found).first() if may_read_whole(reach, found) else None
    if kept is None:
        raise Missing
    return kept
