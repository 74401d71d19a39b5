"""Files that nobody finished, and what was told of them, are taken away in time."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samspel.core import clock, disposal
from samspel.core.actors import Actor
from samspel.core.disposal import Due, Rule
from samspel.core.imports.states import State
from samspel.core.models import Import, ImportFault, ImportFile
from samspel.core.once import DISPOSAL

KEPT: Final = timedelta(days=7)
"""From when somebody last did something with it."""
RULE: Final = "core.imports"


def register() -> None:
    """Say what goes when, to those who look after it."""
    disposal.register(Rule(RULE, _("Files sent for import"), _says, _due))


def _says() -> str:
    return gettext("A file is gone when it has been imported; one that nobody went on with, after %(days)d days.") % {
        "days": KEPT.days
    }


def _waiting() -> QuerySet[Import]:
    return Import.objects.filter(pk__in=ImportFile.objects.values("of")).select_related("source")


def _due(until: date) -> Iterator[Due]:
    for row in _waiting().filter(touched_at__lt=clock.midnight(until) - KEPT + timedelta(days=1)):
        yield Due("core.import", str(row.pk), str(row), clock.local(row.touched_at + KEPT).date())


def dispose_old(*, by: Actor = DISPOSAL) -> int:
    """Take away the files that nobody has gone on with for a week; returns how many."""
    with transaction.atomic():
        rows = list(_waiting().filter(touched_at__lt=clock.now() - KEPT).select_for_update(of=("self",)))
        for row in rows:
            ImportFile.objects.filter(of=row).delete()
            ImportFault.objects.filter(of=row).delete()
        unfinished = [row.pk for row in rows if row.stands in {State.MATCHING, State.CHECKING, State.CHECKED}]
        Import.objects.filter(pk__in=unfinished).update(state=State.CANCELLED)
        Import.objects.filter(pk__in=[row.pk for row in rows], state=State.TAKING).update(state=State.STOPPED)
        if rows:
            because = f"{KEPT.days} days"
            disposal.done(RULE, [row.pk for row in rows], kind="core.import", by=by, because=because)
    return len(rows)
