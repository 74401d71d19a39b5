"""Outcome goals: which there are, what each lacks, and where it stands by what its indicator says."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from samspel.accounts.who import Who
from samspel.core.errors import Missing
from samspel.municipality.models import Area, Indicator
from samspel.situation import queries as situation
from samspel.situation.models import Challenge, IndicatorValue
from samspel.situation.permissions import Reach, reach_of, sees_small_numbers
from samspel.targets import rules
from samspel.targets.models import OutcomeGoal
from samspel.targets.queries.scope import goals_visible_to
from samspel.targets.rules import OPEN, Course, Lack

ALL = "all"


@dataclass(frozen=True)
class Stand:
    """Where a goal stands: what it lacks, what its indicator last said, and what that means."""

    goal: OutcomeGoal
    lacks: Sequence[Lack]
    now: IndicatorValue | None
    course: Course

    @property
    def followed(self) -> bool:
        """Whether it can be followed up."""
        return rules.can_be_followed(self.lacks)


@dataclass(frozen=True)
class Filters:
    """Which goals are asked for; an area of None means all of them, `whole` those of the municipality as a whole."""

    area: Area | None = None
    whole: bool = False
    state: str = ""


def goals(who: Who | Reach, chosen: Filters | None = None) -> QuerySet[OutcomeGoal]:
    """The goals with their challenges, by default those that somebody works towards, the oldest first."""
    found, chosen = goals_visible_to(who), chosen or Filters()
    if chosen.whole:
        found = found.filter(area=None)
    elif chosen.area:
        found = found.filter(area=chosen.area)
    if chosen.state != ALL:
        found = found.filter(state=chosen.state) if chosen.state else found.filter(state__in=list(OPEN))
    return found.prefetch_related(_challenges()).order_by("written_at", "reference")


def _challenges() -> "Prefetch[str, QuerySet[Challenge], str]":
    return Prefetch("challenges", Challenge.objects.order_by("opened_at", "reference"))


def goal(who: Who | Reach, pk: UUID) -> OutcomeGoal:
    """One goal with its challenges; raises Missing."""
    found = goals_visible_to(who).prefetch_related(_challenges()).filter(pk=pk).first()
    if found is None:
        raise Missing
    return found


_Key = tuple[int | None, int | None, str]


def stands(who: Who | Reach, rows: Iterable[OutcomeGoal]) -> list[Stand]:
    """Where each of the goals stands; one read for the values of all."""
    reach, listed = reach_of(who), list(rows)
    values = _latest(reach, {row.indicator_id for row in listed if row.indicator_id})
    return [_stand(row, values.get((row.indicator_id, row.area_id, row.sex))) for row in listed]


def stand(who: Who | Reach, row: OutcomeGoal) -> Stand:
    """Where one goal stands."""
    return stands(who, [row])[0]


def _latest(reach: Reach, indicators: set[int]) -> dict[_Key, IndicatorValue]:
    if not indicators:
        return {}
    rows = (
        situation.values_visible_to(reach)
        .filter(replaced_at=None, indicator__in=indicators)
        .order_by("indicator_id", "area_id", "sex", "-ends", "-starts", "-pk")
        .distinct("indicator_id", "area_id", "sex")
    )
    return {(row.indicator_id, row.area_id, row.sex): row for row in rows if _shown(reach, row)}


def _shown(reach: Reach, value: IndicatorValue) -> bool:
    """Whether the one who asks may see the value: those that rest on few are for who drafts the area's picture."""
    return not value.hidden or sees_small_numbers(reach, value.area_id)


def _stand(row: OutcomeGoal, now: IndicatorValue | None) -> Stand:
    wording = row.wording
    since = bool(now and row.baseline_on and now.ends > row.baseline_on)
    course = rules.course(wording, now.value if now else None, since_baseline=since)
    return Stand(row, rules.lacks(wording), now if since else None, course)


def history(who: Who | Reach, row: OutcomeGoal) -> list[IndicatorValue]:
    """What the goal's indicator has said for its area and sex, oldest first."""
    if row.indicator_id is None:
        return []
    reach = reach_of(who)
    rows = situation.values_visible_to(reach).filter(
        replaced_at=None, indicator=row.indicator_id, area=row.area_id, sex=row.sex
    )
    return [value for value in rows.order_by("starts", "pk") if _shown(reach, value)]


def latest_value(who: Who | Reach, indicator: Indicator, area: Area | None, sex: str) -> IndicatorValue | None:
    """What an indicator last said for an area: a baseline to begin from."""
    reach = reach_of(who)
    at = Q(area=area) if area else Q(area=None)
    rows = situation.values_visible_to(reach).filter(at, replaced_at=None, indicator=indicator, sex=sex)
    found = rows.order_by("-ends", "-starts", "-pk").first()
    return found if found and _shown(reach, found) else None
