"""Charts are drawn once: one that says the same, in the same language, is taken from what was drawn before.

What is over does not change, and is looked at again and again. A picture is known by all that it says, so that one with
another number is another picture; nothing has to be thrown away when something is counted anew.
"""

from collections.abc import Callable, Hashable
from dataclasses import fields
from functools import lru_cache
from typing import Any, Final

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

KEPT: Final = 512
"""Pictures in each process; some ten kilobytes each."""


class _Alike:
    """What is to be drawn, equal to whatever says the same."""

    __slots__ = ("context", "said")

    def __init__(self, drawing: object, context: Callable[[], dict[str, object]]) -> None:
        self.said, self.context = _said(drawing), context

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Alike) and self.said == other.said

    def __hash__(self) -> int:
        return hash(self.said)


def _said(thing: Any) -> Hashable:
    """All that a drawing says. A text that is drawn as it is says something else than one that is escaped."""
    if isinstance(thing, SafeString):
        return SafeString, str(thing)
    if isinstance(thing, str | int | float | None):
        return thing
    if isinstance(thing, list | tuple):
        return tuple(_said(one) for one in thing)
    return type(thing), *(_said(getattr(thing, one.name)) for one in fields(thing))


def pictured(element: str, drawing: object, context: Callable[[], dict[str, object]]) -> SafeString:
    """The element's HTML; `context` is asked for what its template takes when it was not drawn before."""
    return _drawn(element, get_language() or "", _Alike(drawing, context))


@lru_cache(maxsize=KEPT)
def _drawn(element: str, _language: str, shown: _Alike) -> SafeString:
    drawn = render_to_string(f"ui/elements/_{element}.html", shown.context())
    # What it was made of is not needed any more.
    shown.context = dict
    return drawn
