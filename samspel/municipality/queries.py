"""Every read of the municipality's description. It holds no secrets: whoever works in the product may see all of it.

What is `known` is read once for each edition of the description, and so must depend on its arguments alone: not on the
day, and not on the language.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Prefetch, Subquery

from samspel.core import clock
from samspel.core.errors import Missing
from samspel.municipality.functions import Function
from samspel.municipality.known import known, note, one_request
from samspel.municipality.known import row as known_row
from samspel.municipality.models import (
    Area,
    AreaTeam,
    Body,
    BodyDuty,
    BodyLevel,
    BodyResource,
    BodySeat,
    ClosedEve,
    Committee,
    Department,
    DepartmentKind,
    DevelopmentArea,
    Edition,
    EmergencyNumber,
    EscalationReceiver,
    Factor,
    FunctionPost,
    Goal,
    Indicator,
    Level,
    LineStep,
    Matter,
    Municipality,
    ObservationKind,
    OfficeHours,
    Organisation,
    Perspective,
    Place,
    PortalLanguage,
    ReceiverRole,
    Route,
    Service,
    Setting,
    SourceDocument,
    SpecialDay,
    Team,
)
from samspel.municipality.models.base import Kept, Named
from samspel.municipality.rules import NUMBER_KEYS, Numbers, OfficeCalendar, OfficeWeek, Span, calendar_for

__all__ = ["note", "one_request"]


class NotApplied(Missing):
    """No municipality's files have been applied yet: `samspel municipality apply` does it."""


def name_of(model: type[Named], pk: int | None) -> str:
    """What the row with the id is called, whether it is still used or not; "" for none."""
    found = known_row(model, pk) if pk else None
    return found.name if found else ""


def id_of(model: type[Kept], code: str) -> int | None:
    """The id of the row with the code, whether it is still used or not; None for a code that nobody has."""
    return _ids(model).get(code)


@known
def _ids(model: type[Kept]) -> dict[str, int]:
    return dict(model.objects.values_list("code", "pk"))


def edition() -> Subquery:
    """The mark of the edition that stands, to be read along with something else and then told to `note`."""
    return Subquery(Edition.objects.values("mark")[:1])


@known
def the_municipality() -> Municipality:
    """The municipality that this installation serves; raises NotApplied before the first apply."""
    found = Municipality.objects.select_related("contact_centre").first()
    if found is None:
        raise NotApplied
    return found


@known
def numbers() -> Numbers:
    """The numbers that the work runs by; raises NotApplied before the first apply."""
    stored = dict(Setting.objects.values_list("key", "value"))
    if not stored.keys() >= set(NUMBER_KEYS):
        raise NotApplied
    return Numbers(**{key: stored[key] for key in NUMBER_KEYS})


@known
def settings_with_source() -> list[Setting]:
    """The same numbers as rows, for the page that says where each comes from."""
    return list(Setting.objects.all())


@known
def calendar() -> OfficeCalendar:
    """The office calendar; equal hours give the same calendar, with its counted days."""
    weekdays: list[list[Span]] = [[] for _ in range(7)]
    for row in OfficeHours.objects.all():
        weekdays[row.weekday].append(Span(row.opens, row.closes))
    return calendar_for(
        OfficeWeek(
            weekdays=tuple(tuple(spans) for spans in weekdays),
            eves=frozenset(ClosedEve.objects.values_list("name", flat=True)),
            special=frozenset((row.day, _spans(row)) for row in SpecialDay.objects.all()),
            zone=ZoneInfo(settings.TIME_ZONE),
        )
    )


def _spans(day: SpecialDay) -> tuple[Span, ...]:
    return (Span(day.opens, day.closes),) if day.opens and day.closes else ()


@known
def office_hours() -> tuple[list[OfficeHours], list[ClosedEve], list[SpecialDay]]:
    """The rows behind the calendar, with their sources."""
    return list(OfficeHours.objects.all()), list(ClosedEve.objects.all()), list(SpecialDay.objects.all())


@known
def teams() -> list[Team]:
    """The area teams, by number."""
    return list(Team.objects.current().order_by("number"))


def areas(on: date | None = None) -> list[Area]:
    """The areas of a day (today), each with the team that had it as `area.team`, in Swedish order."""
    return _areas(on or clock.today())


def main_areas() -> list[Area]:
    """The areas that the municipality works with as wholes: each is to have its situation and its target picture."""
    return [one for one in areas() if one.level == Level.MAIN]


@known
def _areas(day: date) -> list[Area]:
    return list(Area.objects.current(day).with_team(day))


def area(code: str, on: date | None = None) -> Area:
    """One area with its team; raises Missing. A retired one is found too: old things point at it."""
    return _area(code, on or clock.today())


@known
def _area(code: str, day: date) -> Area:
    found = Area.objects.with_team(day).filter(code=code).first()
    if found is None:
        raise Missing
    return found


def areas_of(teams: Collection[int], on: date) -> dict[int, int]:
    """The areas that the teams have on a day: the id of each, and of its team."""
    return {area: team for area, team in _held(on).items() if team in teams}


@known
def _held(day: date) -> dict[int, int]:
    return dict(AreaTeam.objects.on(day).values_list("area", "team"))


@known
def tenures() -> list[AreaTeam]:
    """Which team has, had or will have which area: all rows, in Swedish order of the areas, then in time."""
    return list(AreaTeam.objects.select_related("area", "team").order_by("area__sort_key", "starts"))


@known
def places() -> list[Place]:
    """Places that people know by name, in Swedish order."""
    return list(Place.objects.current().select_related("area"))


@known
def committees() -> list[Committee]:
    """The committees, in the files' order."""
    return list(Committee.objects.current())


@known
def departments() -> list[Department]:
    """The departments, in the files' order, with committee and units."""
    return list(Department.objects.current().select_related("committee", "organisation").prefetch_related("units"))


@known
def department(code: str) -> Department:
    """One department in use; raises Missing."""
    found = Department.objects.current().select_related("committee").filter(code=code).first()
    if found is None:
        raise Missing
    return found


@known
def contact_centres() -> frozenset[int]:
    """The ids of the departments that take in questions for all."""
    return frozenset(Department.objects.filter(kind=DepartmentKind.CONTACT_CENTRE).values_list("pk", flat=True))


@known
def organisations() -> list[Organisation]:
    """The provider and the partners, in the files' order."""
    return list(Organisation.objects.current())


@known
def bodies() -> list[Body]:
    """The bodies from the top, each with `seats`, `resources` and `duties` in order, without further reads."""
    return list(
        Body.objects.current()
        .select_related("reports_to")
        .prefetch_related(
            Prefetch("seats", BodySeat.objects.current().select_related("department", "organisation")),
            Prefetch("resources", BodyResource.objects.current().select_related("unit")),
            Prefetch("duties", BodyDuty.objects.current()),
        )
    )


@known
def coordination_body() -> Body | None:
    """The body that the coordination group's receiver stands for."""
    found = (
        EscalationReceiver.objects.current().filter(role=ReceiverRole.COORDINATION_GROUP).select_related("body").first()
    )
    return found.body if found else None


@known
def function_posts() -> list[FunctionPost]:
    """The functions, with how many there shall be."""
    return list(FunctionPost.objects.current())


def function_names() -> dict[str, str]:
    """What the municipality calls each function, by code."""
    named = _named_functions()
    return {one.value: named.get(one.value, str(one.label)) for one in Function}


@known
def _named_functions() -> dict[str, str]:
    return dict(FunctionPost.objects.current().values_list("function", "name"))


@known
def matters() -> list[Matter]:
    """What a question can be about, in the files' order."""
    return list(Matter.objects.current())


@dataclass(frozen=True)
class RouteRow:
    """One row of the standing orders in plain values; None fits anything. `departments` are codes, the first leads."""

    number: int
    matter: str | None
    area: str | None
    asker_role: str | None
    departments: tuple[str, ...]
    because: str
    source: str
    assumption: bool

    def fits(self, matter: str | None, area: str | None, asker_role: str | None) -> bool:
        """Whether the row is for a question with these codes."""
        return self.matter in {None, matter} and self.area in {None, area} and self.asker_role in {None, asker_role}


@known
def routes() -> tuple[RouteRow, ...]:
    """The standing orders in order; the last row fits every question."""
    rows = Route.objects.current().select_related("matter", "area").prefetch_related("receivers__department")
    return tuple(
        RouteRow(
            number=row.position,
            matter=row.matter.code if row.matter else None,
            area=row.area.code if row.area else None,
            asker_role=row.asker_role or None,
            departments=tuple(one.department.code for one in row.receivers.all()),
            because=row.because,
            source=row.source,
            assumption=row.assumption,
        )
        for row in rows
    )


@known
def receivers() -> list[EscalationReceiver]:
    """Who receives escalations, each with its `line` in order."""
    line = LineStep.objects.select_related("passes_to")
    return list(
        EscalationReceiver.objects.current()
        .select_related("department", "body")
        .prefetch_related(Prefetch("line", line))
    )


def receiver(role: ReceiverRole, department: Department | None = None) -> EscalationReceiver:
    """The receiver of a role (and, for managers and management, of a department), with its line; raises Missing."""
    for one in receivers():
        if one.role == role and one.department_id == (department.pk if department else None):
            return one
    raise Missing


@known
def goals(on: date | None = None) -> Sequence[Goal]:
    """All municipal goals, or those of the term of office that a day falls in."""
    rows = Goal.objects.current().select_related("term")
    return list(rows.filter(term__starts__lte=on, term__ends__gte=on) if on else rows)


@known
def services() -> list[Service]:
    """Others who help, to guide people on to."""
    return list(Service.objects.current())


@known
def emergency_numbers() -> list[EmergencyNumber]:
    """The numbers that stand first on residents' pages."""
    return list(EmergencyNumber.objects.current())


@known
def sources() -> list[SourceDocument]:
    """The documents that rows refer to by their marks."""
    return list(SourceDocument.objects.current())


@known
def languages() -> list[PortalLanguage]:
    """The languages that the municipality wants on residents' pages."""
    return list(PortalLanguage.objects.current())


@known
def observation_kinds() -> list[ObservationKind]:
    """What can be seen and reported, in order."""
    return list(ObservationKind.objects.current())


@known
def factors() -> list[Factor]:
    """The risk and protective factors, in order."""
    return list(Factor.objects.current())


@known
def indicators() -> list[Indicator]:
    """What is measured over time, in order."""
    return list(Indicator.objects.current())


@known
def development_areas() -> list[DevelopmentArea]:
    """The fields of the action plan, in order."""
    return list(DevelopmentArea.objects.current())


@known
def perspectives() -> list[Perspective]:
    """What shall pervade every measure, in order."""
    return list(Perspective.objects.current())


@known
def bodies_at(level: BodyLevel) -> frozenset[int]:
    """Ids of the bodies that lead at a level: the tactical drafts, the strategic adopts [4]."""
    return frozenset(body.pk for body in Body.objects.current().filter(level=level))
