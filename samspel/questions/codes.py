"""The code with which an asker looks up their question: derived, never stored; only its digest is."""

import hashlib
import hmac
from typing import Final
from uuid import UUID

from django.conf import settings

from samspel.core import crypto

ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No 0, O, 1, I, L: what is read out or copied by hand is not mistaken."""
LENGTH: Final = 12
GROUP: Final = 4


def new(question: UUID) -> str:
    """The code of a question that comes in: 12 characters of 31, about 59 bits."""
    return _codes(question)[0]


def code_of(question: UUID, stored: str | None) -> str:
    """The code whose digest is stored with the question, the same each time.

    "" when it has none, or when the key that made it is gone: a code that opens nothing is never handed out.
    """
    return next((code for code in _codes(question) if digest(code) == stored), "")


def _codes(question: UUID) -> list[str]:
    """By each key of the settings, the one that makes new ones first; last the one of before there were any."""
    before = hmac.digest(settings.SECRET_KEY.encode(), b"samspel.questions.code" + question.bytes, "sha256").hex()
    return [_in_letters(mark) for mark in (*crypto.marks("questions.code", question.bytes), before)]


def _in_letters(mark: str) -> str:
    number = int(mark, 16)
    letters = []
    for _place in range(LENGTH):
        number, index = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[index])
    return "".join(letters)


def grouped(code: str) -> str:
    """K7QM2XRT9BWH -> K7QM-2XRT-9BWH."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def typed(text: str) -> str:
    """What somebody typed, as it would be written: capitals, no spaces or dashes. "" when it can't be a code."""
    plain = "".join(letter for letter in text.upper() if letter.isalnum())
    return plain if len(plain) == LENGTH and set(plain) <= set(ALPHABET) else ""


def digest(code: str) -> str:
    """What is stored, to find the question by. Plain SHA-256: a code is random, so it needs no slow hash."""
    return hashlib.sha256(code.encode()).hexdigest()
