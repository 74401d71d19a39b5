"""The form by which a decision is recorded."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from samspel.core import clock
from samspel.core.adopted.models import Adoption
from samspel.core.forms import PersonDataGuard, WritingForm

EARLIEST = date(2000, 1, 1)


class AdoptionForm(PersonDataGuard, WritingForm):
    """When, under which number, by whom, and when it is due again. `bodies` are (code, name) of those who may adopt."""

    guarded: ClassVar[tuple[str, ...]] = ("because",)

    body = forms.ChoiceField(label=_("Adopted by"))
    adopted_on = forms.DateField(label=_("Adopted on"), widget=forms.DateInput({"type": "date"}))
    registration_number = forms.CharField(
        label=_("Registration number"), max_length=60, help_text=_("The number of the decision in the records.")
    )
    next_due = forms.DateField(
        label=_("To be looked at again by"), widget=forms.DateInput({"type": "date"}), required=False
    )

    because = forms.CharField(
        label=_("Why is it recorded all the same?"),
        max_length=300,
        required=False,
        help_text=_(
            "Needed when the text was changed after the decision, or comments wait for an answer. "
            "Such as: decided that day, written in afterwards. It stands with the version."
        ),
    )

    def __init__(self, *args: Any, bodies: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = list(bodies)  # type: ignore[attr-defined]
        self._names = dict(bodies)

    def clean_adopted_on(self) -> date:
        """A decision lies behind us."""
        day: date = self.cleaned_data["adopted_on"]
        if not EARLIEST <= day <= clock.today():
            raise forms.ValidationError(_("Write the day of the decision: today or earlier."))
        return day

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        day, due = cleaned.get("adopted_on"), cleaned.get("next_due")
        if day and due and due <= day:
            self.add_error("next_due", _("This day comes after the decision."))
        return cleaned

    @property
    def adoption(self) -> Adoption:
        """The decision, of a form that is valid."""
        data = self.cleaned_data
        return Adoption(
            adopted_on=data["adopted_on"],
            registration_number=data["registration_number"],
            body_label=self._names[data["body"]],
            body_code=data["body"],
            next_due=data["next_due"],
            because=data["because"],
        )
