"""When it was: now, at a time, between two times, some time in a day, or not known."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from samspel.core import clock
from samspel.observations import rules
from samspel.observations.models import Observation
from samspel.observations.rules import Moment, WhenKnown
from samspel.ui.fields import choose


class When(StrEnum):
    """The ways to say it."""

    NOW = "now"
    TIME = "time"
    SPAN = "span"
    DAY = "day"
    UNKNOWN = "unknown"


_NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    When.TIME: ("day", "starts"),
    When.SPAN: ("day", "starts", "ends"),
    When.DAY: ("day",),
}


class WhenForm(forms.Form):
    """A span whose end is earlier than its beginning ends on the day after."""

    when = forms.ChoiceField(label=gettext_lazy("When was it?"), widget=forms.RadioSelect, initial=When.NOW)
    day = forms.DateField(
        label=gettext_lazy("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    starts = forms.TimeField(required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    ends = forms.TimeField(
        label=gettext_lazy("To"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    written_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    may_be_now = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = [
            (When.NOW, _("Now")),
            (When.TIME, _("At a time")),
            (When.SPAN, _("Between two times")),
            (When.DAY, _("Some time that day")),
            (When.UNKNOWN, _("Not known")),
        ]
        choose(self, "when", ways if self.may_be_now else ways[1:])
        self.fields["day"].initial = clock.today
        span = self["when"].value() == When.SPAN
        self.fields["starts"].label = pgettext("time", "From") if span else _("Time")

    def clean_day(self) -> date | None:
        """A day that has been, within `rules.OLDEST`."""
        day: date | None = self.cleaned_data["day"]
        if day and not clock.today() - rules.OLDEST <= day <= clock.today():
            raise forms.ValidationError(_("Say a day that has been, at most twenty years ago."))
        return day

    def clean(self) -> dict[str, Any] | None:
        """What the chosen way needs is there, and can be right."""
        cleaned = super().clean()
        for name in _NEEDED.get(str(self.cleaned_data.get("when")), ()):
            if self.cleaned_data.get(name) is None and name not in self.errors:
                self.add_error(name, _("Say the day.") if name == "day" else _("Say the time, such as 21:30."))
        return cleaned

    @property
    def moment(self) -> Moment:
        """When it was, once the form is valid."""
        data, now = self.cleaned_data, clock.now()
        way, day = data["when"], data.get("day")
        written = rules.written_at(data.get("written_at"), now)
        if way == When.UNKNOWN:
            return rules.unknown(written)
        if way == When.NOW or day is None:
            return rules.at(written)
        if way == When.DAY:
            return rules.some_time(day, timezone.get_current_timezone())
        starts = _local(day, data["starts"])
        if way == When.TIME:
            return rules.at(starts)
        ends = _local(day, data["ends"])
        return rules.between(starts, ends if ends >= starts else _local(day + timedelta(days=1), data["ends"]))

    @staticmethod
    def when_told(observation: Observation) -> dict[str, Any]:
        """When an observation was, as the form's first values."""
        first, last = clock.local(observation.happened_from), clock.local(observation.happened_to)
        ways = {
            WhenKnown.EXACT: When.TIME,
            WhenKnown.SPAN: When.SPAN,
            WhenKnown.DAY: When.DAY,
            WhenKnown.UNKNOWN: When.UNKNOWN,
        }
        way = ways[WhenKnown(observation.when_known)]
        return {"when": way, "day": first.date(), "starts": first.time(), "ends": last.time()}


def _local(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at.replace(second=0, microsecond=0)))
