"""What a resident's own words say about where and what, so that they need not choose from lists."""

from collections.abc import Iterable

from samspel.municipality import queries as municipality
from samspel.municipality.boundaries import queries as boundaries
from samspel.municipality.boundaries.pins import Pin
from samspel.municipality.models import Area, Matter
from samspel.questions import rules


def matter_of(text: str) -> Matter | None:
    """The matter that the words of the text hint at, when they hint at one alone."""
    matters = {matter.code: matter for matter in municipality.matters()}
    code = rules.hinted(text, {code: matter.words for code, matter in matters.items()})
    return matters[code] if code else None


def area_at(pin: Pin | None) -> Area | None:
    """The area that a pin lies in, where boundaries are known."""
    return boundaries.placed(pin.north, pin.east).area if pin else None


def area_of(where: str) -> Area | None:
    """The area that is named, or that a named place lies in; None when none or several are."""
    spoken = where.casefold()
    if not spoken.strip():
        return None
    areas = municipality.areas()
    named = _named(spoken, ((place.name, place.area_id) for place in municipality.places()))
    named = named or _named(spoken, ((area.name, area.pk) for area in areas))
    return next((area for area in areas if {area.pk} == named), None)


def _named(spoken: str, names: Iterable[tuple[str, int]]) -> set[int]:
    return {area for name, area in names if name.casefold() in spoken}


def names() -> list[str]:
    """Names of areas and places, to choose from while typing."""
    return sorted({*(area.name for area in municipality.areas()), *(place.name for place in municipality.places())})
