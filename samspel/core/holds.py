"""Legal holds: what may not be disposed of for now, by thing or by who asked."""

import hmac
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from phonenumbers import NumberParseException, PhoneNumberFormat, format_number, parse

from samspel.core import clock
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
    """What an asker is held by: made of their address, which can't be read out of it."""
    secret = f"samspel holds {settings.SECRET_KEY}".encode()
    return hmac.digest(secret, plain(address).encode(), "sha256").hex()


def active() -> QuerySet[LegalHold]:
    """Those that hold today; the last day counts."""
    return LegalHold.objects.filter(lifted_at=None, until__gte=clock.today())


def held(kind: str) -> frozenset[str]:
    """The ids of the things of a kind that are held."""
    return frozenset(active().filter(object_kind=kind).values_list("object_id", flat=True))


def held_keys(kind: str) -> frozenset[UUID]:
    """The same, of things that have a UUID for a key."""
    return frozenset(map(UUID, held(kind)))


def stops(kind: str, pk: object, *addresses: str) -> bool:
    """Whether a thing is held, or who is reached by any of the addresses."""
    return str(pk) in held(kind) or not held(ASKER).isdisjoint(mark(one) for one in addresses if one)
