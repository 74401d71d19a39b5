"""Indicators' values fetched from Kolada and PxWeb: one indicator at a time, each time written down."""

from collections.abc import Callable, Sequence
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from samspel.accounts.who import Who
from samspel.core import clock, log
from samspel.core.actors import Actor, Job
from samspel.core.errors import Refused
from samspel.core.jobs import app
from samspel.core.services import each, service
from samspel.municipality import queries as municipality
from samspel.municipality.models import Indicator, Provider
from samspel.situation import permissions, rules
from samspel.situation.models import Fetch, Sex
from samspel.situation.permissions import reach_of
from samspel.situation.services.indicators import NewValue, Recorded, take_in
from samspel.situation.sources import Faulty, Fetched, kolada, pxweb

FETCHER: Final = Job("indicators")
Fetcher = Callable[[Indicator], Sequence[Fetched]]


def fetched(indicator: Indicator) -> Sequence[Fetched]:
    """What the indicator's source says today. Raises Faulty."""
    if indicator.provider == Provider.KOLADA:
        if not settings.STATISTICS_CODE:
            raise Faulty(_("The municipality's number is not set (SAMSPEL_STATISTICS_CODE)."))
        return kolada.values(settings.KOLADA_URL, indicator.external_id, settings.STATISTICS_CODE)
    if indicator.provider == Provider.PXWEB:
        return pxweb.values(settings.PXWEB_URL, indicator.external_id)
    raise Faulty(_("This indicator is fetched from nowhere."))


def fetch(indicator: Indicator, *, by: Actor, ask: Fetcher = fetched) -> Fetch:
    """Ask the source and take in what it says; a fault is written down as what came of it. `ask` stands in for it.

    The source is asked before any transaction begins: it may take its time.
    """
    if isinstance(by, Who):
        permissions.require(permissions.may_record_values(reach_of(by), None))
    try:
        rows, fault = ask(indicator), ""
    except Faulty as said:
        rows, fault = (), str(said)
    return _written_down(indicator, rows, fault, by)


@service
def ask_for_fetch(indicator: Indicator, *, by: Who) -> None:
    """Let the worker fetch the indicator as soon as it can. Raises Refused for one that has no source."""
    permissions.require(permissions.may_record_values(reach_of(by), None))
    if not (indicator.provider and indicator.external_id):
        raise Refused(_("This indicator is fetched from nowhere."))
    app.configure_task("situation.fetch").defer(indicator=indicator.pk)
    log.record("indicator.fetch_asked", indicator, by=by)


def fetch_all(*, by: Actor = FETCHER, ask: Fetcher = fetched) -> int:
    """Fetch every indicator that has a source; one that fails stops no other. Returns how many were asked for."""
    wanted = [one for one in municipality.indicators() if one.provider and one.external_id]
    return each(wanted, lambda one: bool(fetch(one, by=by, ask=ask).pk))


@service
def _written_down(indicator: Indicator, rows: Sequence[Fetched], fault: str, by: Actor) -> Fetch:
    told = indicator.origin or Provider(indicator.provider).label
    today = clock.today()
    sound = [row for row in rows if not rules.wrong(indicator.unit, row.value, row.period.starts, today)]
    values = [NewValue(indicator, row.period, row.value, told, sex=Sex(row.sex)) for row in sound]
    done = take_in(values, by=by, taken_from=indicator.provider) if values else Recorded()
    made = Fetch.objects.create(
        indicator=indicator,
        provider=indicator.provider,
        at=clock.now(),
        actor_label=by.label[:200],
        added=done.added,
        revised=done.revised,
        same=done.same,
        left_out=len(rows) - len(sound),
        fault=(fault or ("" if values else _("The answer held no value of this municipality.")))[:300],
    )
    log.record("indicator.fetched", made, by=by, because=indicator.provider)
    return made
