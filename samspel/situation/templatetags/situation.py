"""Names of the municipality's own rows in the reader's language."""

from collections.abc import Sequence
from typing import Protocol

from django import template
from django.utils.translation import get_language

register = template.Library()


class Translated(Protocol):
    """A row that may have its name in other languages."""

    def name_in(self, language: str) -> str:
        """Its name there."""


class Counted(Protocol):
    """An indicator, whose unit may stand in other languages."""

    def unit_in(self, language: str) -> str:
        """Its unit there."""


@register.filter
def own_name(row: Translated) -> str:
    """{{ factor|own_name }}: what it is called in the reader's language."""
    return row.name_in(get_language() or "sv")


@register.filter
def own_unit(row: Counted) -> str:
    """{{ indicator|own_unit }}: what it is counted in, in the reader's language."""
    return row.unit_in(get_language() or "sv")


@register.filter
def own_values(rows: Sequence[Sequence[str]]) -> bool:
    """{% if figure.rows|own_values %}: whether any period has a value of the area itself."""
    return any(row[1] for row in rows)


@register.filter
def municipal_values(rows: Sequence[Sequence[str]]) -> bool:
    """{% if figure.rows|municipal_values %}: whether any period has a value of the municipality beside it."""
    return any(row[2] for row in rows)
