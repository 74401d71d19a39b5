"""Interventions from each department's own list, and from our own export: new ones are written, others changed."""

from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samspel.accounts.who import Who
from samspel.core.imports import Importable, register
from samspel.interventions import permissions
from samspel.interventions.imports.columns import columns
from samspel.interventions.imports.rows import key, together
from samspel.interventions.imports.standing import known
from samspel.interventions.imports.taking import take
from samspel.municipality.known import one_request


def _may(who: Any) -> bool:
    return isinstance(who, Who) and permissions.reach_of(who).proposes


INTERVENTIONS: Final = Importable(
    code="interventions",
    title=_("Interventions"),
    about=_("One row for each intervention. Where its number is here already, it is changed to what the file says."),
    columns=columns,
    key=key,
    known=known,
    together=together,
    changes=True,
    may=_may,
    take=take,
    around=one_request,
    seen=lambda: reverse("interventions:list"),
    batch=100,
)


def tell() -> None:
    """Say that interventions can be brought in."""
    register(INTERVENTIONS)
