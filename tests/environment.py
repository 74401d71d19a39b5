"""What every test lives in: no network but loopback, and the language of the municipality."""

from __future__ import annotations

import ipaddress
import socket
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.utils import translation

if TYPE_CHECKING:
    from collections.abc import Iterator


class NetworkIsShut(RuntimeError):
    """A test tried to reach something outside this machine."""


def loopback(host: str) -> bool:
    """Is this the machine itself?"""
    try:
        return ipaddress.ip_address(host.split("%", maxsplit=1)[0]).is_loopback
    except ValueError:
        return host in {"localhost", ""}


@pytest.fixture(autouse=True, scope="session")
def network_is_shut() -> Iterator[None]:
    """Any connection out of this machine is an error."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and not loopback(str(address[0])):
            raise NetworkIsShut(f"tests reach nothing but this machine, and this was {address[0]}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


@pytest.fixture(autouse=True)
def swedish_is_spoken() -> None:
    """What the last test's reader spoke is not heard in this one."""
    translation.activate(settings.LANGUAGE_CODE)
