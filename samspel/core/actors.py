"""Who does something, as far as the ground needs to know."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


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


Finder = Callable[[str], Actor | None]
"""The id of one who did something -> who they are now, with what they may; None when they are here no longer."""

_finders: Final[dict[str, Finder]] = {}


def found_by(kind: str, find: Finder) -> None:
    """Called once from AppConfig.ready() of the module that knows actors of the kind."""
    _finders[kind] = find


def again(kind: str, pk: str) -> Actor | None:
    """The one who asked for something that a job does later, as they are now; None when they may do nothing more."""
    find = _finders.get(kind)
    return find(pk) if find else None


_SAID: Final[dict[str, str | Promise]] = {
    "Visitor": _("Visitor"),
    "Asker": _("Asker"),
    "Operator": _("Operator"),
    "Samspel (disposal)": _("Samspel (disposal)"),
    "Samspel (imports)": _("Samspel (imports)"),
    "Samspel (is it solved)": _("Samspel (is it solved)"),
    "Samspel (reminders)": _("Samspel (reminders)"),
    "Samspel (what recurs)": _("Samspel (what recurs)"),
}


def said(label: str) -> str:
    """A stored label in the reader's language. Functions and places stand in the municipality's own words already."""
    known = _SAID.get(label)
    return str(known) if known else "Samspel" if label.startswith("Samspel (") else label
