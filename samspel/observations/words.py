"""What is said about an observation: how it stands, where and when it was, what has happened to it."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from samspel.core import clock
from samspel.municipality.models import ObservationKind
from samspel.observations.models import Felt, Observation
from samspel.observations.rules import State, WhenKnown
from samspel.ui import words as dates
from samspel.ui.elements import Status as Mark
from samspel.ui.marks import MarkName

STATE: Final[dict[State, tuple[MarkName, str | Promise]]] = {
    State.REPORTED: ("tick", pgettext_lazy("observation", "Reported")),
    State.CORRECTED: ("turn", pgettext_lazy("observation", "Corrected")),
    State.WITHDRAWN: ("dash", pgettext_lazy("observation", "Withdrawn")),
}
VERBS: Final[dict[str, str | Promise]] = {
    "observation.reported": gettext_lazy("reported it"),
    "observation.taken_in": gettext_lazy("brought it in with others"),
    "observation.corrected": gettext_lazy("corrected it"),
    "observation.withdrawn": gettext_lazy("withdrew it"),
}
FIELDS: Final[dict[str, str | Promise]] = {
    "kind": gettext_lazy("what it was"),
    "text": gettext_lazy("the text"),
    "felt": gettext_lazy("how it felt"),
    "area": gettext_lazy("the area"),
    "place": gettext_lazy("the place"),
    "place_text": gettext_lazy("the street or spot"),
    "latitude": gettext_lazy("the pin"),
    "stretch": gettext_lazy("the stretch"),
    "happened_from": gettext_lazy("the time"),
    "picture": gettext_lazy("the picture"),
}


def status(stands: State) -> Mark:
    """Shape and word of how it stands."""
    shape, word = STATE[stands]
    return Mark(shape, str(word), stands is State.WITHDRAWN)


def kind(row: ObservationKind) -> str:
    """The kind's name in the reader's language."""
    return row.name_in(get_language() or "sv")


def spot(row: Observation) -> str:
    """Where it was, the nearest first: words, a known place, the area; empty when only a pin says it."""
    return row.place_text or (row.place.name if row.place else "") or (row.area.name if row.area else "")


def heading(row: Observation) -> str:
    """What it was and where: "Trasig lampa, Torget"."""
    return ", ".join(filter(None, [kind(row.kind), spot(row)]))


def when(row: Observation) -> str:
    """When it was, with how sure that is."""
    known, first, last = WhenKnown(row.when_known), clock.local(row.happened_from), clock.local(row.happened_to)
    if known is WhenKnown.UNKNOWN:
        return _("Not known when, told %(day)s") % {"day": dates.day(first)}
    if known is WhenKnown.DAY:
        return _("Some time on %(day)s") % {"day": dates.weekday(first)}
    if known is WhenKnown.EXACT:
        return f"{dates.weekday(first)} {dates.at(first)}"
    if first.date() == last.date():
        return _("%(day)s between %(first)s and %(last)s") % {
            "day": dates.weekday(first),
            "first": dates.clock(first),
            "last": dates.clock(last),
        }
    return _("Between %(first)s and %(last)s") % {"first": dates.when(first), "last": dates.when(last)}


def when_short(row: Observation) -> str:
    """The same for a table: "16 nov kl. 21.30", "16 nov"; empty when it is not known."""
    known, first = WhenKnown(row.when_known), clock.local(row.happened_from)
    if known is WhenKnown.UNKNOWN:
        return _("not known")
    return dates.day_short(first) if known is WhenKnown.DAY else dates.when_short(first)


def felt(row: Observation) -> str:
    """How it felt; empty when nobody said."""
    return str(Felt(row.felt).label) if row.felt else ""


def told_by(row: Observation) -> str:
    """From whom it comes: an organisation or a department. Never a person."""
    return (row.organisation.name if row.organisation else "") or (row.department.short_name if row.department else "")
