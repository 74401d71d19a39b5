"""Whose what lies on a device is: several people may use one."""

from django.utils.crypto import salted_hmac

from samspel.accounts.who import Who
from samspel.core import crypto


def mark(who: Who) -> str:
    """A mark of the one who writes on a device: it keeps what different people have typed apart, and tells nothing.
    Empty for a visitor."""
    return marks(who)[0] if who.user else ""


def marks(who: Who) -> list[str]:
    """All that a device may have kept something of a user's under: the mark of now, those of keys that wrote before,
    and the one of before it stood on the field keys."""
    before = salted_hmac("samspel.observations.device", who.id).hexdigest()
    return [one[:16] for one in (*crypto.marks("device", who.id.encode()), before)]
