"""Attacks on an installation of the drill's own, on loopback: what a stranger, or one of the house, might try."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from drill.attacks import api, door, limits, scanner, signin, suite
from drill.ground import Ground, Place
from drill.results import Outcome, Result, judged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Attack = Callable[[Place], Outcome]

CHAPTER = "attacks"
OWN: tuple[tuple[str, dict[str, str], Attack, dict[str, str] | None], ...] = (
    *limits.CASES,
    ("sign-in tells nobody who has an account", signin.MANY, signin.telling, signin.NAIVE),
    ("API by schemathesis", api.MANY, api.everybody, None),
)
"""Cases with an installation each: its name, its environment, what is done, and the environment of the control."""


def _in_a_place(ground: Ground, env: Mapping[str, str], do: Attack) -> Outcome:
    with ground.place(f"attacks_{time.monotonic_ns()}", env) as place:
        place.start(worker=False)
        return do(place)


def run(chosen: list[str]) -> Iterator[Result]:
    """Every case whose name has one of the parts, or all."""

    def wanted(name: str) -> bool:
        return not chosen or any(part in name for part in chosen)

    for name, tried in suite.CASES:
        if wanted(name):
            yield judged(CHAPTER, name, tried, None)
    with Ground(CHAPTER) as ground:
        yield from _door(ground, wanted)
        for name, env, do, without in OWN:
            if wanted(name):
                control = partial(_in_a_place, ground, without, do) if without else None
                yield judged(CHAPTER, name, partial(_in_a_place, ground, env, do), control)
        yield from _scanned(ground, wanted)


def _door(ground: Ground, wanted: Callable[[str], bool]) -> Iterator[Result]:
    cases = [case for case in door.cases() if wanted(f"door: {case[0]}")]
    if not cases:
        return
    with ground.place("attacks_door") as place:
        place.env.update(door.production(place.port))
        place.start(worker=False)
        for name, case, control in cases:
            yield judged(CHAPTER, f"door: {name}", partial(case, place), partial(control, place) if control else None)


def _scanned(ground: Ground, wanted: Callable[[str], bool]) -> Iterator[Result]:
    functions = [username for username in scanner.FUNCTIONS if wanted(f"wapiti as {username}")]
    if not functions:
        return
    with ground.place("attacks_scanned") as place:
        scanner.load(place)
        place.start(worker=False)
        for username in functions:
            scan, planted = partial(scanner.scan, place, username), partial(scanner.planted, place, username)
            yield judged(CHAPTER, f"wapiti as {username}", scan, planted)
        if functions == list(scanner.FUNCTIONS):
            yield judged(CHAPTER, "wapiti: the false alarms are needed", partial(scanner.needed, place), None)
