"""`samspel demo`: invented people and a year of invented work."""

import click
from django.conf import settings
from django.utils.translation import gettext as _


@click.group(help=_("The demo's invented people and events."))
def command() -> None:
    """The group; its commands are below."""


@command.command(help=_("Load what is missing of the demo, dated back from today."))
def load() -> None:
    """Only when the demo switch is on."""
    if not settings.DEMO:
        raise click.ClickException(_("The demo switch is off (SAMSPEL_DEMO). It is for trying, never for production."))
    from demo.__main__ import main

    main()
