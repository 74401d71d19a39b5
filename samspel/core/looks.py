"""How the log's verbs are said, and which tell that somebody looked at persons: registered by who writes them."""

from collections.abc import Mapping

from django.utils.functional import Promise

_looks: dict[str, str | Promise] = {}
_others: dict[str, str | Promise] = {}


def register(verb: str, words: str | Promise) -> None:
    """Called once from AppConfig.ready() of the module that logs the look."""
    _looks[verb] = words


def call(names: Mapping[str, str | Promise]) -> None:
    """The same, of verbs that are no looks: what they are called where rows of the log are shown."""
    _others.update(names)


def verbs() -> list[str]:
    """All verbs that are looks."""
    return sorted(_looks)


def said(verb: str) -> str:
    """What was done, in words."""
    return str(_looks.get(verb) or _others.get(verb) or verb)
