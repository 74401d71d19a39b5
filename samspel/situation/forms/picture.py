"""The forms of a situation picture: begun, its contents chosen, a section written, commented and answered."""

from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.core import clock
from samspel.core.forms import PersonDataGuard, WritingForm
from samspel.municipality import queries as municipality
from samspel.municipality.models import Area, Indicator
from samspel.observations.models import WeeklyPicture
from samspel.situation.forms.ground import (
    EARLIEST,
    LONGEST,
    NO_PERSONS,
    Choices,
    area_of,
    chosen,
    day,
    drafted,
    long,
    named,
)
from samspel.situation.frozen import HEADINGS
from samspel.situation.permissions import Reach
from samspel.situation.queries.weeks import weeks_to_choose
from samspel.ui.fields import choose

SHOWN_AT_FIRST = timedelta(days=365)
"""A draft begins with the observations of the last year."""


class DayForm(forms.Form):
    """The day that is asked about; it stands in the address."""

    on = day(gettext_lazy("Show the picture as it was on"), required=False)

    @property
    def chosen(self) -> date | None:
        """The day, None where none could be read."""
        self.is_valid()
        found: date | None = self.cleaned_data.get("on")
        return found


class _Shows(WritingForm):
    shows_from = day(gettext_lazy("Count observations from"))
    shows_to = day(gettext_lazy("to and including"))

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("shows_from"), cleaned.get("shows_to")
        if first and last and not EARLIEST <= first <= last <= clock.today():
            self.add_error("shows_to", _("The first day comes before the last, and the last is today or earlier."))
        return cleaned

    @property
    def shows(self) -> tuple[date, date]:
        """The first and the last day."""
        return self.cleaned_data["shows_from"], self.cleaned_data["shows_to"]


class AreaForm(WritingForm):
    """For which area a draft is begun."""

    area = forms.ChoiceField(label=gettext_lazy("For which area?"))

    def __init__(self, *args: Any, reach: Reach, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "area", drafted(reach))

    @property
    def chosen_area(self) -> Area | None:
        """The area, None for the whole municipality."""
        return area_of(self.cleaned_data["area"])


class BeginForm(AreaForm, _Shows):
    """For which area a draft is begun, and which time it shows."""

    field_order = ("area",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        today = clock.today()
        initial = {"shows_from": today - SHOWN_AT_FIRST, "shows_to": today, **kwargs.pop("initial", {})}
        super().__init__(*args, initial=initial, **kwargs)


class ContentsForm(_Shows):
    """What stands in the picture beside its texts: the time of the map, the figures, the weekly pictures."""

    wide: ClassVar[tuple[str, ...]] = ("indicators",)

    indicators = forms.MultipleChoiceField(
        label=gettext_lazy("Figures"), widget=forms.CheckboxSelectMultiple, required=False
    )
    weeks = forms.MultipleChoiceField(
        label=gettext_lazy("Weekly pictures"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, reach: Reach, area: Area | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._weeks = {str(one.pk): one for one in weeks_to_choose(reach.who, area)}
        choose(self, "indicators", named(municipality.indicators()))
        choose(self, "weeks", [(pk, f"{one}: {one.headline}"[:120]) for pk, one in self._weeks.items()])
        if not self._weeks:
            del self.fields["weeks"]

    @property
    def chosen_indicators(self) -> list[Indicator]:
        """The indicators that were ticked."""
        return chosen(municipality.indicators(), self.cleaned_data["indicators"])

    @property
    def chosen_weeks(self) -> list[WeeklyPicture]:
        """The weekly pictures that were ticked."""
        return [self._weeks[pk] for pk in self.cleaned_data.get("weeks", ())]


class SectionForm(PersonDataGuard, WritingForm):
    """The text of one section."""

    guarded: ClassVar[tuple[str, ...]] = ("text",)
    awaited: ClassVar[tuple[str, ...]] = ("text",)

    text = forms.CharField(
        label=gettext_lazy("Text"),
        widget=forms.Textarea,
        max_length=LONGEST,
        required=False,
        help_text=NO_PERSONS,
    )


class UntilForm(WritingForm):
    """Until when comments are asked for."""

    until = day(gettext_lazy("Comments at the latest"))

    def clean_until(self) -> date:
        """A day ahead."""
        until: date = self.cleaned_data["until"]
        if not clock.today() <= until <= clock.today() + timedelta(days=366):
            raise forms.ValidationError(_("Choose a day from today to a year from now."))
        return until


class CommentForm(PersonDataGuard, WritingForm):
    """A comment on a draft."""

    guarded: ClassVar[tuple[str, ...]] = ("text",)

    text = long(gettext_lazy("Your comment"), help_text=NO_PERSONS)

    @property
    def own(self) -> dict[str, str]:
        """What the comment says beside its text, as its fields."""
        return {}


class SectionCommentForm(CommentForm):
    """A comment on the draft, or on one section of it."""

    section = forms.ChoiceField(label=gettext_lazy("About"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whole: Choices = [("", _("the picture as a whole"))]
        choose(self, "section", whole + [(code.value, heading) for code, heading in HEADINGS.items()])

    @property
    def own(self) -> dict[str, str]:
        """The section, "" for the whole."""
        return {"section": self.cleaned_data["section"]}


class AnswerForm(PersonDataGuard, WritingForm):
    """What became of a comment."""

    guarded: ClassVar[tuple[str, ...]] = ("text",)

    text = long(gettext_lazy("What became of it"), help_text=NO_PERSONS)
