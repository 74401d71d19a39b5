"""The weekly pictures that can be taken into a challenge or a situation picture."""

from collections.abc import Sequence

from django.db.models import Q

from samspel.accounts.who import Who
from samspel.municipality.models import Area
from samspel.observations.models import WeeklyPicture
from samspel.observations.week import PictureState
from samspel.situation.permissions import reach_of

MOST = 60


def weeks_to_choose(who: Who, area: Area | None) -> Sequence[WeeklyPicture]:
    """Those of the area and of the whole municipality that were sent, newest first, as far as `who` may see them."""
    if not reach_of(who).reads:
        return []
    rows = WeeklyPicture.objects.filter(Q(area=area) | Q(area=None), state=PictureState.SENT)
    return list(rows.order_by("-monday", "area")[:MOST])
