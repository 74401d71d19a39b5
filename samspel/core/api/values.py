"""Values as the description says them: a number is no word and no yes, and a time is written out.

Pydantic, left alone, takes "1" and true for 1, "yes" for true, and 0.5 for half a second into the year 1970.
"""

import re
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _written_out(value: Any) -> Any:
    if isinstance(value, str) and not _DAY.match(value):
        raise PydanticCustomError("datetime_parsing", "not written out")
    return value


WrittenOut = BeforeValidator(_written_out)
Moment = Annotated[AwareDatetime, WrittenOut]
"""A time with its offset, in an address."""
Whole = Annotated[int, Field(strict=True)]
"""A whole number in a body."""
Number = Annotated[float, Field(strict=True)]
"""A number in a body."""
YesNo = Annotated[bool, Field(strict=True)]
"""true or false in a body."""


class Point(BaseModel):
    """A place on the map in degrees (WGS 84), kept with five decimals."""

    lat: Annotated[Number, Field(ge=-90, le=90)]
    lon: Annotated[Number, Field(ge=-180, le=180)]


def in_place(kind: type[StrEnum]) -> WithJsonSchema:
    """Its values described where they stand: two modules may call a choice by the same name, a description may not."""
    return WithJsonSchema({"type": "string", "enum": [one.value for one in kind]})
