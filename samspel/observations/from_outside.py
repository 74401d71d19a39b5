"""A week as who comes from outside may know it: no count below `week.LEAST` can be worked out from all that is told.

The whole municipality's number stands as it is, and of its parts only bands (`week.band`): each is told when it is not
small, and the parts of a whole only while enough of the whole is left for those that are not told. Where it is not,
none of them is told. What an area's observations were, and when, is not told, nor its squares, which cut across the
places: two cuts of one small number are one too many. What was expected is told of the whole alone: it is made of the
past's small numbers. A change is told of what is told, judged as it is for everybody.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from samspel.core.expected import Certainty, Change, Expected, Judged
from samspel.municipality import queries as municipality
from samspel.municipality.models import Area
from samspel.observations.figures import Figures, Line, Point, Sight, Square
from samspel.observations.week import LEAST, band, leaves_room

UNTOLD = Line(0, 0, None, Judged(0, None, Change.SAME, Certainty.UNKNOWN))
"""Of which nothing is told, not even whether it is small."""


@dataclass(frozen=True)
class Parts:
    """A week's counts by area (0: none known), and by known place in each."""

    areas: Mapping[int, int]
    places: Mapping[int, Mapping[int, int]]

    @property
    def whole(self) -> int:
        """The most that the municipality's observations may be, by what is told of them."""
        return max(sum(self.areas.values()), LEAST - 1)

    @cached_property
    def told(self) -> bool:
        """Whether anything is told of areas and places: when what is known of them leaves room in the whole."""
        known = [self._known(area, count) for area, count in self.areas.items() if area]
        return leaves_room(self.whole, [(count, None) for count in known])

    def _known(self, area: int, count: int) -> int:
        """How many there must be in the area, by all that is told of it."""
        return max(band(count)[0], sum(band(here)[0] for here in self._places(area).values()))

    def told_places(self) -> Mapping[int, int]:
        """The places that are told of in the whole municipality."""
        return {place: count for area in self.areas if area for place, count in self.places_in(area).items()}

    def places_in(self, area: int) -> Mapping[int, int]:
        """The places that are told of in an area."""
        return self._places(area) if self.told else {}

    def _places(self, area: int) -> Mapping[int, int]:
        held = {place: count for place, count in self.places.get(area, {}).items() if count >= LEAST}
        return held if leaves_room(band(self.areas.get(area, 0))[1], [band(one) for one in held.values()]) else {}


def told(whole: Figures, parts: Parts) -> Figures:
    """The figures as they are told, of the municipality or of an area."""
    drawn = Figures(whole.week, whole.area, whole.ended, Sight.BANDS, total(whole.total, whole.area, parts))
    if whole.area is not None:
        return replace(drawn, places=_places(whole.places, parts.places_in(whole.area.pk)))
    return replace(
        drawn,
        trend=[Point(one.week, one.count, _range(one.expected)) for one in whole.trend if one.count >= LEAST],
        areas=_areas(whole.areas, parts),
        kinds=_kinds(whole.kinds, parts.whole),
        places=_places(whole.places, parts.told_places()),
        times=_squares(whole.times or {}, parts.whole),
    )


def total(line: Line, area: Area | None, parts: Parts) -> Line:
    """How many there were, of an area a band, of the whole the number unless it is small."""
    if area is not None:
        return _banded(line) if parts.told else UNTOLD
    if line.least < LEAST:
        return _banded(line)
    return replace(line, said=replace(line.said, expected=_range(line.said.expected)))


def _areas(lines: Sequence[Line], parts: Parts) -> list[Line]:
    """Every area, whether anything was seen there or not; what has no area known is not told of."""
    known = {one.pk: one for one in lines}
    rows = [known.get(area.pk, replace(UNTOLD, pk=area.pk, most=0)) for area in municipality.areas()]
    return [_banded(one) if parts.told else replace(UNTOLD, pk=one.pk) for one in rows]


def _places(lines: Iterable[Line], told: Mapping[int, int]) -> list[Line]:
    return _most(_banded(one) for one in lines if one.pk in told)


def _kinds(lines: Iterable[Line], whole: int) -> list[Line]:
    """Those that are not small, when the rest can not be worked out; every observation is of a kind."""
    held = [_banded(one) for one in lines if one.least >= LEAST]
    others = len({one.pk for one in municipality.observation_kinds()} - {one.pk for one in held})
    return _most(held) if leaves_room(whole, [(one.least, one.most) for one in held], others) else []


def _squares(squares: Mapping[tuple[int, int], Square], whole: int) -> dict[tuple[int, int], Square] | None:
    """The same of the squares of weekday by hour; None when they are not told. Some have no hour."""
    held = {key: Square(*band(one.least), one.up) for key, one in squares.items() if one.least >= LEAST}
    return held if leaves_room(whole, [(one.least, one.most) for one in held.values()]) else None


def _banded(line: Line) -> Line:
    least, most = band(line.least)
    if not least:
        return replace(UNTOLD, pk=line.pk, most=most)
    # That there was nothing before is a small number too.
    change = Change.RISES if line.said.change is Change.NEW else line.said.change
    return Line(line.pk, least, most, Judged(least, None, change, line.said.certainty))


def _range(found: Expected | None) -> Expected | None:
    return found if found is not None and found.high >= LEAST else None


def _most(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=lambda one: (-one.least, one.pk))
