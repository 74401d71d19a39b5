"""Who does something, as far as the ground needs to know."""

from dataclasses import dataclass
from typing import Protocol


class Actor(Protocol):
    """Anything that can stand in the log as the one who did it."""

    @property
    def kind(self) -> str:
        """user, asker, job or command."""

    @property
    def id(self) -> str:
        """Unique within its kind; empty for one who is nobody in particular."""

    @property
    def label(self) -> str:
        """What a reader calls them: a function, never a person's name."""


@dataclass(frozen=True)
class Job:
    """The system itself, by the name of the job that it runs."""

    id: str
    kind: str = "job"

    @property
    def label(self) -> str:
        return f"Samspel ({self.id})"


@dataclass(frozen=True)
class Operator:
    """Somebody at the command line of the server."""

    id: str = ""
    kind: str = "command"
    label: str = "Operator"


def reference(actor: Actor) -> str:
    """`kind:id`, the plain form in which a lower row keeps who it was."""
    return f"{actor.kind}:{actor.id}"
