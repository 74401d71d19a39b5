"""What the modules show on an area's page: each hands a panel to a slot, `core.panels` place "web.area.<slot>".

The thing is the `municipality.models.Area`, and the contents are for the one who asks: None where they may see nothing
of it. What is empty is told by the panel itself, with what to do next. A panel of "poster" draws a `<p>`, one of
"keyfigures" has no template of its own and returns {"figures": [ui.elements.Figure, ...]}; every other draws its own
`{% band heading lead=... anchor="<slot>" %}`, with a heading that says the conclusion where there is one. All that is
drawn stands inside the hue of the area's team. Few statements: the page as a whole is to be under 100 ms.
"""

from typing import Final

POSTER: Final = "web.area.poster"
KEY_FIGURES: Final = "web.area.keyfigures"
BANDS: Final = (
    "observations",
    "challenges",
    "target",
    "goals",
    "measures",
    "levels",
    "interventions",
    "money",
    "questions",
    "meeting",
)
"""The bands below the map, in the order in which they stand."""


def place(slot: str) -> str:
    """The place in `core.panels` of a band."""
    return f"web.area.{slot}"
