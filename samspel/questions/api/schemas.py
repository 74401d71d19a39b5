"""What goes in and out: questions as other systems see them."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import AliasChoices, AwareDatetime, BaseModel, Field

from samspel.core.api.values import Point, Whole, WrittenOut
from samspel.municipality.models import AskerRole
from samspel.questions.queries import Stage
from samspel.questions.rules import PartStatus, Status

Code = Annotated[str, Field(max_length=120)]
Text = Annotated[str, Field(min_length=1, max_length=8000)]
Short = Annotated[str, Field(max_length=500)]


class ContactIn(BaseModel):
    """How the asker is reached; an object, and nothing that is silently lost."""

    name: Annotated[str, Field(max_length=120)] = ""
    email: Annotated[str, Field(max_length=254)] = ""
    phone: Annotated[str, Field(max_length=30)] = ""


class QuestionIn(Schema):
    """A question on behalf of somebody. Codes are those of /matters and /areas; without an area, the point says it."""

    subject: Annotated[str, Field(max_length=160)] = ""
    text: Text
    matter: Code | None = None
    area: Code | None = None
    place: Annotated[str, Field(max_length=200)] = ""
    point: Point | None = None
    asker_role: AskerRole = AskerRole.RESIDENT
    contact: ContactIn | None = None


class PartOut(BaseModel):
    """A department's part."""

    department: str
    leads: bool
    status: PartStatus
    answer: str
    version: int


class QuestionOut(BaseModel):
    """A question. `routed_to` are the departments that have it now, the one that leads first."""

    id: UUID
    reference: str
    status: Status
    subject: str
    text: str
    matter: str | None
    area: str | None
    place: str
    point: Point | None
    asker_role: str
    channel: str
    routed_to: list[str]
    because: str
    received_at: datetime
    due_on: date
    answer: str
    ended_at: datetime | None
    solved: bool | None
    parts: list[PartOut]
    version: int
    url: str


class SimilarOut(Schema):
    """Another open question. `likeness` is the share of words that the two have in common, 0 to 1."""

    id: UUID
    reference: str
    subject: str
    area: str | None
    joint: UUID | None
    likeness: float
    url: str


class AskedOut(QuestionOut):
    """A question just taken in: the code for the asker, shown only now, and what looks like it names a person."""

    code: str
    warnings: list[str]


class FilterIn(Schema):
    """What a list is narrowed to. `status` is open, ended, all or a status."""

    status: Annotated[str, Field(pattern=f"^(|{'|'.join([*Stage, *Status])})$")] = ""
    area: Code = ""
    matter: Code = ""
    department: Code = ""
    since: Annotated[date | AwareDatetime | None, WrittenOut] = None
    q: Annotated[str, Field(max_length=200)] = ""


class VersionIn(Schema):
    """`version`, when given, is the one that was read: a later one answers 409."""

    version: Annotated[Whole, Field(ge=1)] | None = None


class AcceptIn(VersionIn):
    """Which department accepts, when the token's user works for several."""

    department: Code | None = None


class AnswerIn(VersionIn):
    """The answer to the asker with the question's end; from a department that doesn't lead, its part of it.

    `to` is the code of a service or organisation, for guided and not_ours.
    """

    text: Text
    end: Status = Status.ANSWERED
    to: Code = ""
    because: Annotated[str, Field(max_length=300)] = ""
    department: Code | None = None


class HandOnIn(VersionIn):
    """Who gets it instead, and why."""

    department: Code = Field(validation_alias=AliasChoices("department", "instead"))
    reason: Annotated[str, Field(min_length=1, max_length=500)]
