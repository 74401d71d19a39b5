"""The weekly picture as it is written and sent."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy

from samspel.core.forms import PersonDataGuard, WritingForm
from samspel.municipality import queries as municipality
from samspel.municipality.models import Body, Department
from samspel.observations.services.weekly import LONGEST_HEADLINE, Words
from samspel.ui.fields import choose


class WriteForm(WritingForm):
    """One click: the week stands in the address."""


class WordsForm(PersonDataGuard, WritingForm):
    """What somebody says of the week."""

    guarded: ClassVar[tuple[str, ...]] = ("headline", "lead", "text")

    headline = forms.CharField(
        label=gettext_lazy("The week in one sentence"),
        max_length=LONGEST_HEADLINE,
        help_text=gettext_lazy("What drives the week, for example: The darkness in the tunnel drives the week."),
    )
    lead = forms.CharField(
        label=gettext_lazy("What it was like"),
        required=False,
        max_length=2000,
        widget=forms.Textarea,
        help_text=gettext_lazy("Places and situations. Write of no person."),
    )
    text = forms.CharField(
        label=gettext_lazy("What is done, and who needs to do something"),
        required=False,
        max_length=8000,
        widget=forms.Textarea,
    )

    @property
    def words(self) -> Words:
        """What was typed, once the form is valid."""
        return Words(*(self.cleaned_data[name] for name in self.guarded))


class SendForm(WritingForm):
    """Who should have it."""

    bodies = forms.MultipleChoiceField(
        label=gettext_lazy("Bodies"), required=False, widget=forms.CheckboxSelectMultiple
    )
    departments = forms.MultipleChoiceField(
        label=gettext_lazy("Departments"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, has: tuple[frozenset[int], frozenset[int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies, departments = has
        self._bodies = {one.code: one for one in municipality.bodies() if one.meets and one.pk not in bodies}
        self._departments = {one.code: one for one in municipality.departments() if one.pk not in departments}
        choose(self, "bodies", [(code, one.name) for code, one in self._bodies.items()])
        choose(self, "departments", [(code, one.name) for code, one in self._departments.items()])

    @property
    def chosen(self) -> tuple[list[Body], list[Department]]:
        """The bodies and departments, once the form is valid."""
        return (
            [self._bodies[code] for code in self.cleaned_data["bodies"]],
            [self._departments[code] for code in self.cleaned_data["departments"]],
        )
