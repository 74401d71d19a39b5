"""Light, dark, or as the device is: a choice in a cookie, drawn by the server."""

from typing import Final, Literal

from django.http import HttpRequest

Theme = Literal["", "light", "dark"]
COOKIE: Final = "theme"
THEMES: Final[tuple[Theme, ...]] = ("", "light", "dark")
YEAR_IN_SECONDS: Final = 365 * 24 * 3600


def known(text: str) -> Theme:
    """The theme of that name, or "" (as the device) when there is none."""
    return text if text in THEMES else ""


def chosen(request: HttpRequest) -> Theme:
    """What the one who asks has chosen; "" when nothing."""
    return known(request.COOKIES.get(COOKIE, ""))
