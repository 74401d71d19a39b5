"""What pages show of measures, plans and promises: rows with their words and what one may do with them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samspel.core import actors
from samspel.municipality import queries as municipality
from samspel.municipality.models import Perspective
from samspel.plans import permissions, words
from samspel.plans.models import Measure, StatusRow
from samspel.plans.permissions import Reach
from samspel.plans.queries import Row
from samspel.ui.elements import Fact, Status, TimelineEntry


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the grid."""

    row: Row
    status: Status
    may_edit: bool
    perspectives: Sequence[tuple[int, str]]
    """Each by its number in the municipality's order, and its name."""
    lacks: Sequence[str]

    @property
    def url(self) -> str:
        return reverse("plans:measure", args=[self.row.measure.pk])

    @property
    def anchor(self) -> str:
        return f"row-{self.row.measure.pk}"


def lines(rows: Sequence[Row], reach: Reach) -> list[Line]:
    """The rows with their words."""
    return [line(row, reach) for row in rows]


def line(row: Row, reach: Reach) -> Line:
    """A row with its words, what it lacks, and whether it may be changed here."""
    return Line(
        row=row,
        status=words.standing(row),
        may_edit=permissions.may_tell(reach, row.measure),
        perspectives=_numbered(row.perspectives),
        lacks=lacks(row),
    )


def _numbered(perspectives: Sequence[Perspective]) -> list[tuple[int, str]]:
    order = {one.pk: place for place, one in enumerate(municipality.perspectives(), 1)}
    return [(order[one.pk], words.name(one)) for one in perspectives if one.pk in order]


def lacks(row: Row) -> list[str]:
    """What hangs loose: the broken links of the thread, in few words."""
    found = [
        (not row.challenges, _("no challenge")),
        (not row.outcome_goals, _("no outcome goal")),
        (not row.measure.owner, _("no owner")),
    ]
    return [word for missing, word in found if missing]


def facts(row: Row) -> list[Fact]:
    """What a measure is beside its text; what is not said is said to be so."""
    return [
        Fact(term, value or pgettext("plans", "Not said"))
        for term, value in words.terms(row)
        if term not in {_("Status"), pgettext("measure", "How it goes"), _("Municipal goals")}
    ]


def history(rows: Sequence[StatusRow]) -> list[TimelineEntry]:
    """Every word that was said, and what was changed when."""
    return [_entry(row, first=place == len(rows) - 1) for place, row in enumerate(rows)]


def _entry(row: StatusRow, *, first: bool) -> TimelineEntry:
    title = _("Written") if first else words.changed(row.fields) if row.fields else words.status(row.status).word
    return TimelineEntry(title=f"{title} {_by(row)}", when=row.at, text=row.comment)


def _by(row: StatusRow) -> str:
    return _("(%(who)s)") % {"who": actors.said(row.actor_label)}


def is_invented(*things: Measure | object) -> bool:
    """Whether any of them was made up for the demo."""
    return any(getattr(one, "invented", False) for one in things)
