"""A database server for the tests: the one that was given, otherwise one of our own."""

from collections.abc import MutableMapping

from tools.postgres import Cluster


def prepare(environment: MutableMapping[str, str]) -> None:
    """Set what the settings read. `SAMSPEL_TEST_DATABASE_URL` names an owner who may create databases.

    That owner must be a member of the role `samspel_app`, since every test runs with that role's rights alone.
    """
    given = environment.get("SAMSPEL_TEST_DATABASE_URL")
    environment["DATABASE_URL"] = given or Cluster("postgres-tests").start().owner
    environment["SAMSPEL_ENV"] = "trial"
    # Playwright's own event loop lives in the thread of the tests; Django would take it for ours.
    environment["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    for name in ("SAMSPEL_DEMO", "SAMSPEL_HOSTS", "SAMSPEL_HTTPS", "SAMSPEL_URL", "EMAIL_URL"):
        environment.pop(name, None)
