"""The code with which an asker looks up their question: derived, never stored; only its digest is."""

import hashlib
import hmac
from typing import Final
from uuid import UUID

from django.conf import settings

ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No 0, O, 1, I, L: what is read out or copied by hand is not mistaken."""
LENGTH: Final = 12
GROUP: Final = 4


def code_of(question: UUID) -> str:
    """The code of a question, the same each time: 12 characters of 31, about 59 bits."""
    mark = hmac.new(settings.SECRET_KEY.encode(), b"samspel.questions.code" + question.bytes, hashlib.sha256).digest()
    number = int.from_bytes(mark, "big")
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
