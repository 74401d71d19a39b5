"""What a service may answer instead of doing as asked. Pages and API each say it in their own way."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.functional import Promise


class Refused(Exception):
    """The rules say no. `message` is shown to the user; `field` names the form field it belongs to."""

    def __init__(self, message: str | Promise, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class Stale(Exception):
    """Somebody else saved in between. `current` is what stands now; the caller still holds its own text."""

    def __init__(self, current: Any) -> None:
        super().__init__("saved by somebody else in between")
        self.current = current


class Missing(Http404):
    """Not there, or not yours to see: the two answer alike."""


class SignedOut(PermissionDenied):
    """What somebody sent came when they were signed in no longer. What they wrote is not to be lost by that."""


class Unlogged(AssertionError):
    """A service that left no trace: a fault in the program, never shown as anything else."""
