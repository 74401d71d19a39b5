"""Each function takes one protection off."""

from collections.abc import Callable

from samspel.core import once as ground


def once() -> None:
    """A key that comes again does its work again."""

    def anew(key: str, *, by: str, doing: str, payload: str, do: Callable[[], str]) -> str:
        return do()

    from samspel.core import http
    from samspel.core.api import once as api

    for module in (ground, http, api):
        module.once = anew
