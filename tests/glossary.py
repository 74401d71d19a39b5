"""Reads docs/glossary.md: one English name in code for one Swedish concept."""

import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

GLOSSARY = Path(settings.ROOT) / "docs" / "glossary.md"
_ROW = re.compile(r"^\| (?P<swedish>[^|]+) \| (?P<english>[^|]+) \| (?P<where>[^|]*) \|", re.MULTILINE)


@dataclass(frozen=True)
class Term:
    """A row: the Swedish words, the English name, and where it stands in code (empty: not built yet)."""

    swedish: tuple[str, ...]
    english: str
    where: tuple[str, ...]


def terms() -> list[Term]:
    """Every row of the glossary's tables."""
    rows = _ROW.finditer(GLOSSARY.read_text(encoding="utf-8"))
    return [
        Term(
            tuple(word.strip() for word in row["swedish"].split(",")),
            row["english"].strip(),
            tuple(re.findall(r"`([^`]+)`", row["where"])),
        )
        for row in rows
        if row["swedish"].strip() != "Svenska" and not row["swedish"].startswith("-")
    ]


def swedish_words() -> set[str]:
    """The words that every municipality uses."""
    return {word for term in terms() for word in term.swedish}
