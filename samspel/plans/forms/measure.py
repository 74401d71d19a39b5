"""The forms of a measure: the whole of it, its row in the grid, and how it goes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from samspel.core.forms import PersonDataGuard, WritingForm
from samspel.municipality import queries as municipality
from samspel.plans import rules, words
from samspel.plans.forms import choices
from samspel.plans.forms.choices import choose
from samspel.plans.models import Measure, Plan
from samspel.plans.rules import Funding, Status
from samspel.plans.services import Draft
from samspel.situation.models import Challenge
from samspel.targets.models import OutcomeGoal
from samspel.ui.elements import Option

ROW: Final = ("title", "development_area", "perspectives", "owner", "funding_state", "from_year", "to_year")
"""What is edited in the grid; the rest on the measure's own page."""


class TellForm(PersonDataGuard, WritingForm):
    """How a measure goes."""

    guarded: ClassVar[tuple[str, ...]] = ("status_comment",)

    status = choices.select(gettext_lazy("Status"), required=True)
    status_comment = choices.text(
        label=gettext_lazy("How does it go?"),
        required=False,
        help_text=gettext_lazy("What has been done, what is in the way. Write no names."),
    )

    def __init__(self, *args: Any, measure: Measure, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {})
        kwargs["initial"] = {"status": measure.status, "version": measure.version, **kwargs["initial"]}
        super().__init__(*args, **kwargs)
        choose_status(self, measure)

    @property
    def status_chosen(self) -> Status:
        return Status(self.cleaned_data["status"])


def choose_status(form: forms.Form, measure: Measure) -> None:
    """As it stands, and where the table lets it go from there."""
    ways = [one for one in Status if rules.may_become(measure.stands, one)]
    ways.sort(key=lambda one: one != measure.stands)
    choose(form, "status", [(one.value, words.status(one.value).word) for one in ways])


class MeasureForm(PersonDataGuard, WritingForm):
    """A measure with all that it hangs together with. `only` leaves the fields that are named."""

    guarded: ClassVar[tuple[str, ...]] = ("title", "text", "status_comment")

    title = forms.CharField(label=pgettext_lazy("plan", "Measure"), max_length=200)
    text = choices.text(
        label=gettext_lazy("What is to be done?"),
        required=False,
        help_text=gettext_lazy("Who does what, where and how often. Write no names."),
    )
    reference = forms.CharField(
        label=pgettext_lazy("measure", "Number"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("As the plan numbers it, such as 1.3. Left empty, it gets the next one."),
    )
    development_area = choices.select(gettext_lazy("Development area"))
    perspectives = choices.ticks(gettext_lazy("Perspectives"))
    owner = choices.select(gettext_lazy("Who answers for it?"))
    departments = choices.ticks(gettext_lazy("Together with"))
    area = choices.select(gettext_lazy("Where?"))
    funding_state = choices.select(gettext_lazy("Funding"), required=True, initial=Funding.UNKNOWN.value)
    from_year = choices.year(gettext_lazy("From the year"))
    to_year = choices.year(gettext_lazy("To and including the year"))
    challenges = choices.ticks(gettext_lazy("Which challenges does the measure answer?"))
    outcome_goals = choices.ticks(gettext_lazy("Which outcome goals does the measure serve?"))
    municipal_goals = choices.ticks(
        gettext_lazy("Which municipal goals does the measure serve?"),
        help_text=gettext_lazy("An administrator writes those of a new term, under The municipality."),
    )
    plans = choices.ticks(gettext_lazy("Which plans does the measure stand in?"))

    def __init__(
        self,
        *args: Any,
        areas: Sequence[str] | None = None,
        challenges: Sequence[Challenge] = (),
        outcome_goals: Sequence[OutcomeGoal] = (),
        plans: Sequence[Plan] = (),
        only: Sequence[str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.challenge_rows, self.goal_rows, self.plan_rows = challenges, outcome_goals, plans
        self.municipal = choices.municipal_goals()
        self._choose(areas)
        keep = {"key", "version", "looked", *(only if only is not None else self.fields)}
        for name in [name for name in self.fields if name not in keep]:
            del self.fields[name]
        for name in ("challenges", "outcome_goals", "municipal_goals", "plans"):
            if name in self.fields and not self.fields[name].choices:  # type: ignore[attr-defined]
                del self.fields[name]

    def _choose(self, areas: Sequence[str] | None) -> None:
        choose(self, "development_area", choices.development_areas(_("Not said yet")))
        choose(self, "perspectives", choices.perspectives())
        choose(self, "owner", choices.owners())
        choose(self, "departments", choices.departments())
        everywhere = choices.areas(_("The whole municipality"))
        choose(self, "area", [row for row in everywhere if areas is None or row[0] in areas])
        choose(self, "funding_state", [(one.value, words.funding(one.value)) for one in Funding])
        choose(self, "challenges", [(str(one.pk), _where(one.title, one)) for one in self.challenge_rows])
        choose(self, "outcome_goals", [(str(one.pk), _where(one.what, one)) for one in self.goal_rows])
        goals = [(one.code, Option(one.text, hint=choices.goal_time(one))) for one in self.municipal]
        choose(self, "municipal_goals", goals)
        choose(self, "plans", [(str(one.pk), one.title) for one in self.plan_rows])

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("from_year"), cleaned.get("to_year")
        if first and last and last < first:
            self.add_error("to_year", _("The last year comes before the first."))
        return cleaned

    def onto(self, draft: Draft) -> Draft:
        """The draft with what the form holds written over it."""
        return replace(draft, **self._written())

    def _written(self) -> dict[str, Any]:
        data = self.cleaned_data
        plain: dict[str, Any] = {
            name: data[name] for name in ("title", "text", "reference", "from_year", "to_year") if name in data
        }
        readers: dict[str, Callable[[Any], Any]] = {
            "development_area": lambda code: choices.one(municipality.development_areas(), code),
            "perspectives": lambda codes: choices.picked(municipality.perspectives(), codes),
            "departments": lambda codes: choices.picked(municipality.departments(), codes),
            "area": lambda code: choices.one(municipality.areas(), code),
            "funding_state": Funding,
            "challenges": lambda ids: choices.picked(self.challenge_rows, ids, "pk"),
            "outcome_goals": lambda ids: choices.picked(self.goal_rows, ids, "pk"),
            "municipal_goals": lambda codes: choices.picked(self.municipal, codes),
        }
        read: dict[str, Any] = {name: reader(data[name]) for name, reader in readers.items() if name in data}
        if "owner" in data:
            read["owner_department"], read["owner_seat"] = choices.owner_of(data["owner"])
        return {**plain, **read}

    @property
    def plans_chosen(self) -> tuple[Plan, ...]:
        """The plans that it is put in."""
        return choices.picked(self.plan_rows, self.cleaned_data.get("plans", []), "pk")


class RowForm(MeasureForm):
    """A row of the grid: what is changed most, with the status beside it."""

    status = choices.select(gettext_lazy("Status"), required=True)
    status_comment = choices.text(label=gettext_lazy("How does it go?"), required=False)

    def __init__(self, *args: Any, measure: Measure, **kwargs: Any) -> None:
        super().__init__(*args, only=(*ROW, "status", "status_comment"), **kwargs)
        choose_status(self, measure)

    @property
    def status_chosen(self) -> Status:
        return Status(self.cleaned_data["status"])


def initial_of(draft: Draft, measure: Measure) -> Mapping[str, Any]:
    """The draft as a form's fields."""
    return {
        "version": measure.version,
        "title": draft.title,
        "text": draft.text,
        "reference": draft.reference,
        "development_area": draft.development_area.code if draft.development_area else "",
        "perspectives": [one.code for one in draft.perspectives],
        "owner": choices.owner_code(measure),
        "departments": [one.code for one in draft.departments],
        "area": draft.area.code if draft.area else "",
        "funding_state": draft.funding_state.value,
        "from_year": draft.from_year,
        "to_year": draft.to_year,
        "challenges": [str(one.pk) for one in draft.challenges],
        "outcome_goals": [str(one.pk) for one in draft.outcome_goals],
        "municipal_goals": [one.code for one in draft.municipal_goals],
        "status": measure.status,
        "status_comment": measure.status_comment,
    }


def _where(text: str, thing: Challenge | OutcomeGoal) -> Option:
    area = thing.area.name if thing.area else _("the whole municipality")
    return Option(text, hint=f"{thing.reference}, {area}")


__all__ = ["ROW", "MeasureForm", "RowForm", "TellForm", "initial_of"]
