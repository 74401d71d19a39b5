"""What the officer fills in."""

from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from samspel.core import clock, looks
from samspel.core.extracts import Sought
from samspel.core.forms import PersonDataGuard, WritingForm
from samspel.protection.queries import Filters
from samspel.protection.words import Identity

FIRST, LAST = date(2000, 1, 1), date(2999, 12, 31)


def day(label: Any, **more: Any) -> forms.DateField:
    """A day that a calendar can count on from, with the browser's own calendar."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    within = [MinValueValidator(FIRST), MaxValueValidator(LAST)]
    return forms.DateField(label=label, widget=widget, input_formats=["%Y-%m-%d"], validators=within, **more)


class LooksForm(forms.Form):
    """Filters in the address. What can't be read is left out."""

    person = forms.CharField(label=_("Person or function"), required=False, max_length=80)
    about = forms.CharField(label=_("Question's number"), required=False, max_length=20)
    kind = forms.ChoiceField(label=_("What they did"), required=False)
    since = day(_("From"), required=False)
    until = day(_("To and including"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        if isinstance(kind, forms.ChoiceField):
            kind.choices = [("", _("All looks")), *((verb, looks.said(verb)) for verb in looks.verbs())]

    @property
    def filters(self) -> Filters:
        """The filters, with what could not be read left out."""
        self.is_valid()
        return Filters(**{name: value for name, value in self.cleaned_data.items() if value})


class AheadForm(forms.Form):
    """Until which day disposals are shown."""

    until = day(_("Until"), required=False)

    @property
    def day(self) -> Any:
        """The day; thirty days ahead when none is said, and never more than ten years."""
        found = self.cleaned_data.get("until") if self.is_valid() else None
        today = clock.today()
        return min(max(found, today), today + timedelta(days=3660)) if found else today + timedelta(days=30)


class PeriodForm(forms.Form):
    """A period of the protocol."""

    since = day(_("From"), required=False)
    until = day(_("To and including"), required=False)


class HoldForm(PersonDataGuard, WritingForm):
    """What is held, why and until when."""

    guarded: ClassVar[tuple[str, ...]] = ("reason",)

    reference = forms.CharField(
        label=_("Number of a question or an alarm"),
        required=False,
        max_length=300,
        help_text=_(
            "A question is held with its contact details, letters and kept texts, and the numbers to call back of "
            "alarms that were raised from it. For an observation, paste the address of its page."
        ),
    )
    address = forms.CharField(
        label=_("Or an asker's e-mail address or phone number"),
        required=False,
        max_length=254,
        help_text=_(
            "Holds contact details, letters and numbers to call back with this address, and texts kept about the "
            "questions of whoever has it. The address itself is not kept here."
        ),
        widget=forms.TextInput(attrs={"data-forget": True, "autocomplete": "off"}),
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=500,
        help_text=_("Such as the number of the case, or who has asked for it. No names."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    until = day(_("Until and including"))


class LiftForm(PersonDataGuard, WritingForm):
    """Why it is let go."""

    guarded: ClassVar[tuple[str, ...]] = ("because",)

    because = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class ExtractForm(WritingForm):
    """Who it is about, and how they showed who they are."""

    address = forms.CharField(
        label=_("E-mail address or phone number"),
        required=False,
        max_length=254,
        widget=forms.TextInput(attrs={"data-forget": True, "autocomplete": "off"}),
    )
    reference = forms.CharField(label=_("Number of a question or an alarm"), required=False, max_length=20)
    code = forms.CharField(
        label=_("The asker's code"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"data-forget": True, "autocomplete": "off"}),
    )
    identity = forms.ChoiceField(
        label=_("How did they show who they are?"), choices=Identity.choices, widget=forms.RadioSelect
    )

    @property
    def sought(self) -> Sought:
        """Who is looked for."""
        data = self.cleaned_data
        return Sought(address=data["address"].strip(), reference=data["reference"].strip(), code=data["code"].strip())
