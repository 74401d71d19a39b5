"""What the provider claims about somebody, read with care: it is another's word."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, NamedTuple, Self

from samspel.accounts.models import Assignment
from samspel.accounts.rules import SCOPE, Function, Scope

Claims = Mapping[str, Any]
_ODD = re.compile(r"[^a-z0-9._-]+")


class Grant(NamedTuple):
    """A function that a group gives, and the id of the place that it is held in; None for the whole municipality."""

    function: Function
    place: int | None

    @classmethod
    def of(cls, row: Assignment) -> Self:
        """What an assignment gives."""
        function = Function(row.function)
        scope = SCOPE[function]
        return cls(function, None if scope is Scope.MUNICIPALITY else getattr(row, f"{scope.value}_id"))


def groups(claims: Claims, name: str) -> frozenset[str]:
    """The groups or app roles in the claim of that name; dots lead into it, as in `realm_access.roles`."""
    found: Any = claims.get(name)
    if found is None:
        found = claims
        for part in name.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
    if isinstance(found, str):
        return frozenset({found})
    return frozenset(one for one in found if isinstance(one, str)) if isinstance(found, list) else frozenset()


def strong(claims: Claims, values: list[str]) -> bool:
    """Whether `acr` or `amr` says that more than a password was shown, by the values that count."""
    amr = claims.get("amr")
    said = {claims.get("acr"), *(amr if isinstance(amr, list) else [])}
    return bool(said & set(values))


def text(claims: Claims, name: str, longest: int) -> str:
    """A claim that is text, within its column; empty when it is not there."""
    value = claims.get(name)
    clean = "".join(char for char in value if char.isprintable()) if isinstance(value, str) else ""
    return clean.strip()[:longest]


def username(claims: Claims) -> str:
    """A user name of ours from the provider's: what stands before the @, in small letters a to z."""
    name = text(claims, "preferred_username", 200) or text(claims, "email", 200) or text(claims, "name", 200)
    plain = unicodedata.normalize("NFKD", name.partition("@")[0].lower()).encode("ascii", "ignore").decode()
    return _ODD.sub(".", plain).strip("._-")[:60]


def moment(claims: Claims, name: str) -> float:
    """A claim that is a moment, in seconds since 1970; 0 when it is not there."""
    value = claims.get(name)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0.0
