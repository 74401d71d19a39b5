"""Show, upwards without an import: a higher module hands its panel to a lower module's page at start-up.

A page names its place ("questions.question") and draws what was registered there, each scoped for the one who asks. A
page with many slots ("web.area") is handed sheets: what a module shows in several slots, read at one time.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from samspel.core.actors import Actor

Contents = Callable[[Any, Any], Mapping[str, Any] | None]
"""(thing, who) -> what the template needs, or None when there is nothing to show to this one."""
BySlot = Callable[[Any, Any], Mapping[str, Mapping[str, Any] | None]]
"""(thing, who) -> what the template of each slot needs, or None when there is nothing to show to this one."""
Drawn = tuple[str, Mapping[str, Any]]
"""A template and its context."""


@dataclass(frozen=True)
class Panel:
    """A part of a lower page that a higher module draws."""

    template: str
    contents: Contents


@dataclass(frozen=True)
class Sheet:
    """The parts that a higher module draws in the slots of one page: the template of each."""

    templates: Mapping[str, str]
    contents: BySlot


_registered: dict[str, list[Panel]] = defaultdict(list)
_sheets: dict[str, list[Sheet]] = defaultdict(list)


def register(place: str, panel: Panel) -> None:
    """Called once from AppConfig.ready() of the module that owns the panel."""
    if panel not in _registered[place]:
        _registered[place].append(panel)


def register_sheet(page: str, sheet: Sheet) -> None:
    """Called once from AppConfig.ready() of the module that owns the sheet."""
    if sheet not in _sheets[page]:
        _sheets[page].append(sheet)


def drawn(place: str, thing: object, who: Actor) -> list[Drawn]:
    """Template and context of each panel that has something to show at the place."""
    found = ((panel.template, panel.contents(thing, who)) for panel in _registered[place])
    return [(template, contents) for template, contents in found if contents is not None]


def drawn_by_slot(page: str, thing: object, who: Actor) -> Mapping[str, list[Drawn]]:
    """Template and context of all that has something to show in each slot of the page."""
    found: dict[str, list[Drawn]] = defaultdict(list)
    for sheet in _sheets[page]:
        for slot, contents in sheet.contents(thing, who).items():
            if contents is not None:
                found[slot].append((sheet.templates[slot], contents))
    return found
