"""Measures from a list in Excel, and from our own export: new ones are written, those that are there are changed."""

from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samspel.accounts.who import Who
from samspel.core.imports import Importable, Values, register
from samspel.municipality.known import one_request
from samspel.plans import permissions
from samspel.plans.imports.columns import columns
from samspel.plans.imports.taking import known, take


def _key(values: Values) -> str:
    return str(values["number"] or "").casefold()


def _may(who: Any) -> bool:
    return isinstance(who, Who) and permissions.may_write_any(permissions.reach_of(who))


MEASURES: Final = Importable(
    code="measures",
    title=_("Measures"),
    about=_("One row for each measure. Where its number is here already, it is changed to what the file says."),
    columns=columns,
    key=_key,
    known=known,
    changes=True,
    may=_may,
    take=take,
    around=one_request,
    seen=lambda: reverse("plans:grid"),
    batch=100,
)


def tell() -> None:
    """Say that measures can be brought in."""
    register(MEASURES)
