"""`samspel migrate`: brings the database up to date, as its owner."""

import os
from urllib.parse import unquote, urlsplit

import click
from django.core.management import call_command
from django.db import OperationalError, connection
from django.utils.translation import gettext as _
from psycopg.errors import LockNotAvailable

from samspel.cli import say
from samspel.core import grants

# A change of a table waits for whoever uses it, and everybody else waits behind the change: so it waits no longer.
LONGEST_WAIT = os.environ.get("SAMSPEL_MIGRATION_WAIT", "10s")


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
    bring_up_to_date(role, verbose=verbose)


def bring_up_to_date(role: str = "", *, verbose: bool = False) -> None:
    """The tables as this version has them, and the application's rights to them."""
    _remove_unfinished()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, false)", [LONGEST_WAIT])
        call_command("migrate", interactive=False, verbosity=int(verbose))
    except OperationalError as fault:
        if isinstance(fault.__cause__, LockNotAvailable):
            raise click.ClickException(_("The tables are in use. Stop web and worker, and try again.")) from fault
        raise
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


def _remove_unfinished() -> None:
    """Indexes whose making was interrupted: they are in the way of their own second try."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid")
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP INDEX CONCURRENTLY {name}")


def _there(role: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        return cursor.fetchone() is not None
