"""Checks on the files of other modules: what they point at is there."""

from samspel.municipality import starting
from samspel.municipality.files.checks.known import Known, Unsound


def pointers(known: Known) -> None:
    """Every code that another module's file points at is in the list that it should be in."""
    for one in starting.registered().values():
        try:
            part = known.file(one.shape)
        except Unsound:
            continue
        for path, rows, code in one.pointers(part):
            known.unknown(one.shape, path, code, known.codes(*rows))
