"""A whole file looked through: what each shape is, what was mended, what stops it. Nothing is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import shapely
from django.utils.translation import gettext as _
from shapely.geometry import MultiPolygon

from samspel.municipality.boundaries import ground, names
from samspel.municipality.boundaries.ground import Centre
from samspel.municipality.boundaries.mending import mend, polygonal
from samspel.municipality.boundaries.names import Known
from samspel.municipality.boundaries.reading import Shape, read
from samspel.municipality.boundaries.told import MUNICIPALITY, Kind, Told, Unreadable, mended, noted, refused
from samspel.ui.projection import square_metres

LEFT_OUT: Final = "-"
"""What a name of the file is matched to by hand, when it is to be left out."""
MOST_NAMES: Final = 150


@dataclass(frozen=True, slots=True)
class Described:
    """What the database knows: the municipality's names, the areas by code, and what is in force besides the file."""

    municipality: Sequence[str]
    areas: Mapping[str, Centre]
    in_force: Mapping[str, MultiPolygon]

    @property
    def known(self) -> list[Known]:
        """All that a shape can be."""
        areas = [Known(code, (centre.name,)) for code, centre in self.areas.items()]
        return [*areas, Known(MUNICIPALITY, self.municipality)]

    @property
    def labels(self) -> dict[str, str]:
        """What each code is called."""
        called = {code: centre.name for code, centre in self.areas.items()}
        return {**called, MUNICIPALITY: self.municipality[0]}


@dataclass(frozen=True, slots=True)
class Named:
    """A name of the file, and the code that it was matched to ("": none; "-": left out by hand)."""

    name: str
    code: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What the file would bring: shapes by code, how its names were matched, and what is told."""

    shapes: Mapping[str, MultiPolygon]
    named: Sequence[Named]
    told: Sequence[Told]

    @property
    def stopped(self) -> bool:
        """Whether anything stops the import, or there is nothing to import."""
        return not self.shapes or any(one.kind is Kind.REFUSED for one in self.told)


def check(content: bytes, described: Described, by_hand: Mapping[str, str] | None = None) -> Checked:
    """Look a file through; `by_hand` says what names of the file are. Raises Unreadable when it is no such file."""
    found = read(content)
    called = _called(found.shapes, described.known)
    if len(called) > MOST_NAMES:
        raise Unreadable(_("The file has more than %(most)d names. Is it a file of areas?") % {"most": MOST_NAMES})
    named = [Named(name, _code(name, described, by_hand or {})) for name in called]
    told = [*found.told, *_of_names(named, described)]
    shapes = _mended(called, named, described, told)
    areas = {code: shape for code, shape in shapes.items() if code != MUNICIPALITY}
    whole = shapes.get(MUNICIPALITY, described.in_force.get(MUNICIPALITY))
    areas, overlaps = ground.apart(areas, described.labels)
    told += overlaps
    told += ground.astray(areas, described.areas)
    told += _among_others(areas, whole, described)
    if whole is not None and MUNICIPALITY in shapes:
        areas[MUNICIPALITY] = whole
    return Checked(areas, named, _in_order(told))


def _called(shapes: Sequence[Shape], known: Sequence[Known]) -> dict[str, list[Shape]]:
    """The shapes under the name that the file gives them; several may have one."""
    key = names.naming([shape.texts for shape in shapes], known)
    called: dict[str, list[Shape]] = {}
    for shape in shapes:
        called.setdefault(shape.texts.get(key) or _("Shape %(number)d") % {"number": shape.number}, []).append(shape)
    return called


def _code(name: str, described: Described, by_hand: Mapping[str, str]) -> str:
    chosen = by_hand.get(name)
    if chosen is not None and (chosen in described.labels or chosen == LEFT_OUT):
        return chosen
    return names.matched(name, described.known)


def _of_names(named: Sequence[Named], described: Described) -> list[Told]:
    """What could not be matched, and areas of ours that the file says nothing about."""
    told = []
    for one in named:
        both = names.held(one.name, described.known) if not one.code else []
        if len(both) > 1:
            text = _("holds several areas: %(names)s. Draw one polygon for each, or choose one of them by hand")
            told.append(noted(one.name, text % {"names": ", ".join(both)}))
        elif not one.code:
            told.append(noted(one.name, _("is none of the municipality's areas by its name, and is left out")))
    found = {one.code for one in named}
    without = [centre.name for code, centre in described.areas.items() if code not in found | set(described.in_force)]
    if without and found - {"", LEFT_OUT, MUNICIPALITY}:
        text = _("No boundary for: %(names)s. These stay schematic.")
        told.append(noted("", text % {"names": ", ".join(without)}))
    return told


def _mended(
    called: Mapping[str, Sequence[Shape]], named: Sequence[Named], described: Described, told: list[Told]
) -> dict[str, MultiPolygon]:
    """The shapes of what was matched, each mended, those of one area joined."""
    parts: dict[str, list[MultiPolygon]] = {}
    for one in named:
        if one.code in {"", LEFT_OUT}:
            continue
        for shape in called[one.name]:
            whole, said = mend(shape, one.name)
            told += said
            parts.setdefault(one.code, []).extend([whole] if whole is not None else [])
    for code, several in parts.items():
        if len(several) > 1:
            text = _("%(count)d shapes of the file are joined to one") % {"count": len(several)}
            told.append(mended(described.labels[code], text))
    return {code: polygonal(shapely.union_all(several)) for code, several in parts.items() if several}


def _among_others(areas: Mapping[str, MultiPolygon], whole: MultiPolygon | None, described: Described) -> list[Told]:
    """The new shapes among those in force that the file does not bring."""
    rest = {
        code: shape
        for code, shape in described.in_force.items()
        if code not in areas and code != MUNICIPALITY and code in described.areas
    }
    told = []
    for code, shape in areas.items():
        for other, there in rest.items():
            common = polygonal(shape & there)
            if shapely.intersects(shape, there) and not common.is_empty and ground.more_than_strip(common, shape):
                words = {"other": described.labels[other], "area": ground.km2(square_metres(common))}
                text = _("lies over %(other)s as it is in force: %(area)s are in both")
                told.append(refused(described.labels[code], text % words))
    return [*told, *ground.against_municipality({**rest, **areas}, described.labels, whole)] if areas else told


def _in_order(told: Sequence[Told]) -> list[Told]:
    """What stops first, then what was mended, then the rest; the same said twice is said once."""
    ranks = {Kind.REFUSED: 0, Kind.MENDED: 1, Kind.NOTED: 2}
    return sorted(dict.fromkeys(told), key=lambda one: ranks[one.kind])
