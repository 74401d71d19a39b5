"""`samspel municipality boundaries`: where areas and the municipality end, from files of GeoJSON."""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

import click
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.core import clock
from samspel.core.actors import Operator
from samspel.municipality.boundaries import queries, services
from samspel.municipality.boundaries.checking import LEFT_OUT, Checked, check
from samspel.municipality.boundaries.ground import km2
from samspel.municipality.boundaries.told import LARGEST, MUNICIPALITY, Kind, Unreadable
from samspel.ui.projection import square_metres


@click.command(
    "boundaries", help=_("Look FILE (GeoJSON, EPSG:4326) through, tell what was found, ask, and import its boundaries.")
)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--from", "starts", type=click.DateTime(["%Y-%m-%d"]), help=_("The day that they hold from; today."))
@click.option("--source", default="", help=_("Where they come from, such as a register and its licence."))
@click.option(
    "--match", "matches", multiple=True, metavar="NAME=CODE", help=_("What a name of the file is; - leaves it out.")
)
@click.option("--dry-run", is_flag=True, help=_("Only tell."))
@click.option("--yes", is_flag=True, help=_("Do not ask."))
def boundaries(
    file: Path, *, starts: datetime | None, source: str, matches: tuple[str, ...], dry_run: bool, yes: bool
) -> None:
    """Twice changes nothing."""
    day = starts.date() if starts else clock.today()
    checked = _checked(file, day, dict(_parted(matches)))
    _tell(checked)
    if checked.stopped:
        raise click.ClickException(_("Nothing is imported."))
    if dry_run:
        return
    if not yes:
        click.confirm(_("Let them hold from %(day)s?") % {"day": day.isoformat()}, abort=True)
    version = services.bring_in(checked, day, file_name=file.name, source=source, by=Operator())
    click.echo(_("Done.") if version else _("Nothing to change: these boundaries hold already."))


@click.command("boundary-versions", help=_("What has been imported, the latest to begin first."))
@click.option(
    "--take-back", type=int, metavar="NUMBER", help=_("Let a version hold no longer: what it covered comes back.")
)
def versions(*, take_back: int | None) -> None:
    """One line for each version."""
    if take_back is not None:
        services.take_back(take_back, by=Operator())
    for one in queries.versions():
        back = f" ({_('taken back')})" if one.withdrawn_at else ""
        click.echo(f"{one.pk:>4} {one.starts:%Y-%m-%d} {one.file_name}{back}")


def _parted(matches: Iterable[str]) -> Iterable[tuple[str, str]]:
    for one in matches:
        name, sign, code = one.rpartition("=")
        if not sign:
            raise click.BadParameter(_("Write NAME=CODE."), param_hint="--match")
        yield name, MUNICIPALITY if code == "municipality" else code or LEFT_OUT


def _checked(file: Path, day: date, by_hand: dict[str, str]) -> Checked:
    if file.stat().st_size > LARGEST:
        raise click.ClickException(_("The file is too large: at most %(most)d MB.") % {"most": LARGEST // 1_000_000})
    try:
        return check(file.read_bytes(), queries.described(day), by_hand)
    except Unreadable as no:
        raise click.ClickException(no.message) from no


def _tell(checked: Checked) -> None:
    """What would be imported, and what is told about it."""
    for code, shape in checked.shapes.items():
        name = _("The municipality") if code == MUNICIPALITY else code
        click.echo(f"{name}: {km2(square_metres(shape))}")
    words = {Kind.MENDED: _("Mended"), Kind.NOTED: _("Note"), Kind.REFUSED: _("Stops")}
    for one in checked.told:
        click.echo(f"{words[one.kind]}: {one}", err=one.kind is Kind.REFUSED)
    count = len(checked.shapes)
    click.echo(ngettext("%(count)d boundary.", "%(count)d boundaries.", count) % {"count": count})
