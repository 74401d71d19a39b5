"""The form of a target picture: what it says. It is begun and commented by the forms of every picture."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy

from samspel.core.forms import PersonDataGuard, WritingForm
from samspel.situation import queries as situation
from samspel.situation.forms.ground import LONGEST, NO_PERSONS
from samspel.situation.models import Challenge
from samspel.targets.models import TargetPicture
from samspel.targets.permissions import Reach
from samspel.ui.fields import choose


class TargetForm(PersonDataGuard, WritingForm):
    """What it should be like, and which challenges that answers."""

    guarded: ClassVar[tuple[str, ...]] = ("vision", "text")

    vision = forms.CharField(
        label=gettext_lazy("What should it be like?"),
        widget=forms.Textarea,
        max_length=300,
        help_text=gettext_lazy("A sentence or two that somebody who lives there can say yes or no to."),
    )
    text = forms.CharField(
        label=gettext_lazy("More about it"),
        widget=forms.Textarea,
        max_length=LONGEST,
        required=False,
        help_text=NO_PERSONS,
    )
    challenges = forms.MultipleChoiceField(
        label=gettext_lazy("Which challenges does it answer?"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, reach: Reach, picture: TargetPicture, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [one for one in situation.challenges(reach) if one.area_id == picture.area_id]
        rows += [one for one in picture.challenges.all() if one not in rows]
        self._challenges = {str(one.pk): one for one in rows}
        choose(self, "challenges", [(pk, f"{one.reference} {one.title}") for pk, one in self._challenges.items()])

    @property
    def chosen(self) -> list[Challenge]:
        """The challenges that were ticked."""
        return [self._challenges[pk] for pk in self.cleaned_data["challenges"]]
