"""Who may use a page, in words: @page(SIGNED_IN), @page(holders(Function.EVALUATOR))."""

from dataclasses import dataclass, field
from typing import cast

from django.http import HttpRequest

from samspel.accounts.who import Request
from samspel.core.pages import ANYONE
from samspel.municipality.functions import Function

__all__ = ["ANYONE", "SIGNED_IN", "holders"]


@dataclass(frozen=True)
class SignedIn:
    """Everybody with a login, whatever they hold."""

    name: str = "signed in"

    def admits(self, request: HttpRequest) -> bool:
        """Is there a user?"""
        return cast(Request, request).who.user is not None


@dataclass(frozen=True)
class Holders:
    """Those who hold any of the functions today."""

    functions: frozenset[Function] = field(default_factory=frozenset)

    @property
    def name(self) -> str:
        """The functions' codes."""
        return ", ".join(sorted(self.functions))

    def admits(self, request: HttpRequest) -> bool:
        """Is any of the functions held today?"""
        return bool(self.functions & cast(Request, request).who.functions)


SIGNED_IN = SignedIn()


def holders(*functions: Function) -> Holders:
    """The audience of those who hold any of `functions`."""
    return Holders(frozenset(functions))
