"""Nothing of any one municipality stands in the code: not a name, not a number, not a text of its files."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from samspel.municipality.files import text
from tests.glossary import swedish_words

ROOT = Path(settings.ROOT)
MUNICIPALITIES = sorted(path for path in (ROOT / "municipalities").iterdir() if path.is_dir())
SCANNED = {".py", ".html", ".po", ".css", ".js", ".json", ".txt", ".svg", ".md", ".toml", ".xml"}

TOLD = {"name", "short_name", "phone", "email", "text", "mandate", "because", "convenor", "director", "label"}
LISTED = {"answers_for"}
CODED = {"", "teams", "areas", "places"}
EVERYWHERE = {"112", "114 14", "1177", "116 111", "Svenska", "English", "Polisen", "City", "Något annat"}
"""The same in the whole country, in any town, or at the end of any list."""


def local_texts(data: Any, under: str = "") -> Iterator[str]:
    """Names, numbers, texts, and the codes of the municipality and its places."""
    if isinstance(data, dict):
        for key, value in data.items():
            if isinstance(value, str) and (key in TOLD or (key == "code" and under in CODED)):
                yield value
            elif key in LISTED:
                yield from value
            elif key != "translations":
                yield from local_texts(value, key)
    elif isinstance(data, list):
        for value in data:
            yield from local_texts(value, under)


def of(folder: Path) -> set[str]:
    """Everything local of a municipality; words that all municipalities share are not."""
    files = [text.read(path).data for path in sorted(folder.glob("*.yaml"))]
    shared = {
        f"{word.casefold()}{ending}" for word in {*swedish_words(), *EVERYWHERE} for ending in ("", "n", "en", "et")
    }
    found = {" ".join(one.split()) for data in files for one in local_texts(data)}
    return {one for one in found if one.casefold() not in shared and len(one) > 2}


def sources() -> list[Path]:
    """Code, templates, styles and translations of the product; tests may name whom they try it with."""
    return [
        path
        for folder in ("samspel", "config")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in SCANNED and path.is_file() and "tests" not in path.parts
    ]


@pytest.mark.parametrize("folder", MUNICIPALITIES, ids=lambda folder: folder.name)
def test_no_file_of_the_product_names_anything_local(folder: Path) -> None:
    words = sorted(of(folder), key=len, reverse=True)
    # An abbreviation of a few capitals is only itself; a name is itself however it is written.
    either = "|".join(re.escape(one) if len(one) < 5 else f"(?i:{re.escape(one)})" for one in words)
    pattern = re.compile(rf"(?<!\w)(?:{either})(?!\w)")
    files = sources()
    assert len(words) > 100
    assert len(files) > 50
    found = {
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in files
        for match in pattern.finditer(" ".join(path.read_text(encoding="utf-8").split()))
    }
    assert sorted(found) == []
