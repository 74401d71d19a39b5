"""Fields of forms for amounts, shares and days, as people write them."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _

from samspel.commissions.rules import FIRST_YEAR, LAST_YEAR

ORE_IN_TKR = 100_000
LARGEST_ORE = 10**14
_NUMBER = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?")
_SPACES = str.maketrans("", "", " \u00a0\u202f\u2009")
_SIGNS = str.maketrans({",": ".", "\u2212": "-", "\u2013": "-"})


def number_of(text: str) -> Decimal | None:
    """The number that a text says, with spaces as thousands marks, comma or point; None when it says none."""
    plain = text.translate(_SPACES).translate(_SIGNS)
    if len(plain) > 30 or not _NUMBER.fullmatch(plain):
        return None
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


class NumberField(forms.CharField):
    """A number with at most so many decimals, between two bounds (both allowed); a Decimal in `cleaned_data`.

    `sign` may stand after it, such as the sign of per cent.
    """

    def __init__(self, *, least: Decimal, most: Decimal, decimals: int, sign: str = "", **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)
        self.least, self.most, self.decimals, self.sign = least, most, decimals, sign
        self.widget.attrs["inputmode"] = "decimal"

    def clean(self, value: Any) -> Any:
        """The number, or None when nothing is written in a field that may be left out."""
        text = super().clean(value)
        if not text:
            return None
        found = number_of(text.removesuffix(self.sign))
        if found is None:
            raise ValidationError(_("Write a number, such as 1 250 or 2,5."))
        exponent = found.normalize().as_tuple().exponent
        if isinstance(exponent, int) and -exponent > self.decimals:
            raise ValidationError(_("Write at most %(count)s decimals.") % {"count": self.decimals})
        if not self.least <= found <= self.most:
            raise ValidationError(
                _("Write a number from %(least)s to %(most)s.") % {"least": self.least, "most": self.most}
            )
        return found

    def prepare_value(self, value: Any) -> Any:
        """A kept number as people write it: no more decimals than it has, and a comma."""
        return f"{value.normalize():f}".replace(".", ",") if isinstance(value, Decimal) else value


class TkrField(NumberField):
    """An amount in thousands of kronor; whole öre in `cleaned_data`. `signed` takes what is less than nothing too."""

    def __init__(self, *, signed: bool = False, **kwargs: Any) -> None:
        most = Decimal(LARGEST_ORE) / ORE_IN_TKR
        super().__init__(least=-most if signed else Decimal(0), most=most, decimals=5, **kwargs)
        self.signed = signed

    def clean(self, value: Any) -> Any:
        """Whole öre; nothing at all is refused where the amount must be something."""
        found = super().clean(value)
        if found is None:
            return None
        ore = int(found * ORE_IN_TKR)
        if ore == 0:
            raise ValidationError(_("Write an amount."))
        return ore

    def prepare_value(self, value: Any) -> Any:
        """Öre that are kept as thousands of kronor."""
        return super().prepare_value(Decimal(value) / ORE_IN_TKR) if isinstance(value, int) else value


class DayField(forms.DateField):
    """A day within the years that anything here can be about."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **kwargs)
        self.validators += [MinValueValidator(date(FIRST_YEAR, 1, 1)), MaxValueValidator(date(LAST_YEAR, 12, 31))]


class YearField(forms.IntegerField):
    """A year, with its four figures."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=FIRST_YEAR, max_value=LAST_YEAR, **kwargs)
