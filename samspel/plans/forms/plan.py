"""The forms of a plan: what it is, which measures it has, where each stands in it."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from samspel.core.forms import PersonDataGuard, WritingForm
from samspel.municipality import queries as municipality
from samspel.plans import words
from samspel.plans.forms import choices
from samspel.plans.forms.choices import choose
from samspel.plans.models import Measure, Plan, PlanKind
from samspel.plans.services import PlanDraft
from samspel.ui.elements import Option


class PlanForm(PersonDataGuard, WritingForm):
    """A plan's kind and place, its name, years and introduction. `plan`: one that is there keeps kind and place."""

    guarded: ClassVar[tuple[str, ...]] = ("title", "text")

    kind = choices.select(gettext_lazy("What sort of plan?"), required=True)
    area = choices.select(gettext_lazy("Area"), help_text=gettext_lazy("For an area plan."))
    department = choices.select(gettext_lazy("Whose plan?"), help_text=gettext_lazy("For an operational plan."))
    title = forms.CharField(label=gettext_lazy("What is it called?"), max_length=200)
    from_year = choices.year(gettext_lazy("From the year"), required=True)
    to_year = choices.year(gettext_lazy("To and including the year"), required=True)
    text = choices.text(
        label=gettext_lazy("Introduction"),
        required=False,
        help_text=gettext_lazy("What the plan itself says, before its measures."),
    )

    def __init__(self, *args: Any, kinds: Sequence[str], areas: Sequence[str], plan: Plan | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.plan = plan
        choose(self, "kind", [(kind, words.kind(kind)) for kind in kinds])
        choose(self, "area", [row for row in choices.areas(pgettext("plans", "None")) if row[0] in {"", *areas}])
        named = [(row.code, row.name) for row in municipality.departments()]
        choose(self, "department", [("", pgettext("plans", "None")), *named])
        if plan is not None:
            for name in ("kind", "area", "department"):
                del self.fields[name]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("from_year"), cleaned.get("to_year")
        if first and last and last < first:
            self.add_error("to_year", _("The last year comes before the first."))
        return cleaned

    @property
    def draft(self) -> PlanDraft:
        """The plan as it is to read."""
        data = self.cleaned_data
        return PlanDraft(
            kind=PlanKind(self.plan.kind if self.plan else data["kind"]),
            title=data["title"],
            text=data["text"],
            from_year=data["from_year"],
            to_year=data["to_year"],
            area=self.plan.area if self.plan else choices.one(municipality.areas(), data["area"]),
            department=self.plan.department
            if self.plan
            else choices.one(municipality.departments(), data["department"]),
        )


class PutInForm(WritingForm):
    """Which measures are put in a plan."""

    measures = choices.ticks(gettext_lazy("Which measures?"))

    def __init__(self, *args: Any, measures: Sequence[Measure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measures"].required = True
        choose(self, "measures", [(str(one.pk), Option(str(one), hint=one.owner)) for one in measures])


class PlaceForm(PersonDataGuard, WritingForm):
    """Where a measure stands in a plan, and what the plan adds of its own."""

    guarded: ClassVar[tuple[str, ...]] = ("text",)

    position = forms.IntegerField(
        label=gettext_lazy("Place in the plan"), min_value=1, max_value=9999, help_text=gettext_lazy("1 is first.")
    )
    text = choices.text(
        label=gettext_lazy("What this plan adds"),
        required=False,
        help_text=gettext_lazy("Stands in this plan only. The measure itself is changed on its own page."),
    )
