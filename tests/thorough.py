"""How much is tried: a run of the suite takes some of each kind, a thorough one (`make drill ARGS=thorough`) all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

THOROUGH = os.environ.get("SAMSPEL_THOROUGH") == "1"
T = TypeVar("T")


def some(everything: Sequence[T], *, of: int) -> Sequence[T]:
    """Everything in a thorough run, otherwise every so-and-so-many-th, from the first."""
    return everything if THOROUGH else everything[::of]
