"""The environment of a trial: what is not given is filled in, and remembered so that `samspel` works beside it."""

from __future__ import annotations

import base64
import json
import os
import secrets
from typing import TYPE_CHECKING

from tools.places import ROOT, ToolError, keep, say, var
from tools.postgres import Cluster

if TYPE_CHECKING:
    from tools.children import Children

PRODUCTION = ("SAMSPEL_ENV", "SAMSPEL_HTTPS", "SAMSPEL_HOSTS")
REMEMBERED = (
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "SECRET_KEY",
    "SAMSPEL_FIELD_KEYS",
    "SAMSPEL_ENV",
    "SAMSPEL_DEMO",
    "SAMSPEL_VAR",
    "PORT",
    "HOST",
)


def own_secrets() -> dict[str, str]:
    """Keys of this trial alone, made once."""
    file = var() / "secrets.json"
    if not file.exists():
        field_key = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
        keep(file, json.dumps({"SECRET_KEY": secrets.token_urlsafe(50), "SAMSPEL_FIELD_KEYS": field_key}))
    return dict(json.loads(file.read_text()))


def environment() -> dict[str, str]:
    """Ours, with what a trial adds. The demo is on unless told otherwise, or unless there are production settings."""
    env = dict(os.environ)
    if not any(env.get(name) for name in PRODUCTION):
        env.setdefault("SAMSPEL_DEMO", "1")
    if env.get("SAMSPEL_DEMO") == "1":
        env = own_secrets() | env
    defaults = {"HOST": "localhost", "PORT": "8000", "SAMSPEL_VAR": str(var())}
    env = defaults | env | {"DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONUNBUFFERED": "1"}
    if not env["PORT"].isdigit():
        raise ToolError(f"PORT must be a number, and is {env['PORT']!r}")
    return env


def with_database(env: dict[str, str], children: Children) -> dict[str, str]:
    """The database that was given, otherwise one of our own, which then stops with us."""
    if given := env.get("DATABASE_URL"):
        say("Database: the one in DATABASE_URL")
        return {"DATABASE_OWNER_URL": given} | env
    say("Database: starting a PostgreSQL of our own ...")
    cluster = Cluster()
    urls = cluster.start()
    if urls.started:
        children.owns_database()
    children.keep_going(cluster)
    return env | {"DATABASE_URL": urls.app, "DATABASE_OWNER_URL": urls.owner}


def remember(env: dict[str, str]) -> None:
    """Leave the environment in `var/trial.json`, where the command `samspel` finds it when it was given none."""
    kept = {name: env[name] for name in REMEMBERED if name in env}
    keep(var() / "trial.json", json.dumps(kept, indent=2) + "\n")
    say(f"Commands, in another window: {ROOT / '.venv' / 'bin' / 'samspel'} --help")
