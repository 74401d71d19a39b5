"""Each function takes one protection off."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from samspel.core import once as ground


def once() -> None:
    """A key that comes again does its work again."""

    def anew(key: str, *, by: str, doing: str, payload: str, do: Callable[[], str]) -> str:
        return do()

    from samspel.core import http
    from samspel.core.api import once as api

    for module in (ground, http, api):
        module.once = anew


def snapshot() -> None:
    """A backup is counted at another moment than it is copied."""
    from samspel.core.backup import programs

    run = programs.run

    def later(path: Path, *options: str, **kept: Any) -> None:
        run(path, *(option for option in options if not option.startswith("--snapshot=")), **kept)

    programs.run = later


def checksums() -> None:
    """A backup is taken for whole without a look."""
    from unittest.mock import ANY

    from samspel.core.backup import restoring

    restoring.weighed = lambda _path: ANY
