"""What goes in and out: observations as other systems see them."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from ninja import Schema
from pydantic import AwareDatetime, BaseModel, Field, model_validator
from pydantic_core import PydanticCustomError

from samspel.core.api.values import Moment, Point, WrittenOut
from samspel.observations.rules import Felt, State, WhenKnown
from samspel.observations.services import LONGEST, MOST_POINTS

Code = Annotated[str, Field(max_length=120)]


class ObservationIn(Schema):
    """Something that was seen. Codes are those of /observations/kinds, /areas and /observations/places.

    Where: one of `area`, `place`, `place_text`, `point` and `stretch` is needed. When: `day`, or `happened_from` with
    or without `happened_to`; without any of them it is not known. With `external_id`, the sender's own number, nothing
    comes twice.
    """

    kind: Code
    text: Annotated[str, Field(max_length=LONGEST)] = ""
    felt: Felt | None = None
    area: Code | None = None
    place: Code | None = None
    place_text: Annotated[str, Field(max_length=200)] = ""
    point: Point | None = None
    stretch: Annotated[list[Point], Field(min_length=2, max_length=MOST_POINTS)] | None = None
    happened_from: Moment | None = None
    happened_to: Moment | None = None
    day: Annotated[date | None, WrittenOut] = None
    external_id: Annotated[str, Field(max_length=200)] = ""

    @model_validator(mode="after")
    def _one_time(self) -> Self:
        spans = self.happened_from or self.happened_to
        if (self.day and spans) or (self.happened_to and not self.happened_from):
            raise PydanticCustomError("one_time", "a day, or from and to")
        return self


class ObservationOut(BaseModel):
    """An observation. For who reads without persons, texts are masked and the point is rough."""

    id: UUID
    kind: str
    text: str
    felt: Felt | None
    area: str | None
    place: str | None
    place_text: str
    point: Point | None
    stretch: list[Point]
    happened_from: datetime
    happened_to: datetime
    when_known: WhenKnown
    organisation: str | None
    department: str | None
    origin: str
    external_id: str
    reported_at: datetime
    state: State
    version: int
    url: str


class ReportedOut(ObservationOut):
    """An observation just taken in, and what looks like it names a person."""

    warnings: list[str]


class FilterIn(Schema):
    """What a list is narrowed to. `since` and `until` are counted, and are about when it was; `area` may be "none"."""

    area: Code = ""
    kind: Code = ""
    since: Annotated[date | AwareDatetime | None, WrittenOut] = None
    until: Annotated[date | AwareDatetime | None, WrittenOut] = None
    organisation: Code = ""
    withdrawn: bool = False


class ObservationKindOut(Schema):
    """A kind of observation, and a line about what belongs to it."""

    code: str
    name: str
    hint: str


class KnownPlaceOut(Schema):
    """A known place and the area that it lies in."""

    code: str
    name: str
    area: str
    point: Point
