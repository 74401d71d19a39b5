"""What a change of the municipality does to interventions that are planned or ongoing: told before it is saved."""

from collections.abc import Callable, Iterator

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.interventions.models import Intervention
from samspel.interventions.rules import GOING
from samspel.municipality.effects import Effect, Planned, ended, register
from samspel.municipality.files import Description


def tell() -> None:
    """Called once at start-up."""
    register(_of_interventions)


def _of_interventions(planned: Planned) -> Iterator[Effect]:
    names = {one.code: one.short_name for one in planned.before.organisation.departments}
    yield from _with(planned, lambda one: [row.code for row in one.organisation.departments], "department", names)
    names = {one.code: one.name for one in planned.before.organisation.committees}
    yield from _with(planned, lambda one: [row.code for row in one.organisation.committees], "committee", names)


def _with(
    planned: Planned, codes: Callable[[Description], list[str]], field: str, names: dict[str, str]
) -> Iterator[Effect]:
    gone = ended(planned, codes)
    if not gone:
        return
    going = Intervention.objects.filter(state__in=sorted(GOING), **{f"{field}__code__in": sorted(gone)})
    for code, count in going.order_by(f"{field}__code").values_list(f"{field}__code").annotate(count=Count("pk")):
        said = ngettext(
            "%(count)d planned or ongoing intervention is with %(name)s.",
            "%(count)d planned or ongoing interventions are with %(name)s.",
            count,
        )
        yield Effect(
            said % {"count": count, "name": names[code]}, _("They stay there until somebody gives them to another.")
        )
