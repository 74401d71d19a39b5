"""What all rows of a municipality's files share."""

from typing import Annotated, Any

from django.db.models import TextChoices
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError


def one_of(kind: type[TextChoices]) -> BeforeValidator:
    """A field that takes one of the values of a choice; anything else is told which there are."""

    def choose(value: Any) -> Any:
        if value in kind.values:
            return kind(value)
        raise PydanticCustomError("choice", "bad", {"expected": ", ".join(kind.values)})

    return BeforeValidator(choose)


class Part(BaseModel):
    """Anything with keys. Unknown keys are faults, so that a misspelt one is not silently left out."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, str_strip_whitespace=True)


class Row(Part):
    """A row that must say where it comes from, or that it is an assumption."""

    source: Annotated[str, Field(max_length=200)] = ""
    assumption: bool = False

    @model_validator(mode="after")
    def sourced(self) -> "Row":
        """Neither source nor assumption: nobody could tell where the row comes from."""
        if not self.source and not self.assumption:
            raise PydanticCustomError("unsourced", "bad")
        return self


class SubRow(Part):
    """A row inside another; what it does not say about its source it has from the row around it."""

    source: Annotated[str, Field(max_length=200)] = ""
    assumption: bool = False
