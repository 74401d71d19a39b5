"""The forms of indicators: which area is looked at, and a value entered by hand."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.core.forms import WritingForm
from samspel.municipality.models import Area, Indicator
from samspel.situation import rules
from samspel.situation.forms.ground import area_of, drafted, every_area
from samspel.situation.models import Sex
from samspel.situation.permissions import Reach
from samspel.situation.rules import Period
from samspel.situation.services import NewValue
from samspel.ui.fields import choose


class AreaFilter(forms.Form):
    """Which area stands beside the municipality; it stands in the address."""

    area = forms.ChoiceField(label=gettext_lazy("Area"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "area", every_area(_("Only the whole municipality")))

    @property
    def chosen(self) -> Area | None:
        """The area, or None."""
        self.is_valid()
        return area_of(self.cleaned_data.get("area", ""))


class _Number(forms.DecimalField):
    """A number as people write it and tables show it: with blanks between thousands, a comma or a point."""

    widget = forms.TextInput({"inputmode": "decimal"})

    def to_python(self, value: Any) -> Any:
        plain = "".join(value.split()).replace(",", ".").replace("−", "-") if isinstance(value, str) else value
        return super().to_python(plain)


def _number(label: Any, **more: Any) -> forms.DecimalField:
    return _Number(label=label, max_digits=15, decimal_places=4, **more)


class ValueForm(WritingForm):
    """A value entered by hand. The same period again replaces what it said, and keeps it."""

    area = forms.ChoiceField(label=gettext_lazy("Where?"))
    period = forms.CharField(
        label=gettext_lazy("Period"),
        max_length=12,
        help_text=gettext_lazy("2025, 2025-Q3, 2025-11, 2025-W46, or 2023-2024."),
    )
    sex = forms.ChoiceField(label=gettext_lazy("Of whom?"), choices=Sex, initial=Sex.ALL, required=False)
    value = _number(gettext_lazy("Value"))
    lower = _number(gettext_lazy("Lowest"), required=False)
    upper = _number(
        gettext_lazy("Highest"), required=False, help_text=gettext_lazy("The interval, where the source states one.")
    )
    asked = forms.IntegerField(
        label=gettext_lazy("How many answered"), required=False, min_value=0, max_value=1_000_000_000
    )
    origin = forms.CharField(
        label=gettext_lazy("Where does it come from?"),
        max_length=300,
        help_text=gettext_lazy("Who measured it, and where it can be read."),
    )

    def __init__(self, *args: Any, reach: Reach, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.indicator = indicator
        choose(self, "area", drafted(reach))
        if not indicator.by_sex:
            del self.fields["sex"]

    def clean_period(self) -> Period:
        """The period that was written."""
        found = rules.period(self.cleaned_data["period"])
        if found is None:
            raise forms.ValidationError(_("Write the period as 2025, 2025-Q3, 2025-11, 2025-W46 or 2023-2024."))
        return found

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        low, high, value = cleaned.get("lower"), cleaned.get("upper"), cleaned.get("value")
        if (low is None) != (high is None):
            self.add_error("lower", _("Write both ends of the interval, or neither."))
        elif low is not None and high is not None and value is not None and not low <= value <= high:
            self.add_error("lower", _("The value lies between its lowest and its highest."))
        return cleaned

    @property
    def new_value(self) -> NewValue:
        """What was written, of a form that is valid."""
        data = self.cleaned_data
        value: Decimal = data["value"]
        return NewValue(
            indicator=self.indicator,
            period=data["period"],
            value=value,
            origin=data["origin"],
            area=area_of(data["area"]),
            sex=Sex(data.get("sex") or Sex.ALL),
            asked=data["asked"],
            lower=data["lower"],
            upper=data["upper"],
        )
