"""What the thread is called in words: its steps, and how its links stand."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from samspel.core.thread import Node, Step
from samspel.thread.rules import Tie
from samspel.ui.elements import Status
from samspel.ui.words import tkr

STEPS: Final[Mapping[Step, str | Promise]] = {
    Step.OBSERVATION: _("Observation"),
    Step.CHALLENGE: _("Challenge"),
    Step.GOAL: _("Goal"),
    Step.MEASURE: _("Measure"),
    Step.INTERVENTION: _("Intervention"),
    Step.MONEY: _("Kronor"),
    Step.RESULT: _("Result"),
    Step.DECISION: _("Decision"),
}


def tied(tie: Tie) -> Status:
    """How a link stands: a shape and a word."""
    match tie:
        case Tie.WHOLE:
            return Status("tick", str(pgettext_lazy("a link", "Whole")))
        case Tie.WAITS:
            return Status("pause", str(pgettext_lazy("a link", "Waits")))
        case Tie.BROKEN:
            return Status("gap", str(pgettext_lazy("a link", "Broken")))


def also(first: Node, others: Sequence[Node]) -> str:
    """The note of a part that is drawn for the others too, which are named in it."""
    parts = [
        " ".join(filter(None, (tkr(one.amount) if one.amount is not None else "", one.part)))
        for one in sorted(others, key=lambda one: one.part)
    ]
    return gettext("%(note)s; also %(parts)s") % {"note": first.note, "parts": ", ".join(parts)}
