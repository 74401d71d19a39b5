"""The API's frame: every module's operations under /api/v1, and every error as a problem."""

import logging
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import DataError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Router
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.types import DictStrAny

from samspel.core.api.parsing import StrictParser
from samspel.core.api.problems import MEDIA_TYPE, Conflict, FieldError, field_errors, problem
from samspel.core.errors import Refused, Stale
from samspel.core.pages import ANYONE, page

logger = logging.getLogger("samspel.api")

DESCRIPTION = """Samspel for other systems. Send a token as `Authorization: Bearer ...`; it acts as its user, within
its scopes. Errors are problems (RFC 9457), in Swedish or English by `Accept-Language`. Send `Idempotency-Key` with
every writing call: the same call again then gets the same answer, and changes nothing. Times have an offset."""

MODULES = (
    ("", "samspel.web.lists"),
    ("/questions", "samspel.questions.api"),
    ("/escalations", "samspel.escalation.api"),
    ("/health", "samspel.web.health"),
)


class Api(NinjaAPI):
    """Says of its problems that they are `application/problem+json`."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: DictStrAny | None = None
    ) -> OpenAPISchema:
        schema = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        for operations in schema["paths"].values():
            for operation in operations.values():
                _as_problems(operation)
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


def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    # What the parser says no to comes wrapped in a plain 400.
    said = error.__cause__ if isinstance(error.__cause__, HttpError) else error
    return problem(said.status_code, said.message)


def _unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return problem(401, _("Send a token that is valid now, as “Authorization: Bearer …”."))


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problem(422, errors=field_errors(error.errors))


def _refused(request: HttpRequest, error: Refused) -> HttpResponse:
    errors = [FieldError(field=error.field, detail=str(error.message))] if error.field else []
    return problem(422, error.message, errors=errors)


def _stale(request: HttpRequest, error: Stale) -> HttpResponse:
    return problem(409, current={"version": error.current.version})


def _conflict(request: HttpRequest, error: Conflict) -> HttpResponse:
    return problem(409, current=error.current.model_dump(mode="json"))


def _broken(request: HttpRequest, error: Exception) -> HttpResponse:
    logger.exception("%s %s", request.method, request.path, exc_info=error)
    return problem(500)


def _down(request: HttpRequest, error: Exception) -> HttpResponse:
    logger.error("%s %s: %s", request.method, request.path, type(error).__name__)
    return problem(503)


def _plain(status: int) -> Callable[[HttpRequest, Exception], HttpResponse]:
    return lambda request, error: problem(status)


api.add_exception_handler(HttpError, _http)
api.add_exception_handler(AuthenticationError, _unknown)
api.add_exception_handler(ValidationError, _invalid)
api.add_exception_handler(Refused, _refused)
api.add_exception_handler(Stale, _stale)
api.add_exception_handler(Conflict, _conflict)
api.add_exception_handler(Http404, _plain(404))
api.add_exception_handler(RequestDataTooBig, _plain(413))
# A number or a date that is too large for its column.
api.add_exception_handler(DataError, _plain(422))
api.add_exception_handler(OperationalError, _down)
api.add_exception_handler(InterfaceError, _down)
api.add_exception_handler(Exception, _broken)


def _router(module: str) -> Router:
    router: Router = import_module(module).router
    return router


for _prefix, _module in MODULES:
    if find_spec(_module):
        api.add_router(_prefix, _router(_module))


def urls() -> tuple[list[URLPattern], str, str]:
    """The API's addresses; its root, which only says that nothing is there, has an audience as every page has."""
    patterns, app, namespace = api.urls
    for pattern in patterns:
        if pattern.name == "api-root":
            pattern.callback = page(ANYONE, methods=("GET",))(pattern.callback)
    return patterns, app, namespace
