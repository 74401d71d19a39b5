"""What stands in the address of the list, of the joint picture, and of budget against outcome."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any, cast

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from samspel.core import clock
from samspel.interventions import queries, words
from samspel.interventions.queries import WHOLE, Filters, Lack, Stage
from samspel.interventions.rules import Level, State
from samspel.municipality import queries as municipality

Choices = Iterable[tuple[str, str | Promise]]


def choose(form: forms.Form, name: str, choices: Choices) -> None:
    """Set the choices of a field, made while answering so that they are in the reader's language."""
    cast(forms.ChoiceField, form.fields[name]).choices = list(choices)


def committees() -> list[tuple[str, str]]:
    """The committees by code."""
    return [(one.code, one.name) for one in municipality.committees()]


def targets() -> list[tuple[str, str]]:
    """The target groups by code."""
    return [(one.value, str(word)) for one, word in words.TARGET.items()]


class _Told(forms.Form):
    """A value that is not one of the choices is left out, not refused."""

    @property
    def filters(self) -> Filters:
        """The filters, with what could not be read left out."""
        self.is_valid()
        told = {one.name: self.cleaned_data.get(one.name) for one in fields(Filters)}
        given: dict[str, Any] = {name: value for name, value in told.items() if value}
        given |= {name: int(given[name]) for name in ("level", "year") if name in given}
        return Filters(**given)


class FilterForm(_Told):
    """The list's."""

    q = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=200, widget=forms.SearchInput)
    state = forms.ChoiceField(label=gettext_lazy("Status"), required=False)
    area = forms.ChoiceField(label=gettext_lazy("Area"), required=False)
    level = forms.ChoiceField(label=gettext_lazy("Level"), required=False)
    committee = forms.ChoiceField(label=gettext_lazy("Committee"), required=False)
    department = forms.ChoiceField(label=gettext_lazy("Department"), required=False)
    target = forms.ChoiceField(label=gettext_lazy("Target group"), required=False)
    factor = forms.ChoiceField(label=gettext_lazy("Works on"), required=False)
    year = forms.ChoiceField(label=gettext_lazy("At work in the year"), required=False)
    lacks = forms.ChoiceField(label=gettext_lazy("Lacks"), required=False)
    on_trial = forms.BooleanField(label=gettext_lazy("Only new and on trial"), required=False)
    mine = forms.BooleanField(label=gettext_lazy("Only our own"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: Choices = [(Stage.GOING, _("Planned and ongoing")), (Stage.ALL, _("All"))]
        choose(self, "state", [*groups, *((one.value, words.STATE[one][1]) for one in State)])
        areas = [(one.code, one.name) for one in municipality.areas()]
        choose(self, "area", [("", _("All areas")), (WHOLE, _("The whole municipality")), *areas])
        choose(self, "level", [("", _("All levels")), *((str(one.value), words.LEVEL[one]) for one in Level)])
        choose(self, "committee", [("", _("All committees")), *committees()])
        departments = [(one.code, one.short_name) for one in municipality.departments()]
        choose(self, "department", [("", _("All departments")), *departments])
        choose(self, "target", [("", _("All groups")), *targets()])
        choose(
            self, "factor", [("", _("Anything")), *((one.code, words.factor(one)) for one in municipality.factors())]
        )
        years = [(str(one), str(one)) for one in queries.years(clock.today())]
        choose(self, "year", [("", pgettext("year", "Any")), *years])
        lacks: Choices = [
            (Lack.MEASURE, _("no measure")),
            (Lack.GOAL, _("serves no goal")),
            (Lack.CONFIRMED, _("not confirmed for half a year")),
        ]
        choose(self, "lacks", [("", _("Anything or nothing")), *lacks])


class JointForm(_Told):
    """The joint picture's; the year is always said."""

    year = forms.ChoiceField(label=gettext_lazy("Year"), required=False)
    committee = forms.ChoiceField(label=gettext_lazy("Committee"), required=False)
    target = forms.ChoiceField(label=gettext_lazy("Target group"), required=False)
    on_trial = forms.BooleanField(label=gettext_lazy("Only new and on trial"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "year", _years())
        choose(self, "committee", [("", _("All committees")), *committees()])
        choose(self, "target", [("", _("All groups")), *targets()])

    @property
    def filters(self) -> Filters:
        found = super().filters
        return found if found.year else found.but(year=clock.today().year)


def _years() -> list[tuple[str, str]]:
    this = clock.today().year
    return [
        (str(one), _("%(year)s, planned") % {"year": one} if one > this else str(one))
        for one in queries.years(clock.today())
    ]


class BudgetForm(JointForm):
    """The same, and what the sums are of."""

    by = forms.ChoiceField(label=gettext_lazy("Sums by"), required=False)
    area = forms.ChoiceField(label=gettext_lazy("Area"), required=False)
    field_order = ("by", "year", "committee", "area", "target", "on_trial")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "by", [(one.value, word) for one, word in _by().items()])
        areas = [(one.code, one.name) for one in municipality.areas()]
        choose(self, "area", [("", _("All areas")), (WHOLE, _("The whole municipality")), *areas])

    @property
    def sums(self) -> queries.By:
        """What the sums are of; committees where nothing is said."""
        self.is_valid()
        asked = self.data.get("by", "")
        return queries.By(asked) if asked in set(queries.By) else queries.By.COMMITTEE


def _by() -> dict[queries.By, str]:
    return {
        queries.By.COMMITTEE: _("committee"),
        queries.By.AREA: _("area"),
        queries.By.MEASURE: _("measure"),
        queries.By.INTERVENTION: _("intervention"),
    }
