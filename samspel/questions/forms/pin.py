"""The fields of a pin, for the forms that say where. Without JavaScript they stay empty, and the name says where."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.municipality.boundaries import queries as boundaries
from samspel.questions import pins
from samspel.questions.pins import Pin


class PointForm(forms.Form):
    """A point that the map fills in."""

    lat = forms.FloatField(required=False, widget=forms.HiddenInput, min_value=-90, max_value=90)
    lon = forms.FloatField(required=False, widget=forms.HiddenInput, min_value=-180, max_value=180)

    def clean(self) -> dict[str, Any] | None:
        """Within the municipality, where its boundary is known."""
        cleaned = super().clean()
        pin = self.pin
        if pin and boundaries.coverage().outside(pin.north, pin.east):
            self.add_error(None, _("The pin lies outside the municipality. Move it, or take it away."))
        return cleaned

    @property
    def pin(self) -> Pin | None:
        """The point, as exact as it may be kept; None when there is none, or half of one."""
        north, east = self.cleaned_data.get("lat"), self.cleaned_data.get("lon")
        return None if north is None or east is None else pins.exact(north, east)


class PinForm(PointForm):
    """The same, with how exact it may be kept."""

    rough = forms.BooleanField(required=False, label=gettext_lazy("Show only roughly where, within about 200 metres"))

    @property
    def pin(self) -> Pin | None:
        """The point, rough when that was wanted."""
        pin = super().pin
        return pins.rough(pin) if pin and self.cleaned_data.get("rough") else pin
