"""What a goal says as one sentence, what it lacks, and where it stands, in words."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.targets.rules import Course, Doubt, GoalState, Lack, Wording
from samspel.ui.marks import MarkName
from samspel.ui.words import NBSP, day, number

STATES: Final[Mapping[GoalState, Promise]] = {
    GoalState.DRAFT: gettext_lazy("Draft"),
    GoalState.ADOPTED: gettext_lazy("Adopted"),
    GoalState.REACHED: gettext_lazy("Reached"),
    GoalState.MISSED: gettext_lazy("Not reached"),
    GoalState.DROPPED: gettext_lazy("Dropped"),
}

LACKS: Final[Mapping[Lack, Promise]] = {
    Lack.WHAT: gettext_lazy("It does not say what is to change."),
    Lack.FOR_WHOM: gettext_lazy("It does not say for whom."),
    Lack.INDICATOR: gettext_lazy("No indicator measures it."),
    Lack.BASELINE: gettext_lazy("It has no baseline: how is it today?"),
    Lack.BASELINE_DAY: gettext_lazy("It does not say of when the baseline is."),
    Lack.TARGET: gettext_lazy("It does not say how much: which value is to be reached?"),
    Lack.SAME: gettext_lazy("The target is the same as the baseline, so that nothing is to change."),
    Lack.BY_DAY: gettext_lazy("It does not say by when."),
    Lack.BACKWARDS: gettext_lazy("It is to be reached before its baseline was measured."),
    Lack.OWNER: gettext_lazy("Nobody answers for it."),
    Lack.CHALLENGE: gettext_lazy("It answers no challenge."),
}

DOUBTS: Final[Mapping[Doubt, Promise]] = {
    Doubt.AGAINST: gettext_lazy(
        "From baseline to target the indicator goes the way that it should not. Look at both values."
    ),
    Doubt.BEYOND: gettext_lazy("A share is at most 100 per cent."),
    Doubt.BELOW: gettext_lazy("What the indicator counts is never less than none."),
    Doubt.PASSED: gettext_lazy("Its last day has passed."),
    Doubt.ACTIVITY: gettext_lazy("It says what we do. Say what is to change for those who live there."),
}

SHORT_LACKS: Final[Mapping[Lack, Promise]] = {
    Lack.WHAT: gettext_lazy("what"),
    Lack.FOR_WHOM: gettext_lazy("target group"),
    Lack.INDICATOR: gettext_lazy("indicator"),
    Lack.BASELINE: gettext_lazy("baseline"),
    Lack.BASELINE_DAY: gettext_lazy("day of the baseline"),
    Lack.TARGET: gettext_lazy("target value"),
    Lack.SAME: gettext_lazy("a change"),
    Lack.BY_DAY: gettext_lazy("last day"),
    Lack.BACKWARDS: gettext_lazy("a last day after the baseline"),
    Lack.OWNER: gettext_lazy("owner"),
    Lack.CHALLENGE: gettext_lazy("challenge"),
}

COURSES: Final[Mapping[Course, tuple[MarkName, Promise]]] = {
    Course.CANNOT: ("gap", gettext_lazy("Cannot be followed up")),
    Course.UNKNOWN: ("ring", gettext_lazy("Not measured since the baseline")),
    Course.REACHED: ("tick", gettext_lazy("At the target")),
    Course.ON_ITS_WAY: ("up", gettext_lazy("On its way")),
    Course.STILL: ("dash", gettext_lazy("Standing still")),
    Course.AWAY: ("down", gettext_lazy("Going the wrong way")),
}


def value(amount: Decimal, unit: str = "") -> str:
    """A value with its unit: 58 %, 2,5 per 1 000 invånare; no more decimals than it has."""
    plain = amount.normalize()
    exponent = plain.as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return f"{number(plain, decimals)}{NBSP}{unit}".strip()


def sentence(goal: Wording) -> str:
    """The parts of a goal put together as one sentence; a part that is not there is left out."""
    parts = [goal.what.strip().rstrip(".") or "…"]
    if goal.for_whom:
        parts.append(_("for %(whom)s") % {"whom": goal.for_whom.strip().rstrip(".")})
    said = " ".join(parts)
    if how := _how_much(goal):
        said = f"{said}: {how}"
    if goal.indicator:
        said = _("%(goal)s. Measured by: %(indicator)s") % {"goal": said, "indicator": goal.indicator}
    return f"{said}."


def _how_much(goal: Wording) -> str:
    parts = []
    if goal.baseline is not None:
        told = {"value": value(goal.baseline, goal.unit), "day": day(goal.baseline_on) if goal.baseline_on else ""}
        parts.append((_("from %(value)s (%(day)s)") if goal.baseline_on else _("from %(value)s")) % told)
    if goal.target is not None:
        parts.append(_("to %(value)s") % {"value": value(goal.target, goal.unit)})
    if goal.by_day:
        parts.append(_("no later than %(day)s") % {"day": day(goal.by_day)})
    return " ".join(parts)


def lacking(lacks: tuple[Lack, ...]) -> str:
    """In one line what is lacking: "Lacks baseline, owner"; "" when nothing is."""
    if not lacks:
        return ""
    return _("Lacks %(what)s") % {"what": ", ".join(str(SHORT_LACKS[one]) for one in lacks)}
