"""The single values of a municipality's files: codes, days, times, numbers. `words` says each error in words."""

import re
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, StringConstraints
from pydantic_core import PydanticCustomError

from samspel.municipality.rules import Span

_SPAN = re.compile(r"([0-9]{2}:[0-9]{2}) ?[-–] ?([0-9]{2}:[0-9]{2})")
_PHONE = re.compile(r"\+?[0-9][0-9 -]{1,38}[0-9]")
T = TypeVar("T")


def _parsed(kind: str, parse: Callable[[str], T]) -> Callable[[Any], T]:
    """Turn text into a value; what cannot be turned is an error of this kind."""

    def validate(value: Any) -> T:
        try:
            return parse(value)
        except (TypeError, ValueError, AttributeError, ValidationError):
            raise PydanticCustomError(kind, "bad") from None

    return validate


def _day(value: str | date) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _span(value: str) -> Span:
    found = _SPAN.fullmatch(value)
    if not found:
        raise ValueError(value)
    return Span(time.fromisoformat(found[1]), time.fromisoformat(found[2]))


def _forwards(span: Span) -> Span:
    if span.opens >= span.closes:
        raise PydanticCustomError("span_backwards", "bad")
    return span


def _phone(value: str) -> str:
    if value and not _PHONE.fullmatch(value):
        raise ValueError(value)
    return value


def _email(value: str) -> str:
    if value:
        validate_email(value)
    return value


def _url(value: str) -> str:
    if value:
        URLValidator(schemes=["https", "http"])(value)
    return value


def _number(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(value)
    return Decimal(str(value))


def _span_text(span: Span) -> str:
    return f"{span.opens:%H:%M}-{span.closes:%H:%M}"


def _plain_number(amount: Decimal) -> int | float:
    return int(amount) if amount == amount.to_integral_value() else float(amount)


Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=50)]
LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[a-z0-9]{2,8})*$", max_length=12)]
Short = Annotated[str, StringConstraints(min_length=1, max_length=60)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Prose = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
Word = Annotated[str, StringConstraints(min_length=2, max_length=60)]
Phone = Annotated[str, AfterValidator(_parsed("phone", _phone))]
Email = Annotated[str, StringConstraints(max_length=254), AfterValidator(_parsed("email", _email))]
Url = Annotated[str, StringConstraints(max_length=200), AfterValidator(_parsed("url", _url))]
Day = Annotated[date, BeforeValidator(_parsed("day", _day))]
OpenSpan = Annotated[
    Span,
    BeforeValidator(_parsed("span", _span)),
    AfterValidator(_forwards),
    PlainSerializer(_span_text, when_used="json"),
]
Amount = Annotated[
    Decimal,
    BeforeValidator(_parsed("amount", _number)),
    Field(gt=0, lt=10_000, decimal_places=2),
    PlainSerializer(_plain_number, when_used="json"),
]
Days = Annotated[int, Field(gt=0, le=250)]
Minutes = Annotated[int, Field(gt=0, le=240)]
PerYear = Annotated[int, Field(gt=0, le=366)]
# The bounds of Sweden: they catch latitude and longitude written the wrong way round.
Latitude = Annotated[float, Field(ge=55, le=69.5)]
Longitude = Annotated[float, Field(ge=10.5, le=24.5)]
