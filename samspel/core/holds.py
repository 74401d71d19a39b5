"""Legal holds: what may not be disposed of for now, by thing or by who asked."""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from phonenumbers import NumberParseException, PhoneNumberFormat, format_number, parse

from samspel.core import clock, crypto
from samspel.core.models import LegalHold
from samspel.core.persondata import REGION

ASKER: Final = "asker"


def plain(address: str) -> str:
    """An e-mail address or a phone number as it is compared: however it was written, the same."""
    text = address.strip().casefold()
    if "@" in text:
        return text
    try:
        return format_number(parse(text, REGION), PhoneNumberFormat.E164)
    except NumberParseException:
        return "".join(filter(str.isdigit, text))


def mark(address: str) -> str:
    """What an asker is held by from now on: made of their address, which can't be read out of it."""
    return marks(address)[0]


def marks(address: str) -> tuple[str, ...]:
    """All that an asker may be held by: the mark by each key of the settings, and the one of before there were any."""
    of = plain(address).encode()
    before = f"samspel holds {settings.SECRET_KEY}".encode()
    return *crypto.marks("holds", of), hmac.digest(before, of, "sha256").hex()


def active() -> QuerySet[LegalHold]:
    """Those that hold today; the last day counts."""
    return LegalHold.objects.filter(lifted_at=None, until__gte=clock.today())


def held(kind: str) -> frozenset[str]:
    """The ids of the things of a kind that are held."""
    return frozenset(active().filter(object_kind=kind).values_list("object_id", flat=True))


def held_keys(kind: str) -> frozenset[UUID]:
    """The same, of things that have a UUID for a key."""
    return frozenset(map(UUID, held(kind)))


@dataclass(frozen=True)
class Standing:
    """All that is held at a moment: which things, and which askers by their marks."""

    things: frozenset[tuple[str, str]]
    askers: frozenset[str]

    def stops(self, kind: str, pk: object, *addresses: str) -> bool:
        """Whether a thing is held, or who is reached by any of the addresses."""
        return (kind, str(pk)) in self.things or (bool(self.askers) and self._reaches(addresses))

    def _reaches(self, addresses: Iterable[str]) -> bool:
        return any(not self.askers.isdisjoint(marks(one)) for one in addresses if one)


def standing() -> Standing:
    """What is held today, read once for all that is to be disposed of."""
    rows = set(active().values_list("object_kind", "object_id"))
    askers = {(kind, pk) for kind, pk in rows if kind == ASKER}
    return Standing(frozenset(rows - askers), frozenset(pk for _kind, pk in askers))


def stops(kind: str, pk: object, *addresses: str) -> bool:
    """Whether a thing is held now, or who is reached by any of the addresses."""
    return standing().stops(kind, pk, *addresses)
