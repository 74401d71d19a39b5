"""What a year costs, how many took part, and which of many are still true."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.commissions.models import Funding
from samspel.core import clock
from samspel.core.forms import PersonDataGuard, WritingForm
from samspel.interventions import words
from samspel.interventions.forms.amounts import KronorField
from samspel.interventions.forms.filters import choose
from samspel.interventions.models import Cost, HeadCount
from samspel.interventions.rules import Certainty, Heads
from samspel.interventions.services import Costing


class CostForm(PersonDataGuard, WritingForm):
    """A cost of a year. `funding` tells the moneys of a year, which it may be paid by."""

    guarded: ClassVar[tuple[str, ...]] = ("what",)

    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=2000, max_value=2100)
    budget = KronorField(label=gettext_lazy("What it is meant to cost, in kronor"))
    certainty = forms.ChoiceField(label=gettext_lazy("How sure is that?"), widget=forms.RadioSelect)
    outcome = KronorField(
        label=gettext_lazy("What it did cost, in kronor"), required=False,
        help_text=gettext_lazy("Left empty until it is known."),
    )  # fmt: skip
    what = forms.CharField(
        label=gettext_lazy("For what?"), required=False, max_length=160,
        help_text=gettext_lazy("Such as: two half-time leaders. Write no names."),
    )  # fmt: skip
    funding = forms.ChoiceField(label=gettext_lazy("Paid by"), required=False)

    def __init__(self, *args: Any, funding: Callable[[int], Sequence[Funding]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "certainty", [(one.value, word) for one, word in words.CERTAINTY.items()])
        self.fields["year"].initial = clock.today().year
        self.fields["certainty"].initial = Certainty.ESTIMATE.value
        self._offer(funding)

    def _offer(self, funding: Callable[[int], Sequence[Funding]]) -> None:
        """Only money of the year that stands in the form can pay for it."""
        year = self._year()
        self._funding = found = {str(one.pk): one for one in funding(year)}
        choose(self, "funding", [("", _("Not said")), *((key, paid_by(one)) for key, one in found.items())])
        self.fields["funding"].help_text = (
            _("Money noted for %(year)s. With another year, save first: then its money can be chosen.")
            if found
            else _("No money is noted for %(year)s yet.")
        ) % {"year": year}

    def _year(self) -> int:
        field = self.fields["year"]
        try:
            year: int = field.clean(self["year"].value())
        except forms.ValidationError:
            return clock.today().year
        return year

    @property
    def costing(self) -> Costing:
        """What was written, as the service takes it."""
        data = self.cleaned_data
        return Costing(
            year=data["year"],
            budget_ore=data["budget"],
            certainty=Certainty(data["certainty"]),
            outcome_ore=data["outcome"],
            what=data["what"].strip(),
            funding=self._funding.get(data["funding"]),
        )


def paid_by(funding: Funding) -> str:
    """A funding in a line: year, giver, for what."""
    return ", ".join(part for part in (str(funding.year), funding.giver, funding.purpose) if part)


def initial_of(cost: Cost, version: int) -> dict[str, Any]:
    """What stands, as the form's first values."""
    return {
        "year": cost.year,
        "budget": cost.budget_ore,
        "outcome": cost.outcome_ore,
        "certainty": cost.certainty,
        "what": cost.what,
        "funding": str(cost.funding_id or ""),
        "version": version,
    }


class HeadsForm(WritingForm):
    """How many took part in a year: numbers, and nothing else."""

    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=2000, max_value=2100)
    women = forms.IntegerField(label=gettext_lazy("Girls and women"), min_value=0, max_value=100_000, initial=0)
    men = forms.IntegerField(label=gettext_lazy("Boys and men"), min_value=0, max_value=100_000, initial=0)
    unknown = forms.IntegerField(label=gettext_lazy("Not known"), min_value=0, max_value=100_000, initial=0)

    @property
    def heads(self) -> Heads:
        """The counts."""
        return Heads(**{name: self.cleaned_data[name] for name in ("women", "men", "unknown")})


def heads_of(count: HeadCount | None) -> dict[str, Any]:
    """The newest count as the form's first values; this year and nobody where there is none."""
    if count is None:
        return {"year": clock.today().year}
    return {name: getattr(count, name) for name in ("year", "women", "men", "unknown")}


class KeepForm(WritingForm):
    """Which of many are still true. Ids that are none are left out."""

    def chosen(self) -> list[UUID]:
        """The ids that were ticked."""
        found = []
        given = self.data.getlist("chosen") if isinstance(self.data, QueryDict) else []
        for value in given[:1000]:
            try:
                found.append(UUID(value))
            except ValueError:
                continue
        return found

    def payload(self) -> str:
        """Which were ticked belongs to what was done."""
        return f"{super().payload()} {sorted(map(str, self.chosen()))}"
