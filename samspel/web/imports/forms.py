"""The forms of an import: the file and where it comes from, what its columns are, what its words mean."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from zlib import crc32

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from samspel.core.forms import WritingForm
from samspel.core.imports import Column, OneOf, Text
from samspel.core.imports.holds import AnyOf, Held
from samspel.core.imports.matching import ALWAYS, Matched
from samspel.core.imports.queries import LOOKED_AT, Start
from samspel.core.imports.reading import LARGEST
from samspel.core.models import Import, ImportSource

NO_SOURCE = gettext_lazy("Say where the file comes from.")
MOST_WORDS = 60
"""Unknown words asked about on one page, the most frequent first."""


class FileForm(WritingForm):
    """A file of rows, and where it comes from."""

    file = forms.FileField(
        label=pgettext_lazy("import", "File"),
        help_text=gettext_lazy("Excel (.xlsx) or CSV, at most 30 MB and 250 000 rows."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.csv,.txt,.tsv"}),
        error_messages={"required": gettext_lazy("Choose the file that the rows stand in.")},
    )
    source = forms.ChoiceField(label=pgettext_lazy("import", "Where does it come from?"), required=False)
    new_source = forms.CharField(
        label=gettext_lazy("A source that is not in the list"),
        required=False,
        max_length=100,
        help_text=gettext_lazy(
            "A name that you know again, such as “Police extract”. What its columns are is remembered."
        ),
    )

    def __init__(self, *args: Any, sources: Iterable[ImportSource], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(one.code, one.name) for one in sources]
        self.names = dict(known)
        self.fields["source"].choices = [("", _("Another source")), *known]  # type: ignore[attr-defined]
        if not known:
            del self.fields["source"]
            self.fields["new_source"].label = pgettext("import", "Where does it come from?")
            self.fields["new_source"].required = True
            self.fields["new_source"].error_messages["required"] = NO_SOURCE

    def clean_file(self) -> "UploadedFile[Any]":
        """No larger than what is kept of it."""
        sent: UploadedFile[Any] = self.cleaned_data["file"]
        if sent.size is None or sent.size > LARGEST:
            raise forms.ValidationError(
                _("The file is larger than %(most)d MB. Divide it into several, or save it as CSV.")
                % {"most": LARGEST // 1_000_000}
            )
        return sent

    def clean(self) -> dict[str, Any] | None:
        """One source, known or new."""
        cleaned = super().clean()
        if not self.source_name and "new_source" not in self.errors:
            self.add_error("new_source", NO_SOURCE)
        return cleaned

    @property
    def source_name(self) -> str:
        """The name of the source that was chosen or written; without letters it is none."""
        chosen = self.names.get(self.cleaned_data.get("source", ""), "")
        written = " ".join(self.cleaned_data.get("new_source", "").split())
        return chosen or (written if any(letter.isalnum() for letter in written) else "")


class MatchForm(WritingForm):
    """Which sheet, which row is the headings, and which heading is which of our columns."""

    sheet = forms.ChoiceField(label=gettext_lazy("Sheet"), required=False)
    header_row = forms.IntegerField(
        label=gettext_lazy("The row that the headings stand on"), min_value=1, max_value=2_000_000
    )
    masked = forms.BooleanField(
        label=gettext_lazy("Mask what looks like personal data"),
        required=False,
        help_text=gettext_lazy(
            "Identity numbers, phone numbers and e-mail addresses become […]. Otherwise such rows are refused."
        ),
    )

    def __init__(self, *args: Any, row: Import, start: Start, columns: Sequence[Column], **kwargs: Any) -> None:
        initial = {"sheet": row.sheet, "header_row": row.header_row, "masked": row.masked}
        super().__init__(*args, initial=initial, **kwargs)
        self.columns = [column for column in columns if not column.ours]
        self.fields["sheet"].choices = [(name, name) for name in start.sheets]  # type: ignore[attr-defined]
        if len(start.sheets) < 2:
            del self.fields["sheet"]
        if not any(isinstance(column.holds, Text) and column.holds.guarded for column in columns):
            del self.fields["masked"]
        for column in self.columns:
            self.fields[name_of(column)] = forms.ChoiceField(
                label=str(column.name),
                help_text=str(column.help),
                required=column.required,
                choices=choices_of(column, start),
                initial=row.columns.get(column.code, ""),
                error_messages={"required": _("Say which column of the file this is: it must be there.")},
            )

    def clean_header_row(self) -> int:
        """Among the rows that were looked at."""
        number: int = self.cleaned_data["header_row"]
        return min(number, LOOKED_AT * 1000)

    @property
    def matched(self) -> Matched:
        """What was chosen."""
        given = {column.code: self.cleaned_data.get(name_of(column), "") for column in self.columns}
        return {code: value for code, value in given.items() if value}

    @property
    def needed(self) -> list[forms.BoundField]:
        """The fields of the columns that must be there."""
        return [self[name_of(column)] for column in self.columns if column.required]

    @property
    def others(self) -> list[forms.BoundField]:
        """The fields of the rest."""
        return [self[name_of(column)] for column in self.columns if not column.required]


def name_of(column: Column) -> str:
    """The name of a column's field."""
    return f"column-{column.code}"


def choices_of(column: Column, start: Start) -> list[Any]:
    """The headings of the file, each with some of what stands under it; and what can hold for every row."""
    found: list[Any] = [("", _("Choose a column") if column.required else _("Not in the file"))]
    for heading in start.headings:
        some = ", ".join(heading.some)
        found.append((str(heading.place), f"{heading.name} ({some})" if some else heading.name))
    if isinstance(column.holds, OneOf) and not isinstance(column.holds, AnyOf):
        fixed = [(f"{ALWAYS}{option.value}", str(option.name)) for option in column.holds.options]
        found.append((_("The same for every row"), fixed))
    return found


class WordsForm(WritingForm):
    """What words of a source mean, that no choice of ours is known by."""

    def __init__(
        self, *args: Any, unknown: Sequence[tuple[str, str, int]], columns: Sequence[Column], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        by_code = {column.code: column for column in columns}
        self.asked: dict[str, tuple[str, str]] = {}
        for code, word, count in unknown[:MOST_WORDS]:
            column = by_code.get(code)
            if column is not None and isinstance(column.holds, OneOf):
                name = f"word-{crc32(f'{code} {word}'.encode()):x}"
                self.asked[name] = (code, word)
                self.fields[name] = _word(column, column.holds, word, count)

    @property
    def words(self) -> Mapping[str, Mapping[str, str]]:
        """What was said: column -> word -> value."""
        found: dict[str, dict[str, str]] = {}
        for name, (code, word) in self.asked.items():
            if self.cleaned_data.get(name):
                found.setdefault(code, {})[word] = self.cleaned_data[name]
        return found

    def clean(self) -> dict[str, Any] | None:
        """At least one word."""
        cleaned = super().clean()
        if not self.errors and not self.words:
            self.add_error(None, _("Choose what at least one of the words means."))
        return cleaned


def _word(column: Column, holds: Held, word: str, count: int) -> forms.ChoiceField:
    options = holds.options if isinstance(holds, OneOf) else ()
    return forms.ChoiceField(
        label=ngettext("%(column)s: “%(word)s”, %(count)d row", "%(column)s: “%(word)s”, %(count)d rows", count)
        % {"column": column.name, "word": word, "count": count},
        required=False,
        choices=[("", _("Not said")), *((str(option.value), str(option.name)) for option in options)],
    )
