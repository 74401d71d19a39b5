"""What stands in the address of the grid."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from samspel.plans import words
from samspel.plans.forms import choices
from samspel.plans.forms.choices import choose
from samspel.plans.models import Plan
from samspel.plans.queries import NONE, Filters, Lacks, Stage
from samspel.plans.rules import Status


class FilterForm(forms.Form):
    """The filters of the grid. A value that is not one of the choices is left out, not refused."""

    q = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=200, widget=forms.SearchInput)
    status = choices.select(gettext_lazy("Status"))
    development_area = choices.select(gettext_lazy("Development area"))
    perspective = choices.select(gettext_lazy("Perspective"))
    owner = choices.select(gettext_lazy("Owner"))
    area = choices.select(gettext_lazy("Area"))
    goal = choices.select(gettext_lazy("Municipal goal"))
    lacks = choices.select(gettext_lazy("Lacks"))
    year = choices.year(pgettext_lazy("measure", "Year"))
    plan = choices.select(gettext_lazy("Plan"))

    def __init__(self, *args: Any, plans: Sequence[Plan] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan_rows = plans
        groups: choices.Choices = [(Stage.LIVE.value, _("Not ended")), (Stage.ALL.value, _("All"))]
        choose(self, "status", groups + [(one.value, words.status(one.value).word) for one in Status])
        choose(self, "development_area", [*choices.development_areas(_("All")), (NONE, pgettext("plans", "Not said"))])
        choose(self, "perspective", [("", _("All")), *choices.perspectives(), (NONE, pgettext("plans", "None"))])
        choose(self, "owner", [("", _("All")), *choices.departments(), (NONE, _("Nobody"))])
        choose(self, "area", [*choices.areas(_("All")), (NONE, _("The whole municipality"))])
        goals = [(goal.code, choices.goal_label(goal)) for goal in choices.municipal_goals()]
        choose(self, "goal", [("", _("All")), *goals, (NONE, pgettext("plans", "None"))])
        choose(self, "lacks", [("", _("Anything")), *_lacks()])
        choose(self, "plan", [("", _("All")), *((str(one.pk), one.title) for one in plans)])

    @property
    def filters(self) -> Filters:
        """The filters, with what could not be read left out."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value not in {"", None}}
        if "plan" in given:
            given["plan"] = next(one.pk for one in self.plan_rows if str(one.pk) == given["plan"])
        return Filters(**given)


def _lacks() -> choices.Choices:
    return [
        (Lacks.CHALLENGE.value, _("A challenge")),
        (Lacks.GOAL.value, _("An outcome goal")),
        (Lacks.OWNER.value, _("An owner")),
        (Lacks.FUNDING.value, _("Funding")),
        (Lacks.WORD.value, _("A word on how it goes")),
        (Lacks.TIME.value, _("Time: its last year is over")),
    ]
