"""Goals and pictures as the pages show them: the line from baseline to target, states, conclusions."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.situation.models import IndicatorValue
from samspel.situation.shown import unit as unit_of
from samspel.targets import words
from samspel.targets.models import OutcomeGoal, ScoreRow
from samspel.targets.queries import Stand
from samspel.targets.rules import Course, GoalState, Score, places
from samspel.ui.elements import Bar, Chart, Status
from samspel.ui.marks import MarkName
from samspel.ui.words import day

_LETTER: Final = 2.6
"""How much of the line a letter takes on a narrow phone, at most."""
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Point:
    """A value at its place on the line of 100, with its words and to which side of the place they are written."""

    at: float
    words: str
    label: str

    @property
    def anchor(self) -> Anchor:
        """Words near an end are written inwards."""
        return "start" if self.at < 35 else "end" if self.at > 65 else "middle"


@dataclass(frozen=True)
class Track:
    """A goal's line: from its baseline to where it stands now, and where its target stands."""

    start: Point
    now: Point | None
    target: Point

    @property
    def backwards(self) -> bool:
        """Whether it has gone the wrong way since the baseline."""
        return self.now is not None and self.now.at < self.start.at

    @property
    def crowded(self) -> bool:
        """Whether baseline and target stand so near each other that their words need a row each."""
        letters = len(self.start.label) + len(self.target.label)
        return self.target.at - self.start.at < letters * _LETTER

    @property
    def words(self) -> str:
        """For those who do not see it."""
        told = {"baseline": self.start.words, "target": self.target.words, "now": self.now.words if self.now else ""}
        if self.now is None:
            return _("Baseline %(baseline)s, target %(target)s, not measured since") % told
        if self.backwards:
            return _("Baseline %(baseline)s, target %(target)s, now %(now)s: further from the target") % told
        return _("Baseline %(baseline)s, now %(now)s, target %(target)s") % told


@dataclass(frozen=True)
class Line:
    """A goal in a list: its line, where it stands in words, and what is said under its name."""

    stand: Stand
    track: Track | None
    status: Status
    note: str
    lacking: str

    @property
    def goal(self) -> OutcomeGoal:
        """The goal."""
        return self.stand.goal


def line(found: Stand) -> Line:
    """A goal with its line."""
    return Line(found, track(found), course_status(found), _note(found.goal), words.lacking(tuple(found.lacks)))


def track(found: Stand) -> Track | None:
    """The line, the target always to the right; None for a goal that can't be followed up."""
    goal = found.goal
    if found.course is Course.CANNOT or goal.baseline is None or goal.target is None:
        return None
    unit = unit_of(goal.indicator)
    now = found.now.value if found.now else None
    at = places(goal.baseline, goal.target, now)

    def point(place: float, value: Decimal, label: str, of: str = "") -> Point:
        return Point(place, words.value(value, unit), label % {"value": words.value(value, of)})

    return Track(
        start=point(at.start, goal.baseline, _("from %(value)s")),
        now=point(at.now, now, _("now %(value)s")) if now is not None and at.now is not None else None,
        target=point(at.target, goal.target, _("target %(value)s"), unit),
    )


def course_status(found: Stand) -> Status:
    """Shape and word of where a goal stands; of one that has ended, how it ended."""
    if not found.goal.is_open:
        return state_status(found.goal.stands)
    mark, word = words.COURSES[found.course]
    return Status(mark, str(word))


_STATE_MARKS: Final[dict[GoalState, MarkName]] = {
    GoalState.DRAFT: "ring",
    GoalState.ADOPTED: "half",
    GoalState.REACHED: "tick",
    GoalState.MISSED: "cross",
    GoalState.DROPPED: "dash",
}


def state_status(state: GoalState) -> Status:
    """Shape and word of a goal's state."""
    return Status(_STATE_MARKS[state], str(words.STATES[state]))


def _note(goal: OutcomeGoal) -> str:
    parts = [goal.for_whom, goal.measured_by]
    if goal.by_day:
        parts.append(_("no later than %(day)s") % {"day": day(goal.by_day)})
    return ", ".join(part for part in parts if part)


def conclusion(lines: Sequence[Line]) -> str:
    """How an area's goals stand, in a sentence."""
    if not lines:
        return _("No outcome goal is written yet")
    ways = sum(one.stand.course in {Course.ON_ITS_WAY, Course.REACHED} for one in lines)
    cannot = sum(one.stand.course is Course.CANNOT for one in lines)
    moves = ngettext(
        "%(ways)s of %(count)s outcome goal moves the right way",
        "%(ways)s of %(count)s outcome goals move the right way",
        len(lines),
    ) % {"ways": ways, "count": len(lines)}
    if not cannot:
        return moves
    gaps = ngettext("%(count)s cannot be followed up", "%(count)s cannot be followed up", cannot)
    return f"{moves}, {gaps % {'count': cannot}}"


def score_words(score: Score) -> str:
    """How many goals can be followed up, in a sentence."""
    if not score.goals:
        return _("No outcome goal is written yet")
    told = ngettext(
        "%(followed)s of %(goals)s outcome goal can be followed up",
        "%(followed)s of %(goals)s outcome goals can be followed up",
        score.goals,
    )
    return told % {"followed": score.followed, "goals": score.goals}


def score_chart(months: Sequence[ScoreRow], score: Score) -> Chart | None:
    """The share of goals that can be followed up, month by month; None with fewer than two months to compare."""
    rows = [row for row in months if row.goals]
    if len(rows) < 2:
        return None
    bars = [Bar(date_format(row.month, "M Y"), round(100 * row.followed / row.goals)) for row in rows]
    return Chart(_turned(rows, score), bars, note=_("Share of all goals, per cent."), unit="%", kind="line")


def _turned(rows: Sequence[ScoreRow], score: Score) -> str:
    """How the share has changed over the months, as a heading."""
    first, last = (round(100 * row.followed / row.goals) for row in (rows[0], rows[-1]))
    if first == last:
        return score_words(score)
    told = {"first": first, "last": last, "month": date_format(rows[0].month, "F Y")}
    return _("From %(first)s to %(last)s per cent since %(month)s") % told


def history_chart(goal: OutcomeGoal, values: Sequence[IndicatorValue], found: Stand) -> Chart | None:
    """What the indicator has said over time; None where there is nothing to compare."""
    if len(values) < 2 or goal.indicator is None:
        return None
    bars = [Bar(one.period, float(one.value), words=words.value(one.value)) for one in values]
    note = f"{goal.measured_by}, {unit_of(goal.indicator)}. {values[-1].origin}"
    told = {"first": bars[0].words, "last": bars[-1].words, "course": str(words.COURSES[found.course][1]).lower()}
    title = _("From %(first)s to %(last)s: %(course)s") % told
    return Chart(title, bars, note=note, unit=unit_of(goal.indicator), kind="line")
