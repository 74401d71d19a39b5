"""`samspel sums`: the kept sums of observations beside what they come to."""

import click
from django.utils.translation import gettext as _

from samspel.cli import say
from samspel.core.actors import Operator
from samspel.observations.services.summing import check_sums


@click.group(help=_("The kept sums of observations."))
def command() -> None:
    """The group; its commands are below."""


@command.command(help=_("Count all observations anew and compare; ends with 1 when a kept sum is wrong."))
def check() -> None:
    """Changes nothing."""
    found = check_sums(by=Operator(), mend=False)
    say(_("%(sums)s kept sums, %(wrong)s of them wrong.") % {"sums": found.sums, "wrong": found.wrong})
    if found.wrong:
        raise click.exceptions.Exit(1)


@command.command(help=_("Count all observations anew, and put right what is wrong."))
def mend() -> None:
    """The same as the worker does each night."""
    found = check_sums(by=Operator(), mend=True)
    say(_("%(sums)s kept sums, %(wrong)s of them put right.") % {"sums": found.sums, "wrong": found.wrong})
