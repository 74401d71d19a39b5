"""Planning the roster: days and times as they stand on the wall."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.accounts.models import User
from samspel.core.forms import WritingForm
from samspel.duty import queries
from samspel.duty.models import DutyShift
from samspel.duty.rules import MOST_REPETITIONS, NoSuchTime, Period, moment
from samspel.ui import words

MORNING, EVENING = time(8), time(17)


class _Day(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class _Time(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class PeriodForm(WritingForm):
    """From a day and time to another."""

    starts_day = forms.DateField(label=gettext_lazy("From, day"), widget=_Day())
    starts_time = forms.TimeField(label=gettext_lazy("From, time"), widget=_Time(), initial=EVENING)
    ends_day = forms.DateField(label=gettext_lazy("To, day"), widget=_Day())
    ends_time = forms.TimeField(label=gettext_lazy("To, time"), widget=_Time(), initial=MORNING)

    def clean(self) -> dict[str, Any] | None:
        """The period, as `cleaned_data["period"]`."""
        cleaned = super().clean() or {}
        starts = self._moment(cleaned, "starts")
        ends = self._moment(cleaned, "ends")
        if starts and ends:
            cleaned["period"] = Period(starts, ends)
        return cleaned

    def _moment(self, cleaned: dict[str, Any], end: str) -> datetime | None:
        day: date | None = cleaned.get(f"{end}_day")
        at: time | None = cleaned.get(f"{end}_time")
        if day is None or at is None:
            return None
        try:
            return moment(day, at, queries.zone())
        except NoSuchTime:
            self.add_error(
                f"{end}_time", _("The clocks go forward then, so that time does not exist. Choose an hour later.")
            )
        except OverflowError:
            self.add_error(f"{end}_day", _("Choose a day within the next years."))
        return None


def fields_of(period: Period) -> dict[str, date | time]:
    """A period as the form's first values."""
    starts, ends = period.starts.astimezone(queries.zone()), period.ends.astimezone(queries.zone())
    return {
        "starts_day": starts.date(),
        "starts_time": starts.time(),
        "ends_day": ends.date(),
        "ends_time": ends.time(),
    }


class PlanForm(PeriodForm):
    """Somebody is put on duty, once or several times."""

    user = forms.ChoiceField(label=gettext_lazy("Duty officer"))
    times = forms.IntegerField(label=gettext_lazy("How many times"), min_value=1, max_value=MOST_REPETITIONS, initial=1)
    every_weeks = forms.IntegerField(
        label=gettext_lazy("With how many weeks between"), min_value=1, max_value=26, initial=1
    )
    field_order = ("user", "starts_day", "starts_time", "ends_day", "ends_time", "times", "every_weeks")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._officers = _choose_officer(self, queries.officers())

    @property
    def officer(self) -> User:
        """Who was chosen."""
        return self._officers[self.cleaned_data["user"]]


class ReplaceForm(PeriodForm):
    """Somebody else takes a shift, or a part of it."""

    user = forms.ChoiceField(label=gettext_lazy("Who takes it"))
    field_order = ("user", "starts_day", "starts_time", "ends_day", "ends_time")

    def __init__(self, *args: Any, shift: DutyShift, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [one for one in queries.officers() if one != shift.user]
        self._officers = _choose_officer(self, others)

    @property
    def officer(self) -> User:
        """Who was chosen."""
        return self._officers[self.cleaned_data["user"]]


class SwapForm(WritingForm):
    """Two officers take each other's shifts."""

    other = forms.ChoiceField(label=gettext_lazy("With which shift"))

    def __init__(self, *args: Any, others: Sequence[DutyShift], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._others = {str(one.pk): one for one in others}
        field = self.fields["other"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type
        field.choices = [(pk, f"{words.when_short(one.starts)}: {one.user.name}") for pk, one in self._others.items()]

    @property
    def shift(self) -> DutyShift:
        """The shift that was chosen."""
        return self._others[self.cleaned_data["other"]]


def _choose_officer(form: forms.Form, officers: Sequence[User]) -> dict[str, User]:
    field = form.fields["user"]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type
    field.choices = [(str(one.pk), one.name) for one in officers]
    return {str(one.pk): one for one in officers}
