"""Between the outside and ours: rows as they are shown, codes as what they stand for."""

from datetime import UTC
from typing import TypeVar

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samspel.core import clock, persondata
from samspel.core.api.values import Point
from samspel.core.errors import Refused
from samspel.municipality import queries as municipality
from samspel.municipality.boundaries.pins import Pin
from samspel.municipality.models import Area, ObservationKind, Place
from samspel.observations import rules, shown
from samspel.observations.api.schemas import FilterIn, KnownPlaceOut, ObservationIn, ObservationOut
from samspel.observations.models import Observation
from samspel.observations.models.observation import OWN
from samspel.observations.permissions import Reach
from samspel.observations.queries import Filters
from samspel.observations.rules import Felt, Moment, WhenKnown
from samspel.observations.services import Reported, Where

T = TypeVar("T", Area, ObservationKind, Place)


def shown_out(reach: Reach, row: Observation) -> ObservationOut:
    """The observation as it is shown to one who may see it."""
    pin = shown.pin_of(reach, row)
    return ObservationOut(
        id=row.pk,
        kind=row.kind.code,
        text=row.text,
        felt=Felt(row.felt) if row.felt else None,
        area=row.area.code if row.area else None,
        place=row.place.code if row.place else None,
        place_text=row.place_text,
        point=_point(pin) if pin else None,
        stretch=[_point(one) for one in shown.stretch_of(reach, row)],
        happened_from=row.happened_from.astimezone(UTC),
        happened_to=row.happened_to.astimezone(UTC),
        when_known=WhenKnown(row.when_known),
        organisation=row.organisation.code if row.organisation else None,
        department=row.department.code if row.department else None,
        origin=row.origin,
        external_id=row.external_id,
        reported_at=row.reported_at,
        state=row.stands,
        version=row.version,
        url=f"{settings.BASE_URL}{reverse('observations:one', args=[row.pk])}",
    )


def place_out(row: Place, area: str) -> KnownPlaceOut:
    """A known place, with the code of its area."""
    return KnownPlaceOut(code=row.code, name=row.name, area=area, point=Point(lat=row.latitude, lon=row.longitude))


def filters(asked: FilterIn) -> Filters:
    """What is asked for; raises Refused for a code that nothing has, as the week does."""
    chosen = Filters(**asked.dict())
    by_code(municipality.areas(), "" if chosen.area == "none" else chosen.area, "area")
    by_code(municipality.observation_kinds(), chosen.kind, "kind")
    return chosen


def reported(body: ObservationIn, *, origin: str) -> Reported:
    """What the body tells; raises Refused for a code that nothing has."""
    kind = by_code(municipality.observation_kinds(), body.kind, "kind")
    if kind is None:
        raise Refused(_("There is none with this code. The list says which there are."), field="kind")
    where = Where(
        area=by_code(municipality.areas(), body.area, "area"),
        place=by_code(municipality.places(), body.place, "place"),
        place_text=body.place_text,
        pin=Pin(body.point.lat, body.point.lon) if body.point else None,
        stretch=[Pin(one.lat, one.lon) for one in body.stretch or []],
    )
    felt = body.felt.value if body.felt else ""
    return Reported(
        kind=kind,
        where=where,
        moment=_moment(body),
        text=body.text,
        felt=felt,
        origin=origin if body.external_id else OWN,
        external_id=body.external_id,
    )


def by_code(rows: list[T], code: str | None, field: str) -> T | None:
    """The row with the code, None without one; raises Refused at the field."""
    if not code:
        return None
    found = next((row for row in rows if row.code == code), None)
    if found is None:
        raise Refused(_("There is none with this code. The list says which there are."), field=field)
    return found


def warnings(body: ObservationIn) -> list[str]:
    """What looks like it names a person, by kind: a machine cannot be asked, so it is told."""
    kinds = {one.kind for text in (body.text, body.place_text) for one in persondata.findings(text)}
    told = {
        "identity_number": _("The text holds what looks like a personal identity number."),
        "phone": _("The text holds what looks like a phone number."),
        "email": _("The text holds what looks like an e-mail address."),
    }
    return [told[kind] for kind in sorted(kinds)]


def _moment(body: ObservationIn) -> Moment:
    if body.day:
        today = clock.today()
        if not today - rules.OLDEST <= body.day <= today:
            raise Refused(_("Say a day that has been, at most twenty years ago."), field="day")
        return rules.some_time(body.day, timezone.get_current_timezone())
    if body.happened_from is None:
        return rules.unknown(clock.now())
    return rules.between(body.happened_from, body.happened_to or body.happened_from)


def _point(pin: Pin) -> Point:
    return Point(lat=pin.north, lon=pin.east)
