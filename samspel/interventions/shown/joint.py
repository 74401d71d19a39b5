"""The joint picture as it is drawn: an area a table, committees its rows, levels its columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from samspel.interventions import words
from samspel.interventions.permissions import Reach
from samspel.interventions.queries import WHOLE, Filters, Joint, Lack, Sum, Twin, Unserved
from samspel.interventions.rules import Level, Overlap, balance
from samspel.municipality import queries as municipality
from samspel.municipality.known import row as known_row
from samspel.municipality.models import Area, Committee, Department, Factor
from samspel.municipality.models import Level as AreaLevel
from samspel.ui import words as ui

MOST: Final = 4
"""So many overlaps, and so many gaps, stand on the page: it is to be printed on one sheet."""


@dataclass(frozen=True)
class CellShown:
    """A cell of the table: kronor, the bar beside the largest, how many, and whether it has twins or a gap."""

    sum: str
    width: float
    count: str
    href: str
    twin: bool
    lack: str

    @property
    def empty(self) -> bool:
        return not self.count


@dataclass(frozen=True)
class RowShown:
    """A committee of an area."""

    committee: str
    cells: Sequence[CellShown]


@dataclass(frozen=True)
class Part:
    """A level's part of an area's money: where its bar begins, how wide it is, per cent."""

    level: int
    x: float
    width: float
    percent: int


@dataclass(frozen=True)
class AreaShown:
    """An area's table, and how its money is shared between the levels."""

    code: str
    name: str
    team: int | None
    total: str
    count: str
    rows: Sequence[RowShown]
    feet: Sequence[str]
    parts: Sequence[Part]
    href: str


@dataclass(frozen=True)
class Elsewhere:
    """A surrounding area, or the whole municipality, in a line."""

    name: str
    team: int | None
    href: str
    count: str
    sums: Sequence[str]
    total: str


@dataclass(frozen=True)
class Listed:
    """An overlap or a gap in words; `new` is where what fills the gap is written down."""

    title: str
    href: str
    text: str
    new: str = ""


@dataclass(frozen=True)
class JointShown:
    """The whole page."""

    heading: str
    areas: Sequence[AreaShown]
    elsewhere: Sequence[Elsewhere]
    overlaps: Sequence[Listed]
    more_overlaps: int
    gaps: Sequence[Listed]
    more_gaps: int
    aimless: Sequence[tuple[str, str]]
    largest: str
    twins: bool
    lacks: bool


def joint(found: Joint, filters: Filters, reach: Reach) -> JointShown:
    """The picture, the main areas as tables, the others and the whole municipality as lines."""
    areas = municipality.areas()
    main = [one for one in areas if one.level == AreaLevel.MAIN]
    main.sort(key=lambda one: one.team.number if one.team else 99)
    drawing = _Drawing(found, filters)
    widest = drawing.widest()
    gaps = [*drawing.gaps_of_goals(reach), *drawing.gaps_of_levels(main)]
    drawn = [drawing.area(one) for one in main]
    cells = [cell for area in drawn for row in area.rows for cell in row.cells]
    return JointShown(
        heading=words.conclusion(found),
        areas=drawn,
        elsewhere=drawing.elsewhere([one for one in areas if one not in main]),
        overlaps=[drawing.overlap(one) for one in widest[:MOST]],
        more_overlaps=max(len(widest) - MOST, 0),
        gaps=gaps[:MOST],
        more_gaps=max(len(gaps) - MOST, 0),
        aimless=drawing.aimless(),
        largest=ui.tkr(drawing.largest) if drawing.largest else "",
        twins=any(cell.twin for cell in cells),
        lacks=any(cell.lack for cell in cells),
    )


class _Drawing:
    """What the parts of the page share: the picture, its filters, its largest cell."""

    def __init__(self, found: Joint, filters: Filters) -> None:
        self.found, self.filters = found, filters
        places = {one.pk for one in municipality.areas() if one.level == AreaLevel.MAIN}
        shown = [one.ore for (place, _committee, _level), one in found.cells.items() if place in places]
        self.largest = max(shown, default=0)
        self.twins = self._twins()
        self.lacks = _lacks(found.unserved)

    def _twins(self) -> set[tuple[int | None, int, Level]]:
        """The cells that hold a twin."""
        return {
            (one.area, self.found.twins[pk].committee, one.level)
            for one in self.found.overlaps
            for pk in one.twins
            if pk in self.found.twins
        }

    def area(self, area: Area) -> AreaShown:
        whole = self.found.at(area.pk)
        sums = {level: self.found.at(area.pk, level=level) for level in Level}
        return AreaShown(
            code=area.code,
            name=area.name,
            team=area.team.number if area.team else None,
            total=ui.tkr(whole.ore),
            count=words.counted(self.found.by_place.get(area.pk, 0)),
            rows=[self._row(area, one) for one in self._committees(area)],
            feet=[words.thousands(sums[level].ore) for level in Level],
            parts=_parts({level: one.ore for level, one in sums.items()}),
            href=self.to_list(area=area.code),
        )

    def _committees(self, area: Area) -> list[Committee]:
        """Every committee that does anything anywhere in the picture, or that owns a goal that nothing serves."""
        told = {committee for (_place, committee, _level) in self.found.cells}
        told |= {committee for (_area, committee) in self.lacks}
        return [one for one in municipality.committees() if one.pk in told]

    def _row(self, area: Area, committee: Committee) -> RowShown:
        lacks = self.lacks.get((area.pk, committee.pk), [])
        return RowShown(words.breakable(committee.name), [self._cell(area, committee, level, lacks) for level in Level])

    def _cell(self, area: Area, committee: Committee, level: Level, lacks: Sequence[Unserved]) -> CellShown:
        one = self.found.cells.get((area.pk, committee.pk, level), Sum())
        if not one.count:
            said = _("Gap: %(goals)s") % {"goals": ", ".join(lack.reference for lack in lacks)} if lacks else ""
            return CellShown("", 0, "", "", twin=False, lack=said)
        return CellShown(
            sum=words.thousands(one.ore),
            width=round(100 * one.ore / self.largest, 1) if self.largest else 0,
            count=words.in_cell(one.count),
            href=self.to_list(area=area.code, committee=committee.code, level=str(level.value)),
            twin=(area.pk, committee.pk, level) in self.twins,
            lack="",
        )

    def elsewhere(self, areas: Sequence[Area]) -> list[Elsewhere]:
        """Those that have anything; the whole municipality last."""
        found = [self._line(one, one.name, one.code) for one in areas if self.found.by_place.get(one.pk)]
        if self.found.by_place.get(None):
            found.append(self._line(None, _("The whole municipality"), WHOLE))
        return found

    def _line(self, area: Area | None, name: str, code: str) -> Elsewhere:
        place = area.pk if area else None
        return Elsewhere(
            name=name,
            team=area.team.number if area and area.team else None,
            href=self.to_list(area=code),
            count=words.counted(self.found.by_place.get(place, 0)),
            sums=[words.thousands(self.found.at(place, level=level).ore) for level in Level],
            total=words.thousands(self.found.at(place).ore),
        )

    # ---------- Overlaps and gaps

    def widest(self) -> list[Sequence[Overlap]]:
        """The overlaps that most money is in first; the same twins in several areas are one."""
        alike: dict[tuple[str, ...], list[Overlap]] = {}
        for one in self.found.overlaps:
            alike.setdefault(one.twins, []).append(one)
        return sorted(alike.values(), key=lambda rows: (-self._ore(rows[0]), rows[0].level, rows[0].twins))

    def _ore(self, overlap: Overlap) -> int:
        return sum(self.found.twins[pk].ore for pk in overlap.twins)

    def overlap(self, rows: Sequence[Overlap]) -> Listed:
        first = rows[0]
        twins = sorted((self.found.twins[pk] for pk in first.twins), key=lambda one: (one.title, one.id))
        titles = list(dict.fromkeys(one.title for one in twins))
        return Listed(
            title=", ".join([" + ".join(titles[:2]), *self._places(rows)]),
            href=self.to_list(
                area=_code(first.area) if len(rows) == 1 else "",
                level=str(first.level.value),
                target=first.target,
                committee="",
                on_trial="",
            ),
            text=" ".join([self._who(twins, first), *_factors(first)]),
        )

    def _places(self, rows: Sequence[Overlap]) -> list[str]:
        return [municipality.name_of(Area, one.area) or _("the whole municipality") for one in rows]

    def _who(self, twins: Sequence[Twin], overlap: Overlap) -> str:
        committees = sorted({municipality.name_of(Committee, one.committee) for one in twins})
        departments = sorted({municipality.name_of(Department, one.department) for one in twins})
        return _("%(who)s, the same group: %(group)s. Together %(amount)s.") % {
            "who": " + ".join(committees if len(committees) > 1 else departments),
            "group": words.target(overlap.target).lower(),
            "amount": ui.tkr(self._ore(overlap)),
        }

    def aimless(self) -> list[tuple[str, str]]:
        """How many have no measure and how many serve no goal, each with its list; what none lacks is not said."""
        counts = self.found.aimless
        lines = [
            (counts.measure, words.measureless(counts.measure), Lack.MEASURE),
            (counts.goal, words.goalless(counts.goal), Lack.GOAL),
        ]
        return [(said, self.to_list(lacks=lack.value)) for count, said, lack in lines if count]

    def gaps_of_goals(self, reach: Reach) -> list[Listed]:
        return [
            Listed(
                title=f"{_place(one)}, {one.reference}: {one.what}",
                href=reverse("targets:goal", args=[one.id]),
                new=f"{reverse('interventions:new')}?{urlencode({'goals': str(one.id)})}" if reach.proposes else "",
                text=_("No intervention works towards the goal. %(who)s owns it.")
                % {"who": one.department.name if one.department else _("Nobody")},
            )
            for one in self.found.unserved
        ]

    def gaps_of_levels(self, areas: Sequence[Area]) -> list[Listed]:
        return [
            Listed(
                title=_("%(area)s, level %(level)s") % {"area": area.name, "level": words.LEVEL[level]},
                href="",
                text=_("Nothing is done at this level."),
            )
            for area in areas
            for level in Level
            if not self.found.at(area.pk, level=level).count
        ]

    def to_list(self, **more: str) -> str:
        """The list of just these interventions."""
        kept = {
            "year": str(self.found.year),
            "committee": self.filters.committee,
            "target": self.filters.target,
            "on_trial": "on" if self.filters.on_trial else "",
        }
        asked = {name: value for name, value in {**kept, **more}.items() if value}
        return f"{reverse('interventions:list')}?{urlencode(asked)}"


def _code(place: int | None) -> str:
    area = known_row(Area, place) if place else None
    return area.code if area else WHOLE


def _factors(overlap: Overlap) -> list[str]:
    known = [known_row(Factor, one) for one in overlap.factors]
    on = "; ".join(words.factor(one) for one in known if one)
    return [_("All work on: %(factors)s.") % {"factors": on}] if on else []


def _lacks(unserved: Sequence[Unserved]) -> Mapping[tuple[int | None, int], list[Unserved]]:
    """The goals that nothing serves, by the area and the committee whose department owns them."""
    found: dict[tuple[int | None, int], list[Unserved]] = {}
    for one in unserved:
        if one.committee:
            found.setdefault((one.area, one.committee.pk), []).append(one)
    return found


def _parts(sums: Mapping[Level, int]) -> list[Part]:
    percents, total, x = balance(sums), sum(sums.values()), 0.0
    parts = []
    for level in Level:
        width = round(100 * sums[level] / total, 2) if total else 0.0
        parts.append(Part(level.value, round(x, 2), width, percents[level]))
        x += width
    return parts


def _place(one: Unserved) -> str:
    area = known_row(Area, one.area) if one.area else None
    return area.name if area else _("The whole municipality")
