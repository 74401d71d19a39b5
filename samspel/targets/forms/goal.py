"""The form in which an outcome goal is written, part by part, and the small ones around it."""

import re
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from samspel.commissions.fields import DayField, NumberField
from samspel.core.forms import PersonDataGuard, WritingForm
from samspel.municipality import queries as municipality
from samspel.municipality.models import Area, Department, Indicator
from samspel.situation import queries as situation
from samspel.situation.forms.ground import area_of, drafted, every_area, named
from samspel.situation.models import Challenge, IndicatorValue, Sex
from samspel.situation.queries import WHOLE
from samspel.situation.shown import area_name
from samspel.targets import words
from samspel.targets.models import OutcomeGoal
from samspel.targets.models.goal import better_of
from samspel.targets.permissions import Reach
from samspel.targets.queries import ALL, Filters
from samspel.targets.rules import GoalState, Wording
from samspel.targets.services import Written
from samspel.ui.elements import Option
from samspel.ui.fields import choose

MOST = Decimal(10) ** 11
SEXES = (
    (Sex.ALL.value, gettext_lazy("all")),
    (Sex.WOMEN.value, gettext_lazy("women and girls")),
    (Sex.MEN.value, gettext_lazy("men and boys")),
)


class _Measured(NumberField):
    """A value as people write it, with its unit after it or without."""

    _UNIT = re.compile(r"([-+−–]?[\d\s.,]*\d)\s*(?:%|(?<=\s)[^\W\d].*)")

    def clean(self, value: Any) -> Any:
        """The number alone."""
        found = self._UNIT.fullmatch(value.strip()) if isinstance(value, str) else None
        return super().clean(found[1] if found else value)


def _value(**more: Any) -> NumberField:
    return _Measured(least=-MOST, most=MOST, decimals=4, required=False, **more)


class GoalForm(PersonDataGuard, WritingForm):
    """A goal, in the order in which a good one is written. Only what it is about must be there."""

    guarded: ClassVar[tuple[str, ...]] = ("what", "for_whom", "owner_role")

    area = forms.ChoiceField(label=gettext_lazy("For which area?"))
    what = forms.CharField(
        label=gettext_lazy("What is to change?"),
        max_length=200,
        help_text=gettext_lazy(
            "Something that can be seen among those who live there, not what we do. "
            "Such as: More people feel safe late in the evening."
        ),
    )
    for_whom = forms.CharField(
        label=gettext_lazy("For whom?"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("A group, never a person. Such as: girls and boys of 13–16 years."),
    )
    indicator = forms.ChoiceField(
        label=gettext_lazy("Measured by what?"),
        required=False,
        help_text=gettext_lazy("Without an indicator nobody can tell whether the goal is reached."),
    )
    sex = forms.ChoiceField(label=gettext_lazy("Whose figures?"), choices=SEXES, initial=Sex.ALL)
    baseline = _value(
        label=gettext_lazy("How is it today?"), help_text=gettext_lazy("The value before the work began: the baseline.")
    )
    baseline_on = DayField(
        label=gettext_lazy("Of which day is the baseline?"),
        required=False,
        help_text=gettext_lazy("For a whole year its last day."),
    )
    target = _value(label=gettext_lazy("How is it to be?"), help_text=gettext_lazy("The value that is to be reached."))
    by_day = DayField(label=gettext_lazy("By when?"), required=False)
    department = forms.ChoiceField(label=gettext_lazy("Which department answers for it?"), required=False)
    owner_role = forms.CharField(
        label=gettext_lazy("Which role?"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("Such as: head of the youth services. Never a person's name."),
    )
    challenges = forms.MultipleChoiceField(
        label=gettext_lazy("Which challenges does the goal answer?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, reach: Reach, fixed: OutcomeGoal | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._fixed = fixed
        none = [("", _("none yet"))]
        choose(self, "indicator", [*none, *named(municipality.indicators())])
        choose(self, "department", [*none, *((one.code, one.name) for one in municipality.departments())])
        self._challenges = self._to_choose(reach)
        choose(self, "challenges", [(pk, _told(one)) for pk, one in self._challenges.items()])
        if fixed:
            del self.fields["area"]
        else:
            choose(self, "area", drafted(reach))

    def _to_choose(self, reach: Reach) -> dict[str, Challenge]:
        """Open challenges of the goal's area, of all where none is chosen yet; those that it answers already too."""
        rows = list(situation.challenges(reach))
        if self._fixed:
            rows = [one for one in rows if one.area_id == self._fixed.area_id]
            rows += [one for one in self._fixed.challenges.all() if one not in rows]
        else:
            code = str(self["area"].value() or "")
            known = {one.code: one.pk for one in municipality.areas()}
            if code == WHOLE or code in known:
                rows = [one for one in rows if one.area_id == known.get(code)]
        rows.sort(key=lambda one: (one.area is not None, area_name(one.area)))
        return {str(one.pk): one for one in rows}

    @property
    def chosen_area(self) -> Area | None:
        """The area, None for the municipality."""
        return self._fixed.area if self._fixed else area_of(self.cleaned_data["area"])

    @property
    def area_now(self) -> Area | None:
        """The area that stands in the form now, of one that need not be valid."""
        if self._fixed:
            return self._fixed.area
        code = str(self["area"].value() or "")
        return next((one for one in municipality.areas() if one.code == code), None)

    @property
    def chosen_indicator(self) -> Indicator | None:
        """The indicator that is chosen now, of a form that need not be valid."""
        code = str(self["indicator"].value() or "")
        return next((one for one in municipality.indicators() if one.code == code), None)

    @property
    def chosen_sex(self) -> str:
        """Whose figures, of a form that need not be valid."""
        told = str(self["sex"].value())
        return told if told in Sex.values else Sex.ALL

    @property
    def written(self) -> Written:
        """What was written, of a form that is valid."""
        data = self.cleaned_data
        return Written(
            what=data["what"],
            for_whom=data["for_whom"],
            indicator=self.chosen_indicator,
            sex=data["sex"],
            baseline=data["baseline"],
            baseline_on=data["baseline_on"],
            target=data["target"],
            by_day=data["by_day"],
            department=self._department(data["department"]),
            owner_role=data["owner_role"],
            challenges=[self._challenges[pk] for pk in data["challenges"]],
            invented=self._fixed.invented if self._fixed else False,
        )

    def _department(self, code: str) -> Department | None:
        return next((one for one in municipality.departments() if one.code == code), None)

    def begin_from(self, value: IndicatorValue) -> None:
        """Write what the indicator said as the baseline, in what is shown now."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data[self.add_prefix("baseline")] = self.fields["baseline"].prepare_value(value.value)
        data[self.add_prefix("baseline_on")] = value.ends.isoformat()
        self.data = data

    @property
    def wording(self) -> Wording:
        """What stands in the form now, read as far as it can be, for the preview."""
        read = self._read if self.is_bound else self._begun
        indicator = self.chosen_indicator
        department = self._department(str(self["department"].value() or ""))
        role = str(self["owner_role"].value() or "")
        return Wording(
            what=str(self["what"].value() or "")[:200],
            for_whom=str(self["for_whom"].value() or "")[:160],
            indicator=indicator.name_in(get_language() or "sv") if indicator else "",
            better=better_of(indicator),
            unit=indicator.unit_in(get_language() or "sv") if indicator else "",
            baseline=read("baseline"),
            baseline_on=read("baseline_on"),
            target=read("target"),
            by_day=read("by_day"),
            owner=", ".join(part for part in (department.name if department else "", role[:160]) if part),
            challenges=len(self["challenges"].value() or ()),
        )

    def _begun(self, name: str) -> Any:
        return self.initial.get(name)

    def _read(self, name: str) -> Any:
        try:
            return self.fields[name].clean(self[name].data)
        except forms.ValidationError:
            return None


def _told(one: Challenge) -> Option:
    return Option(f"{one.reference} {one.title}", group=area_name(one.area))


class BecauseForm(PersonDataGuard, WritingForm):
    """Why a goal ends, or is taken up again."""

    guarded: ClassVar[tuple[str, ...]] = ("because",)

    because = forms.CharField(label=gettext_lazy("Why?"), widget=forms.Textarea, max_length=300)


class GoalFilter(forms.Form):
    """What stands in the address of the list. A value that is not one of the choices is left out, not refused."""

    area = forms.ChoiceField(label=gettext_lazy("Area"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("Status"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "area", [*every_area(_("all areas")), (WHOLE, _("The whole municipality"))])
        states = [(one.value, words.STATES[one]) for one in GoalState]
        choose(self, "state", [("", _("worked towards")), *states, (ALL, _("all goals"))])

    @property
    def chosen(self) -> Filters:
        """What was chosen."""
        self.is_valid()
        area, state = self.cleaned_data.get("area", ""), self.cleaned_data.get("state", "")
        return Filters(area_of(area), area == WHOLE, state)
