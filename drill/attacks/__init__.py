"""Attacks on an installation of the drill's own, on loopback: what a stranger, or one of the house, might try."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from drill.attacks import door, limits
from drill.ground import Ground, Place
from drill.results import Outcome, Result, judged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

CHAPTER = "attacks"
Attack = "Callable[[Place], Outcome]"


def _in_a_place(ground: Ground, name: str, env: Mapping[str, str], do: Callable[[Place], Outcome]) -> Outcome:
    with ground.place(f"attacks_{name}_{time.monotonic_ns()}", env) as place:
        place.start(worker=False)
        return do(place)


def run(chosen: list[str]) -> Iterator[Result]:
    """Every case whose name has one of the parts, or all."""

    def wanted(name: str) -> bool:
        return not chosen or any(part in name for part in chosen)

    with Ground(CHAPTER) as ground:
        yield from _door(ground, wanted)
        for name, env, do, racy in limits.cases():
            if wanted(name):
                case = partial(_in_a_place, ground, "limits", env, do)
                control = partial(_in_a_place, ground, "racy", racy, do) if racy else None
                yield judged(CHAPTER, name, case, control)


def _door(ground: Ground, wanted: Callable[[str], bool]) -> Iterator[Result]:
    cases = [case for case in door.cases() if wanted(f"door: {case[0]}")]
    if not cases:
        return
    with ground.place("attacks_door") as place:
        place.env.update(door.production(place.port))
        place.start(worker=False)
        for name, case, control in cases:
            yield judged(CHAPTER, f"door: {name}", partial(case, place), partial(control, place) if control else None)
