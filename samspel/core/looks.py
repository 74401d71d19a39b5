"""Which rows of the log tell that somebody looked at persons, and how it is said: registered by who writes them."""

from django.utils.functional import Promise

_said: dict[str, str | Promise] = {}


def register(verb: str, words: str | Promise) -> None:
    """Called once from AppConfig.ready() of the module that logs the look."""
    _said[verb] = words


def verbs() -> list[str]:
    """All verbs that are looks."""
    return sorted(_said)


def said(verb: str) -> str:
    """What a look is called."""
    return str(_said.get(verb, verb))
