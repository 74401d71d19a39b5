"""Every pair of colours in use has the contrast that WCAG 2.2 asks for, light and dark, computed from the tokens."""

import re
from pathlib import Path

import pytest

GROUND = (Path(__file__).parent.parent / "static/ui/ground.css").read_text()
TOKEN = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6})\b")

# What stands on what, the least that is asked for, and what there is: light, dark.
PAIRS = [
    ("ink", "ground", 4.5, 16.8, 16.1),
    ("ink", "mist", 4.5, 15.1, 14.5),
    ("ink", "mist-2", 4.5, 13.6, 12.2),
    ("ink-2", "ground", 4.5, 8.0, 9.7),
    ("ink-2", "mist", 4.5, 7.2, 8.8),
    ("ink-2", "mist-2", 4.5, 6.5, 7.4),
    ("ground", "ink", 4.5, 16.8, 16.1),
    ("ground", "ink-2", 4.5, 8.0, 9.7),
    ("thread", "ground", 4.5, 7.0, 8.0),
    ("thread", "mist", 4.5, 6.3, 7.3),
    ("thread", "thread-tint", 4.5, 6.2, 6.8),
    ("ink", "thread-tint", 4.5, 14.8, 13.7),
    ("slab-on", "slab", 4.5, 7.0, 5.9),
    ("slab-btn", "slab-on", 4.5, 10.3, 10.3),
    ("line-2", "ground", 3, 5.0, 6.1),
    ("line-2", "mist", 3, 4.5, 5.6),
    ("focus", "ground", 3, 6.4, 9.7),
    ("focus", "mist", 3, 5.8, 8.8),
]
# The same for the areas: the pair, the least, and light and dark for areas 1, 2 and 3.
AREA_PAIRS = [
    ("area-{n}-on", "area-{n}-block", 4.5, ((9.6, 10.5), (7.7, 8.7), (6.6, 9.4))),
    ("area-{n}-ink", "ground", 4.5, ((9.6, 10.1), (7.1, 11.3), (6.4, 10.6))),
    ("area-{n}-ink", "area-{n}-h1", 3, ((7.7, 8.2), (6.3, 9.1), (5.3, 8.4))),
    ("ink-2", "area-{n}-h1", 4.5, ((6.3, 7.9), (7.2, 7.8), (6.6, 7.7))),
    ("line-2", "area-{n}-h1", 3, ((3.9, 5.0), (4.5, 4.9), (4.1, 4.9))),
    ("thread", "area-{n}-h1", 3, ((5.6, 6.5), (6.3, 6.4), (5.8, 6.4))),
    ("heat-ink", "area-{n}-h1", 4.5, ((13.3, 13.1), (15.1, 12.9), (13.9, 12.8))),
    ("heat-ink", "area-{n}-h2", 4.5, ((9.5, 9.3), (12.7, 8.4), (10.4, 7.7))),
    ("#14201c", "area-{n}-h3", 4.5, ((5.2, 7.9), (10.1, 7.6), (6.7, 7.7))),
]
NUMERALS = [("ground", 1, 9.6, 4.6), ("#14201c", 2, 7.7, 10.7), ("ground", 3, 5.2, 7.1)]


def block(selector: str) -> dict[str, str]:
    """The colour tokens of every rule of exactly that selector, the last one winning."""
    bodies = re.findall(rf"(?m)^\s*{re.escape(selector)} \{{([^}}]*)\}}", GROUND)
    return {name: value for body in bodies for name, value in TOKEN.findall(body)}


LIGHT = block(":root")
DARK = {**LIGHT, **block(':root[data-theme="dark"]')}
BY_DEVICE = block(':root:not([data-theme="light"])')


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, by WCAG 2.2."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(tokens: dict[str, str], one: str, other: str) -> float:
    """The contrast ratio of two tokens (or colours)."""
    dark, light = sorted(luminance(tokens.get(name, name)) for name in (one, other))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("text", "on", "least", "light", "dark"), PAIRS)
def test_pair(text: str, on: str, least: float, light: float, dark: float) -> None:
    for tokens, written in ((LIGHT, light), (DARK, dark)):
        found = contrast(tokens, text, on)
        assert found >= least
        assert found == pytest.approx(written, abs=0.06)


@pytest.mark.parametrize(("text", "on", "least", "written"), AREA_PAIRS)
def test_pair_of_an_area(text: str, on: str, least: float, written: tuple[tuple[float, float], ...]) -> None:
    for number, by_theme in enumerate(written, start=1):
        for tokens, expected in zip((LIGHT, DARK), by_theme, strict=True):
            found = contrast(tokens, text.format(n=number), on.format(n=number))
            assert found >= least
            assert found == pytest.approx(expected, abs=0.06)


@pytest.mark.parametrize(("text", "area", "light", "dark"), NUMERALS)
def test_numeral_on_an_area_mark(text: str, area: int, light: float, dark: float) -> None:
    for tokens, written in ((LIGHT, light), (DARK, dark)):
        found = contrast(tokens, text, f"area-{area}")
        assert found >= 4.5
        assert found == pytest.approx(written, abs=0.06)


def test_dark_by_choice_is_dark_by_device() -> None:
    assert block(':root[data-theme="dark"]') == BY_DEVICE


def test_the_measure_is_the_one_of_wcag() -> None:
    assert contrast({}, "#000000", "#ffffff") == pytest.approx(21)
    assert contrast({}, "#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
