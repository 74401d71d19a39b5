"""The forms of agreements and pledges: who, what, until when, and what became of each promise."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from samspel.core import clock
from samspel.core.forms import PersonDataGuard, WritingForm
from samspel.municipality import queries as municipality
from samspel.municipality.models import Organisation
from samspel.plans import words
from samspel.plans.forms import choices
from samspel.plans.forms.choices import choose
from samspel.plans.models import AgreementKind, Measure
from samspel.plans.rules import Outcome
from samspel.plans.services import AgreementDraft
from samspel.ui.elements import Option


class AgreementForm(PersonDataGuard, WritingForm):
    """An agreement between parties, or a pledge to those who live there."""

    guarded: ClassVar[tuple[str, ...]] = ("title", "text")

    kind = choices.select(pgettext_lazy("plans", "What is it?"), required=True)
    title = forms.CharField(label=gettext_lazy("What is it called?"), max_length=200)
    text = choices.text(label=gettext_lazy("What is it about?"), required=False)
    organisations = choices.ticks(gettext_lazy("Parties outside"))
    departments = choices.ticks(gettext_lazy("Departments"))
    area = choices.select(gettext_lazy("Where?"))
    starts = choices.day(gettext_lazy("From"), required=True)
    ends = choices.day(
        gettext_lazy("To and including"), help_text=gettext_lazy("Left empty, it stands until further notice.")
    )
    registration_number = forms.CharField(label=gettext_lazy("Registration number"), max_length=60, required=False)
    measures = choices.ticks(gettext_lazy("Which measures carry it out?"))

    def __init__(self, *args: Any, areas: Sequence[str] | None, measures: Sequence[Measure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.measure_rows = measures
        choose(self, "kind", [(one.value, one.label.capitalize()) for one in AgreementKind])
        choose(self, "organisations", [(one.code, one.name) for one in self._outside()])
        choose(self, "departments", choices.departments())
        everywhere = choices.areas(_("The whole municipality"))
        choose(self, "area", [row for row in everywhere if areas is None or row[0] in areas])
        choose(self, "measures", [(str(one.pk), Option(str(one), hint=one.owner)) for one in measures])
        if not measures:
            del self.fields["measures"]

    def _outside(self) -> list[Organisation]:
        """Organisations, but for those that are departments too; what was chosen as an organisation stands."""
        own = {one.name for one in municipality.departments()}
        kept = set(self.initial.get("organisations", ()))
        return [one for one in municipality.organisations() if one.name not in own or one.code in kept]

    @property
    def draft(self) -> AgreementDraft:
        """The agreement as it is to read."""
        data = self.cleaned_data
        return AgreementDraft(
            kind=AgreementKind(data["kind"]),
            title=data["title"],
            text=data["text"],
            organisations=choices.picked(municipality.organisations(), data["organisations"]),
            departments=choices.picked(municipality.departments(), data["departments"]),
            area=choices.one(municipality.areas(), data["area"]),
            starts=data["starts"],
            ends=data["ends"],
            registration_number=data["registration_number"],
            measures=choices.picked(self.measure_rows, data.get("measures", []), "pk"),
        )


class PromiseForm(PersonDataGuard, WritingForm):
    """One thing that is promised."""

    guarded: ClassVar[tuple[str, ...]] = ("text",)

    text = choices.text(label=gettext_lazy("What is promised?"))
    next_on = choices.day(gettext_lazy("Followed up by"), required=True)


class FollowUpForm(PersonDataGuard, WritingForm):
    """What became of a promise, what was seen, and when."""

    guarded: ClassVar[tuple[str, ...]] = ("seen",)

    outcome = forms.ChoiceField(label=gettext_lazy("Was it kept?"), widget=forms.RadioSelect)
    seen = choices.text(
        label=gettext_lazy("What was seen?"), help_text=gettext_lazy("What the answer rests on. Write no names.")
    )
    seen_on = choices.day(gettext_lazy("When was it seen?"), required=True)
    next_on = choices.day(
        gettext_lazy("Looked at again by"), help_text=gettext_lazy("When it is partly kept, or too early to say.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "outcome", [(one.value, words.outcome(one.value).word) for one in Outcome])
        self.fields["seen_on"].initial = clock.today()
