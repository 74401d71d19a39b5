"""The tables of the municipality's description."""

from samspel.municipality.models.answering import (
    AskerRole,
    EmergencyNumber,
    Matter,
    Route,
    RouteDepartment,
    Service,
)
from samspel.municipality.models.bodies import Body, BodyDuty, BodyLevel, BodyResource, BodySeat
from samspel.municipality.models.boundaries import Boundary, BoundaryFile, BoundaryVersion
from samspel.municipality.models.changes import ChangeOrigin, ChangeRow, ChangeSet, ChangeState
from samspel.municipality.models.edition import Edition, KnownKey
from samspel.municipality.models.escalation import EscalationReceiver, LineStep, ReceiverRole
from samspel.municipality.models.hours import ClosedEve, OfficeHours, SpecialDay
from samspel.municipality.models.municipality import Municipality, PortalLanguage, Setting
from samspel.municipality.models.organisation import (
    Committee,
    CountedAs,
    Department,
    DepartmentKind,
    FunctionPost,
    Goal,
    Organisation,
    OrganisationKind,
    Term,
    Unit,
)
from samspel.municipality.models.picture import (
    Better,
    DevelopmentArea,
    Domain,
    Every,
    Factor,
    FactorKind,
    Indicator,
    ObservationKind,
    Perspective,
    Provider,
)
from samspel.municipality.models.places import Area, AreaTeam, Confidence, Level, Place, Shape, Team
from samspel.municipality.models.sources import SourceDocument

__all__ = [
    "Area",
    "AreaTeam",
    "AskerRole",
    "Better",
    "Body",
    "BodyDuty",
    "BodyLevel",
    "BodyResource",
    "BodySeat",
    "Boundary",
    "BoundaryFile",
    "BoundaryVersion",
    "ChangeOrigin",
    "ChangeRow",
    "ChangeSet",
    "ChangeState",
    "ClosedEve",
    "Committee",
    "Confidence",
    "CountedAs",
    "Department",
    "DepartmentKind",
    "DevelopmentArea",
    "Domain",
    "Edition",
    "EmergencyNumber",
    "EscalationReceiver",
    "Every",
    "Factor",
    "FactorKind",
    "FunctionPost",
    "Goal",
    "Indicator",
    "KnownKey",
    "Level",
    "LineStep",
    "Matter",
    "Municipality",
    "ObservationKind",
    "OfficeHours",
    "Organisation",
    "OrganisationKind",
    "Perspective",
    "Place",
    "PortalLanguage",
    "Provider",
    "ReceiverRole",
    "Route",
    "RouteDepartment",
    "Service",
    "Setting",
    "Shape",
    "SourceDocument",
    "SpecialDay",
    "Team",
    "Term",
    "Unit",
]
