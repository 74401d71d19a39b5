"""Whose what lies on a device is: several people may use one."""

from django.utils.crypto import salted_hmac

from samspel.accounts.who import Who


def mark(who: Who) -> str:
    """A mark of the one who writes on a device: it keeps what different people have typed apart, and tells nothing.
    Empty for a visitor."""
    return salted_hmac("samspel.observations.device", who.id).hexdigest()[:16] if who.user else ""
