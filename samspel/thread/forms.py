"""What stands in the address of the page of broken links."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.core import thread as registry
from samspel.core.thread import Whose
from samspel.municipality import queries as municipality


class BrokenForm(forms.Form):
    """The filters. A value that is not one of the choices is left out, not refused."""

    area = forms.ChoiceField(label=gettext_lazy("Area"), required=False)
    rule = forms.ChoiceField(label=gettext_lazy("What is missing"), required=False)
    whose = forms.ChoiceField(label=gettext_lazy("Mended by"), required=False)

    def __init__(self, *args: Any, mends: Sequence[Whose] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas = [(one.code, one.name) for one in municipality.areas()]
        ruled = [(rule.code, str(rule.name)) for rule in registry.rules().values()]
        named = [(one.code, str(one.name) or _("Nobody yet")) for one in mends]
        self._choose("area", _("All areas"), areas)
        self._choose("rule", _("Everything"), ruled)
        self._choose("whose", _("All"), named)

    def _choose(self, name: str, every: str, choices: Sequence[tuple[str, str]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = [("", every), *choices]
