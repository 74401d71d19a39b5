"""The pin of a question: a point on the map, as exact as its asker lets it be, and as its reader may see it."""

from samspel.core import clock
from samspel.municipality.boundaries import pins
from samspel.municipality.boundaries.pins import Pin, rough
from samspel.questions.models import Question
from samspel.questions.permissions import Reach, may_read_whole
from samspel.ui.elements import AreaMap


def kept(question: Question) -> Pin | None:
    """The pin as it is kept."""
    return pins.kept(question.latitude, question.longitude)


def pin_of(reach: Reach, question: Question) -> Pin | None:
    """The pin as the one who asks may see it: who reads without persons sees it roughly."""
    pin = kept(question)
    if pin is None:
        return None
    return pin if may_read_whole(reach, question) else rough(pin)


def drawing(reach: Reach, question: Question) -> AreaMap | None:
    """The pin in its area, as the boundaries were when the question came; None without a pin or boundaries."""
    pin = pin_of(reach, question)
    return pins.drawing(pin, clock.local(question.received_at).date()) if pin else None
