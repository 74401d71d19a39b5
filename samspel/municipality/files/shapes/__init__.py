"""The form of a municipality's files: a class for each file and kind of row, explained in docs/municipality.md."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from samspel.municipality.files.shapes.answering import EscalationFile, MattersFile, RoutesFile, ServicesFile
from samspel.municipality.files.shapes.base import Part
from samspel.municipality.files.shapes.leading import BodiesFile, FunctionsFile, GoalsFile, OrganisationFile
from samspel.municipality.files.shapes.picture import PictureFile, PlanFile
from samspel.municipality.files.shapes.place import AreasFile, HoursFile, MunicipalityFile
from samspel.municipality.files.shapes.sources import SourcesFile


@dataclass(frozen=True)
class Description:
    """A whole municipality as its files say it: one field for each file."""

    municipality: MunicipalityFile
    areas: AreasFile
    organisation: OrganisationFile
    bodies: BodiesFile
    functions: FunctionsFile
    goals: GoalsFile
    hours: HoursFile
    matters: MattersFile
    routes: RoutesFile
    escalation: EscalationFile
    services: ServicesFile
    sources: SourcesFile
    picture: PictureFile
    plan: PlanFile


FILES: dict[str, type[Part]] = {
    "municipality": MunicipalityFile,
    "areas": AreasFile,
    "organisation": OrganisationFile,
    "bodies": BodiesFile,
    "functions": FunctionsFile,
    "goals": GoalsFile,
    "hours": HoursFile,
    "matters": MattersFile,
    "routes": RoutesFile,
    "escalation": EscalationFile,
    "services": ServicesFile,
    "sources": SourcesFile,
    "picture": PictureFile,
    "plan": PlanFile,
}
"""Each file by its name without `.yaml`."""

OPTIONAL: Mapping[str, Any] = {"sources": {"sources": []}, "picture": {}, "plan": {}}
"""The files that need not be there, with what they say then."""

__all__ = [
    "FILES",
    "OPTIONAL",
    "AreasFile",
    "BodiesFile",
    "Description",
    "EscalationFile",
    "FunctionsFile",
    "GoalsFile",
    "HoursFile",
    "MattersFile",
    "MunicipalityFile",
    "OrganisationFile",
    "Part",
    "PictureFile",
    "PlanFile",
    "RoutesFile",
    "ServicesFile",
    "SourcesFile",
]
