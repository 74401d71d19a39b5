"""Every error of the API is a problem (RFC 9457), in the language that was asked for."""

import json
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import Schema
from ninja.errors import HttpError

from samspel.core.away import RETRY_AFTER

MEDIA_TYPE = "application/problem+json"

TITLES: dict[int, str | Promise] = {
    400: gettext_lazy("The request could not be read"),
    401: gettext_lazy("A valid token is needed"),
    403: gettext_lazy("The token does not reach this"),
    404: gettext_lazy("There is no such thing"),
    405: gettext_lazy("The method is not allowed here"),
    409: gettext_lazy("Somebody else saved in between"),
    413: gettext_lazy("The request is too large"),
    415: gettext_lazy("Send JSON in UTF-8"),
    422: gettext_lazy("The request cannot be done as it stands"),
    429: gettext_lazy("Too many requests"),
    500: gettext_lazy("Something went wrong here"),
    503: gettext_lazy("Not in service right now"),
}


class FieldError(Schema):
    """What is wrong with one field; `field` is its path, with dots."""

    field: str
    detail: str


class Problem(Schema):
    """An error, for machines by `status` and for people by `title` and `detail`."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
    errors: list[FieldError] = []


class ConflictProblem(Problem):
    """Somebody else saved in between: what stands now is in `current`."""

    current: dict[str, Any] = {}


class Conflict(Exception):
    """Answers 409 with what stands now, as the API shows it."""

    def __init__(self, current: Schema) -> None:
        super().__init__("somebody else saved in between")
        self.current = current


def answers(good: Any, status: int = 200) -> dict[int, Any]:
    """What an operation may answer: `good` with its status, and the problems that every operation can have.

    >>> @router.get("", auth=scoped("questions:read"), response=answers(Page[QuestionOut]))
    """
    problems: dict[int, Any] = dict.fromkeys((400, 401, 403, 404, 405, 413, 415, 422, 429, 500, 503), Problem)
    return {status: good, **problems, 409: ConflictProblem}


def problem(
    status: int, detail: str | Promise = "", *, errors: Iterable[FieldError] = (), **more: object
) -> HttpResponse:
    """The response that says what is wrong."""
    title = TITLES.get(status) or HTTPStatus(status).phrase
    body = Problem(title=str(title), status=status, detail=str(detail), errors=list(errors)).model_dump()
    text = json.dumps({**body, **more}, ensure_ascii=False, default=str)
    response = HttpResponse(text, status=status, content_type=MEDIA_TYPE)
    response["Cache-Control"] = "no-store"
    if status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="Samspel"'
    return response


def unavailable() -> HttpResponse:
    """503: what we stand on is away. The call may have been done; with its key it is done once."""
    response = problem(503, _("Send the same call again in a moment, with the same Idempotency-Key: it is done once."))
    response["Retry-After"] = RETRY_AFTER
    return response


def refused(status: int, detail: str | Promise) -> HttpError:
    """An exception that becomes a problem."""
    return HttpError(status, str(detail))


_WORDS: dict[str, str | Promise] = {
    "missing": gettext_lazy("This is needed."),
    "string_too_short": gettext_lazy("This is too short: at least %(min_length)s characters."),
    "string_too_long": gettext_lazy("This is too long: at most %(max_length)s characters."),
    "too_long": gettext_lazy("These are too many: at most %(max_length)s."),
    "too_short": gettext_lazy("These are too few: at least %(min_length)s."),
    "greater_than_equal": gettext_lazy("This is too small: at least %(ge)s."),
    "less_than_equal": gettext_lazy("This is too large: at most %(le)s."),
    "literal_error": gettext_lazy("Choose one of %(expected)s."),
    "enum": gettext_lazy("Choose one of %(expected)s."),
    "timezone_aware": gettext_lazy("Give the time with its offset, such as 2026-06-19T22:00:00+02:00."),
    "extra_forbidden": gettext_lazy("There is no such field."),
}
_KINDS: dict[str, str | Promise] = {
    "string": gettext_lazy("Give a text."),
    "int": gettext_lazy("Give a whole number."),
    "float": gettext_lazy("Give a number."),
    "bool": gettext_lazy("Give true or false."),
    "datetime": gettext_lazy("Give a time such as 2026-06-19T22:00:00+02:00."),
    "date": gettext_lazy("Give a date such as 2026-06-19."),
    "list": gettext_lazy("Give a list."),
    "uuid": gettext_lazy("Give a UUID."),
}


def field_errors(errors: Iterable[dict[str, Any]]) -> list[FieldError]:
    """Pydantic's errors in our own words; what was sent is not repeated."""
    return [FieldError(field=_path(error["loc"]), detail=_words(error)) for error in errors]


def _path(location: Iterable[object]) -> str:
    parts = [str(part) for part in location]
    # The first says body or query, the second how the operation calls its parameter.
    return ".".join(parts[2:] if parts[:1] == ["body"] else parts[1:])


def _words(error: dict[str, Any]) -> str:
    kind = str(error["type"])
    if kind in _WORDS:
        return str(_WORDS[kind]) % _told(error.get("ctx") or {})
    if kind == "value_error":
        return str((error.get("ctx") or {}).get("error", "")) or _("This cannot be right.")
    start = kind.split("_", maxsplit=1)[0]
    return str(_KINDS[start]) if start in _KINDS else _("This cannot be right.")


def _told(context: dict[str, Any]) -> dict[str, Any]:
    """What an error tells of. The choices that it expected are joined by Pydantic in English: here in any language."""
    first, found, last = str(context.get("expected", "")).rpartition(" or ")
    either = _("%(choices)s or %(last)s") % {"choices": first, "last": last}
    return {**context, "expected": either} if found else context


def is_api(request: HttpRequest) -> bool:
    """Whether the answer is for a machine."""
    return request.path.startswith("/api/")
