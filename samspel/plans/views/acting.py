"""Whom the pages of plans are for, whether htmx asks, and the areas that one may write for."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from samspel.accounts.audiences import holders
from samspel.accounts.rules import BODY_FUNCTIONS, DEPARTMENT_FUNCTIONS, Function
from samspel.municipality import queries as municipality
from samspel.plans.permissions import COORDINATORS, READERS, WORKERS, Reach

REMOVABLE = "plans/removable.html"
"""The page of a form, with a button below that takes the thing away."""
WORKS = holders(*WORKERS)
"""Who reads plans as they are written."""
READS = holders(*READERS)
"""They, and the partners, who read what was adopted and what they are a party to."""
WRITES = holders(*COORDINATORS, *BODY_FUNCTIONS, *DEPARTMENT_FUNCTIONS, Function.HEAD_OF_SECURITY)
"""Who writes anything of it; each page asks what of it they may write."""


def is_part(request: HttpRequest) -> bool:
    """htmx asks, to put a part of the page in place."""
    details = getattr(request, "htmx", None)
    return isinstance(details, HtmxDetails) and bool(details)


def areas_of(reach: Reach) -> list[str] | None:
    """Codes of the areas that they may write for; None for everywhere."""
    if reach.drafts:
        return None
    return [area.code for area in municipality.areas() if area.pk in reach.coordinated]
