"""Checks on what the shared picture and the plans are told in: each code stands once."""

from samspel.municipality.files.checks.known import Known
from samspel.municipality.files.shapes import PictureFile, PlanFile


def picture(known: Known) -> None:
    """Each kind of observation, factor and indicator has its own code, and so have the two sides of the plan."""
    held, plan = known.file(PictureFile), known.file(PlanFile)
    kinds = (("observation_kinds", n, one.code) for n, one in enumerate(held.observation_kinds))
    factors = (("factors", n, one.code) for n, one in enumerate(held.factors))
    indicators = (("indicators", n, one.code) for n, one in enumerate(held.indicators))
    for rows in (kinds, factors, indicators):
        known.once(PictureFile, (((name, n, "code"), code) for name, n, code in rows))
    areas = (("development_areas", n, one.code) for n, one in enumerate(plan.development_areas))
    perspectives = (("perspectives", n, one.code) for n, one in enumerate(plan.perspectives))
    for rows in (areas, perspectives):
        known.once(PlanFile, (((name, n, "code"), code) for name, n, code in rows))
