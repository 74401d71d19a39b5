"""What has happened to an observation, as the log tells it."""

from collections.abc import Sequence

from samspel.core.models import LogRow
from samspel.observations.models import Observation


def history(observation: Observation) -> Sequence[LogRow]:
    """Its rows of the log, newest first: who did what, and which fields; never the words."""
    rows = LogRow.objects.filter(object_kind=observation._meta.label_lower, object_id=str(observation.pk))
    return list(rows.filter(verb__startswith="observation.").order_by("-at", "-pk"))
