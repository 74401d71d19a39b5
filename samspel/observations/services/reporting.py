"""An observation comes in: reported by one who was there, or taken in with many others from somewhere else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from samspel.accounts.rules import DEPARTMENT_FUNCTIONS
from samspel.accounts.who import Who
from samspel.core import clock, log
from samspel.core.actors import Actor
from samspel.core.errors import Refused
from samspel.core.services import service
from samspel.municipality.models import Department, ObservationKind, Organisation
from samspel.observations import kept, permissions
from samspel.observations.models import Observation, Picture
from samspel.observations.models.observation import OWN
from samspel.observations.pictures import Drawn
from samspel.observations.rules import Moment
from samspel.observations.services._ground import Where, located, needs_right, pointed_out, put, user_id_of

LONGEST: Final = 4000
_AT_ONCE: Final = 2000
"""Rows in one statement."""


@dataclass(frozen=True)
class Reported:
    """An observation as somebody tells it. `origin` and `external_id` say where an imported one comes from."""

    kind: ObservationKind
    where: Where
    moment: Moment
    text: str = ""
    felt: str = ""
    picture: Drawn | None = None
    organisation: Organisation | None = None
    department: Department | None = None
    origin: str = OWN
    external_id: str = ""


@service
def report(reported: Reported, *, by: Actor) -> Observation:
    """Take in an observation. Raises Missing when a user may not report, Refused where place or time can't be right,
    or when it came from the same origin before."""
    if isinstance(by, Who):
        permissions.require(permissions.may_report(by))
    observation = _made(reported, by)
    if _is_there(reported):
        raise Refused(_("This observation has come in before."), field="external_id")
    observation.save(force_insert=True)
    if reported.picture:
        keep_picture(observation, reported.picture)
    because = pointed_out(observation.text, observation.place_text)
    log.record("observation.reported", observation, by=by, fields=_filled(observation, reported), because=because)
    kept.note(None, observation)
    return observation


@service
def take_in(rows: Sequence[Reported], *, by: Actor) -> int:
    """Take in many from one origin, and leave those that have come before; returns how many came in.

    One line of the log for all. Raises Missing when a user may not report, Refused where a place or time can't be
    right: then nothing is taken in.
    """
    if isinstance(by, Who):
        permissions.require(permissions.may_report(by))
    new = list(_new(rows, by))
    Observation.objects.bulk_create(new, batch_size=_AT_ONCE)
    if new:
        because = f"{len(new)} of {len(rows)} from {new[0].origin}"
        log.record("observation.taken_in", new[0], by=by, because=because)
        kept.note_many((None, one) for one in new)
    return len(new)


def keep_picture(observation: Observation, drawn: Drawn) -> None:
    """Let the observation have this picture, and no other."""
    Picture.objects.update_or_create(
        observation=observation,
        defaults={"data": drawn.data, "width": drawn.width, "height": drawn.height, "at": clock.now()},
    )


def _new(rows: Sequence[Reported], by: Actor) -> Iterator[Observation]:
    """Those that have not come before, from outside or in the same rows."""
    known = _come_before(rows)
    for row in rows:
        name = (row.origin, row.external_id)
        if not row.external_id or name not in known:
            known.add(name)
            yield _made(row, by)


def _come_before(rows: Sequence[Reported]) -> set[tuple[str, str]]:
    known: set[tuple[str, str]] = set()
    named = [row for row in rows if row.external_id]
    for start in range(0, len(named), _AT_ONCE):
        some = named[start : start + _AT_ONCE]
        found = Observation.objects.filter(
            origin__in={row.origin for row in some}, external_id__in=[row.external_id for row in some]
        )
        known.update(found.values_list("origin", "external_id"))
    return known


def _made(reported: Reported, by: Actor) -> Observation:
    moment = needs_right(reported.moment)
    organisation, department = _from(reported, by)
    observation = Observation(
        kind=reported.kind,
        text=reported.text.strip(),
        felt=reported.felt,
        happened_from=moment.starts,
        happened_to=moment.ends,
        when_known=moment.known,
        organisation=organisation,
        department=department,
        reported_by_id=user_id_of(by),
        reported_at=clock.now(),
        origin=reported.origin,
        external_id=reported.external_id,
    )
    put(observation, located(reported.where))
    return observation


def _from(reported: Reported, by: Actor) -> tuple[Organisation | None, Department | None]:
    """From whom it comes: as it is said, or what the one who reports holds."""
    if reported.organisation or reported.department or not isinstance(by, Who):
        return reported.organisation, reported.department
    organisation = Organisation.objects.filter(pk__in=by.organisations()).first() if by.organisations() else None
    departments = by.departments(DEPARTMENT_FUNCTIONS)
    return organisation, Department.objects.filter(pk__in=departments).first() if departments else None


def _is_there(reported: Reported) -> bool:
    if not reported.external_id:
        return False
    return Observation.objects.filter(origin=reported.origin, external_id=reported.external_id).exists()


def _filled(observation: Observation, reported: Reported) -> list[str]:
    names = ("text", "felt", "area", "place", "place_text", "latitude", "stretch")
    return [*(name for name in names if getattr(observation, name)), *(["picture"] if reported.picture else [])]
