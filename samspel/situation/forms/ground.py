"""What the forms share: areas to choose among, days, long texts."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy

from samspel.core.errors import Missing
from samspel.municipality import queries as municipality
from samspel.municipality.models import Area
from samspel.situation.permissions import Reach, may_draft
from samspel.situation.queries import WHOLE
from samspel.situation.shown import area_name

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Choices = list[tuple[str, str | Promise]]
LONGEST = 20_000
EARLIEST = date(2000, 1, 1)
NO_PERSONS = gettext_lazy("Places and circumstances, never persons.")


def day(label: "_StrPromise | str", **more: Any) -> forms.DateField:
    """A day to be chosen."""
    return forms.DateField(label=label, widget=forms.DateInput({"type": "date"}), **more)


def long(label: "_StrPromise | str", **more: Any) -> forms.CharField:
    """A text of several paragraphs."""
    return forms.CharField(label=label, widget=forms.Textarea, max_length=LONGEST, **more)


def drafted(reach: Reach) -> Choices:
    """The areas whose pictures somebody drafts; the whole municipality first."""
    whole: Choices = [(WHOLE, area_name(None))] if may_draft(reach, None) else []
    return whole + [(one.code, one.name) for one in municipality.areas() if may_draft(reach, one.pk)]


def every_area(first: str) -> Choices:
    """Every area, after a first choice that stands for none."""
    return [("", first), *((one.code, one.name) for one in municipality.areas())]


def area_of(code: str) -> Area | None:
    """The area with the code; None for the whole municipality and for no code."""
    if code in {"", WHOLE}:
        return None
    found = next((one for one in municipality.areas() if one.code == code), None)
    if found is None:
        raise Missing
    return found


def named(rows: Iterable[Any]) -> Choices:
    """Codes and names of rows of the municipality's own, in the reader's language."""
    language = get_language() or "sv"
    return [(one.code, one.name_in(language)) for one in rows]


def chosen(rows: Iterable[Any], codes: Iterable[str]) -> list[Any]:
    """The rows with the codes."""
    wanted = set(codes)
    return [one for one in rows if one.code in wanted]
