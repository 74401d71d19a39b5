"""A municipality's description as rows of its tables; a foreign key is written as the code of what it points at."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from pydantic import BaseModel

from samspel.municipality import models as m
from samspel.municipality.files.checks.answering import receiver_code, step_code
from samspel.municipality.files.shapes import Description
from samspel.municipality.files.shapes.answering import ReceiverRow, RouteLine, StepRow
from samspel.municipality.files.shapes.base import Row, SubRow
from samspel.municipality.files.shapes.leading import BodyRow
from samspel.municipality.files.shapes.place import MunicipalityFile, Week
from samspel.municipality.models.base import Kept
from samspel.municipality.rules import Span

Values = dict[str, Any]


@dataclass(frozen=True)
class Wanted:
    """The rows that a table should hold. `key` names the fields that tell one row from another."""

    model: type[Model]
    rows: list[Values]
    key: tuple[str, ...] = ("code",)

    @property
    def names(self) -> tuple[str, ...]:
        """The fields that the files decide."""
        retired = ("retired_on",) if issubclass(self.model, Kept) else ()
        return tuple(self.rows[0]) if self.rows else (*self.key, *retired)


def wanted(description: Description) -> list[Wanted]:
    """Every table but the teams' history, in the order in which they can be written."""
    parts = (_leading, _places, _bodies, _answering, _picture)
    return [one for part in parts for one in part(description)]


def _leading(d: Description) -> list[Wanted]:
    organisation = d.organisation
    departments = [(one, {**_plain(one, "units"), "director": one.director or ""}) for one in organisation.departments]
    units = [
        {**_plain(unit), **_sourced(unit, one), "department": one.code}
        for one in organisation.departments
        for unit in one.units
    ]
    functions = [{**_plain(one), "code": one.function.value, "task": one.task or ""} for one in d.functions.functions]
    goals = [
        {**_plain(one), **_sourced(one, term), "code": f"{term.code}/{one.code}", "term": term.code}
        for term in d.goals.terms
        for one in term.goals
    ]
    return [
        Wanted(m.Committee, _kept(_plain(one) for one in organisation.committees)),
        Wanted(m.Organisation, _kept(_plain(one) for one in organisation.organisations)),
        Wanted(m.Department, _kept(values for _one, values in departments)),
        Wanted(m.Unit, _kept(units)),
        Wanted(m.FunctionPost, _kept(functions)),
        Wanted(m.Term, _kept(_plain(one, "goals") for one in d.goals.terms)),
        Wanted(m.Goal, _kept(goals)),
        Wanted(m.SourceDocument, _kept(_plain(one) for one in d.sources.sources)),
    ]


def _places(d: Description) -> list[Wanted]:
    file = d.municipality
    return [
        Wanted(m.Municipality, [_municipality(file)]),
        Wanted(m.PortalLanguage, _kept({**_plain(one), **_sourced(one, file)} for one in file.languages)),
        Wanted(m.EmergencyNumber, _kept(_plain(one) for one in file.emergency_numbers)),
        Wanted(m.Setting, [{"key": key, **_plain(one)} for key, one in file.settings.items()], ("key",)),
        Wanted(m.OfficeHours, _week(d.hours.week), ("weekday", "opens")),
        Wanted(m.ClosedEve, [_plain(one) for one in d.hours.closed_eves], ("name",)),
        Wanted(
            m.SpecialDay,
            [{**_plain(one, "hours"), **_times(one.hours)} for one in d.hours.special_days],
            ("day",),
        ),
        Wanted(m.Team, _kept(_plain(one) for one in d.areas.teams)),
        Wanted(m.Area, _kept(_plain(one, "teams") for one in d.areas.areas)),
        Wanted(m.Place, _kept(_plain(one) for one in d.areas.places)),
    ]


def _municipality(file: MunicipalityFile) -> Values:
    return _plain(file, "languages", "emergency_numbers", "settings")


def _week(week: Week) -> list[Values]:
    days = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    return [
        {"weekday": number, **_times(span), "source": week.source, "assumption": week.assumption}
        for number, day in enumerate(days)
        for span in getattr(week, day)
    ]


def _times(span: Span | None) -> Values:
    return {"opens": span.opens if span else None, "closes": span.closes if span else None}


def _bodies(d: Description) -> list[Wanted]:
    bodies = d.bodies.bodies
    return [
        Wanted(m.Body, _kept(_body(one) for one in bodies)),
        Wanted(m.BodySeat, _kept(_seats(bodies))),
        Wanted(m.BodyResource, _kept(_resources(bodies))),
        Wanted(m.BodyDuty, _kept(_duties(bodies))),
    ]


def _body(body: BodyRow) -> Values:
    cadence = body.cadence
    return {
        **_plain(body, "cadence", "seats", "resourced_by", "duties"),
        "convenor": body.convenor or "",
        "cadence": cadence.text if cadence else "",
        "least_per_year": cadence.least_per_year if cadence else None,
        "most_per_year": cadence.most_per_year if cadence else None,
    }


def _seats(bodies: Sequence[BodyRow]) -> Iterable[Values]:
    for body in bodies:
        for seat in body.seats:
            values = {**_plain(seat), **_sourced(seat, body), "function": seat.function or ""}
            yield {**values, "code": f"{body.code}/{seat.code}", "body": body.code}


def _resources(bodies: Sequence[BodyRow]) -> Iterable[Values]:
    for body in bodies:
        for one in body.resourced_by:
            values = {**_plain(one), **_sourced(one, body), "function": one.function or ""}
            yield {**values, "code": f"{body.code}/{one.unit or one.function}", "body": body.code}


def _duties(bodies: Sequence[BodyRow]) -> Iterable[Values]:
    for body in bodies:
        for duty in body.duties:
            yield {**_plain(duty), **_sourced(duty, body), "code": f"{body.code}/{duty.code}", "body": body.code}


def _answering(d: Description) -> list[Wanted]:
    matters = [{**_plain(one), "hint": one.hint or ""} for one in d.matters.matters]
    services = [{**_plain(one), "hours": one.hours or ""} for one in d.services.services]
    receivers = d.escalation.receivers
    return [
        Wanted(m.Matter, _kept(matters)),
        Wanted(m.Route, _kept(_route(one) for one in d.routes.routes)),
        Wanted(
            m.RouteDepartment,
            [row for one in d.routes.routes for row in _route_departments(one)],
            ("route", "department"),
        ),
        Wanted(m.Service, _kept(services)),
        Wanted(m.EscalationReceiver, _kept(_receiver(one) for one in receivers)),
        Wanted(m.LineStep, [row for one in receivers for row in _line(one, receivers)], ("receiver", "position")),
    ]


def _picture(d: Description) -> list[Wanted]:
    kinds = [{**_plain(one), "hint": one.hint or ""} for one in d.picture.observation_kinds]
    indicators = [{**_plain(one), "provider": one.provider or ""} for one in d.picture.indicators]
    return [
        Wanted(m.ObservationKind, _kept(kinds)),
        Wanted(m.Factor, _kept(_plain(one) for one in d.picture.factors)),
        Wanted(m.Indicator, _kept(indicators)),
        Wanted(m.DevelopmentArea, _kept(_plain(one) for one in d.plan.development_areas)),
        Wanted(m.Perspective, _kept(_plain(one) for one in d.plan.perspectives)),
    ]


def _route_code(route: RouteLine) -> str:
    """A route is what it is for: two with the same conditions are the same route."""
    return "/".join(one or "*" for one in (route.matter, route.area, route.asker_role))


def _route(route: RouteLine) -> Values:
    return {**_plain(route, "departments"), "code": _route_code(route), "asker_role": route.asker_role or ""}


def _route_departments(route: RouteLine) -> list[Values]:
    return [
        {"route": _route_code(route), "department": code, "position": position}
        for position, code in enumerate(route.departments, 1)
    ]


def _receiver(row: ReceiverRow) -> Values:
    return {**_plain(row, "line"), "code": receiver_code(row.role, row.department)}


def _line(row: ReceiverRow, receivers: Sequence[ReceiverRow]) -> list[Values]:
    return [
        {
            "receiver": receiver_code(row.role, row.department),
            "position": position,
            "minutes": step.minutes,
            "is_end": step.end,
            **_sourced(step, row),
            **_reached(step, row, receivers),
        }
        for position, step in enumerate(row.line, 1)
    ]


def _reached(step: StepRow, row: ReceiverRow, receivers: Sequence[ReceiverRow]) -> Values:
    """Who a step reaches: somebody named, or another receiver with what that row says."""
    if step.receiver is None:
        return {"name": step.name, "phone": step.phone, "email": step.email, "passes_to": None}
    code = step_code(step.receiver, row.department)
    to = next(one for one in receivers if receiver_code(one.role, one.department) == code)
    return {
        "name": step.name or to.name,
        "phone": step.phone or to.phone,
        "email": step.email or to.email,
        "passes_to": code,
    }


def _plain(part: BaseModel, *without: str) -> Values:
    return part.model_dump(exclude=set(without))


def _kept(rows: Iterable[Values]) -> list[Values]:
    """Rows in the order of the file, in use."""
    return [{**values, "position": position, "retired_on": None} for position, values in enumerate(rows, 1)]


def _sourced(row: SubRow, around: Row) -> Values:
    """What a row inside another does not say about its source it has from the row around it."""
    own = bool(row.source or row.assumption)
    return {
        "source": row.source if own else around.source,
        "assumption": row.assumption if own else around.assumption,
    }
