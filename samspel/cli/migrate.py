"""`samspel migrate`: brings the database up to date, as its owner."""

import os
from urllib.parse import unquote, urlsplit

import click
from django.core.management import call_command
from django.db import connection
from django.utils.translation import gettext as _

from samspel.cli import say
from samspel.core import grants


@click.command(
    help=_(
        "Make or change the tables as DATABASE_OWNER_URL, and give the application its rights. Web and worker sign in"
        " as another role, which owns nothing and may only add to the log. Twice changes nothing."
    )
)
@click.option("--role", default="", help=_("The role that web and worker sign in as."))
@click.option("--verbose", is_flag=True, help=_("Name every migration."))
def command(role: str, *, verbose: bool) -> None:
    """Tables first, then rights."""
    call_command("migrate", interactive=False, verbosity=int(verbose))
    call_command("createcachetable", verbosity=0)
    role = role or unquote(urlsplit(os.environ.get("DATABASE_APP_URL", "")).username or "") or grants.APPLICATION
    if role == connection.settings_dict["USER"]:
        say(
            _("Warning: %(role)s owns the tables and runs the application too: the log can be changed.")
            % {"role": role}
        )
    elif not _there(role):
        make = f"CREATE ROLE {role} LOGIN PASSWORD '...'"
        message = _("The role %(role)s is missing. Make it in the database: %(make)s")
        raise click.ClickException(message % {"role": role, "make": make})
    else:
        grants.apply(connection, role)
    say(_("The database is up to date."))


def _there(role: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        return cursor.fetchone() is not None
