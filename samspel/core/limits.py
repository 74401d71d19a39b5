"""How often somebody may do something. The database counts, so that those who come at once are counted one by one."""

from ipaddress import IPv6Network, ip_address

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from samspel.core import clock
from samspel.core.counters import next_number
from samspel.core.models import Counter

SERIES = "limit "
NETWORK = 64
"""Bits of an IPv6 address that one household or office has."""


def within(what: str, who: str) -> bool:
    """Count one more of `what` by `who`; False beyond what settings.LIMITS allows in the span of time that it is in."""
    most, _seconds = settings.LIMITS[what]
    # Not who it was: only that it was the same.
    mark = salted_hmac(SERIES, who).hexdigest()[:16]
    return next_number(f"{SERIES}{what} {mark}{_span(what)}") <= most


def _span(what: str) -> str:
    return f" {int(clock.now().timestamp()) // settings.LIMITS[what][1]}"


def network(request: HttpRequest) -> str:
    """Where a request comes from: its address, or for IPv6 the network that it lies in."""
    address = ip_address(get_adapter().get_client_ip(request))
    if address.version == 6:
        return str(IPv6Network((address, NETWORK), strict=False))
    return str(address)


def forget_old() -> int:
    """Drop the counts of spans that have passed; returns how many. Those of now stay, or each limit began anew."""
    rows = Counter.objects.filter(series__startswith=SERIES)
    for what in settings.LIMITS:
        rows = rows.exclude(series__startswith=f"{SERIES}{what} ", series__endswith=_span(what))
    return rows.delete()[0]
