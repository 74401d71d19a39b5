"""What the modules show on an area's page: each hands over a sheet (`core.panels`, page "web.area") for its slots.

The thing is the `municipality.models.Area`, and the contents are for the one who asks: None in a slot where they may
see nothing of it. What is empty is told by the slot itself, with what to do next. The slot "poster" draws a `<p>`,
"keyfigures" has no template of its own and holds {"figures": [ui.elements.Figure, ...]}; every other draws its own
`{% band heading lead=... anchor="<slot>" %}`, with a heading that says the conclusion where there is one. All that is
drawn stands inside the hue of the area's team. What two slots of a module need is read once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from samspel.accounts.who import Who
from samspel.core import panels
from samspel.core.panels import Drawn
from samspel.municipality.models import Area
from samspel.ui.elements import Figure

POSTER: Final = "poster"
KEY_FIGURES: Final = "keyfigures"
BANDS: Final = (
    "observations",
    "challenges",
    "thread",
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


@dataclass(frozen=True, slots=True)
class Slots:
    """What the modules show on one area's page."""

    poster: Sequence[Drawn]
    figures: Sequence[Figure]
    bands: Sequence[Drawn]
    after: Sequence[Drawn]


def slots_of(area: Area, who: Who) -> Slots:
    """Everything that was handed to the slots, for the one who asks."""
    found = panels.drawn_by_slot("web.area", area, who)
    return Slots(
        poster=found.get(POSTER, []),
        figures=[figure for _template, contents in found.get(KEY_FIGURES, []) for figure in contents["figures"]],
        bands=[one for slot in BANDS for one in found.get(slot, [])],
        after=[one for slot in AFTER for one in found.get(slot, [])],
    )
