"""The rows of the first page: each belongs to a group by how pressing it is, and has one verb."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samspel.ui.elements import TodoRow


class Press(IntEnum):
    """How pressing something is: the order of the groups."""

    LATE = 0
    TODAY = 1
    MINE = 2
    NEW = 3
    COMING = 4
    KNOW = 5


HEADINGS: dict[Press, str | Promise] = {
    Press.LATE: _("Late"),
    Press.TODAY: _("Last day today"),
    Press.MINE: _("Needs you"),
    Press.NEW: _("New"),
    Press.COMING: _("In progress"),
    Press.KNOW: _("Good to know"),
}
LISTED: dict[Press, str] = {Press.LATE: "due=late", Press.TODAY: "due=today", Press.NEW: "status=new&order=newest"}
SHOWN = 8
"""So many rows of a group stand on the page; the rest is a link away."""


@dataclass(frozen=True, slots=True)
class Item:
    """A row and the group that it belongs to; rows of a group keep the order that they are given in."""

    press: Press
    row: TodoRow | Callable[[], TodoRow]
    """The row itself, or what draws it if it is shown."""


@dataclass(frozen=True, slots=True)
class Group:
    """A ruled heading, how many there are, and the first of them."""

    press: Press
    rows: Sequence[TodoRow]
    count: int

    @property
    def heading(self) -> str:
        return str(HEADINGS[self.press])

    @property
    def name(self) -> str:
        """For the address within the page."""
        return self.press.name.lower()

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.rows)

    @property
    def listed(self) -> str:
        """What to ask the list of questions for, to see them all."""
        return LISTED.get(self.press, "mine=on")


def grouped(items: Iterable[Item]) -> list[Group]:
    """The groups that hold something, the most pressing first."""
    by_press: dict[Press, list[TodoRow | Callable[[], TodoRow]]] = {}
    for item in items:
        by_press.setdefault(item.press, []).append(item.row)
    return [
        Group(press, [row() if callable(row) else row for row in rows[:SHOWN]], len(rows))
        for press, rows in sorted(by_press.items())
    ]
