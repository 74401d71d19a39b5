"""The words of measures, plans and promises: statuses with their shapes, and a measure's facts."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.functional import Promise as Lazy
from django.utils.translation import get_language, gettext_lazy, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from samspel.municipality.models.picture import Translated
from samspel.plans.models import PlanKind
from samspel.plans.queries.grid import Row
from samspel.plans.rules import Funding, Outcome, Status
from samspel.ui.elements import Status as Shown
from samspel.ui.marks import MarkName

STATUS: Final[Mapping[Status, tuple[MarkName, str | Lazy]]] = {
    Status.PROPOSED: ("ring", pgettext_lazy("measure", "Proposed")),
    Status.DECIDED: ("ring", pgettext_lazy("measure", "Decided")),
    Status.ONGOING: ("half", pgettext_lazy("measure", "Ongoing")),
    Status.PAUSED: ("pause", pgettext_lazy("measure", "Paused")),
    Status.DONE: ("tick", pgettext_lazy("measure", "Done")),
    Status.DROPPED: ("cross", pgettext_lazy("measure", "Dropped")),
}
FUNDING: Final[Mapping[Funding, str | Lazy]] = {
    Funding.UNKNOWN: pgettext_lazy("plans", "Not said"),
    Funding.NONE_NEEDED: gettext_lazy("Needs no money of its own"),
    Funding.FUNDED: gettext_lazy("Funded"),
    Funding.PARTLY: gettext_lazy("Partly funded"),
    Funding.UNFUNDED: gettext_lazy("Not funded"),
}
OUTCOME: Final[Mapping[Outcome, tuple[MarkName, str | Lazy]]] = {
    Outcome.KEPT: ("tick", pgettext_lazy("promise", "Kept")),
    Outcome.PARTLY: ("half", pgettext_lazy("promise", "Partly kept")),
    Outcome.NOT_KEPT: ("cross", pgettext_lazy("promise", "Not kept")),
    Outcome.TOO_EARLY: ("pause", pgettext_lazy("promise", "Too early to say")),
}
PLAN: Final[Mapping[str, str | Lazy]] = {
    PlanKind.ACTION.value: gettext_lazy("Action plan"),
    PlanKind.AREA.value: gettext_lazy("Area plan"),
    PlanKind.SAFETY.value: gettext_lazy("Plan for safety, security and crime prevention"),
    PlanKind.OPERATIONAL.value: gettext_lazy("Operational plan"),
}
FIELDS: Final[Mapping[str, str | Lazy]] = {
    "title": gettext_lazy("measure"),
    "text": gettext_lazy("what is to be done"),
    "reference": gettext_lazy("number"),
    "area": gettext_lazy("area"),
    "development_area": gettext_lazy("development area"),
    "perspectives": gettext_lazy("perspectives"),
    "owner_department": gettext_lazy("owner"),
    "owner_seat": gettext_lazy("owner"),
    "departments": gettext_lazy("together with"),
    "funding_state": gettext_lazy("funding"),
    "from_year": gettext_lazy("from the year"),
    "to_year": gettext_lazy("to and including the year"),
    "challenges": gettext_lazy("the challenges it answers"),
    "outcome_goals": gettext_lazy("outcome goals"),
    "municipal_goals": gettext_lazy("municipal goals"),
}


def status(value: str) -> Shown:
    """How a measure stands, as shape and word."""
    mark, word = STATUS[Status(value)]
    return Shown(mark, str(word))


def standing(row: Row) -> Shown:
    """The same, red when it is late or silent."""
    if row.late:
        return Shown("triangle", _("Late: was to be done %(year)s") % {"year": row.measure.to_year}, late=True)
    if row.silent:
        return Shown("triangle", _("%(status)s, nobody says how") % {"status": status(row.measure.status).word}, True)
    return status(row.measure.status)


def outcome(value: str) -> Shown:
    """What became of a promise; what nobody has looked at is open."""
    mark, word = OUTCOME[Outcome(value)] if value else ("gap", _("Not followed up"))
    return Shown(mark, str(word))


def funding(value: str) -> str:
    """Where the money stands."""
    return str(FUNDING[Funding(value)])


def kind(value: str) -> str:
    """What sort of plan it is."""
    return str(PLAN[value])


def name(row: Translated | None) -> str:
    """What a development area or a perspective is called, in the reader's language."""
    return row.name_in(get_language() or "sv") if row else ""


def names(rows: Sequence[Translated]) -> str:
    """Several of them, in a line."""
    return ", ".join(name(row) for row in rows)


def terms(row: Row) -> list[tuple[str, str]]:
    """What a measure is beside its text: term and value, for pages and frozen plans."""
    measure = row.measure
    return [
        (_("Status"), status(measure.status).word),
        (pgettext("measure", "How it goes"), measure.status_comment),
        (_("Owner"), measure.owner),
        (_("Together with"), ", ".join(one.short_name for one in row.departments)),
        (_("Development area"), name(measure.development_area)),
        (_("Perspectives"), names(row.perspectives)),
        (_("Area"), measure.area.name if measure.area else ""),
        (_("Years"), measure.years),
        (_("Funding"), funding(measure.funding_state)),
        (_("Municipal goals"), "; ".join(one.text for one in row.goals)),
    ]


def changed(fields: Sequence[str]) -> str:
    """What was changed, in words."""
    said = dict.fromkeys(str(FIELDS.get(one, one)) for one in fields)
    return _("Changed: %(fields)s.") % {"fields": ", ".join(said)}
