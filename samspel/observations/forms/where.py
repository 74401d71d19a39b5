"""Where it was: an area, a known place, words, a pin, or several points along a stretch."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.municipality import queries as municipality
from samspel.municipality.boundaries import pins
from samspel.municipality.boundaries.pins import Pin, PointForm
from samspel.municipality.models import Area, Place
from samspel.observations.models import Observation
from samspel.observations.services import Where
from samspel.ui.fields import choose

_NUMBERS: Final = 2


class WhereForm(PointForm):
    """One of the ways is enough. The map fills in the pin and the stretch; without it the words say the same."""

    area = forms.ChoiceField(label=gettext_lazy("Area"), required=False)
    place = forms.ChoiceField(label=gettext_lazy("Known place"), required=False)
    place_text = forms.CharField(
        label=gettext_lazy("Street or spot"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Along a stretch? Write from where to where. No home that points out who lives there."),
    )
    stretch = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas, self.places = municipality.areas(), municipality.places()
        choose(self, "area", [("", _("Don't know")), *((one.code, one.name) for one in self.areas)])
        known = [(one.name, self._places_in(one)) for one in self.areas]
        choose(self, "place", [("", _("None of these")), *((name, places) for name, places in known if places)])

    def _places_in(self, area: Area) -> list[tuple[str, str]]:
        return [(one.code, one.name) for one in self.places if one.area_id == area.pk]

    def clean_stretch(self) -> str:
        """Two points or more, each a latitude and a longitude."""
        text: str = self.cleaned_data["stretch"]
        try:
            points = read(text)
        except ValueError:
            raise forms.ValidationError(_("The stretch could not be read. Put its points on the map anew.")) from None
        if len(points) == 1:
            raise forms.ValidationError(_("A stretch has two points or more. Put one more, or take it away."))
        return text

    @property
    def where(self) -> Where:
        """What was said, once the form is valid."""
        data = self.cleaned_data
        area: Area | None = next((one for one in self.areas if one.code == data["area"]), None)
        place: Place | None = next((one for one in self.places if one.code == data["place"]), None)
        return Where(area, place, data["place_text"], self.pin, read(data["stretch"]))

    @staticmethod
    def where_told(observation: Observation) -> dict[str, Any]:
        """Where an observation was, as the form's first values."""
        stretch = observation.stretch or []
        return {
            "area": observation.area.code if observation.area else "",
            "place": observation.place.code if observation.place else "",
            "place_text": observation.place_text,
            "lat": None if stretch else observation.latitude,
            "lon": None if stretch else observation.longitude,
            "stretch": written([Pin(north, east) for north, east in stretch]),
        }


def read(text: str) -> list[Pin]:
    """`58.41,15.62;58.42,15.63` -> its points; ValueError for anything else."""
    return [_point(part) for part in text.split(";")] if text.strip() else []


def written(points: Sequence[Pin]) -> str:
    """The points as the form carries them."""
    return ";".join(f"{one.north},{one.east}" for one in points)


def _point(part: str) -> Pin:
    numbers = [float(number) for number in part.split(",")]
    if len(numbers) != _NUMBERS or not (-90 <= numbers[0] <= 90 and -180 <= numbers[1] <= 180):
        raise ValueError(part)
    return pins.exact(*numbers)
