"""One intervention on its page: facts, what it serves, what it costs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from samspel.core import clock, thread
from samspel.interventions import words
from samspel.interventions.models import Cost, Intervention
from samspel.interventions.permissions import Reach
from samspel.interventions.rules import Certainty, State, is_stale
from samspel.ui import words as ui
from samspel.ui.elements import Fact


def facts(row: Intervention) -> list[Fact]:
    """What is written of it, as terms; what is not said is left out."""
    told = [
        Fact(_("Department"), row.department.name),
        Fact(_("Committee"), row.committee.name),
        Fact(_("Where"), _where(row), note=_place(row)),
        Fact(_("Level"), str(words.LEVEL[row.at_level])),
        Fact(_("Target group"), words.target(row.target), note=row.target_text),
        Fact(_("When"), words.period(row.starts, row.ends)),
        Fact(_("Method"), row.method, note=_("new and on trial") if row.on_trial else ""),
        Fact(_("Together with"), _listed([*(one.name for one in row.partners.all()), row.partner_text])),
        Fact(_("Needs assessment"), _assessed(row), note=_decision(row)),
    ]
    return [fact for fact in told if fact.value]


def _where(row: Intervention) -> str:
    return _listed(one.area.name for one in row.where.all()) or _("The whole municipality")


def _place(row: Intervention) -> str:
    return _listed([row.place.name if row.place else "", row.place_text])


def _assessed(row: Intervention) -> str:
    return _("It is given without one") if row.no_assessment else _("As the law says")


def _decision(row: Intervention) -> str:
    return _("Decision %(number)s") % {"number": row.decision} if row.decision else ""


def _listed(words: Iterable[str]) -> str:
    return ", ".join(filter(None, words))


@dataclass(frozen=True)
class Serves:
    """A measure or goal that it serves, and where its page is."""

    kind: str
    label: str
    url: str


def serves(row: Intervention, reach: Reach) -> Sequence[Serves]:
    """The measures and goals that it serves and that the reader may see, drawn as the thread draws them."""
    ids = {
        "measure": [str(one.pk) for one in row.measures.all()],
        "goal": [str(one.pk) for one in row.goals.all()],
    }
    found = []
    for code, those in ids.items():
        kind = thread.kinds().get(code)
        if kind and those:
            found += [Serves(str(kind.name), str(one.label), one.url) for one in kind.nodes(those, reach.who)]
    return found


@dataclass(frozen=True)
class CostShown:
    """A cost as a row of the table."""

    id: int
    year: int
    what: str
    budget: str
    certainty: str
    outcome: str
    difference: str
    paid_by: str


def costs(rows: Iterable[Cost]) -> list[CostShown]:
    """The costs of an intervention, exact to the öre."""
    return [
        CostShown(
            id=one.pk,
            year=one.year,
            what=one.what,
            budget=ui.kronor(one.budget_ore),
            certainty=str(words.CERTAINTY[Certainty(one.certainty)]),
            outcome="" if one.outcome_ore is None else ui.kronor(one.outcome_ore),
            difference=_difference(one),
            paid_by=str(one.funding.giver) if one.funding else "",
        )
        for one in rows
    ]


def _difference(cost: Cost) -> str:
    """How far the outcome is from what was meant, in words."""
    if cost.outcome_ore is None:
        return ""
    more = cost.outcome_ore - cost.budget_ore
    if not more:
        return _("as was meant")
    return (_("%(amount)s more") if more > 0 else _("%(amount)s less")) % {"amount": ui.kronor(abs(more))}


def stale(row: Intervention) -> str:
    """When somebody last said that it is true, and that it is long ago; "" while it is not."""
    if row.stands is State.ENDED or not is_stale(row.confirmed_on, clock.today()):
        return ""
    return _("Nobody has said that it is true since %(day)s.") % {"day": ui.day(row.confirmed_on)}
