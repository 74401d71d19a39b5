"""Invented people and a year of invented work, made by calling the services."""

from collections.abc import Callable


def load(progress: Callable[[str], object] = print, *, days: int | None = None) -> bool:
    """Load the demo into the database, dated back from now; False when it is there already. See `demo.year.load`."""
    from demo import year

    return year.load(progress, days=days or year.DAYS)
