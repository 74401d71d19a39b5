"""Idempotency-Key: the same call again gets the same answer, and changes nothing."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel

from samspel.core import crypto
from samspel.core.actors import reference
from samspel.core.api.parsing import read
from samspel.core.api.problems import refused
from samspel.core.api.sending import JSON
from samspel.core.once import once

HEADER = "Idempotency-Key"
LONGEST = 100

P = ParamSpec("P")
R = TypeVar("R", bound=HttpRequest)
Operation = Callable[Concatenate[R, P], BaseModel]


def idempotent(status: int = 200) -> Callable[[Operation[R, P]], Callable[Concatenate[R, P], HttpResponse]]:
    """Let a writing operation honour Idempotency-Key; it answers what the operation returns, with `status`.

    >>> @router.post("", auth=scoped("questions:write"), response=answers(QuestionOut, 201))
    ... @idempotent(201)
    ... def create(request: Request, body: QuestionIn) -> QuestionOut: ...
    """

    def decorate(operation: Operation[R, P]) -> Callable[Concatenate[R, P], HttpResponse]:
        @wraps(operation)
        def run(request: R, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            def do() -> str:
                return operation(request, *args, **kwargs).model_dump_json(by_alias=True)

            text = _once(request, do)
            return HttpResponse(text, status=status, content_type=JSON)

        return run

    return decorate


def _once(request: Any, do: Callable[[], str]) -> str:
    key = request.headers.get(HEADER)
    if key is None:
        return do()
    if not (1 <= len(key) <= LONGEST and key.isascii() and key.isprintable()):
        raise refused(422, _("Idempotency-Key is 1 to 100 printable ASCII characters."))
    # The answer may hold a code or a number that stands sealed elsewhere.
    sealed = once(
        f"api {key}",
        by=reference(request.who),
        doing=f"{request.method} {request.path}"[:100],
        payload=_canonical(request.body),
        do=lambda: crypto.seal(do()),
    )
    return crypto.unseal(sealed)


def _canonical(body: bytes) -> str:
    return json.dumps(read(body), sort_keys=True) if body else ""
