"""What every page has around it."""

from typing import Any

from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """Nothing yet but the place for it."""
    return {}
