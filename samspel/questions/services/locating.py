"""Where a question is about, from the point that its asker put on the map."""

from dataclasses import replace

from samspel.municipality.boundaries import pins
from samspel.questions.services.asked import Asked


def located(asked: Asked) -> Asked:
    """The question with its point as it is kept; area and place are filled from it where nobody named them.

    Raises Refused (field `point`) when it lies outside the municipality.
    """
    if asked.latitude is None or asked.longitude is None:
        return replace(asked, latitude=None, longitude=None)
    pin = pins.exact(asked.latitude, asked.longitude)
    found = pins.placed(pin.north, pin.east)
    return replace(
        asked,
        latitude=pin.north,
        longitude=pin.east,
        area=asked.area or found.area,
        place=asked.place.strip() or (found.place.name if found.place else ""),
    )
