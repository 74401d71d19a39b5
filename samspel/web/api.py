"""The API's frame: every module's operations under /api/v1, and every error as a problem."""

import logging
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.urls import URLPattern
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.types import DictStrAny

from samspel.commissions.api import router as money
from samspel.core.api.once import HEADER, LONGEST
from samspel.core.api.parsing import StrictParser
from samspel.core.api.problems import MEDIA_TYPE, Conflict, FieldError, field_errors, problem, unavailable
from samspel.core.away import is_away
from samspel.core.errors import Refused, Stale
from samspel.core.pages import ANYONE, page
from samspel.escalation.api import router as escalations
from samspel.interventions.api import router as interventions
from samspel.observations.api import router as observations
from samspel.observations.api.week import router as week
from samspel.plans.api import router as measures
from samspel.questions.api import joint_router as joint
from samspel.questions.api import router as questions
from samspel.situation.api import router as situation
from samspel.targets.api import router as goals
from samspel.thread.api import router as thread
from samspel.web.health import router as health
from samspel.web.lists import router as lists

logger = logging.getLogger("samspel.api")

DESCRIPTION = """Samspel for other systems. Send a token as `Authorization: Bearer ...`; it acts as its user, within
its scopes. Errors are problems (RFC 9457), in Swedish or English by `Accept-Language`. Send `Idempotency-Key` with
every writing call: the same call again then gets the same answer, and changes nothing. Times have an offset."""

ROUTERS = (
    ("", lists),
    ("/questions", questions),
    ("/joint", joint),
    ("/escalations", escalations),
    ("/observations", observations),
    ("/observations/week", week),
    ("", situation),
    ("/measures", measures),
    ("/interventions", interventions),
    ("/thread", thread),
    ("", money),
    ("/goals", goals),
    ("/health", health),
)

IDEMPOTENCY_KEY = {
    "in": "header",
    "name": HEADER,
    "description": "New for each new act; the same again gets the same answer, and changes nothing.",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST, "pattern": "^[!-~]+$"},
}

TOO_LONG = "The address is too long: the server says so itself, in no form of ours."


class Api(NinjaAPI):
    """Says of its problems that they are `application/problem+json`, and of its writes that they can be sent again."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: DictStrAny | None = None
    ) -> OpenAPISchema:
        schema = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        for operations in schema["paths"].values():
            for method, operation in operations.items():
                _as_problems(operation)
                operation["responses"][414] = {"description": TOO_LONG}
                if method == "post":
                    operation["parameters"] = [*operation.get("parameters", []), IDEMPOTENCY_KEY]
        return schema


def _as_problems(operation: dict[str, Any]) -> None:
    for response in operation["responses"].values():
        content = response.get("content", {})
        if content.get("application/json", {}).get("schema", {}).get("$ref", "").endswith("Problem"):
            content[MEDIA_TYPE] = content.pop("application/json")


api = Api(
    title="Samspel",
    version="1",
    description=DESCRIPTION,
    docs_url=None,
    docs_decorator=page(ANYONE, methods=("GET",)),
    parser=StrictParser(),
    urls_namespace="api",
)


def answer(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    """The problem that says what went wrong; nothing that is not ours to tell stands in it."""
    match error:
        case HttpError():
            return _http(error)
        case ValidationError():
            return problem(422, errors=field_errors(error.errors))
        case Refused():
            fields = [FieldError(field=error.field, detail=str(error.message))] if error.field else []
            return problem(422, error.message, errors=fields)
        case Conflict():
            return problem(409, current=error.current.model_dump(mode="json"))
        case Stale():
            return problem(409, current={"version": error.current.version})
    return _told(request, error)


def _http(error: HttpError) -> HttpResponse:
    if isinstance(error, AuthenticationError):
        return problem(401, _("Send a token that is valid now, as “Authorization: Bearer …”."))
    # What the parser says no to comes wrapped in a plain 400.
    said = error.__cause__ if isinstance(error.__cause__, HttpError) else error
    return problem(said.status_code, said.message)


PLAIN: tuple[tuple[type[Exception], int], ...] = (
    (Http404, 404),
    (RequestDataTooBig, 413),
    (UnreadablePostError, 400),
    # A number or a date that is too large for its column.
    (DataError, 422),
)


def _told(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    """Errors that say nothing more than their status; what is a fault of ours goes to the operator's log."""
    raised = error if isinstance(error, Exception) else None
    status = 503 if is_away(raised) else next((status for kind, status in PLAIN if isinstance(error, kind)), 500)
    if status >= 500:
        logger.error("%s %s", request.method, request.path, exc_info=raised or True)
    return unavailable() if status == 503 else problem(status)


for _kind in (HttpError, ValidationError, Http404, Exception):
    api.add_exception_handler(_kind, answer)


for _prefix, _router in ROUTERS:
    api.add_router(_prefix, _router)


def urls() -> tuple[list[URLPattern], str, str]:
    """The API's addresses; its root, which only says that nothing is there, has an audience as every page has."""
    found, app, namespace = api.urls
    patterns = [pattern for pattern in found if isinstance(pattern, URLPattern)]
    for pattern in patterns:
        if pattern.name == "api-root":
            pattern.callback = page(ANYONE, methods=("GET",))(pattern.callback)
    return patterns, app, namespace
