"""What goes wrong outside an operation (an unknown address, a wrong method, a body too large) is a problem too."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from samspel.core.api.problems import is_api, problem, unavailable

Handler = Callable[[HttpRequest], HttpResponseBase]


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
