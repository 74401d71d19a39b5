"""What goes wrong outside an operation (an unknown address, a wrong method, a body too large) is a problem too."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from samspel.core.api.problems import is_api, problem, unavailable

Handler = Callable[[HttpRequest], HttpResponseBase]


def api_by_tls(get_response: Handler) -> Handler:
    """Where TLS is demanded, a call of the API without it is refused, and not sent on: else nobody would notice that
    the token had gone in the clear."""

    def handle(request: HttpRequest) -> HttpResponseBase:
        if settings.SECURE_SSL_REDIRECT and is_api(request) and not request.is_secure():
            return problem(403, _("Call by https. A token that was sent without it may have been read by others."))
        return get_response(request)

    return handle


def problems(get_response: Handler) -> Handler:
    """Under /api/ every error is a problem, never a page."""

    def handle(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        already = "json" in response.headers.get("Content-Type", "")
        if already or response.status_code < 400 or not is_api(request):
            return response
        answer = unavailable() if response.status_code == 503 else problem(response.status_code)
        for name in ("Allow", "Retry-After"):
            if response.has_header(name):
                answer[name] = response.headers[name]
        return answer

    return handle
