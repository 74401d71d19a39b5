"""The forms of boundaries: a file, and what its names are."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from samspel.core.forms import WritingForm
from samspel.municipality.boundaries.checking import LEFT_OUT, Named
from samspel.municipality.boundaries.told import LARGEST

EARLIEST = date(1900, 1, 1)
LATEST = date(2200, 1, 1)


class FileForm(WritingForm):
    """A file of GeoJSON."""

    file = forms.FileField(
        label=pgettext_lazy("boundaries", "File"),
        help_text=gettext_lazy("GeoJSON with polygons in EPSG:4326 (WGS 84, degrees), at most 5 MB."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".geojson,.json,application/geo+json,application/json"}),
        error_messages={"required": gettext_lazy("Choose a file of GeoJSON.")},
    )

    def clean_file(self) -> "UploadedFile[Any]":
        """No larger than what is kept of it."""
        sent: UploadedFile[Any] = self.cleaned_data["file"]
        if sent.size is None or sent.size > LARGEST:
            raise forms.ValidationError(
                _("The file is too large: at most %(most)d MB. Save it with fewer points.")
                % {"most": LARGEST // 1_000_000}
            )
        return sent


class ImportForm(WritingForm):
    """From when the boundaries hold, where they come from, and what each name of the file is."""

    starts = forms.DateField(
        label=gettext_lazy("They hold from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    source = forms.CharField(
        label=gettext_lazy("Where do they come from?"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("The register and its licence. Stands under the maps."),
    )

    def __init__(self, *args: Any, named: Sequence[Named], choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.named = named
        known = {code for code, _name in choices}
        for number, one in enumerate(named):
            self.fields[f"name-{number}"] = forms.ChoiceField(
                label=one.name,
                required=False,
                choices=[(LEFT_OUT, _("Leave it out")), *choices],
                initial=one.code if one.code in known else LEFT_OUT,
            )

    def clean_starts(self) -> date:
        """A day that somebody can have meant."""
        day: date = self.cleaned_data["starts"]
        if not EARLIEST <= day <= LATEST:
            raise forms.ValidationError(_("Write the day that they hold from, such as 2026-01-01."))
        return day

    @property
    def by_hand(self) -> dict[str, str]:
        """What each name of the file was said to be; what was not said is left to the names themselves."""
        given = {one.name: self.data.get(self.add_prefix(f"name-{number}")) for number, one in enumerate(self.named)}
        return {name: str(code) for name, code in given.items() if code}

    @property
    def unsure(self) -> list[forms.BoundField]:
        """The fields of the names that say no area of ours, in the file's order."""
        return [self[f"name-{number}"] for number, one in enumerate(self.named) if one.code in {"", LEFT_OUT}]

    @property
    def sure(self) -> list[forms.BoundField]:
        """The fields of the names that say their area."""
        return [self[f"name-{number}"] for number, one in enumerate(self.named) if one.code not in {"", LEFT_OUT}]
