"""What an answer cost, told in its headers; and Django's own empty signed-in view, which is one of the floors."""

import time
from collections.abc import Callable
from typing import Any, cast

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase

EMPTY = "/bench/empty/"
QUERIES, CPU, SQL = "X-Bench-Queries", "X-Bench-Cpu-Us", "X-Bench-Sql-Us"
Handler = Callable[[HttpRequest], HttpResponseBase]


class Count:
    """Counts the statements of one request, and how long the database took."""

    def __init__(self) -> None:
        self.queries = 0
        self.seconds = 0.0

    def __call__(self, execute: Callable[..., Any], *args: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(*args)
        finally:
            self.queries += 1
            self.seconds += time.perf_counter() - began


def counted(get_response: Handler) -> Handler:
    """Count what every request costs: statements (with those of transactions), time in the database, own CPU time."""
    bare = cast(Handler, SessionMiddleware(AuthenticationMiddleware(_empty)))

    def handle(request: HttpRequest) -> HttpResponseBase:
        count, began = Count(), time.thread_time()
        with connection.execute_wrapper(count):
            response = bare(request) if request.path == EMPTY else get_response(request)
        response.headers[CPU] = str(round((time.thread_time() - began) * 1e6))
        response.headers[QUERIES] = str(count.queries)
        response.headers[SQL] = str(round(count.seconds * 1e6))
        return response

    return handle


def _empty(request: HttpRequest) -> HttpResponse:
    """What any signed-in page costs in Django before it does anything."""
    return HttpResponse(request.user.get_username())
