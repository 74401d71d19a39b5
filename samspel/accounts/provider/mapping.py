"""The file that says which group gives which function, and where: read as a municipality's files are, fault by line."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from pydantic import Field, ValidationError

from samspel.accounts.provider.claims import Grant
from samspel.accounts.rules import SCOPE, Function, Scope
from samspel.core import clock
from samspel.municipality.files import Fault, text, words
from samspel.municipality.files.faults import Unreadable
from samspel.municipality.files.shapes.base import Part, one_of
from samspel.municipality.files.values import Code, Line
from samspel.municipality.models import Area, Body, Department, Organisation, Team
from samspel.municipality.models.base import Kept

AREA = "area"
_MODELS: dict[str, type[Kept]] = {
    Scope.TEAM.value: Team,
    Scope.DEPARTMENT.value: Department,
    Scope.BODY.value: Body,
    Scope.ORGANISATION.value: Organisation,
}


class Words(Part):
    """A line in each language of the pages."""

    sv: Line
    en: Line

    def __str__(self) -> str:
        return self.en if (get_language() or "").startswith("en") else self.sv


class Group(Part):
    """Who is in the group (its name or id, as the provider sends it) holds the function, in the place by its code."""

    group: Annotated[str, Field(min_length=1, max_length=300)]
    function: Annotated[Function, one_of(Function)]
    area: Code | None = None
    team: Code | None = None
    department: Code | None = None
    body: Code | None = None
    organisation: Code | None = None

    @property
    def places(self) -> dict[str, str]:
        """The places that are named, by kind; a sound row names one, or none."""
        named = {kind: getattr(self, kind) for kind in (AREA, *_MODELS)}
        return {kind: code for kind, code in named.items() if code is not None}

    @property
    def is_sound(self) -> bool:
        """Whether the function is held in just the kind of place that is named. An area stands for its team."""
        scope = SCOPE[self.function]
        special: dict[Scope, list[set[str]]] = {Scope.MUNICIPALITY: [set()], Scope.TEAM: [{"team"}, {AREA}]}
        allowed = special.get(scope, [{scope.value}])
        return set(self.places) in allowed

    def grant(self) -> Grant | None:
        """What it gives today; None when the place is not there any more, or no team has the area."""
        for kind, code in self.places.items():
            place = _team_of(code) if kind == AREA else _MODELS[kind].objects.current().filter(code=code).first()
            return Grant(self.function, place.pk) if place else None
        return Grant(self.function, None)


class Mapping(Part):
    """The whole file: the words of the button, whom to turn to, and what each group gives."""

    button: Words
    turn_to: Words
    groups: Annotated[list[Group], Field(min_length=1)]

    def grants(self, held: frozenset[str]) -> frozenset[Grant]:
        """Everything that the groups give today."""
        found = (one.grant() for one in self.groups if one.group in held)
        return frozenset(grant for grant in found if grant)


@dataclass(frozen=True)
class Checked:
    """What the check found. The mapping is there when no fault is."""

    faults: tuple[Fault, ...]
    mapping: Mapping | None


def check(path: Path) -> Checked:
    """Every fault of the file, with its line, in the language of the moment."""
    try:
        content = text.read(path)
    except Unreadable as stop:
        return Checked((Fault(path.name, stop.line, stop.message),), None)
    except OSError:
        return Checked((Fault(path.name, 0, _("The file cannot be opened.")),), None)
    faults = content.faults(path.name)
    try:
        mapping = Mapping.model_validate(content.data)
    except ValidationError as error:
        faults += [Fault(path.name, content.line(one["loc"]), words.said(one)) for one in error.errors()]
        return Checked(tuple(sorted(faults)), None)
    for index, group in enumerate(mapping.groups):
        if wrong := _wrong(group):
            faults.append(Fault(path.name, content.line(("groups", index)), wrong))
    return Checked(tuple(sorted(faults)), None if faults else mapping)


def _wrong(group: Group) -> str:
    if not group.is_sound:
        scope = SCOPE[group.function]
        if scope is Scope.MUNICIPALITY:
            return _("“%(function)s” covers the whole municipality: name no place.") % {"function": group.function}
        kinds = "area, team" if scope is Scope.TEAM else scope.value
        return _("“%(function)s” is held in a place. Name one of: %(kinds)s.") % {
            "function": group.function,
            "kinds": kinds,
        }
    if group.grant() is None:
        return _("There is no place with the code “%(code)s”.") % {"code": next(iter(group.places.values()))}
    return ""


def current() -> Mapping | None:
    """The mapping that the settings name; None when there is no provider, or when the file has faults."""
    path = Path(settings.OIDC["rules"])
    if not settings.OIDC["issuer"]:
        return None
    try:
        return _read(path, path.stat().st_mtime_ns)
    except OSError:
        return None


@cache
def _read(path: Path, changed: int) -> Mapping | None:
    """The file as it stood at that moment. Places are looked up when they are asked for, not here."""
    try:
        return Mapping.model_validate(text.read(path).data)
    except (Unreadable, ValidationError, OSError):
        return None


def _team_of(area: str) -> Team | None:
    found = Area.objects.filter(code=area).first()
    return found.team_on(clock.today()) if found else None
