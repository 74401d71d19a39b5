"""Checks on what the shared picture and the plans are told in: each code stands once."""

from samspel.municipality.files.checks.known import Known
from samspel.municipality.files.shapes import PictureFile, PlanFile


def picture(known: Known) -> None:
    """Each kind of observation, factor and indicator has its own code, and so have the two sides of the plan."""
    held, plan = known.file(PictureFile), known.file(PlanFile)
    for name, rows in (
        ("observation_kinds", held.observation_kinds),
        ("factors", held.factors),
        ("indicators", held.indicators),
    ):
        known.once(PictureFile, (((name, n, "code"), one.code) for n, one in enumerate(rows)))
    for name, parts in (("development_areas", plan.development_areas), ("perspectives", plan.perspectives)):
        known.once(PlanFile, (((name, n, "code"), one.code) for n, one in enumerate(parts)))
