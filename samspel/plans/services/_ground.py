"""What the services share: hold a row that one may change, and check what was written."""

from collections.abc import Iterable
from typing import TypeVar
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from samspel.core import clock, versions
from samspel.core.actors import Actor
from samspel.core.errors import Missing, Refused
from samspel.plans import permissions
from samspel.plans.models import Agreement, Measure, Plan, StatusRow
from samspel.plans.permissions import Reach, reach_of

M = TypeVar("M", bound=Model)
EARLIEST_YEAR, LATEST_YEAR = 2000, 2100


def hold_measure(pk: UUID, by: Actor, version: int | None = None) -> tuple[Measure, Reach]:
    """The measure, locked, when `by` may see it; and what they reach. Raises Missing, Stale."""
    reach = reach_of(by)
    permissions.require(reach.reads)
    return versions.hold(Measure.objects.filter(retired_at=None), pk, version), reach


def hold_plan(pk: UUID, by: Actor, version: int | None = None) -> tuple[Plan, Reach]:
    """The plan, locked, when `by` may write it. Raises Missing, Stale."""
    reach = reach_of(by)
    held = versions.hold(Plan.objects.filter(retired_at=None), pk, version)
    permissions.require(permissions.may_write_plan(reach, held))
    return held, reach


def hold_agreement(pk: UUID, by: Actor, version: int | None = None) -> tuple[Agreement, Reach]:
    """The agreement, locked, when `by` may see it; and what they reach. Raises Missing, Stale."""
    reach = reach_of(by)
    permissions.require(reach.reads)
    return versions.hold(Agreement.objects.filter(retired_at=None), pk, version), reach


def told(measure: Measure, *, by: Actor, comment: str = "", fields: Iterable[str] = ()) -> StatusRow:
    """A line of the measure's history: a word of how it goes, or the names of what was changed."""
    return StatusRow.objects.create(
        measure=measure,
        at=clock.now(),
        status=measure.status,
        comment=comment,
        fields=list(fields),
        actor_kind=by.kind,
        actor_id=by.id,
        actor_label=by.label[:200],
    )


def needs_text(text: str, field: str) -> str:
    """The text without blanks around it; raises Refused when nothing is left."""
    plain = text.strip()
    if not plain:
        raise Refused(_("Write something here."), field=field)
    return plain


def check_years(first: int | None, last: int | None) -> None:
    """Years that a plan can be for, in order; raises Refused."""
    for field, year in (("from_year", first), ("to_year", last)):
        if year is not None and not EARLIEST_YEAR <= year <= LATEST_YEAR:
            raise Refused(_("Write a year with four figures, such as 2027."), field=field)
    if first and last and last < first:
        raise Refused(_("The last year comes before the first."), field="to_year")


def all_seen(asked: Iterable[M], seen: Iterable[M]) -> None:
    """Raises Missing when something is pointed at that may not be seen."""
    if {one.pk for one in asked} - {one.pk for one in seen}:
        raise Missing
