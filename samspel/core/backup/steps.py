"""How far a long piece of work has come."""

from collections.abc import Callable
from dataclasses import dataclass

Hear = Callable[[int, int, str], None]
"""(steps taken, steps in all, what is done now)"""


@dataclass
class Steps:
    """Tells, one step at a time, whoever wants to hear."""

    of: int
    hear: Hear
    taken: int = 0

    def tell(self, what: str) -> None:
        """One more step is being taken."""
        self.taken += 1
        self.hear(self.taken, max(self.of, self.taken), what)
