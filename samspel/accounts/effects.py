"""What a change of the municipality does to those who hold functions: told before it is saved, in one read."""

from collections.abc import Iterator

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.accounts.models import Assignment
from samspel.municipality.effects import Effect, Planned, ended, register
from samspel.municipality.files import Description

_PLACES = ("team", "department", "body", "organisation")


def tell() -> None:
    """Called once at start-up."""
    register(_of_holders)


def _of_holders(planned: Planned) -> Iterator[Effect]:
    """Whoever holds a function at a place that ends would hold it nowhere."""
    gone = {place: ended(planned, lambda one, place=place: _names(one, place)) for place in _PLACES}  # type: ignore[misc]
    if not any(gone.values()):
        return
    here = Q(pk__in=[])
    for place, codes in gone.items():
        here |= Q(**{f"{place}__code__in": codes})
    rows = Assignment.objects.filter(here, Q(ends=None) | Q(ends__gte=planned.starts), user__is_active=True)
    held = rows.values_list(*(f"{place}__code" for place in _PLACES)).annotate(count=Count("user", distinct=True))
    for *codes, count in held.order_by():
        place, code = next((place, code) for place, code in zip(_PLACES, codes, strict=True) if code)
        yield Effect(
            ngettext(
                "%(count)d person holds a function at %(name)s.", "%(count)d people hold functions at %(name)s.", count
            )
            % {"count": count, "name": _names(planned.before, place)[code]},
            _("End what they hold there, or give them a function elsewhere, under Accounts."),
            stops=planned.at_once,
        )


def _names(description: Description, place: str) -> dict[str, str]:
    """The places of a kind by code, each with its name."""
    if place == "team":
        return {one.code: one.name for one in description.areas.teams}
    if place == "department":
        return {one.code: one.short_name for one in description.organisation.departments}
    if place == "body":
        return {one.code: one.short_name for one in description.bodies.bodies}
    return {one.code: one.short_name for one in description.organisation.organisations}
