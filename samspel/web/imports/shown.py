"""An import as its page shows it: what has been found, in a sentence and in figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from samspel.core.imports import Column, Importable
from samspel.core.imports import queries as imports
from samspel.core.imports.faults import Fault
from samspel.core.imports.states import AT_WORK, State
from samspel.core.models import Import, ImportFile
from samspel.ui.elements import Figure, Pager, Status
from samspel.ui.marks import MarkName
from samspel.ui.words import number

FAULTS: Final = 100
"""On one page."""
_MARKS: Final[dict[State, MarkName]] = {
    State.MATCHING: "ring",
    State.CHECKING: "half",
    State.CHECKED: "pause",
    State.TAKING: "half",
    State.DONE: "tick",
    State.STOPPED: "octagon",
    State.CANCELLED: "cross",
    State.FAILED: "triangle",
}


@dataclass(frozen=True)
class Told:
    """A fault in words: the row, our column's name, what is wrong and what to do."""

    row: int
    column: str
    text: str


def status(row: Import) -> Status:
    """How it stands, as a mark and a word."""
    return Status(_MARKS[row.stands], row.get_state_display(), late=row.stands is State.FAILED)


@dataclass(frozen=True)
class Look:
    """An import and what is told of it."""

    row: Import
    kind: Importable
    columns: Sequence[Column]

    @property
    def at_work(self) -> bool:
        """Whether a job is at it."""
        return self.row.stands in AT_WORK

    @property
    def sound(self) -> int:
        """How many rows would be taken in."""
        return int(self.row.counts.get("new", 0) + self.row.counts.get("changed", 0))

    @property
    def seen(self) -> str:
        """Where what was imported is seen."""
        return self.kind.seen()

    @property
    def heading(self) -> str:
        """How it stands, in a sentence."""
        counts, state = self.row.counts, self.row.stands
        fixed = {
            State.MATCHING: _("Say what the columns are"),
            State.CHECKING: _("Every row is being checked"),
            State.TAKING: _("The rows are being imported"),
            State.CANCELLED: _("Cancelled: nothing was imported"),
            State.FAILED: _("The import could not go on"),
        }
        if state in fixed:
            return fixed[state]
        if state is State.CHECKED:
            return self._found(self.sound, counts.get("faulty", 0))
        return ngettext("%(count)s row was imported", "%(count)s rows were imported", counts.get("taken", 0)) % {
            "count": number(counts.get("taken", 0))
        }

    def _found(self, sound: int, faulty: int) -> str:
        ready = ngettext("%(count)s row can be imported", "%(count)s rows can be imported", sound) % {
            "count": number(sound)
        }
        if not faulty:
            return ready if sound else _("There is nothing new in the file")
        wrong = ngettext("%(count)s has faults", "%(count)s have faults", faulty) % {"count": number(faulty)}
        return f"{ready}, {wrong}"

    @property
    def figures(self) -> list[Figure]:
        """What was found, by what would come of it; only what there is."""
        counts, state = self.row.counts, self.row.stands
        taken = state in {State.DONE, State.STOPPED} or (state is State.FAILED and "taken" in counts)
        rows = [
            ("taken", pgettext("rows", "imported"), pgettext("import", "now in the system")),
            ("new", pgettext("import", "new"), pgettext("import", "not here before")),
            ("changed", pgettext("import", "changed"), pgettext("import", "here, but with something else")),
            ("same", pgettext("import", "already here"), pgettext("import", "nothing is done with them")),
            ("differ", pgettext("import", "already here, otherwise"), pgettext("import", "left as they are here")),
            ("again", pgettext("import", "twice in the file"), pgettext("import", "counted once")),
            ("faulty", pgettext("import", "with faults"), pgettext("import", "not imported")),
            ("refused", pgettext("import", "refused"), pgettext("import", "not imported")),
        ]
        left_out = {"new", "changed"} if taken else {"taken", "refused"}
        return [
            Figure(number(counts[code]), label, note=note)
            for code, label, note in rows
            if counts.get(code) and code not in left_out
        ]

    @property
    def progress(self) -> str:
        """How far a job has come, in words."""
        read = number(self.row.read)
        if not self.row.rows:
            return _("%(read)s rows so far") % {"read": read}
        return _("%(read)s of %(rows)s rows") % {"read": read, "rows": number(self.row.rows)}

    @property
    def fault(self) -> str:
        """What stopped it."""
        return str(Fault.of(self.row.fault)) if self.row.fault else ""

    @cached_property
    def before(self) -> Import | None:
        """The last time that this very file came."""
        return imports.before(self.row)

    @cached_property
    def rest(self) -> bool:
        """Whether the rows with faults are kept as a file."""
        return ImportFile.objects.filter(of=self.row, rest=True).exists()

    def faults(self, page: str) -> tuple[list[Told], Pager | None]:
        """A page of what is wrong, row by row."""
        pages = Paginator(imports.faulty(self.row), FAULTS)
        shown = pages.get_page(page)
        names = {column.code: str(column.name) for column in self.columns}
        told = [Told(one.row, names.get(one.column, ""), str(Fault.of(one.says))) for one in shown]
        if pages.num_pages < 2:
            return told, None
        where = reverse("web:import", args=[self.row.pk])
        text = _("Faults %(first)s to %(last)s of %(count)s") % {
            "first": number(shown.start_index()),
            "last": number(shown.end_index()),
            "count": number(pages.count),
        }
        before = f"{where}?page={shown.previous_page_number()}#faults" if shown.has_previous() else ""
        after = f"{where}?page={shown.next_page_number()}#faults" if shown.has_next() else ""
        return told, Pager(text, before, after)
