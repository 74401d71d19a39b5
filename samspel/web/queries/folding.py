"""Finding words in short Swedish texts that are already read: case and word order do not matter, å is not a."""

from collections.abc import Iterable

from samspel.municipality.sorting import swedish_key


def holds(sought: str, texts: Iterable[str]) -> bool:
    """Whether every word of `sought` begins some word of the texts, or stands inside one when it has four letters."""
    words = swedish_key(sought).split()
    content = " ".join(swedish_key(text) for text in texts)
    return all(f" {word}" in f" {content}" or (len(word) > 3 and word in content) for word in words)
