"""The kinds of rows that the description is made of: in which file each stands, its shape, what tells it apart."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from samspel.municipality.files.shapes import answering, leading, picture, place, sources
from samspel.municipality.files.shapes.base import Part

Raw = dict[str, Any]
"""A row as YAML would give it: texts, numbers, truth values, lists and rows within."""
Document = dict[str, Any]
"""The content of every file, by its name without `.yaml`."""

THIS: Final = "this"
"""The key of what there is only one of."""


@dataclass(frozen=True)
class Kind:
    """A kind of row. `rows` is the list's name in the file; empty where the file's own keys are the row."""

    name: str
    file: str
    rows: str
    shape: type[Part]
    key: Callable[[Raw], str]

    @property
    def alone(self) -> bool:
        """There is one, which can be neither added nor taken away."""
        return self.name in _ALONE

    @property
    def ordered(self) -> bool:
        """The order of the rows is the municipality's to say: it is how they are offered, or tried."""
        return self.name in _ORDERED

    @property
    def fixed(self) -> bool:
        """Which rows there are is the program's to say."""
        return self.alone or self.name == "settings"


def _code(row: Raw) -> str:
    return str(row.get("code", ""))


def _by(name: str) -> Callable[[Raw], str]:
    return lambda row: str(row.get(name, ""))


def _this(_row: Raw) -> str:
    return THIS


def _route(row: Raw) -> str:
    """What it is for: two with the same conditions are the same route."""
    return "--".join(str(row.get(name) or "_") for name in ("matter", "area", "asker_role"))


def _receiver(row: Raw) -> str:
    return "--".join(str(row[name]) for name in ("role", "department") if row.get(name))


class MunicipalityRow(place.MunicipalityFile):
    """The municipality itself, without the lists of its file."""

    languages: list[place.Language] = []
    emergency_numbers: list[place.Emergency] = []
    settings: dict[str, place.SettingValue] = {}


KINDS: Final[tuple[Kind, ...]] = (
    Kind("municipality", "municipality", "", MunicipalityRow, _this),
    Kind("languages", "municipality", "languages", place.Language, _code),
    Kind("emergency_numbers", "municipality", "emergency_numbers", place.Emergency, _code),
    Kind("settings", "municipality", "settings", place.SettingValue, _code),
    Kind("teams", "areas", "teams", place.TeamRow, _code),
    Kind("areas", "areas", "areas", place.AreaRow, _code),
    Kind("places", "areas", "places", place.PlaceRow, _code),
    Kind("departments", "organisation", "departments", leading.DepartmentRow, _code),
    Kind("committees", "organisation", "committees", leading.CommitteeRow, _code),
    Kind("organisations", "organisation", "organisations", leading.OrganisationRow, _code),
    Kind("bodies", "bodies", "bodies", leading.BodyRow, _code),
    Kind("functions", "functions", "functions", leading.FunctionRow, _by("function")),
    Kind("goals", "goals", "terms", leading.TermRow, _code),
    Kind("week", "hours", "week", place.Week, _this),
    Kind("closed_eves", "hours", "closed_eves", place.EveRow, _by("name")),
    Kind("special_days", "hours", "special_days", place.SpecialDayRow, _by("day")),
    Kind("matters", "matters", "matters", answering.MatterRow, _code),
    Kind("routes", "routes", "routes", answering.RouteLine, _route),
    Kind("receivers", "escalation", "receivers", answering.ReceiverRow, _receiver),
    Kind("services", "services", "services", answering.ServiceRow, _code),
    Kind("sources", "sources", "sources", sources.SourceDocument, _code),
    Kind("observation_kinds", "picture", "observation_kinds", picture.ObservationKindRow, _code),
    Kind("factors", "picture", "factors", picture.FactorRow, _code),
    Kind("indicators", "picture", "indicators", picture.IndicatorRow, _code),
    Kind("development_areas", "plan", "development_areas", picture.DevelopmentAreaRow, _code),
    Kind("perspectives", "plan", "perspectives", picture.PerspectiveRow, _code),
)
BY_NAME: Final[Mapping[str, Kind]] = {kind.name: kind for kind in KINDS}
_ORDERED = frozenset(
    (
        "languages", "emergency_numbers", "teams", "departments", "committees", "organisations", "bodies", "functions",
        "goals", "matters", "routes", "receivers", "services", "sources",
        "observation_kinds", "factors", "indicators", "development_areas", "perspectives",
    )
)  # fmt: skip
_ALONE = frozenset({"municipality", "week"})
_LISTS = frozenset({"languages", "emergency_numbers", "settings"})


def rows_of(document: Document, kind: Kind) -> dict[str, Raw]:
    """The rows of a kind by key, in order. A setting says its own name as its code."""
    file = document[kind.file]
    if kind.name == "municipality":
        return {THIS: {name: value for name, value in file.items() if name not in _LISTS}}
    held = file.get(kind.rows)
    if kind.alone:
        return {THIS: held}
    if kind.name == "settings":
        return dict(held)
    return {kind.key(row): row for row in held or []}


def with_rows(document: Document, kind: Kind, rows: Mapping[str, Raw]) -> Document:
    """The document with other rows of a kind; nothing of what was given is changed."""
    file = document[kind.file]
    if kind.name == "municipality":
        file = {**rows[THIS], **{name: file[name] for name in file if name in _LISTS}}
    elif kind.alone:
        file = {**file, kind.rows: rows[THIS]}
    else:
        file = {**file, kind.rows: dict(rows) if kind.name == "settings" else list(rows.values())}
    return {**document, kind.file: file}


def canonical(shape: type[Part], row: Raw) -> Raw:
    """A row as a document holds it: what is left out means the same; raises pydantic's ValidationError."""
    return shape.model_validate(row).model_dump(mode="json", by_alias=True, exclude_defaults=True)


def kind_at(file: str, path: tuple[str | int, ...]) -> Kind | None:
    """The kind of row that a path in a file (`areas` or `areas.yaml`) leads to."""
    name = file.removesuffix(".yaml")
    first = path[0] if path else ""
    within = [kind for kind in KINDS if kind.file == name]
    return next((kind for kind in within if kind.rows == first), next((k for k in within if not k.rows), None))
