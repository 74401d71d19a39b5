"""Forms that write: each carries its key, and free text is looked through for what names a person."""

import json
import uuid
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from samspel.core import persondata
from samspel.core.errors import Stale
from samspel.core.models import Versioned


class WritingForm(forms.Form):
    """A form whose sending changes something: once for each key, and never over somebody else's text."""

    # It goes back in a cookie, which holds no other letters.
    key = forms.RegexField(r"\A[0-9A-Za-z_-]{1,64}\Z", widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    stale: Stale | None = None
    wide: ClassVar[tuple[str, ...]] = ()
    """Fields with so many choices that they stand in two columns."""
    awaited: ClassVar[tuple[str, ...]] = ()
    """Fields that can be left empty for now though they are asked for: they are not said to be optional."""
    folded: ClassVar[tuple[str, ...]] = ()
    """Fields whose groups of choices are closed, but for the first, until somebody opens them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid.uuid4().hex

    def payload(self) -> str:
        """What was typed, as one text: the same twice is the same act."""
        return json.dumps({name: self[name].data for name in self.fields}, default=str, sort_keys=True)

    def overtaken(self, stale: Stale) -> None:
        """Somebody saved in between: say so, and let what is sent next be written over what is shown now."""
        self.stale = stale
        self.add_error(None, _("Somebody else saved this while you were writing. Your text is kept below."))
        if isinstance(stale.current, Versioned):
            data = QueryDict(mutable=True)
            data.update(self.data)
            data[self.add_prefix("version")] = str(stale.current.version)
            self.data = data

    @property
    def read_version(self) -> int | None:
        """The version that the sender had read, when the form carries one."""
        version: int | None = self.cleaned_data.get("version")
        return version


class PersonDataGuard(forms.Form):
    """Points out what looks like personal data in `guarded` fields, and takes it only when the sender has looked; a
    personal identity number never. The tick stands at the first field that is pointed out (`ui` draws it there)."""

    guarded: ClassVar[tuple[str, ...]] = ()

    looked = forms.BooleanField(required=False, label=_("I have looked. Save it as it is."))

    @property
    def findings(self) -> dict[str, list[persondata.Finding]]:
        """What was found, by field, in what was typed; empty before anything was."""
        if not self.is_bound:
            return {}
        found = {name: persondata.findings(str(self[name].data or "")) for name in self.guarded if name in self.fields}
        return {name: rows for name, rows in found.items() if rows}

    @property
    def tick_at(self) -> str:
        """The field where it can be ticked that somebody has looked; "" when there is nothing that they may save."""
        found = self.findings
        may = found and not any(map(persondata.must_go, found.values()))
        return next(iter(found)) if may else ""

    def visible_fields(self) -> list[forms.BoundField]:
        """Those that are asked for; the tick stands at another field."""
        return [bound for bound in super().visible_fields() if bound.name != "looked"]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for name, rows in self.findings.items():
            words = ", ".join(dict.fromkeys(f"”{row.text}”" for row in rows[:5]))
            if persondata.must_go(rows):
                said = _("This looks like a personal identity number, which can't be saved: %(words)s. Take it out.")
                self.add_error(name, said % {"words": words})
            elif not self.cleaned_data.get("looked"):
                said = _("This looks like personal data: %(words)s. Take it out, or tick that you have looked.")
                self.add_error(name, said % {"words": words})
        return cleaned
