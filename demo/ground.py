"""Boundaries for the demo, when whoever tries it has files of them: none come with the project."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from samspel.core.actors import Job
from samspel.municipality.boundaries import queries, services
from samspel.municipality.boundaries.checking import check

BY = Job("demo")


def lay(files: Iterable[str], since: date, progress: Callable[[str], object]) -> int:
    """Import the files as of a day, each as far as it can be; returns how many were. Raises Unreadable."""
    laid = 0
    for path in map(Path, files):
        checked = check(path.read_bytes(), queries.described(since))
        if checked.stopped:
            progress(f"{path.name}: {checked.told[0] if checked.told else 'nothing to import'}")
        elif services.bring_in(checked, since, file_name=path.name, by=BY):
            laid += 1
    return laid
