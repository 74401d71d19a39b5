"""What every request passes through that is not about any one module."""

from collections.abc import Callable
from urllib.parse import unquote_plus

from django.conf import settings
from django.core.exceptions import BadRequest, ImproperlyConfigured, RequestDataTooBig
from django.http import HttpRequest, HttpResponseBase, SimpleCookie, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

from samspel.core import uploads

Handler = Callable[[HttpRequest], HttpResponseBase]

HOST = "__Host-"
"""A browser takes a cookie of such a name from this very host alone, by TLS, and for all of its addresses."""


def headers(get_response: Handler) -> Handler:
    """Headers that Django has no setting for."""

    def handle(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=(self), payment=()")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        # The static files have been answered before this: what is left may be somebody's own.
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return handle


def cookies(get_response: Handler) -> Handler:
    """By TLS every cookie is this host's own: set under such a name, and read under no other."""

    def handle(request: HttpRequest) -> HttpResponseBase:
        if not request.is_secure():
            return get_response(request)
        request.COOKIES = {
            name.removeprefix(HOST): value for name, value in request.COOKIES.items() if name.startswith(HOST)
        }
        response = get_response(request)
        ours: SimpleCookie = SimpleCookie()
        for name, cookie in response.cookies.items():
            ours[HOST + name] = cookie.value
            ours[HOST + name].update({**cookie, "secure": True, "path": "/", "domain": ""})
        response.cookies = ours
        return response

    return handle


def wellformed(get_response: Handler) -> Handler:
    """Bytes that no text column can hold (NUL) are the sender's fault: 400, before any view sees them."""

    def handle(request: HttpRequest) -> HttpResponseBase:
        if "\x00" in unquote_plus(request.META.get("QUERY_STRING", "")) or "\x00" in request.path:
            raise BadRequest("NUL in the address")
        if any("\x00" in value for value in request.COOKIES.values()):
            raise BadRequest("NUL in a cookie")
        if request.method == "POST" and not request.path.startswith("/api/"):
            _read(request)
        return get_response(request)

    return handle


def _read(request: HttpRequest) -> None:
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE + uploads.most(request):
        # Told before it is read: a body in parts would be read to its end.
        raise RequestDataTooBig
    try:
        values = [value for name in request.POST for value in [name, *request.POST.getlist(name)]]
    except (MultiPartParserError, UnreadablePostError, UnicodeError, ValueError) as fault:
        raise BadRequest("malformed form") from fault
    if any("\x00" in value for value in values):
        raise BadRequest("NUL in a form")


def declared(get_response: Handler) -> Handler:
    """A view that has not declared its audience does not answer (ground rule 2)."""

    def handle(request: HttpRequest) -> HttpResponseBase:
        return get_response(request)

    def process_view(request: HttpRequest, view: Callable[..., object], args: object, kwargs: object) -> None:
        if not getattr(view, "audiences", None) and not getattr(view, "csrf_exempt", False):
            raise ImproperlyConfigured(f"{request.path} has no declared audience")

    handle.process_view = process_view  # type: ignore[attr-defined]
    return handle
