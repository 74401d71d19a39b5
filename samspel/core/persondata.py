"""Finds text that looks like it names a person, so that it can be pointed out before it is saved (ground rule 5)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from django.utils.translation import gettext_lazy as _
from phonenumbers import Leniency, PhoneNumberMatcher

from samspel.core.errors import Refused

Kind = Literal["identity_number", "phone", "email"]

_IDENTITY = re.compile(r"(?<!\d)(?:18|19|20)?(\d{2})(\d{2})(\d{2})(?:\s?[-+–]\s?|\s)?\d{4}(?!\d)")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
REGION = "SE"
LONGEST = 20_000
FEWEST_DIGITS = 5
"""No number of ours that can be dialled or names somebody has fewer: most texts need no closer look."""


@dataclass(frozen=True)
class Finding:
    """What was found and where; `text` is shown back to the one who wrote it, and kept nowhere."""

    kind: Kind
    text: str
    start: int


def findings(text: str) -> list[Finding]:
    """What in `text` looks like a personal identity number, a phone number or an e-mail address, in order."""
    text = text[:LONGEST]
    if "@" not in text and sum(map(str.isdigit, text)) < FEWEST_DIGITS:
        return []
    found = list(_identity_numbers(text))
    found += [Finding("email", match.group(), match.start()) for match in _EMAIL.finditer(text)]
    # A phone number beside another number would be read as one long one, which is none.
    rest = list(text)
    for one in found:
        rest[one.start : one.start + len(one.text)] = "\n" * len(one.text)
    for match in PhoneNumberMatcher("".join(rest), REGION, leniency=Leniency.VALID, max_tries=200):
        found.append(Finding("phone", match.raw_string, match.start))
    return sorted(found, key=lambda one: one.start)


def must_go(found: Iterable[Finding]) -> bool:
    """Whether something of it is never saved, however much somebody has looked: a personal identity number."""
    return any(one.kind == "identity_number" for one in found)


MUST_GO: Final = _("This looks like a personal identity number, which can't be saved. Take it out.")
_POINTED_OUT: Final = _("This looks like personal data. Take it out, or say that you have looked.")


def names_no_person(texts: Mapping[str, str], *, looked: bool) -> None:
    """Raises Refused at the field that looks like it names somebody, unless somebody has `looked` and it may stand."""
    for field, text in texts.items():
        found = findings(text)
        if must_go(found):
            raise Refused(MUST_GO, field=field)
        if found and not looked:
            raise Refused(_POINTED_OUT, field=field)


def masked(text: str) -> str:
    """The text with what `findings` sees masked, for those who read without persons."""
    for found in reversed(findings(text)):
        text = f"{text[: found.start]}[…]{text[found.start + len(found.text) :]}"
    return text


def _identity_numbers(text: str) -> Iterator[Finding]:
    # A date with four digits after it is enough: a mistyped control digit still names somebody. Days of
    # coordination numbers are 61 to 91.
    for match in _IDENTITY.finditer(text):
        month, day = int(match.group(2)), int(match.group(3))
        if 1 <= month <= 12 and (1 <= day <= 31 or 61 <= day <= 91):
            yield Finding("identity_number", match.group(), match.start())
