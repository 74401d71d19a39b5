"""What a row of a file says of an intervention as a whole, and what it is known by."""

from typing import Any, Final

from django.utils.translation import gettext_noop

from samspel.core.imports import Fault, Values

OWN: Final = "own"


def together(values: dict[str, Any]) -> dict[str, Any]:
    """A cost has its year; raises Fault where that is missing, or where the days are turned around."""
    if (values["cost"] is None) is not (values["year"] is None):
        raise Fault(gettext_noop("A cost needs its year, and a year its cost. Fill in both, or neither."))
    if values["outcome"] is not None and values["cost"] is None:
        raise Fault(gettext_noop("An outcome needs the cost that was meant. Fill that in too."))
    if values["starts"] and values["ends"] and values["ends"] < values["starts"]:
        raise Fault(gettext_noop("The last day is before the first. Change one of them."))
    return values


def key(values: Values) -> str:
    """The number here, or else the department's own."""
    if values["number"]:
        return str(values["number"]).casefold()
    return own_key(values["department"], values["own"]) if values["own"] else ""


def own_key(department: object, number: str) -> str:
    """The key of a number in a department's own list."""
    return f"{OWN} {department} {number}"
