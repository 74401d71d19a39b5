"""The command `samspel`, for those who run it. Each file here is one command, loaded when it is asked for."""

import os
from importlib import import_module
from pathlib import Path

import click

_HERE = Path(__file__).parent


def language(environment: dict[str, str]) -> str:
    """The language of whoever sits at the terminal: Swedish or English."""
    named = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return "sv" if named.lower().startswith("sv") else "en"


def ready() -> None:
    """Set the product up, once, in the language of the terminal."""
    import django
    from django.utils import translation

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    translation.activate(language(dict(os.environ)))


class Commands(click.Group):
    """Finds its commands as files: `token.py` holds `samspel token` under the name `command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(path.stem.replace("_", "-") for path in _HERE.glob("[a-z]*.py"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        try:
            ready()
        except Exception as error:
            raise click.ClickException(str(error)) from error
        found: click.Command = import_module(f"{__name__}.{cmd_name.replace('-', '_')}").command
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Help needs no settings: without them the commands stand there by name alone."""
        try:
            super().format_commands(ctx, formatter)
        except click.ClickException:
            with formatter.section("Commands"):
                formatter.write_dl([(name, "") for name in self.list_commands(ctx)])

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
    from django.db import OperationalError

    from samspel.core.errors import Refused

    if isinstance(error, Refused):
        return str(error.message)
    if isinstance(error, OperationalError | ImproperlyConfigured):
        return str(error).strip()
    return None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Samspel: commands for those who run it."""
