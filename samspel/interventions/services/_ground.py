"""What the services share: the held row, checks of what is written, its links set anew."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Model

from samspel.core import versions
from samspel.interventions import permissions
from samspel.interventions.models import Intervention, InterventionArea
from samspel.interventions.permissions import Reach
from samspel.interventions.queries.scope import visible_to
from samspel.municipality.models import Area


def held(reach: Reach, pk: UUID, version: int | None = None) -> Intervention:
    """The row, locked; raises Missing when the one who asks does not keep it, Stale when it was saved in between."""
    row = versions.hold(visible_to(reach), pk, version)
    permissions.require(permissions.may_keep(reach, row))
    return row


def place_in(row: Intervention, areas: Collection[Area]) -> bool:
    """Let it be in these areas, each with its place among them; returns whether that changed anything."""
    wanted = [one.pk for one in areas]
    if wanted == list(row.where.values_list("area", flat=True)):
        return False
    row.where.all().delete()
    InterventionArea.objects.bulk_create(
        InterventionArea(intervention=row, area_id=area, position=place, of=len(wanted))
        for place, area in enumerate(wanted)
    )
    return True


def link(row: Intervention, name: str, things: Collection[Model]) -> bool:
    """Set one of its many-to-many links; returns whether that changed anything."""
    links = getattr(row, name)
    wanted = {one.pk for one in things}
    if wanted == set(links.values_list("pk", flat=True)):
        return False
    links.set(wanted)
    return True
