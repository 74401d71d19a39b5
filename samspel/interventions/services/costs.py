"""What an intervention costs and how many took part."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from samspel.accounts.who import Who
from samspel.commissions.models import Funding
from samspel.core import log, persondata, versions
from samspel.core.errors import Missing, Refused
from samspel.core.services import service
from samspel.interventions.models import Cost, HeadCount, Intervention
from samspel.interventions.permissions import reach_of
from samspel.interventions.rules import Certainty, Heads, Level
from samspel.interventions.services._ground import held

EARLIEST: Final = 2000
LATEST: Final = 2100
MOST_ORE: Final = 10**13
"""A hundred billion kronor: more is a slip of the finger."""


@dataclass(frozen=True, kw_only=True)
class Costing:
    """What a year costs, in whole öre; `outcome_ore` is None until it is known."""

    year: int
    budget_ore: int
    certainty: Certainty = Certainty.ESTIMATE
    outcome_ore: int | None = None
    what: str = ""
    funding: Funding | None = None


@service
def add_cost(pk: UUID, costing: Costing, *, by: Who, looked: bool = False) -> Cost:
    """Write down what a year costs. Raises Refused, Missing."""
    row = held(reach_of(by), pk)
    _check(costing, looked)
    made = Cost.objects.create(intervention=row, **vars(costing))
    _told(row, by, "cost_added", made)
    return made


@service
def change_cost(cost: int, costing: Costing, *, by: Who, version: int | None = None, looked: bool = False) -> Cost:
    """Write over a cost: its outcome, its certainty, who pays. `version` is the intervention's. Raises Refused, Stale,
    Missing."""
    row, found = _cost(cost, by, version)
    _check(costing, looked)
    for name, value in vars(costing).items():
        setattr(found, name, value)
    found.save()
    _told(row, by, "cost_changed", found)
    return found


@service
def remove_cost(cost: int, *, by: Who, version: int | None = None) -> None:
    """Take away a cost that was written by mistake. Raises Stale, Missing."""
    row, found = _cost(cost, by, version)
    _told(row, by, "cost_removed", found)
    found.delete()


def _cost(pk: int, by: Who, version: int | None) -> tuple[Intervention, Cost]:
    found = Cost.objects.filter(pk=pk).first()
    if found is None:
        raise Missing
    row = held(reach_of(by), found.intervention_id, version)
    return row, found


def _check(costing: Costing, looked: bool) -> None:
    if not EARLIEST <= costing.year <= LATEST:
        raise Refused(_("Write a year such as 2026."), field="year")
    for name in ("budget_ore", "outcome_ore"):
        ore = getattr(costing, name)
        if ore is not None and not 0 <= ore <= MOST_ORE:
            raise Refused(_("Write an amount in kronor, such as 420 000."), field=name)
    if costing.funding is not None and costing.funding.year != costing.year:
        raise Refused(_("That money is for another year. Choose money of the same year."), field="funding")
    persondata.names_no_person({"what": costing.what}, looked=looked)


def _told(row: Intervention, by: Who, verb: str, cost: Cost) -> None:
    versions.save(row)
    log.record(f"intervention.{verb}", row, by=by, because=str(cost.pk))


@service
def count_heads(pk: UUID, year: int, heads: Heads, *, by: Who, version: int | None = None) -> None:
    """Write down how many took part in a year: counts only, of what is for selected individuals [2].

    Raises Refused at another level, Stale, Missing.
    """
    row = held(reach_of(by), pk, version)
    if row.at_level is not Level.INDIVIDUALS:
        raise Refused(_("Participants are counted only for what is for selected individuals."))
    if not EARLIEST <= year <= LATEST:
        raise Refused(_("Write a year such as 2026."), field="year")
    HeadCount.objects.update_or_create(intervention=row, year=year, defaults=vars(heads))
    versions.save(row)
    log.record("intervention.counted", row, by=by, because=str(year))
