"""What the tests of observations begin with."""

from datetime import timedelta
from io import BytesIO
from typing import Any

from PIL import Image

from samspel.core import clock
from samspel.core.actors import Actor
from samspel.municipality.models import Area, ObservationKind
from samspel.observations import rules, services
from samspel.observations.models import Observation
from samspel.observations.services import Reported, Where


def berga() -> Area:
    """The area that the tests are about."""
    return Area.objects.get(code="berga")


def kind(code: str = "damage") -> ObservationKind:
    """A kind by its code."""
    return ObservationKind.objects.get(code=code)


def reported(**more: Any) -> Reported:
    """Damage in Berga, an hour ago."""
    hour_ago = rules.at(clock.now() - timedelta(hours=1))
    given: dict[str, Any] = {"kind": kind(), "where": Where(area=berga()), "moment": hour_ago}
    return Reported(**{**given, **more})


def told(by: Actor, **more: Any) -> Observation:
    """It has been told."""
    made: Observation = services.report(reported(**more), by=by)
    return made


def photo(size: tuple[int, int] = (60, 40), form: str = "JPEG", **more: Any) -> bytes:
    """A file as a camera makes it."""
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, form, **more)
    return out.getvalue()
