"""Geometry of charts: plain numbers for SVG that stretches in a box 100 wide and 100 high."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from samspel.ui.elements import Bar, Chart

SIDE: Final = 100.0
_TOPS: Final = (4, 8, 12, 16, 20, 40)


@dataclass(frozen=True, slots=True)
class PlottedBar:
    """A column: its rectangle, the rectangle of what was expected (height 0: none), and the bar itself."""

    bar: Bar
    x: float
    width: float
    y: float
    height: float
    expected_y: float
    expected_height: float
    expected_x: float
    expected_width: float


@dataclass(frozen=True, slots=True)
class PlottedChart:
    """A chart ready to be drawn: columns, the values of the axis from the top, the line and its band as SVG paths."""

    bars: Sequence[PlottedBar]
    axis: Sequence[float]
    grid: Sequence[float]
    line: str
    expected: str
    dots: Sequence[tuple[float, float]]
    labels: Sequence[str]

    @property
    def has_expected(self) -> bool:
        """True when it is known, for some of it, what was expected."""
        return any(column.bar.high is not None for column in self.bars)


def top_of(highest: float) -> float:
    """The end of the axis: the least number at or above the highest value whose quarters are round, 4 at least."""
    power = 1.0
    while power * _TOPS[-1] < highest:
        power *= 10
    return next(top * power for top in _TOPS if top * power >= highest)


def plot(chart: Chart) -> PlottedChart:
    """The chart's geometry. Values below zero are drawn at zero: nothing that is counted here is negative."""
    top = top_of(max((max(bar.value, bar.high or 0) for bar in chart.bars), default=0))
    plotted = [_column(bar, index, len(chart.bars), top) for index, bar in enumerate(chart.bars)]
    axis = [top * share for share in (1, 0.75, 0.5, 0.25, 0)]
    return PlottedChart(
        bars=plotted,
        axis=axis,
        grid=[SIDE * share for share in (0, 0.25, 0.5, 0.75, 1)],
        line=_line(chart.bars, top),
        expected=_band(chart.bars, top),
        dots=[(_x(index, len(chart.bars)), _y(bar.value, top)) for index, bar in enumerate(chart.bars) if bar.out],
        labels=_labels(chart.bars),
    )


def _labels(bars: Sequence[Bar]) -> list[str]:
    """About six labels under a line, evenly spread, first and last among them."""
    last = len(bars) - 1
    if last < 6:
        return [bar.label for bar in bars]
    return [bars[round(last * share / 5)].label for share in range(6)]


def _y(value: float, top: float) -> float:
    return round(SIDE * (1 - max(value, 0) / top), 2)


def _x(index: int, count: int) -> float:
    return round(SIDE * index / (count - 1), 2) if count > 1 else SIDE / 2


def _column(bar: Bar, index: int, count: int, top: float) -> PlottedBar:
    slot = SIDE / count
    y = _y(bar.value, top)
    high, low = _y(bar.high or 0, top), _y(bar.low or 0, top)
    return PlottedBar(
        bar=bar,
        x=round(slot * (index + 0.3), 2),
        width=round(slot * 0.4, 2),
        y=y,
        height=round(SIDE - y, 2),
        expected_y=high,
        expected_height=round(low - high, 2) if bar.high is not None else 0.0,
        expected_x=round(slot * (index + 0.06), 2),
        expected_width=round(slot * 0.88, 2),
    )


def _line(bars: Sequence[Bar], top: float) -> str:
    points = [f"{_x(index, len(bars)):g} {_y(bar.value, top):g}" for index, bar in enumerate(bars)]
    return "M" + "L".join(points) if points else ""


def _band(bars: Sequence[Bar], top: float) -> str:
    known = [(_x(index, len(bars)), bar.low or 0.0, bar.high) for index, bar in enumerate(bars) if bar.high is not None]
    if len(known) < 2:
        return ""
    over = [f"{x:g} {_y(high, top):g}" for x, _, high in known]
    under = [f"{x:g} {_y(low, top):g}" for x, low, _ in reversed(known)]
    return "M" + "L".join([*over, *under]) + "Z"
