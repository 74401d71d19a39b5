"""Taking observations in from a file, each once."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from samspel.accounts.rules import DEPARTMENT_FUNCTIONS
from samspel.accounts.who import Who
from samspel.core import clock
from samspel.core.imports import Delivery, Fault, Row, Values, one_by_one
from samspel.core.imports.holds import folded
from samspel.municipality import queries as municipality
from samspel.municipality.boundaries.pins import Pin
from samspel.municipality.models import Department, Organisation
from samspel.observations import rules, services
from samspel.observations.models import Observation
from samspel.observations.models.observation import OWN
from samspel.observations.services import Reported, Where


def key(values: Values) -> str:
    """The source's own number, where it has one."""
    return str(values["number"] or "")


def known(keys: Collection[str], delivery: Delivery) -> Mapping[str, Values]:
    """Those that have come from the source before, and those of our own export: neither is ever changed by a file."""
    came = Observation.objects.filter(origin=_origin(delivery), external_id__in=keys)
    ours = Observation.objects.filter(pk__in=list(filter(None, map(_uuid, keys))))
    found = [*came.values_list("external_id", flat=True), *(str(pk) for pk in ours.values_list("pk", flat=True))]
    return {one: {} for one in found}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if len(text) == 36 else None
    except ValueError:
        return None


def _origin(delivery: Delivery) -> str:
    """The source's code; none is taken for what is reported here."""
    return f"{delivery.source}-1" if delivery.source == OWN else delivery.source[:60]


def take(rows: Sequence[Row], delivery: Delivery, by: Who) -> Mapping[int, Fault]:
    """Take them in; returns those that can no longer be, by number."""
    made = _Made(delivery, by)
    return one_by_one.together(rows, lambda some: services.take_in([made.of(row) for row in some], by=by))


class _Made:
    """Rows as observations, with what they point at looked up once."""

    def __init__(self, delivery: Delivery, by: Who) -> None:
        self._now = clock.now()
        self._origin = _origin(delivery)
        self._kinds = {kind.code: kind for kind in municipality.observation_kinds()}
        self._areas = {area.code: area for area in municipality.areas()}
        self._places = {folded(place.name): place for place in municipality.places()}
        self._organisation = Organisation.objects.filter(pk__in=by.organisations()).first()
        self._department = Department.objects.filter(pk__in=by.departments(DEPARTMENT_FUNCTIONS)).first()

    def of(self, row: Row) -> Reported:
        """The observation that a row tells of."""
        told = row.values
        place = self._places.get(folded(told["place"] or ""))
        spots = [told["spot"] or "", "" if place else told["place"] or ""]
        point = told["latitude"] is not None
        return Reported(
            kind=self._kinds[told["kind"]],
            where=Where(
                area=self._areas.get(told["area"]),
                place=place,
                place_text=", ".join(filter(None, spots))[:200],
                pin=Pin(told["latitude"], told["longitude"]) if point else None,
            ),
            moment=self._moment(told),
            text=told["text"] or "",
            felt=told["felt"] or "",
            organisation=self._organisation,
            department=self._department,
            origin=self._origin,
            external_id=row.key,
        )

    def _moment(self, told: Values) -> rules.Moment:
        if told["starts"] is None:
            return rules.unknown(self._now)
        return rules.Moment(told["starts"], told["ends"], rules.WhenKnown(told["known"]))
