"""`samspel log`: seals the log, publishes its head, and looks whether it still says what it said."""

import sys
from collections.abc import Iterable
from typing import TextIO

import click
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.cli import say
from samspel.core import chain
from samspel.core.chain.report import when
from samspel.core.models import LogRow

FOUND = 1
SHOWN = 100


@click.group(help=_("The log of who did what: sealed, and checked."))
def command() -> None:
    """The group; its commands are below."""


@command.command(
    help=_(
        "Look through the whole log: rows that were changed, taken away, put in or moved, and seals that do not hold."
        " With --heads also an end that was cut off, and a chain that was written anew. Exit code 0: all holds; 1:"
        " something was found."
    )
)
@click.option(
    "--heads",
    type=click.File(encoding="utf-8"),
    help=_("The published lines, from where they are kept: a file, or - for standard input."),
)
def verify(heads: TextIO | None) -> None:
    """Progress goes to the terminal, findings to standard output."""
    with click.progressbar(length=LogRow.objects.count(), label=_("Looking"), file=sys.stderr) as bar:
        report = chain.verify(_lines(heads), progress=bar.update)
    for finding in report.findings[:SHOWN]:
        click.echo(finding.text)
    if len(report.findings) > SHOWN:
        click.echo(_("… and %(number)s more.") % {"number": len(report.findings) - SHOWN})
    for line in _told(report, with_heads=heads is not None):
        say(line)
    if not report.holds:
        sys.exit(FOUND)


def _lines(heads: TextIO | None) -> Iterable[str] | None:
    return None if heads is None else heads.readlines()


def _told(report: chain.Report, *, with_heads: bool) -> Iterable[str]:
    said = {"rows": report.rows, "seals": report.seals, "sealed": report.sealed}
    yield _("%(rows)s rows, of which %(sealed)s under %(seals)s seals.") % said
    if report.young and report.oldest_young:
        text = ngettext(
            "%(number)s row is not sealed yet; the oldest is of %(when)s.",
            "%(number)s rows are not sealed yet; the oldest is of %(when)s.",
            report.young,
        )
        yield text % {"number": report.young, "when": when(report.oldest_young)}
    if not with_heads:
        yield _("No published heads were given: an end that was cut off together with its seals can't be seen.")
    elif report.newest_head:
        text = _("Compared with %(number)s published heads; the newest is of %(when)s.")
        yield text % {"number": report.heads, "when": when(report.newest_head)}
        text = _(
            "Rows after the last published head of %(when)s are not vouched for from outside: %(number)s are there, and"
            " others may have been cut off."
        )
        yield text % {"number": report.beyond + report.young, "when": when(report.newest_head)}
    else:
        yield _("There is no head in the file: an end that was cut off can't be seen.")
    yield (
        _("All holds.")
        if report.holds
        else _("Found: %(number)s. See docs/operations.md, The log.") % {"number": len(report.findings)}
    )


@command.command(help=_("Seal what is not sealed yet, as the worker does every minute."))
def seal() -> None:
    """Twice does nothing more."""
    say(_("%(number)s rows were sealed.") % {"number": chain.seal_log()})


@command.command(help=_("Publish the head now by every way, as the worker does every hour, and print it."))
def publish() -> None:
    """To all places that SAMSPEL_LOG_HEADS names."""
    head = chain.publish()
    click.echo(head.line if head else _("Nothing is sealed yet."))
