"""What a standard answer leaves open: [[gaps]] that a person fills in, and words that the question itself fills in.

Double square brackets are nothing that anybody writes to a resident, so an answer that holds some is not finished.
"""

import re
from typing import Final

GAP: Final = re.compile(r"\[\[[^\[\]]{0,80}\]\]")
KNOWN: Final = ("number", "area", "matter")
"""What is filled in from the question, written {number}, {area} and {matter} in a standard answer."""
_WORD: Final = re.compile(r"\{([^{}\n]{0,40})\}")


def gaps(text: str) -> list[str]:
    """The gaps that nobody has filled in, as they stand in the text: [[day]]."""
    return list(dict.fromkeys(GAP.findall(text)))


def unknown(text: str) -> list[str]:
    """Words in braces that nothing fills in: a standard answer may not hold them."""
    return [f"{{{word}}}" for word in _WORD.findall(text) if word not in KNOWN]


def filled(text: str, known: dict[str, str]) -> str:
    """The text with what is known of the question put in; what is not known becomes a gap."""
    return _WORD.sub(lambda found: _value(found.group(1), known) or found.group(), text)


def _value(word: str, known: dict[str, str]) -> str:
    return (known.get(word) or f"[[{word}]]") if word in KNOWN else ""
