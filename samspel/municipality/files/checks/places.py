"""Checks on the municipality, its areas and teams by date, and its hours."""

from datetime import timedelta
from itertools import pairwise

from django.utils.translation import gettext as _

from samspel.municipality.files.checks.known import Known
from samspel.municipality.files.faults import Path
from samspel.municipality.files.shapes import AreasFile, HoursFile, MunicipalityFile
from samspel.municipality.files.shapes.place import AreaRow, Held
from samspel.municipality.models import Level
from samspel.municipality.rules import LIMITS, NUMBER_KEYS, Span, holiday_names


def municipality(known: Known) -> None:
    """The contact centre is a department; languages and emergency numbers are there once."""
    file = known.file(MunicipalityFile)
    known.unknown(
        MunicipalityFile, ("contact_centre",), file.contact_centre, known.codes("organisation", "departments")
    )
    known.once(MunicipalityFile, ((("languages", n), one.code) for n, one in enumerate(file.languages)))
    known.once(MunicipalityFile, ((("emergency_numbers", n), one.code) for n, one in enumerate(file.emergency_numbers)))


def numbers(known: Known) -> None:
    """Every number that the work runs by is there, within its bounds, and no other."""
    settings = known.file(MunicipalityFile).settings
    for key in NUMBER_KEYS:
        if key not in settings:
            known.fault(MunicipalityFile, ("settings",), _("The setting “%(key)s” is missing.") % {"key": key})
    for key, one in settings.items():
        if key not in LIMITS:
            known.fault(MunicipalityFile, ("settings", key), _("The setting “%(key)s” is unknown.") % {"key": key})
            continue
        least, most = LIMITS[key]
        if not least <= one.value <= most:
            known.fault(
                MunicipalityFile,
                ("settings", key, "value"),
                _("“%(key)s” should be from %(least)s to %(most)s.") % {"key": key, "least": least, "most": most},
            )


def teams(known: Known) -> None:
    """Each team has its own code and number, and at least one main area."""
    file = known.file(AreasFile)
    known.once(AreasFile, ((("teams", n, "code"), one.code) for n, one in enumerate(file.teams)))
    known.once(AreasFile, ((("teams", n, "number"), one.number) for n, one in enumerate(file.teams)))
    based = {held.team for area in file.areas if area.level == Level.MAIN for held in area.teams}
    for n, team in enumerate(file.teams):
        if team.code not in based:
            known.fault(AreasFile, ("teams", n), _("The team has no main area."))


def areas(known: Known) -> None:
    """Each area has its own code, and one team at every time from the first on."""
    file = known.file(AreasFile)
    known.once(AreasFile, ((("areas", n, "code"), one.code) for n, one in enumerate(file.areas)))
    codes = known.codes("areas", "teams")
    for n, area in enumerate(file.areas):
        for m, held in enumerate(area.teams):
            known.unknown(AreasFile, ("areas", n, "teams", m, "team"), held.team, codes)
        _timeline(known, ("areas", n), area)


def _timeline(known: Known, path: Path, area: AreaRow) -> None:
    """The area's validities follow on each other without gap or overlap, and the last one is open."""
    if not area.teams:
        known.fault(AreasFile, (*path, "teams"), _("The area has no team."))
        return
    ordered = sorted(enumerate(area.teams), key=lambda one: one[1].starts)
    for (_m, earlier), (m, later) in pairwise(ordered):
        _follows(known, (*path, "teams", m), earlier, later)
    m, last = ordered[-1]
    if last.ends is not None:
        known.fault(AreasFile, (*path, "teams", m), _("The area has no team after %(day)s.") % {"day": last.ends})
    for m, held in ordered:
        if held.ends is not None and held.ends < held.starts:
            known.fault(AreasFile, (*path, "teams", m), _("The validity ends before it begins."))


def _follows(known: Known, path: Path, earlier: Held, later: Held) -> None:
    if earlier.ends is None or later.starts <= earlier.ends:
        known.fault(AreasFile, path, _("Two validities of the area overlap: it can have one team at a time."))
    elif later.starts > earlier.ends + timedelta(days=1):
        known.fault(AreasFile, path, _("The area has no team just before %(day)s.") % {"day": later.starts})


def places(known: Known) -> None:
    """Each place has its own code and lies in an area."""
    file = known.file(AreasFile)
    known.once(AreasFile, ((("places", n, "code"), one.code) for n, one in enumerate(file.places)))
    for n, place in enumerate(file.places):
        known.unknown(AreasFile, ("places", n, "area"), place.area, known.codes("areas", "areas"))


def week(known: Known) -> None:
    """The office is open some time, and no two spans of a day overlap."""
    days = known.file(HoursFile).week
    spans = {name: getattr(days, name) for name in type(days).model_fields if name not in {"source", "assumption"}}
    if not any(spans.values()):
        known.fault(HoursFile, ("week",), _("The office is never open."))
    for name, ordered in spans.items():
        if _overlap(ordered):
            known.fault(HoursFile, ("week", name), _("Two spans of the same day overlap."))


def _overlap(spans: list[Span]) -> bool:
    ordered = sorted(spans)
    return any(later.opens < earlier.closes for earlier, later in pairwise(ordered))


def days_off(known: Known) -> None:
    """The closed eves are eves that the calendar knows, and each single day is set once."""
    file = known.file(HoursFile)
    names = sorted({name for found, _public in holiday_names(2026).values() for name in found})
    known.once(HoursFile, ((("closed_eves", n, "name"), one.name) for n, one in enumerate(file.closed_eves)))
    for n, eve in enumerate(file.closed_eves):
        if eve.name not in names:
            known.fault(
                HoursFile,
                ("closed_eves", n, "name"),
                _("No day of the year is called “%(name)s”. There are: %(names)s.")
                % {"name": eve.name, "names": ", ".join(names)},
            )
    known.once(HoursFile, ((("special_days", n, "day"), one.day) for n, one in enumerate(file.special_days)))
