"""Changing the municipality in the product: written in a draft, looked at, saved from a day on, and undone."""

from samspel.municipality.editing.drafts import drop, keep_mine, move, put, take_out
from samspel.municipality.editing.reading import (
    Looked,
    coming,
    document_on,
    draft_of,
    history,
    kept_since,
    look,
    one,
    patches_of,
    rows_changed,
    working,
)
from samspel.municipality.editing.saving import come, save, undo, undoing, withdraw

__all__ = [
    "Looked",
    "come",
    "coming",
    "document_on",
    "draft_of",
    "drop",
    "history",
    "keep_mine",
    "kept_since",
    "look",
    "move",
    "one",
    "patches_of",
    "put",
    "rows_changed",
    "save",
    "take_out",
    "undo",
    "undoing",
    "withdraw",
    "working",
]
