"""What stands in the address of the list."""

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from samspel.municipality import queries as municipality
from samspel.observations.queries import Filters
from samspel.ui.fields import choose


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class FilterForm(forms.Form):
    """What is asked for. A value that is not one of the choices is left out, not refused."""

    area = forms.ChoiceField(label=gettext_lazy("Area"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("What"), required=False)
    since = _day(gettext_lazy("From"))
    until = _day(gettext_lazy("To and including"))
    organisation = forms.ChoiceField(label=gettext_lazy("Told by"), required=False)
    mine = forms.BooleanField(label=gettext_lazy("Only mine"), required=False)
    withdrawn = forms.BooleanField(label=gettext_lazy("The withdrawn ones"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "sv"
        areas = [(one.code, one.name) for one in municipality.areas()]
        choose(self, "area", [("", _("All areas")), ("none", _("No area said")), *areas])
        kinds = [(one.code, one.name_in(language)) for one in municipality.observation_kinds()]
        choose(self, "kind", [("", _("All kinds")), *kinds])
        organisations = [(one.code, one.name) for one in municipality.organisations()]
        choose(self, "organisation", [("", _("Everybody")), *organisations])

    @property
    def filters(self) -> Filters:
        """The filters, with what could not be read left out."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value not in {"", None, False}}
        return Filters(**given)
