"""Show, upwards without an import: a higher module hands its panel to a lower module's page at start-up.

A page names its place ("questions.question") and draws what was registered there, each scoped for the one who asks.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from samspel.core.actors import Actor

Contents = Callable[[Any, Any], Mapping[str, Any] | None]
"""(thing, who) -> what the template needs, or None when there is nothing to show to this one."""


@dataclass(frozen=True)
class Panel:
    """A part of a lower page that a higher module draws."""

    template: str
    contents: Contents


_registered: dict[str, list[Panel]] = defaultdict(list)


def register(place: str, panel: Panel) -> None:
    """Called once from AppConfig.ready() of the module that owns the panel."""
    if panel not in _registered[place]:
        _registered[place].append(panel)


def drawn(place: str, thing: object, who: Actor) -> list[tuple[str, Mapping[str, Any]]]:
    """Template and context of each panel that has something to show at the place."""
    found = ((panel.template, panel.contents(thing, who)) for panel in _registered[place])
    return [(template, contents) for template, contents in found if contents is not None]
