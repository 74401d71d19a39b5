"""`samspel outbox`: what is to be sent, without what it says or to whom."""

from datetime import datetime

import click
from django.db.models import Count, Max, Min, QuerySet
from django.utils.translation import gettext as _

from samspel.core import clock, outbox
from samspel.core.models import OutboxMessage


@click.group(help=_("What is to be sent."))
def command() -> None:
    """The group; its commands are below."""


@command.command(help=_("Show what waits and what was given up: kind, channel, how many, age, tries, last error."))
def show() -> None:
    """No address and no text."""
    failed = OutboxMessage.objects.exclude(given_up_at=None)
    lines = [*_lines(_("waiting"), outbox.waiting()), *_lines(_("given up"), failed)]
    for line in lines or [_("Nothing waits, and nothing was given up.")]:
        click.echo(line)


def _lines(state: str, rows: QuerySet[OutboxMessage]) -> list[str]:
    groups = (
        rows.order_by()
        .values("kind", "channel")
        .annotate(number=Count("pk"), oldest=Min("created_at"), tries=Max("attempts"), error=Max("last_error"))
    )
    return [
        "\t".join(
            [
                state,
                one["kind"],
                one["channel"],
                str(one["number"]),
                _age(one["oldest"]),
                _tries(one["tries"]),
                one["error"],
            ]
        )
        for one in groups.order_by("kind", "channel")
    ]


def _tries(number: int) -> str:
    return _("%(number)s tries") % {"number": number}


def _age(since: datetime) -> str:
    age = clock.now() - since
    hours = int(age.total_seconds()) // 3600
    if age.days:
        return _("%(number)s days") % {"number": age.days}
    if hours:
        return _("%(number)s h") % {"number": hours}
    return _("%(number)s min") % {"number": int(age.total_seconds()) // 60}
