"""Checks on departments, bodies, functions and goals."""

from django.utils.translation import gettext as _

from samspel.municipality.files.checks.known import Known
from samspel.municipality.files.shapes import BodiesFile, FunctionsFile, GoalsFile, OrganisationFile
from samspel.municipality.files.shapes.leading import BodyRow


def organisation(known: Known) -> None:
    """Codes are there once; departments belong to committees and organisations that exist."""
    file = known.file(OrganisationFile)
    for name in ("committees", "organisations", "departments"):
        known.once(OrganisationFile, (((name, n, "code"), one.code) for n, one in enumerate(getattr(file, name))))
    known.once(
        OrganisationFile,
        (
            (("departments", n, "units", m, "code"), unit.code)
            for n, one in enumerate(file.departments)
            for m, unit in enumerate(one.units)
        ),
    )
    committees, organisations = known.codes("organisation", "committees"), known.codes("organisation", "organisations")
    for n, one in enumerate(file.departments):
        known.unknown(OrganisationFile, ("departments", n, "committee"), one.committee, committees)
        known.unknown(OrganisationFile, ("departments", n, "organisation"), one.organisation, organisations)


def bodies(known: Known) -> None:
    """Every body has duties; one that meets has somebody who convenes it, a cadence and seats."""
    file = known.file(BodiesFile)
    known.once(BodiesFile, ((("bodies", n, "code"), one.code) for n, one in enumerate(file.bodies)))
    for n, body in enumerate(file.bodies):
        if not body.duties:
            known.fault(BodiesFile, ("bodies", n, "duties"), _("The body has no duties."))
        if body.meets:
            _meets(known, n, body)
        for name in ("seats", "duties"):
            known.once(
                BodiesFile, ((("bodies", n, name, m, "code"), row.code) for m, row in enumerate(getattr(body, name)))
            )


def _meets(known: Known, n: int, body: BodyRow) -> None:
    if not body.convenor:
        known.fault(BodiesFile, ("bodies", n, "convenor"), _("Nobody convenes the body: write “convenor”."))
    if not body.seats:
        known.fault(BodiesFile, ("bodies", n, "seats"), _("The body has no seats."))
    if body.cadence is None:
        known.fault(BodiesFile, ("bodies", n, "cadence"), _("The body has no cadence: write how often it meets."))
    elif body.cadence.least_per_year > body.cadence.most_per_year:
        known.fault(
            BodiesFile, ("bodies", n, "cadence", "least_per_year"), _("“least_per_year” is more than “most_per_year”.")
        )


def seats_and_support(known: Known) -> None:
    """Seats and support point at what exists."""
    departments, organisations = (
        known.codes("organisation", "departments"),
        known.codes("organisation", "organisations"),
    )
    units = known.codes("organisation", "departments", "units")
    for n, body in enumerate(known.file(BodiesFile).bodies):
        for m, seat in enumerate(body.seats):
            path = ("bodies", n, "seats", m)
            known.unknown(BodiesFile, (*path, "department"), seat.department, departments)
            known.unknown(BodiesFile, (*path, "organisation"), seat.organisation, organisations)
        for m, support in enumerate(body.resourced_by):
            known.unknown(BodiesFile, ("bodies", n, "resourced_by", m, "unit"), support.unit, units)


def reporting(known: Known) -> None:
    """Reports go upwards and end: no body reports to itself by way of others."""
    file = known.file(BodiesFile)
    above = {one.code: one.reports_to for one in file.bodies}
    for n, body in enumerate(file.bodies):
        known.unknown(BodiesFile, ("bodies", n, "reports_to"), body.reports_to, set(above))
        seen, at = {body.code}, body.reports_to
        while at is not None and at not in seen:
            seen.add(at)
            at = above.get(at)
        if at == body.code:
            known.fault(BodiesFile, ("bodies", n, "reports_to"), _("The body reports to itself, by way of others."))


def functions(known: Known) -> None:
    """Each function stands once."""
    rows = known.file(FunctionsFile).functions
    known.once(FunctionsFile, ((("functions", n, "function"), one.function.value) for n, one in enumerate(rows)))


def goals(known: Known) -> None:
    """Terms and the goals of a term have their own codes, and a term runs forwards."""
    terms = known.file(GoalsFile).terms
    known.once(GoalsFile, ((("terms", n, "code"), one.code) for n, one in enumerate(terms)))
    for n, term in enumerate(terms):
        known.once(GoalsFile, ((("terms", n, "goals", m, "code"), one.code) for m, one in enumerate(term.goals)))
        if term.starts and term.ends and term.ends < term.starts:
            known.fault(GoalsFile, ("terms", n, "to"), _("The term of office ends before it begins."))
