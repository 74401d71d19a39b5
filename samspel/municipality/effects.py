"""What a change of the municipality would do to the work that goes on: upper modules say it, without being imported.

A module registers at start-up what it can tell; the page that shows a change before it is saved asks them all.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from samspel.municipality.files import Description


@dataclass(frozen=True)
class Planned:
    """The municipality before and after a change, and from which day it holds."""

    before: Description
    after: Description
    starts: date
    today: date

    @property
    def at_once(self) -> bool:
        """Whether it holds from today, so that what is open today is what it meets."""
        return self.starts <= self.today


@dataclass(frozen=True)
class Effect:
    """A sentence with its number. One that stops must be put right first: `remedy` says how."""

    text: str
    remedy: str = ""
    stops: bool = False


Ask = Callable[[Planned], Iterable[Effect]]

_registered: list[Ask] = []


def register(ask: Ask) -> None:
    """Called once from AppConfig.ready() of the module that knows; `ask` reads little, however much is open."""
    if ask not in _registered:
        _registered.append(ask)


def effects(planned: Planned) -> list[Effect]:
    """What every module has to tell, those that stop the change first."""
    told = [effect for ask in _registered for effect in ask(planned)]
    return sorted(told, key=lambda effect: not effect.stops)


def ended(planned: Planned, rows: Callable[[Description], Iterable[str]]) -> set[str]:
    """The codes that are there before and not afterwards."""
    return set(rows(planned.before)) - set(rows(planned.after))
