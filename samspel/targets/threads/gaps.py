"""What breaks the thread at a goal or a target picture: rules of gaps, and where each is mended."""

from collections.abc import Callable, Collection, Iterator
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy

from samspel.accounts.who import Who
from samspel.core import clock
from samspel.core.actors import Actor
from samspel.core.adopted import next_due
from samspel.core.thread import Lack, Rule, Step, Weight, Whose, numbers, uuids
from samspel.municipality import mending
from samspel.municipality import queries as municipality
from samspel.municipality.models import Area
from samspel.situation import queries as situation
from samspel.situation.permissions import ADOPTED_READERS
from samspel.situation.rules import ChallengeState
from samspel.situation.threads import AREA
from samspel.targets import permissions, queries, words
from samspel.targets.models import OutcomeGoal
from samspel.targets.permissions import reach_of
from samspel.targets.rules import OPEN, GoalState
from samspel.targets.rules import Lack as Lacks
from samspel.targets.threads.drawn import CHALLENGE, GOAL, TARGET, open_goals, standing


def rules() -> Iterator[Rule]:
    """All of them."""
    yield Rule(
        "challenge-without-goal",
        CHALLENGE,
        Step.GOAL,
        gettext_lazy("Challenges without an outcome goal"),
        gettext_lazy("no goal says what is to change"),
        gettext_lazy("Write what is to change, by how much and by when."),
        _without_goal,
        gettext_lazy("Write an outcome goal"),
        _where_goal_is_written,
        Weight.ENDS,
    )
    yield from _of_goals()
    yield Rule(
        "area-without-target",
        AREA,
        Step.DECISION,
        gettext_lazy("Areas without a target picture"),
        gettext_lazy("has no adopted target picture"),
        gettext_lazy("Begin a draft, have it commented, and adopt it."),
        _without_target,
        gettext_lazy("Begin a draft"),
        _where_draft_is_begun,
        Weight.ENDS,
    )
    yield Rule(
        "target-adopted-long-ago",
        TARGET,
        Step.DECISION,
        gettext_lazy("Target pictures adopted long ago"),
        gettext_lazy("was to be looked at again"),
        gettext_lazy("Begin a draft of the next version."),
        _long_ago,
        gettext_lazy("Begin a draft"),
        _where_draft_is_begun,
    )


def _of_goals() -> Iterator[Rule]:
    yield Rule(
        "goal-without-challenge",
        GOAL,
        Step.CHALLENGE,
        gettext_lazy("Goals that answer no challenge"),
        gettext_lazy("answers no challenge"),
        gettext_lazy("Choose the challenge that it answers, or drop the goal with a reason."),
        _of(lambda rows: rows.filter(challenges=None)),
        gettext_lazy("Choose the challenge"),
        _where_goal_is_changed,
    )
    yield Rule(
        "goal-not-followed",
        GOAL,
        Step.RESULT,
        gettext_lazy("Goals that can't be followed up"),
        gettext_lazy("can't be followed up"),
        gettext_lazy("Write its indicator, baseline with its day, target and last day."),
        _not_followed,
        gettext_lazy("Write the goal better"),
        _where_goal_is_changed,
        Weight.ENDS,
    )
    yield Rule(
        "goal-without-owner",
        GOAL,
        Step.GOAL,
        gettext_lazy("Goals that nobody answers for"),
        gettext_lazy("nobody answers for it"),
        gettext_lazy("Choose the department and role that answer for it."),
        _of(lambda rows: rows.filter(department=None, owner_role="")),
        gettext_lazy("Choose who answers for it"),
        _where_goal_is_changed,
    )
    yield Rule(
        "goal-not-measured",
        GOAL,
        Step.RESULT,
        gettext_lazy("Goals of which nothing has been measured"),
        gettext_lazy("nothing has been measured since the baseline"),
        gettext_lazy("Measure it, and enter the value of its indicator."),
        _not_measured,
        gettext_lazy("See what measures it"),
        _where_goal_is,
    )
    yield Rule(
        "goal-past-its-day",
        GOAL,
        Step.RESULT,
        gettext_lazy("Goals whose last day has passed"),
        gettext_lazy("its last day has passed, and nobody has said how it went"),
        gettext_lazy("Say that it is reached, that it was not, or give it a new day."),
        _past,
        gettext_lazy("Say how it went"),
        _where_goal_is,
    )


def _of(
    choose: Callable[[QuerySet[OutcomeGoal]], QuerySet[OutcomeGoal]],
) -> Callable[[Actor, Collection[str] | None], Iterator[Lack]]:
    def lacking(who: Actor, ids: Collection[str] | None) -> Iterator[Lack]:
        rows = choose(open_goals(who))
        if ids is not None:
            rows = rows.filter(pk__in=uuids(ids))
        for pk, area, department, at in rows.values_list("pk", "area_id", "department_id", "written_at"):
            yield Lack(str(pk), _owner(department), mending.area_code(area), at.date())

    return lacking


_FOLLOWED_BY: Final = ("indicator", "baseline", "baseline_on", "target", "by_day")


def _not_followed(who: Actor, ids: Collection[str] | None) -> Iterator[Lack]:
    missing = Q()
    for name in _FOLLOWED_BY:
        missing |= Q(**{f"{name}__isnull": True})
    rows = open_goals(who).filter(missing)
    if ids is not None:
        rows = rows.filter(pk__in=uuids(ids))
    columns = ("pk", "area_id", "department_id", "written_at", *_FOLLOWED_BY)
    for pk, area, department, at, *values in rows.values_list(*columns):
        lacks = [lack for lack, value in zip(_LACKS, values, strict=True) if value is None]
        if Lacks.BASELINE in lacks and Lacks.BASELINE_DAY in lacks:
            lacks.remove(Lacks.BASELINE_DAY)
        yield Lack(str(pk), _owner(department), mending.area_code(area), at.date(), words.lacking(tuple(lacks)))


_LACKS: Final = (Lacks.INDICATOR, Lacks.BASELINE, Lacks.BASELINE_DAY, Lacks.TARGET, Lacks.BY_DAY)


def _not_measured(who: Actor, ids: Collection[str] | None) -> Iterator[Lack]:
    """Open goals that could be followed up, but nothing has been measured since the day of the baseline."""
    if not isinstance(who, Who):
        return
    after = situation.values_visible_to(who).filter(
        replaced_at=None, indicator=OuterRef("indicator"), sex=OuterRef("sex"), ends__gt=OuterRef("baseline_on")
    )
    # No area equals no other in SQL.
    measured = Exists(after.filter(area=OuterRef("area"))) | (Q(area=None) & Exists(after.filter(area=None)))
    whole = {f"{name}__isnull": False for name in _FOLLOWED_BY}
    rows = open_goals(who).filter(~measured, **whole)
    if ids is not None:
        rows = rows.filter(pk__in=uuids(ids))
    for pk, area, department, on in rows.values_list("pk", "area_id", "department_id", "baseline_on"):
        yield Lack(str(pk), _owner(department), mending.area_code(area), on)


def _past(who: Actor, ids: Collection[str] | None) -> Iterator[Lack]:
    rows = open_goals(who).filter(by_day__lt=clock.today())
    if ids is not None:
        rows = rows.filter(pk__in=uuids(ids))
    for pk, area, department, by_day in rows.values_list("pk", "area_id", "department_id", "by_day"):
        yield Lack(str(pk), _owner(department), mending.area_code(area), by_day)


def _without_goal(who: Actor, ids: Collection[str] | None) -> Iterator[Lack]:
    if not isinstance(who, Who):
        return
    answered = OutcomeGoal.challenges.through._default_manager.filter(  # noqa: SLF001 - the table of the relation
        challenge=OuterRef("pk"), outcomegoal__state__in=[*OPEN, GoalState.REACHED]
    )
    rows = situation.challenges_visible_to(who).filter(~Exists(answered), state=ChallengeState.OPEN)
    if ids is not None:
        rows = rows.filter(pk__in=uuids(ids))
    for pk, area, at in rows.values_list("pk", "area_id", "opened_at"):
        yield Lack(str(pk), mending.coordination_group(), mending.area_code(area), at.date())


def _without_target(who: Actor, ids: Collection[str] | None) -> Iterator[Lack]:
    """Areas that the municipality works with, and for which no target picture holds."""
    if not isinstance(who, Who) or not reach_of(who).holds(*ADOPTED_READERS):
        return
    held, whose = set(standing(who).values_list("area_id", flat=True)), mending.coordination_group()
    for area in municipality.main_areas():
        if area.pk not in held and (ids is None or area.code in ids):
            yield Lack(area.code, whose, area.code)


def _long_ago(who: Actor, ids: Collection[str] | None) -> Iterator[Lack]:
    """Those that were to be looked at again by now; without such a day, those as old as a situation picture may be."""
    today = clock.today()
    oldest = next_due(today, -municipality.numbers().picture_months)
    rows = standing(who).filter(Q(next_due__lte=today) | Q(next_due=None, adopted_on__lte=oldest))
    if ids is not None:
        rows = rows.filter(pk__in=numbers(ids))
    for pk, area, due, adopted_on in rows.values_list("pk", "area_id", "next_due", "adopted_on"):
        yield Lack(str(pk), mending.coordination_group(), mending.area_code(area), due or adopted_on)


def _owner(department: int | None) -> Whose | None:
    return mending.department(department) or mending.coordination_group()


# ---------- Where it is mended


def _may(lack: Lack, who: Actor) -> bool:
    if not isinstance(who, Who):
        return False
    return permissions.may_draft(reach_of(who), municipality.id_of(Area, lack.area) if lack.area else None)


def _where_goal_is(lack: Lack, who: Actor) -> str:
    return reverse("targets:goal", args=[lack.id]) if _may(lack, who) else ""


def _where_goal_is_changed(lack: Lack, who: Actor) -> str:
    return reverse("targets:change_goal", args=[lack.id]) if _may(lack, who) else ""


def _where_goal_is_written(lack: Lack, who: Actor) -> str:
    asked = urlencode({"area": lack.area or queries.WHOLE, "challenge": lack.id})
    return f"{reverse('targets:new_goal')}?{asked}" if _may(lack, who) else ""


def _where_draft_is_begun(lack: Lack, who: Actor) -> str:
    asked = urlencode({"area": lack.area or queries.WHOLE})
    return f"{reverse('targets:begin')}?{asked}" if _may(lack, who) else ""
