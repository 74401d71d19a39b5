"""The command `samspel`, for those who run it. Each file here is one command, loaded when it is asked for."""

import json
import os
import sys
from importlib import import_module
from pathlib import Path

import click

_HERE = Path(__file__).parent
_ROOT = _HERE.parent.parent
_OWNERS = frozenset({"backup", "migrate", "restore"})  # commands that sign in as the owner of the tables
_HELP = frozenset({"--help", "-h"})


def language(environment: dict[str, str]) -> str:
    """The language of whoever sits at the terminal: Swedish or English."""
    named = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return "sv" if named.lower().startswith("sv") else "en"


def say(text: str) -> None:
    """To whoever sits at the terminal; standard output is kept for what a script reads."""
    click.echo(text, err=True)


def furnish(environment: dict[str, str], *, as_owner: bool = False, only_help: bool = False) -> dict[str, str]:
    """What is to be added to the environment before the settings are read.

    Without DATABASE_URL it is the trial that `make run` left in `var/`. The owner of the tables is another role than
    the application's; help needs neither.
    """
    added: dict[str, str] = {}
    trial = Path(environment.get("SAMSPEL_VAR", _ROOT / "var")) / "trial.json"
    if "DATABASE_URL" not in environment and trial.is_file():
        added |= {name: value for name, value in json.loads(trial.read_text()).items() if name not in environment}
    if only_help and "SAMSPEL_ENV" not in environment:
        added["SAMSPEL_ENV"] = "trial"
    owner = environment.get("DATABASE_OWNER_URL") or added.get("DATABASE_OWNER_URL")
    if as_owner and owner:
        added["DATABASE_APP_URL"] = environment.get("DATABASE_URL") or added.get("DATABASE_URL", "")
        added["DATABASE_URL"] = owner
    return added


def ready(command: str = "") -> None:
    """Set the product up, once, in the language of the terminal."""
    import django
    from django.utils import translation

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    only_help = bool(_HELP.intersection(sys.argv))
    os.environ.update(furnish(dict(os.environ), as_owner=command in _OWNERS, only_help=only_help))
    django.setup()
    translation.activate(language(dict(os.environ)))


class Commands(click.Group):
    """Finds its commands as files: `token.py` holds `samspel token` under the name `command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The files of this folder."""
        return sorted(path.stem.replace("_", "-") for path in _HERE.glob("[a-z]*.py"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, with the settings in place."""
        if cmd_name not in self.list_commands(ctx):
            return None
        try:
            ready(cmd_name)
        except Exception as error:
            raise click.ClickException(str(error)) from error
        found: click.Command = import_module(f"{__name__}.{cmd_name.replace('-', '_')}").command
        return found

    def invoke(self, ctx: click.Context) -> object:
        """Say in a line what an operator can mend; anything else is a fault of ours, and keeps its trace."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            said = mendable(error)
            if said is None:
                raise
            raise click.ClickException(said) from error


def mendable(error: Exception) -> str | None:
    """What went wrong in the words of an operator, or none when no operator can mend it."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import InterfaceError, OperationalError, ProgrammingError
    from django.utils.translation import gettext as _

    from samspel.core.errors import Refused

    if isinstance(error, Refused):
        return str(error.message)
    if isinstance(error, ImproperlyConfigured):
        return str(error).strip()
    if isinstance(error, OperationalError | InterfaceError):
        return _("The database does not answer: %(why)s") % {"why": first_line(error)}
    if isinstance(error, ProgrammingError):
        return _("The database is not as the program expects (%(why)s). Run `samspel migrate` first.") % {
            "why": first_line(error)
        }
    return None


def first_line(error: Exception) -> str:
    """The first line of what an exception says."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="samspel")
def main() -> None:
    """Samspel: commands for those who run it."""
