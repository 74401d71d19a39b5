"""An observation as it is told, and as it is put right."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from samspel.core.errors import Refused
from samspel.core.forms import PersonDataGuard, WritingForm
from samspel.municipality import queries as municipality
from samspel.municipality.models import ObservationKind
from samspel.observations import pictures, rules
from samspel.observations.forms.when import When, WhenForm
from samspel.observations.forms.where import WhereForm
from samspel.observations.models import Felt, Observation
from samspel.observations.pictures import Drawn
from samspel.observations.rules import Moment
from samspel.observations.services.reporting import LONGEST
from samspel.ui.elements import Option
from samspel.ui.fields import choose


class TellingForm(WhereForm, WhenForm, PersonDataGuard, WritingForm):
    """What, where, when, how it felt, in words."""

    guarded: ClassVar[tuple[str, ...]] = ("text", "place_text")

    kind = forms.ChoiceField(label=gettext_lazy("What did you see?"), widget=forms.RadioSelect)
    felt = forms.ChoiceField(label=gettext_lazy("How did it feel?"), required=False, widget=forms.RadioSelect)
    text = forms.CharField(
        label=gettext_lazy("More about it"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea,
        help_text=gettext_lazy("The place and the situation. Write of no person: no names, no numbers, no looks."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds, language = self._offered(), get_language() or "sv"
        choose(
            self, "kind", [(one.code, Option(one.name_in(language), hint=one.hint_in(language))) for one in self.kinds]
        )
        choose(self, "felt", [*((one.value, one.label) for one in Felt), ("", _("Don't say"))])

    def _offered(self) -> list[ObservationKind]:
        return municipality.observation_kinds()

    @property
    def chosen_kind(self) -> ObservationKind:
        """The kind, once the form is valid."""
        return next(one for one in self.kinds if one.code == self.cleaned_data["kind"])


class ReportForm(TellingForm):
    """An observation as it is told: what first, so that it takes less than a minute on a phone."""

    picture = forms.FileField(
        label=gettext_lazy("Picture"),
        required=False,
        max_length=200,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=gettext_lazy("Of the place, never of people. Where and when it was taken is cut out of the file."),
    )
    # Who wrote it, where the device has kept it since: another's is never sent by the one who signs in next.
    whose = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    drawn: Drawn | None = None

    def __init__(self, *args: Any, whose: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._whose = whose
        self.fields["whose"].initial = whose[0]

    def clean_picture(self) -> Any:
        """A picture that can be read; it is drawn anew at once, and what came is let go."""
        sent = self.cleaned_data["picture"]
        if sent:
            try:
                self.drawn = pictures.drawn(sent.read()) if sent.size <= pictures.MOST_BYTES else pictures.too_large()
            except Refused as no:
                raise forms.ValidationError(str(no.message)) from no
        return sent

    def clean_whose(self) -> str:
        """Nobody sends what another has written on the same device."""
        said: str = self.cleaned_data["whose"]
        if said and said not in self._whose:
            raise forms.ValidationError(_("Somebody else wrote this on the same device. It is sent when they sign in."))
        return said


class CorrectForm(TellingForm):
    """The same, put right; a kind that is no longer used stands while it is not changed."""

    may_be_now = False

    drop_picture = forms.BooleanField(label=gettext_lazy("Take the picture away"), required=False)

    def __init__(self, *args: Any, observation: Observation, has_picture: bool, **kwargs: Any) -> None:
        self._kind, self._reported_at = observation.kind, observation.reported_at
        super().__init__(*args, initial=self.first_values(observation), **kwargs)
        if not has_picture:
            del self.fields["drop_picture"]
        del self.fields["written_at"]

    def _offered(self) -> list[ObservationKind]:
        kinds = super()._offered()
        return kinds if self._kind in kinds else [self._kind, *kinds]

    @property
    def moment(self) -> Moment:
        """When it was; what is not known stays with the day when it was told."""
        return rules.unknown(self._reported_at) if self.cleaned_data["when"] == When.UNKNOWN else super().moment

    @classmethod
    def first_values(cls, observation: Observation) -> dict[str, Any]:
        """The observation as it reads now."""
        return {
            "kind": observation.kind.code,
            "felt": observation.felt,
            "text": observation.text,
            "version": observation.version,
            **cls.where_told(observation),
            **cls.when_told(observation),
        }


class WithdrawForm(PersonDataGuard, WritingForm):
    """Why it is withdrawn."""

    guarded: ClassVar[tuple[str, ...]] = ("reason",)

    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        max_length=300,
        help_text=gettext_lazy("Such as: it came twice, or it was somewhere else."),
    )
