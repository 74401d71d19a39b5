"""What the modules show on an area's page: each hands a panel to a slot, `core.panels` place "web.area.<slot>".

The thing is the `municipality.models.Area`, and the contents are for the one who asks: None where they may see nothing
of it. What is empty is told by the panel itself, with what to do next. A panel of "poster" draws a `<p>`, one of
"keyfigures" has no template of its own and returns {"figures": [ui.elements.Figure, ...]}; every other draws its own
`{% band heading lead=... anchor="<slot>" %}`, with a heading that says the conclusion where there is one. All that is
drawn stands inside the hue of the area's team. Few statements: the page as a whole is to be under 100 ms.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from samspel.accounts.who import Who
from samspel.core import panels
from samspel.municipality.models import Area
from samspel.ui.elements import Figure

POSTER: Final = "poster"
KEY_FIGURES: Final = "keyfigures"
BANDS: Final = (
    "observations",
    "challenges",
    "target",
    "goals",
    "measures",
    "levels",
    "interventions",
    "money",
)
"""The bands from the map to the questions, in the order in which they stand."""
AFTER: Final = ("questions", "meeting")
"""Those below the open questions."""

Drawn = tuple[str, Mapping[str, Any]]
"""A template and its context."""


@dataclass(frozen=True, slots=True)
class Slots:
    """What the modules show on one area's page."""

    poster: Sequence[Drawn]
    figures: Sequence[Figure]
    bands: Sequence[Drawn]
    after: Sequence[Drawn]


def slots_of(area: Area, who: Who) -> Slots:
    """Everything that was handed to the slots, for the one who asks."""
    return Slots(
        poster=_drawn(POSTER, area, who),
        figures=[figure for _template, contents in _drawn(KEY_FIGURES, area, who) for figure in contents["figures"]],
        bands=[one for slot in BANDS for one in _drawn(slot, area, who)],
        after=[one for slot in AFTER for one in _drawn(slot, area, who)],
    )


def _drawn(slot: str, area: Area, who: Who) -> list[Drawn]:
    return panels.drawn(f"web.area.{slot}", area, who)
