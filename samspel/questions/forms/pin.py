"""The fields of a pin for who asks about a place that may be near a home."""

from django import forms
from django.utils.translation import gettext_lazy

from samspel.municipality.boundaries import pins
from samspel.municipality.boundaries.pins import Pin, PointForm


class PinForm(PointForm):
    """A point, with how exact it may be kept."""

    rough = forms.BooleanField(required=False, label=gettext_lazy("Show only roughly where, within about 200 metres"))

    @property
    def pin(self) -> Pin | None:
        """The point, rough when that was wanted."""
        pin = super().pin
        return pins.rough(pin) if pin and self.cleaned_data.get("rough") else pin
