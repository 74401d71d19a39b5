"""The forms of commissions, indexes and funding."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, ClassVar, cast

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.commissions.fields import DayField, NumberField, TkrField, YearField
from samspel.commissions.models import Commission, FundingKind
from samspel.commissions.services import Agreed, Paid
from samspel.core.forms import PersonDataGuard, WritingForm
from samspel.municipality import queries as municipality
from samspel.municipality.models import Committee, Organisation

TKR_HELP = gettext_lazy("In thousands of kronor, without VAT.")
SOURCE = gettext_lazy("Where it comes from")
SOURCE_HELP = gettext_lazy("The decision or document. Left empty, it is shown as an assumption.")
Choices = list[tuple[str, str | Promise]]


def _by_code(rows: Iterable[Any], code: str) -> Any:
    return next((row for row in rows if row.code == code), None)


def _source(**more: Any) -> forms.CharField:
    return forms.CharField(**{"label": SOURCE, "help_text": SOURCE_HELP, "max_length": 200, "required": False, **more})


class CommissionForm(PersonDataGuard, WritingForm):
    """A commission as it is first agreed."""

    guarded: ClassVar[tuple[str, ...]] = ("name", "includes")

    name = forms.CharField(label=gettext_lazy("What it is called"), max_length=200)
    code = forms.SlugField(
        label=gettext_lazy("Code"), max_length=60, help_text=gettext_lazy("For addresses and other systems: a-z, 0-9.")
    )
    committee = forms.ChoiceField(label=gettext_lazy("Given by"))
    mandated_by = forms.ChoiceField(label=gettext_lazy("On the mandate of"), required=False)
    provider = forms.ChoiceField(label=gettext_lazy("Given to"))
    starts = DayField(label=gettext_lazy("From"))
    notice_months = forms.IntegerField(label=gettext_lazy("Months of notice"), min_value=0, max_value=120, initial=12)
    yearly = TkrField(label=gettext_lazy("Compensation a year"), help_text=TKR_HELP)
    price_year = YearField(label=gettext_lazy("In the prices of"))
    indexed_from = YearField(label=gettext_lazy("Indexed from the year"), required=False)
    includes = forms.CharField(
        label=gettext_lazy("What is included"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Such as all costs, premises too."),
    )
    source = _source()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        committees: Choices = [(row.code, row.name) for row in municipality.committees()]
        parties: Choices = [(row.code, row.name) for row in municipality.organisations()]
        cast(forms.ChoiceField, self.fields["committee"]).choices = committees
        cast(forms.ChoiceField, self.fields["mandated_by"]).choices = [("", _("nobody else")), *committees]
        cast(forms.ChoiceField, self.fields["provider"]).choices = parties

    def clean_code(self) -> str:
        """A code that no address of ours is made of."""
        code = str(self.cleaned_data["code"]).lower()
        if code == "new":
            raise forms.ValidationError(_("Choose another code."))
        return code

    @property
    def agreed(self) -> Agreed:
        """What was agreed, of a form that is valid."""
        data = self.cleaned_data
        return Agreed(
            code=data["code"],
            name=data["name"],
            committee=cast(Committee, _by_code(municipality.committees(), data["committee"])),
            mandated_by=_by_code(municipality.committees(), data["mandated_by"]),
            provider=cast(Organisation, _by_code(municipality.organisations(), data["provider"])),
            starts=data["starts"],
            notice_months=data["notice_months"],
            yearly_ore=data["yearly"],
            price_year=data["price_year"],
            indexed_from=data["indexed_from"],
            includes=data["includes"],
            source=data["source"],
        )


class IncreaseForm(WritingForm):
    """So much more a year, from a day on."""

    starts = DayField(label=gettext_lazy("From"))
    yearly = TkrField(
        label=gettext_lazy("More a year"),
        signed=True,
        help_text=gettext_lazy("In thousands of kronor, in the commission's own prices. With a minus sign: less."),
    )
    source = _source()


class VersionForm(PersonDataGuard, WritingForm):
    """What the commission says from a day on."""

    guarded: ClassVar[tuple[str, ...]] = ("name", "purpose", "principles")

    name = forms.CharField(label=gettext_lazy("What the version is called"), max_length=200)
    holds_from = DayField(label=gettext_lazy("Holds from"))
    decided_on = DayField(label=gettext_lazy("Decided"), required=False)
    registration_number = forms.CharField(label=gettext_lazy("Registration number"), max_length=60, required=False)
    purpose = forms.CharField(label=gettext_lazy("Purpose"), widget=forms.Textarea, max_length=4000, required=False)
    principles = forms.CharField(
        label=gettext_lazy("Guiding principles"),
        widget=forms.Textarea,
        max_length=10_000,
        required=False,
        help_text=gettext_lazy("One on each line."),
    )
    source = _source()

    def clean_principles(self) -> list[str]:
        """The lines that say something."""
        lines = [line.strip() for line in str(self.cleaned_data["principles"]).splitlines()]
        found = [line for line in lines if line]
        if any(len(line) > 500 for line in found):
            raise forms.ValidationError(_("A principle may have at most 500 characters. Divide it."))
        return found


class NoticeForm(WritingForm):
    """The day that notice was given."""

    notice_on = DayField(label=gettext_lazy("Notice was given on"))


class IndexForm(WritingForm):
    """A year's index."""

    year = YearField(label=gettext_lazy("Year"))
    percent = NumberField(
        label=gettext_lazy("Per cent on the year before"), least=Decimal(-50), most=Decimal(50), decimals=3, sign="%"
    )
    source = _source(required=True, help_text=gettext_lazy("The decision or document that states the figure."))


class FundingForm(PersonDataGuard, WritingForm):
    """Money for the work."""

    guarded: ClassVar[tuple[str, ...]] = ("giver", "purpose")

    kind = forms.ChoiceField(label=gettext_lazy("What sort of money it is"), choices=FundingKind.choices)
    committee = forms.ChoiceField(
        label=gettext_lazy("Committee"),
        required=False,
        help_text=gettext_lazy("The committee that gives it, or that has been given it by somebody outside."),
    )
    giver = forms.CharField(
        label=gettext_lazy("From"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Who gives it, when it is not the committee."),
    )
    year = YearField(label=gettext_lazy("Year"))
    amount = TkrField(label=gettext_lazy("Amount"), help_text=TKR_HELP)
    purpose = forms.CharField(
        label=gettext_lazy("For what"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Without a purpose nobody can follow the money. It is then shown as a broken link."),
    )
    commission = forms.ChoiceField(label=gettext_lazy("Pays for the commission"), required=False)
    ends_on = DayField(
        label=gettext_lazy("Ends"), required=False, help_text=gettext_lazy("The last day of a grant that ends.")
    )
    source = _source()

    def __init__(self, *args: Any, commissions: Iterable[Commission], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._commissions = list(commissions)
        committees: Choices = [(row.code, row.name) for row in municipality.committees()]
        given: Choices = [(row.code, row.name) for row in self._commissions]
        cast(forms.ChoiceField, self.fields["committee"]).choices = [("", _("none")), *committees]
        cast(forms.ChoiceField, self.fields["commission"]).choices = [("", _("none")), *given]

    def clean(self) -> dict[str, Any] | None:
        """Somebody gives it: the committee, or who is named."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("giver") and not cleaned.get("committee") and "giver" not in self.errors:
            self.add_error("giver", _("Write who gives the money, or choose a committee."))
        return cleaned

    @property
    def paid(self) -> Paid:
        """What was noted, of a form that is valid."""
        data = self.cleaned_data
        committee = cast(Committee | None, _by_code(municipality.committees(), data["committee"]))
        return Paid(
            giver=data["giver"] or (committee.name if committee else ""),
            kind=FundingKind(data["kind"]),
            year=data["year"],
            amount_ore=data["amount"],
            purpose=data["purpose"],
            committee=committee,
            commission=_by_code(self._commissions, data["commission"]),
            ends_on=data["ends_on"],
            source=data["source"],
        )
