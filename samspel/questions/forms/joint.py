"""The forms of joint questions, of what recurs and of standard answers."""

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from samspel.core.forms import PersonDataGuard, WritingForm
from samspel.municipality import queries as municipality
from samspel.municipality.models import Department, Matter
from samspel.questions.forms.question import LONGEST, NO_NAMES, by_code
from samspel.questions.queries import JointRow
from samspel.ui.fields import choose

NAME = 160


class ChosenForm(WritingForm):
    """Some questions, ticked in a list: ids that are no ids are left out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = self.data.getlist("chosen") if hasattr(self.data, "getlist") else []
        self.chosen = [found for found in map(_uuid, given) if found][:200]

    def payload(self) -> str:
        """The ticks count as what was typed."""
        return f"{super().payload()} {sorted(map(str, self.chosen))} {self.data.get('do', '')}"


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None


class SearchForm(forms.Form):
    """Words to find a question by, in the address."""

    q = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=200, widget=forms.SearchInput)


class LeaveForm(PersonDataGuard, WritingForm):
    """Why a question does not belong with the others."""

    guarded: ClassVar[tuple[str, ...]] = ("reason",)
    reason = forms.CharField(label=gettext_lazy("Why?"), max_length=500, widget=forms.Textarea, help_text=NO_NAMES)


class JointNameForm(PersonDataGuard, WritingForm):
    """What a joint question is about."""

    guarded: ClassVar[tuple[str, ...]] = ("name",)
    name = forms.CharField(
        label=gettext_lazy("What is it about?"),
        max_length=NAME,
        help_text=gettext_lazy("Read by all who see one of its questions. Write no names."),
    )


class MergeForm(WritingForm):
    """Which joint question it turned out to be."""

    into = forms.ChoiceField(label=gettext_lazy("Which is it the same as?"))

    def __init__(self, *args: Any, among: Iterable[JointRow] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "into", [("", _("Choose")), *((str(one.id), f"{one.reference} {one.name}") for one in among)])


class TakeUpForm(PersonDataGuard, WritingForm):
    """What is done at the root, with whom, and when it is looked at again."""

    guarded: ClassVar[tuple[str, ...]] = ("with_whom", "note")
    with_whom = forms.CharField(
        label=gettext_lazy("With whom is it taken up?"),
        max_length=200,
        help_text=gettext_lazy("A department, a group or a function. Write no names."),
    )
    note = forms.CharField(
        label=gettext_lazy("What is done at the root?"), max_length=2000, widget=forms.Textarea, help_text=NO_NAMES
    )
    revisit_on = forms.DateField(
        label=gettext_lazy("When is it looked at again?"), widget=forms.DateInput(attrs={"type": "date"})
    )


class StandardForm(PersonDataGuard, WritingForm):
    """A standard answer, with a field for each of the municipality's languages."""

    guarded: ClassVar[tuple[str, ...]] = ("name",)
    department = forms.ChoiceField(label=gettext_lazy("Whose is it?"))
    matter = forms.ChoiceField(label=pgettext_lazy("question", "Matter"))
    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=120, help_text=gettext_lazy("What those who choose it see.")
    )
    text_sv = forms.CharField(label=gettext_lazy("In Swedish"), max_length=LONGEST, widget=forms.Textarea)

    def __init__(self, *args: Any, departments: Iterable[int] = (), fixed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = set(departments)
        self._departments = [one for one in municipality.departments() if one.pk in own]
        self._matters = municipality.matters()
        choose(self, "department", [(one.code, one.name) for one in self._departments])
        choose(self, "matter", [("", _("Choose")), *((one.code, one.name) for one in self._matters)])
        self.fields["text_sv"].help_text = _(
            "{number}, {area} and {matter} are filled in from the question. "
            "Write [[what is to be filled in]] where a person fills in. It is not sent before that is done."
        )
        for one in municipality.languages():
            if one.code != "sv":
                self.fields[f"text_{one.code}"] = forms.CharField(
                    label=_("In %(language)s") % {"language": one.name},
                    max_length=LONGEST,
                    required=False,
                    widget=forms.Textarea(attrs={"lang": one.code}),
                )
        if fixed:
            del self.fields["department"], self.fields["matter"]

    @property
    def texts(self) -> dict[str, str]:
        """What was written, by language."""
        named = ((name.removeprefix("text_"), value) for name, value in self.cleaned_data.items())
        return {name: value for name, value in named if f"text_{name}" in self.fields}

    @property
    def chosen_department(self) -> Department:
        found: Department = by_code(self._departments, self.cleaned_data["department"])
        return found

    @property
    def chosen_matter(self) -> Matter:
        found: Matter = by_code(self._matters, self.cleaned_data["matter"])
        return found
