"""What the tables hold, as a document: the way back from rows to the form of the files."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Model, QuerySet

from samspel.municipality import models as m
from samspel.municipality.changes import Codes, value_of
from samspel.municipality.content.kinds import Document, Raw
from samspel.municipality.files.shapes import answering, leading, picture, place, sources
from samspel.municipality.files.shapes.base import Part
from samspel.municipality.known import known
from samspel.municipality.models.base import Kept
from samspel.municipality.queries import the_municipality
from samspel.municipality.rules import NUMBER_KEYS

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@known
def document() -> Document:
    """The whole municipality as its tables say it now, in one read of each table, without what was retired.

    What a row within another inherits from it (source, name and number of a receiver) is left out, as in the files.
    Raises NotApplied before the first apply.
    """
    codes = Codes()
    raw: Document = {
        "municipality": _municipality(codes),
        "areas": {
            "teams": _rows(m.Team, place.TeamRow, codes),
            "areas": _areas(codes),
            "places": _rows(m.Place, place.PlaceRow, codes),
        },
        "organisation": _organisation(codes),
        "bodies": {"bodies": _bodies(codes)},
        "functions": {"functions": _rows(m.FunctionPost, leading.FunctionRow, codes)},
        "goals": {"terms": _terms(codes)},
        "hours": _hours(),
        "matters": {"matters": _rows(m.Matter, answering.MatterRow, codes)},
        "routes": {"routes": _routes(codes)},
        "escalation": {"receivers": _receivers(codes)},
        "services": {"services": _rows(m.Service, answering.ServiceRow, codes)},
        "sources": {"sources": _rows(m.SourceDocument, sources.SourceDocument, codes)},
        "picture": {
            "observation_kinds": _rows(m.ObservationKind, picture.ObservationKindRow, codes),
            "factors": _rows(m.Factor, picture.FactorRow, codes),
            "indicators": _rows(m.Indicator, picture.IndicatorRow, codes),
        },
        "plan": {
            "development_areas": _rows(m.DevelopmentArea, picture.DevelopmentAreaRow, codes),
            "perspectives": _rows(m.Perspective, picture.PerspectiveRow, codes),
        },
    }
    return raw


def _current(model: type[Model]) -> "QuerySet[Any]":
    rows: QuerySet[Any] = QuerySet(model)
    if issubclass(model, Kept):
        rows = rows.filter(retired_on__isnull=True).order_by("position", "code")
    return rows


def _rows(model: type[Model], shape: type[Part], codes: Codes, **more: Callable[[Any], Any]) -> list[Raw]:
    return [_raw(row, shape, codes, **more) for row in _current(model)]


def _raw(row: Model, shape: type[Part], codes: Codes, **more: Callable[[Any], Any]) -> Raw:
    """The shape's keys, each from the field of the same name or as `more` says, without what is only the default."""
    found: Raw = {}
    for name, field in shape.model_fields.items():
        value = more[name](row) if name in more else _plain(_value(row, name, codes))
        default = _plain(field.get_default())
        if field.is_required() or (value not in (None, "", [], {}) and value != default):
            found[field.alias or name] = value
    return found


def _value(row: Model, name: str, codes: Codes) -> Any:
    known = {field.name for field in row._meta.get_fields()}
    return value_of(row, name, codes) if name in known and not row._meta.get_field(name).one_to_many else None


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, str):
        return str(value)
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items() if one is not None}
    return value


def _within(rows: Iterable[Raw], around: Raw) -> list[Raw]:
    """Rows inside another: one that says of its source what the outer one says need not say it."""
    outer = (around.get("source", ""), around.get("assumption", False))
    return [
        {name: value for name, value in row.items() if name not in {"source", "assumption"}}
        if (row.get("source", ""), row.get("assumption", False)) == outer
        else row
        for row in rows
    ]


def _grouped(rows: Iterable[Any], by: str) -> Mapping[int, list[Any]]:
    groups: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, by)].append(row)
    return groups


def _inner_code(row: Any) -> str:
    """The part of a code that is its own: what is before the last slash is the outer row's."""
    return str(row.code).rsplit("/", 1)[-1]


def _municipality(codes: Codes) -> Raw:
    row = the_municipality()
    raw = _raw(row, place.MunicipalityFile, codes, languages=_nothing, emergency_numbers=_nothing, settings=_nothing)
    raw["languages"] = _within(_rows(m.PortalLanguage, place.Language, codes), raw)
    raw["emergency_numbers"] = _rows(m.EmergencyNumber, place.Emergency, codes)
    settings = {one.key: _raw(one, place.SettingValue, codes) for one in m.Setting.objects.all()}
    raw["settings"] = {key: settings[key] for key in NUMBER_KEYS if key in settings}
    return raw


def _nothing(_row: Any) -> list[Raw]:
    return []


def _areas(codes: Codes) -> list[Raw]:
    held = _grouped(m.AreaTeam.objects.order_by("starts"), "area_id")
    found = []
    for area in _current(m.Area):
        raw = _raw(area, place.AreaRow, codes, teams=_nothing)
        raw["teams"] = _within(_unbroken([_held(one, codes) for one in held[area.pk]]), raw)
        found.append(raw)
    return found


def _held(row: m.AreaTeam, codes: Codes) -> Raw:
    return _raw(row, place.Held, codes)


def _unbroken(rows: list[Raw]) -> list[Raw]:
    """The validities since the area was last without a team: the files tell of no gap, and the tables keep the rest."""
    for n in range(len(rows) - 1, 0, -1):
        ends = rows[n - 1].get("to")
        if ends is None or date.fromisoformat(ends).toordinal() + 1 != date.fromisoformat(rows[n]["from"]).toordinal():
            return rows[n:]
    return rows


def _organisation(codes: Codes) -> Raw:
    units = _grouped(_current(m.Unit), "department_id")
    departments = []
    for row in _current(m.Department):
        raw = _raw(row, leading.DepartmentRow, codes, units=_nothing)
        inner = _within([_raw(one, leading.UnitRow, codes) for one in units[row.pk]], raw)
        departments.append({**raw, "units": inner} if inner else raw)
    return {
        "committees": _rows(m.Committee, leading.CommitteeRow, codes),
        "organisations": _rows(m.Organisation, leading.OrganisationRow, codes),
        "departments": departments,
    }


def _bodies(codes: Codes) -> list[Raw]:
    inside: dict[str, tuple[type[Model], type[Part]]] = {
        "seats": (m.BodySeat, leading.SeatRow),
        "resourced_by": (m.BodyResource, leading.SupportRow),
        "duties": (m.BodyDuty, leading.DutyRow),
    }
    grouped = {name: _grouped(_current(model), "body_id") for name, (model, _shape) in inside.items()}
    found = []
    for row in _current(m.Body):
        raw = _raw(row, leading.BodyRow, codes, **dict.fromkeys(inside, _nothing), cadence=_cadence)
        for name, (_model, shape) in inside.items():
            own = {"code": _inner_code} if "code" in shape.model_fields else {}
            inner = _within([_raw(one, shape, codes, **own) for one in grouped[name][row.pk]], raw)
            raw = {**raw, name: inner} if inner else raw
        found.append(raw)
    return found


def _cadence(row: m.Body) -> Raw | None:
    if not row.cadence:
        return None
    return {"text": row.cadence, "least_per_year": row.least_per_year, "most_per_year": row.most_per_year}


def _terms(codes: Codes) -> list[Raw]:
    goals = _grouped(_current(m.Goal), "term_id")
    found = []
    for row in _current(m.Term):
        raw = _raw(row, leading.TermRow, codes, goals=_nothing)
        raw["goals"] = _within([_raw(one, leading.GoalRow, codes, code=_inner_code) for one in goals[row.pk]], raw)
        found.append(raw)
    return found


def _hours() -> Raw:
    rows = list(m.OfficeHours.objects.all())
    week: Raw = {day: [] for day in WEEKDAYS}
    for row in rows:
        week[WEEKDAYS[row.weekday]].append(_span(row))
    if rows:
        week |= _sourced(rows[0])
    return {
        "week": week,
        "closed_eves": [{"name": one.name, **_sourced(one)} for one in m.ClosedEve.objects.all()],
        "special_days": [_special(one) for one in m.SpecialDay.objects.all()],
    }


def _sourced(row: Any) -> Raw:
    return {name: getattr(row, name) for name in ("source", "assumption") if getattr(row, name)}


def _special(row: m.SpecialDay) -> Raw:
    hours = {"hours": _span(row)} if row.opens else {}
    return {"day": row.day.isoformat(), **hours, "reason": row.reason, **_sourced(row)}


def _span(row: Any) -> str:
    return f"{row.opens:%H:%M}-{row.closes:%H:%M}"


def _routes(codes: Codes) -> list[Raw]:
    receivers = _grouped(m.RouteDepartment.objects.order_by("position"), "route_id")

    def departments(row: m.Route) -> list[str | None]:
        return [codes.of(m.Department, one.department_id) for one in receivers[row.pk]]

    return _rows(m.Route, answering.RouteLine, codes, departments=departments)


def _receivers(codes: Codes) -> list[Raw]:
    lines = _grouped(m.LineStep.objects.order_by("position"), "receiver_id")
    rows = list(_current(m.EscalationReceiver))
    by_pk = {row.pk: row for row in rows}
    found = []
    for row in rows:
        raw = _raw(row, answering.ReceiverRow, codes, line=_nothing)
        inner = _within([_step(one, by_pk) for one in lines[row.pk]], raw)
        found.append({**raw, "line": inner} if inner else raw)
    return found


def _step(step: m.LineStep, receivers: Mapping[int, m.EscalationReceiver]) -> Raw:
    """What a step says of its own: what it has from the receiver that it passes to is that one's to say."""
    to = receivers.get(step.passes_to_id or 0)
    raw: Raw = {"receiver": to.role} if to else {}
    for name in ("name", "phone", "email"):
        value = getattr(step, name)
        if value and (to is None or value != getattr(to, name)):
            raw[name] = value
    if step.minutes is not None:
        raw["minutes"] = step.minutes
    if step.is_end:
        raw["end"] = True
    return {**raw, **_sourced(step)}
