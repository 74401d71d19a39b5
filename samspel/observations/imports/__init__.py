"""Observations from elsewhere: the police's extracts, housing companies' lists, other tools, and our own export."""

from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samspel.accounts.who import Who
from samspel.core.imports import Importable, register
from samspel.municipality.known import one_request
from samspel.observations import permissions
from samspel.observations.imports.columns import columns
from samspel.observations.imports.rows import together
from samspel.observations.imports.taking import key, known, take


def _may(who: Any) -> bool:
    return isinstance(who, Who) and permissions.may_import(who)


OBSERVATIONS: Final = Importable(
    code="observations",
    title=_("Observations"),
    about=_("One row for each event or state that was seen: what, where and when. Never persons."),
    columns=columns,
    key=key,
    known=known,
    may=_may,
    take=take,
    together=together,
    around=one_request,
    seen=lambda: reverse("observations:list"),
)


def tell() -> None:
    """Say that observations can be brought in."""
    register(OBSERVATIONS)
