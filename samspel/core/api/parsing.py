"""Reads the body of a request, and refuses what no text column can hold before any operation sees it."""

import json
from collections.abc import Iterator
from typing import Any, NoReturn, cast

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja.parser import Parser
from ninja.types import DictStrAny

from samspel.core.api.problems import refused

DEEPEST = 20


class StrictParser(Parser):
    """JSON in UTF-8, not nested deeper than twenty, without NUL and half characters."""

    def parse_body(self, request: HttpRequest) -> DictStrAny:
        """The body's values; raises 415, 400 or 422."""
        charset = (request.content_params or {}).get("charset", "utf-8").lower()
        if request.content_type != "application/json" or charset not in {"utf-8", "utf8"}:
            raise refused(415, _("The body must be application/json in UTF-8."))
        return cast(DictStrAny, checked(read(request.body)))


def read(body: bytes) -> Any:
    """The value that the bytes say; 400 when they are no JSON."""
    try:
        return json.loads(body.decode(), parse_constant=_no_number)
    except (ValueError, RecursionError) as fault:
        raise refused(400, _("The body is not JSON.")) from fault


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def checked(value: Any) -> Any:
    """The same value; 422 when it holds what cannot be kept."""
    for text in _texts(value, 0):
        if "\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
            raise refused(422, _("The text holds a character that cannot be kept (NUL or half a surrogate pair)."))
    return value


def _texts(value: Any, depth: int) -> Iterator[str]:
    if depth > DEEPEST:
        raise refused(422, _("The body is nested too deeply."))
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from value
        for each in value.values():
            yield from _texts(each, depth + 1)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each, depth + 1)
