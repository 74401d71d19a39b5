"""An observation that was not quite right is corrected; one that was wrong is withdrawn, with the reason."""

from copy import copy
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from samspel.accounts.who import Who
from samspel.core import clock, log, versions
from samspel.core.errors import Refused
from samspel.core.services import service
from samspel.municipality.models import ObservationKind
from samspel.observations import kept
from samspel.observations.models import Observation, Picture
from samspel.observations.rules import Moment, State, Step
from samspel.observations.services._ground import Where, hold, located, needs_right, pointed_out, put

_FIELDS = (
    "kind", "text", "felt", "area", "place", "place_text", "latitude", "longitude", "stretch", "happened_from",
    "happened_to", "when_known",
)  # fmt: skip


@dataclass(frozen=True)
class Corrected:
    """How an observation is to read. Without `keeps_picture` its picture goes."""

    kind: ObservationKind
    where: Where
    moment: Moment
    text: str = ""
    felt: str = ""
    keeps_picture: bool = True


@service
def correct(observation: UUID, corrected: Corrected, *, by: Who, version: int | None = None) -> Observation:
    """Let it read as it should have. Raises Missing, Stale, Refused (withdrawn, or place or time can't be right)."""
    held, _reach = hold(observation, by, Step.CORRECT, version)
    before = copy(held)
    moment = needs_right(corrected.moment)
    held.kind, held.text, held.felt = corrected.kind, corrected.text.strip(), corrected.felt
    held.happened_from, held.happened_to, held.when_known = moment.starts, moment.ends, moment.known
    put(held, located(corrected.where))
    changed = [name for name in _FIELDS if getattr(before, name) != getattr(held, name)]
    if not corrected.keeps_picture and Picture.objects.filter(observation=held).delete()[0]:
        changed.append("picture")
    held.state, held.changed_at = State.CORRECTED, clock.now()
    versions.save(held, *_FIELDS, "state", "changed_at")
    because = pointed_out(held.text, held.place_text)
    log.record("observation.corrected", held, by=by, fields=changed, because=because)
    kept.note(before, held)
    return held


@service
def withdraw(observation: UUID, reason: str, *, by: Who, version: int | None = None) -> Observation:
    """Let it count no more: it was wrong, or came twice. Its picture goes. Raises Missing, Stale, Refused."""
    plain = " ".join(reason.split())
    if not plain:
        raise Refused(_("Write why it is withdrawn, so that others understand."), field="reason")
    held, _reach = hold(observation, by, Step.WITHDRAW, version)
    before = copy(held)
    held.state, held.ended_because, held.changed_at = State.WITHDRAWN, plain[:300], clock.now()
    versions.save(held, "state", "ended_because", "changed_at")
    Picture.objects.filter(observation=held).delete()
    log.record("observation.withdrawn", held, by=by, fields=["state", "ended_because"])
    kept.note(before, held)
    return held
