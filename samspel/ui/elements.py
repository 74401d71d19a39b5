"""What the page elements take: plain, frozen rows that views build from their queries.

Texts are already translated and are escaped when drawn; a text that is a `SafeString` is drawn as it is.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Self

from django.utils.safestring import SafeString
from shapely.geometry.base import BaseGeometry

from samspel.ui import words
from samspel.ui.marks import MarkName, team_mark


class Option(str):
    """The label of a choice, with a line under it: `Option("E-mail", hint="We answer within five days.")`. Those
    next to each other that have the same `group` stand under its name.

    It is a str, so that it goes wherever Django takes a label. Make it while answering a request, not at import:
    a lazy translation would be fixed in the language of the start.
    """

    __slots__ = ("group", "hint")
    hint: str
    group: str

    def __new__(cls, text: str, hint: str = "", group: str = "") -> Self:
        """Text of the choice, the line under it, and what it stands under."""
        made = super().__new__(cls, text)
        made.hint = hint
        made.group = group
        return made


@dataclass(frozen=True, slots=True)
class NavItem:
    """A link in a navigation or among tabs. `do` is the one that makes something new: it is filled in the dock."""

    url: str
    label: str
    current: bool = False
    do: bool = False


@dataclass(frozen=True, slots=True)
class Status:
    """A shape and a word; `late` makes both red, and is only for what is late or wrong."""

    mark: MarkName
    word: str
    late: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A term and what it is; `href` makes the value a link, `note` stands under it in quiet text."""

    term: str
    value: str
    href: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """Something that happened (`done`), is going on (`now`) or remains (`next`).

    `when` is a moment, or words such as "at the latest today"; `note` is internal: soft ground, a lock.
    """

    title: str
    when: datetime | date | str = ""
    text: str = ""
    note: str = ""
    state: Literal["done", "now", "next"] = "done"

    @property
    def moment(self) -> str:
        """The moment for machines (ISO 8601), "" when `when` is words."""
        return "" if isinstance(self.when, str) else self.when.isoformat()

    @property
    def said(self) -> str:
        """The moment in words."""
        return self.when if isinstance(self.when, str) else words.when_short(self.when)


@dataclass(frozen=True, slots=True)
class TodoRow:
    """What needs somebody: how it stands, what it is, and one verb that takes one there."""

    status: Status
    title: str
    href: str
    text: str = ""
    verb: str = ""
    verb_href: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A key figure: value, its unit in small, what it counts, and always something to compare with in `note`."""

    value: str | int
    label: str
    unit: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ThreadLink:
    """A knot in the short thread; `cut` when the link to it is missing (the line before it is dotted)."""

    label: str
    href: str = ""
    current: bool = False
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Pager:
    """What part of a list is shown, in words, and the addresses before and after it ("" when there is none)."""

    text: str
    previous: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A column of a chart. `low` and `high`: what was expected; `words` says the value where a number is not enough."""

    label: str
    value: float
    low: float | None = None
    high: float | None = None
    words: str = ""

    @property
    def out(self) -> bool:
        """True when the value lies outside what was expected."""
        return (self.low is not None and self.value < self.low) or (self.high is not None and self.value > self.high)


@dataclass(frozen=True, slots=True)
class Chart:
    """Columns over time with a table under them. `title` is the conclusion, `note` says source, period and expected.

    `team` gives the hue (None: ink), `unit` is the heading of the values in the table, `step` that of the labels.
    `shown` and `behind` are what the key calls the columns and what lies behind them, where that is not what was
    observed and what was expected.
    """

    title: str
    bars: Sequence[Bar]
    note: str = ""
    team: int | None = None
    unit: str = ""
    step: str = ""
    kind: Literal["bars", "line"] = "bars"
    shown: str = ""
    behind: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A place to be drawn on a map: degrees north and east, its team's number, what is counted there.

    `outline` is where it ends, in degrees, longitude first; without one it is a point. `named` is False for what is
    only drawn to be seen around the others.
    """

    label: str
    north: float
    east: float
    team: int | None = None
    number: str = ""
    href: str = ""
    mine: bool = False
    outline: BaseGeometry | None = None
    named: bool = True


@dataclass(frozen=True, slots=True)
class MapPoint:
    """A place on the drawn map: its dot (x, y), its cell as an SVG path, and where its label and leader line go.

    `label_end` is the side of the label that the point anchors: "start", "middle" or "end" (SVG text-anchor).
    `mark` says what stands at (x, y): a dot, a ring where no boundary is known, the team's shape, or nothing. `far` is
    what is only seen around the others.
    """

    x: float
    y: float
    label: str
    number: str = ""
    team: int | None = None
    mine: bool = False
    href: str = ""
    cell: str = ""
    label_x: float = 0.0
    label_y: float = 0.0
    label_end: Literal["start", "middle", "end"] = "start"
    leader: str = ""
    mark: Literal["dot", "ring", "shape", ""] = "dot"
    named: bool = True
    far: bool = False

    @property
    def mark_x(self) -> float:
        """Where a team's shape begins, so that it stands in the middle of the point."""
        return round(self.x - 8, 1)

    @property
    def mark_y(self) -> float:
        """The same, from above."""
        return round(self.y - 8, 1)

    @property
    def team_mark(self) -> SafeString:
        """The team's numeral in its shape, to be placed in a drawing."""
        return team_mark(self.team) if self.team else SafeString("")


@dataclass(frozen=True, slots=True)
class TeamLand:
    """The ground of a team's areas together, as an SVG path."""

    team: int
    path: str


@dataclass(frozen=True, slots=True)
class AreaMap:
    """A drawn map: its size in SVG units and its points; `words` is what it shows, for those who do not see it.

    `kind`: schematic, drawn from boundaries, or both where some are not known. `teams`: each team's ground, `edge`: the
    municipality's, where the map shows them. `cut` holds the viewBox of a drawing made for a poster, `pin` where a pin
    stands (`at`: in degrees), `line` the path of a stretch, `zoom` the address of what a map to be zoomed is drawn
    from, `corners` (south, west, north, east in degrees) what it shows first.
    """

    width: int
    height: int
    points: Sequence[MapPoint]
    words: str = ""
    kind: Literal["schematic", "boundaries", "both"] = "schematic"
    teams: Sequence[TeamLand] = ()
    edge: str = ""
    source: str = ""
    cut: str = ""
    pin: tuple[float, float] | None = None
    at: tuple[float, float] | None = None
    line: str = ""
    zoom: str = ""
    corners: tuple[float, float, float, float] | None = None

    @property
    def listed(self) -> list[MapPoint]:
        """The places that are named."""
        return [point for point in self.points if point.named]

    @property
    def told(self) -> list[MapPoint]:
        """Those of them that are listed: the ones with a number, or all where none has one."""
        return [point for point in self.listed if point.number] or self.listed

    @property
    def untold(self) -> list[MapPoint]:
        """The others, listed for who asks."""
        return [point for point in self.listed if point not in self.told]

    @property
    def poster_box(self) -> str:
        """The SVG viewBox of a poster: nearly three times as wide as high, one's own cell right of its middle."""
        if self.cut:
            return self.cut
        own = next((point for point in self.points if point.mine), None)
        corners = (
            [float(number) for number in re.findall(r"-?[\d.]+", own.cell)] if own else [0, 0, self.width, self.height]
        )
        x, y = (min(corners[::2]) + max(corners[::2])) / 2, (min(corners[1::2]) + max(corners[1::2])) / 2
        wide, high = self.width * 1.05, self.width * 0.36
        return f"{x - wide * 0.62:.1f} {y - high / 2:.1f} {wide:.1f} {high:.1f}"
