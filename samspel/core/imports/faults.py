"""What is wrong with a cell or a row, as a sentence that can be told in any language."""

from typing import Any, Final

from django.utils.translation import gettext, override

from samspel.core.errors import Refused

LONGEST_WORD: Final = 60


class Fault(Exception):
    """What is wrong and what to do. `says` is English, marked with gettext_noop; `words` fill it.

    `aside` marks what the person can mend on the page and not in the file: a word that no choice is known by.
    """

    def __init__(self, says: str, *, aside: str = "", **words: str | int) -> None:
        super().__init__(says)
        self.says = says
        self.aside = aside
        self.words = {name: short(word) if isinstance(word, str) else word for name, word in words.items()}

    def __str__(self) -> str:
        """In the language of whoever reads."""
        return gettext(self.says) % self.words if self.words else gettext(self.says)

    @classmethod
    def because(cls, no: Refused) -> "Fault":
        """What a service said no with, kept so that it can be told in any language."""
        with override(None):
            return cls(str(no.message))

    def kept(self) -> dict[str, Any]:
        """As it is kept until somebody reads it."""
        return {"says": self.says, "words": self.words, **({"aside": self.aside} if self.aside else {})}

    @classmethod
    def of(cls, kept: dict[str, Any]) -> "Fault":
        """What was kept."""
        return cls(kept["says"], aside=kept.get("aside", ""), **kept["words"])


def short(word: str) -> str:
    """A value as a sentence can hold it: printable and not long."""
    clean = "".join(letter if letter.isprintable() else " " for letter in word[: LONGEST_WORD * 2])
    return clean if len(clean) <= LONGEST_WORD else f"{clean[: LONGEST_WORD - 1]}…"
