"""Outcome goals and adopted target pictures on the red thread: kinds, links, and what breaks it."""

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from samspel.accounts.who import Who
from samspel.core import clock, thread
from samspel.core.actors import Actor
from samspel.core.adopted import next_due
from samspel.core.thread import Knot, Lack, Node, Ref, Rule, Side, Step, Whose
from samspel.municipality import queries as municipality
from samspel.municipality.known import row as known_row
from samspel.municipality.models import Area, BodyLevel, Department
from samspel.situation import queries as situation
from samspel.situation.rules import ChallengeState
from samspel.targets import permissions, queries, words
from samspel.targets.models import AdoptedGoal, AdoptedTarget, OutcomeGoal
from samspel.targets.permissions import reach_of
from samspel.targets.rules import OPEN, GoalState
from samspel.targets.rules import Lack as Lacks

GOAL: Final = "goal"
TARGET: Final = "target"
CHALLENGE: Final = "challenge"
KNOTS: Final = {
    GoalState.DRAFT: Knot.WAITS,
    GoalState.ADOPTED: Knot.THERE,
    GoalState.REACHED: Knot.OVER,
    GoalState.MISSED: Knot.OVER,
    GoalState.DROPPED: Knot.OVER,
}


def register() -> None:
    """At start-up."""
    thread.register(
        kinds=[
            thread.Kind(
                GOAL,
                Step.GOAL,
                pgettext_lazy("thread", "outcome goal"),
                pgettext_lazy("thread", "outcome goals"),
                _goals,
                count=lambda who: _open(who).count(),
            ),
            thread.Kind(
                TARGET,
                Step.DECISION,
                pgettext_lazy("thread", "adopted target picture"),
                pgettext_lazy("thread", "adopted target pictures"),
                _targets,
                count=lambda who: _standing(who).count(),
            ),
        ],
        links=[
            thread.Link(CHALLENGE, GOAL, _answers),
            thread.Link(GOAL, TARGET, _adopted),
        ],
        rules=_rules(),
    )


def _rules() -> list[Rule]:
    return [
        Rule(
            "challenge-without-goal",
            CHALLENGE,
            Step.GOAL,
            gettext_lazy("Challenges without an outcome goal"),
            gettext_lazy("no goal says what is to change"),
            gettext_lazy("Write what is to change, by how much and by when."),
            _without_goal,
            gettext_lazy("Write an outcome goal"),
            _where_goal_is_written,
        ),
        Rule(
            "goal-without-challenge",
            GOAL,
            Step.CHALLENGE,
            gettext_lazy("Goals that answer no challenge"),
            gettext_lazy("answers no challenge"),
            gettext_lazy("Choose the challenge that it answers, or drop the goal with a reason."),
            _of(lambda rows: rows.filter(challenges=None)),
            gettext_lazy("Choose the challenge"),
            _where_goal_is_changed,
        ),
        Rule(
            "goal-not-followed",
            GOAL,
            Step.RESULT,
            gettext_lazy("Goals that can't be followed up"),
            gettext_lazy("can't be followed up"),
            gettext_lazy("Write its indicator, baseline with its day, target and last day."),
            _not_followed,
            gettext_lazy("Write the goal better"),
            _where_goal_is_changed,
        ),
        Rule(
            "goal-without-owner",
            GOAL,
            Step.GOAL,
            gettext_lazy("Goals that nobody answers for"),
            gettext_lazy("nobody answers for it"),
            gettext_lazy("Choose the department and role that answer for it."),
            _of(lambda rows: rows.filter(department=None, owner_role="")),
            gettext_lazy("Choose who answers for it"),
            _where_goal_is_changed,
        ),
        Rule(
            "goal-past-its-day",
            GOAL,
            Step.RESULT,
            gettext_lazy("Goals whose last day has passed"),
            gettext_lazy("its last day has passed, and nobody has said how it went"),
            gettext_lazy("Say that it is reached, that it was not, or give it a new day."),
            _past,
            gettext_lazy("Say how it went"),
            _where_goal_is,
        ),
        Rule(
            "target-adopted-long-ago",
            TARGET,
            Step.DECISION,
            gettext_lazy("Target pictures adopted long ago"),
            gettext_lazy("was to be looked at again"),
            gettext_lazy("Begin a draft of the next version."),
            _long_ago,
            gettext_lazy("Begin a draft"),
            _where_draft_is_begun,
        ),
    ]


# ---------- Nodes and links


def _uuids(ids: Collection[str]) -> list[UUID]:
    """Those that are ids at all: they may come out of an address."""
    found = []
    for one in ids:
        try:
            found.append(UUID(one))
        except ValueError:
            continue
    return found


def _numbers(ids: Collection[str]) -> list[int]:
    return [int(one) for one in ids if one.isascii() and one.isdigit() and len(one) < 18]


def _goals(ids: Collection[str], who: Actor) -> Iterable[Node]:
    if not isinstance(who, Who):
        return []
    return [_node(row) for row in queries.goals_visible_to(who).filter(pk__in=_uuids(ids))]


def _node(row: OutcomeGoal) -> Node:
    return Node(
        ref=Ref(GOAL, str(row.pk)),
        label=row.what,
        url=reverse("targets:goal", args=[row.pk]),
        note=_amounts(row),
        knot=KNOTS[row.stands],
        area=row.area.code if row.area else "",
    )


def _amounts(row: OutcomeGoal) -> str:
    """From where to where, in short."""
    if row.baseline is None or row.target is None:
        return row.reference
    unit = row.indicator.unit if row.indicator else ""
    told = {"baseline": words.value(row.baseline), "target": words.value(row.target, unit)}
    return _("%(baseline)s to %(target)s") % told


def _targets(ids: Collection[str], who: Actor) -> Iterable[Node]:
    if not isinstance(who, Who):
        return []
    rows = queries.adopted_visible_to(who).filter(pk__in=_numbers(ids)).defer("content")
    return [
        Node(
            ref=Ref(TARGET, str(row.pk)),
            label=_("Target picture of %(name)s, version %(number)s") % {"name": row.label, "number": row.number},
            url=reverse("targets:adopted", args=[row.pk]),
            note=f"{row.adopted_on.isoformat()}, {row.registration_number}",
            area=row.area.code if row.area else "",
        )
        for row in rows
    ]


def _answers(ids: Collection[str], side: Side) -> Iterable[tuple[str, str]]:
    rows = OutcomeGoal.challenges.through._default_manager.all()  # noqa: SLF001 - the table of the relation
    known = _uuids(ids)
    rows = rows.filter(challenge__in=known) if side is Side.EARLIER else rows.filter(outcomegoal__in=known)
    return [(str(earlier), str(later)) for earlier, later in rows.values_list("challenge_id", "outcomegoal_id")]


def _adopted(ids: Collection[str], side: Side) -> Iterable[tuple[str, str]]:
    rows = AdoptedGoal.objects.all()
    rows = rows.filter(goal__in=_uuids(ids)) if side is Side.EARLIER else rows.filter(adopted__in=_numbers(ids))
    return [(str(earlier), str(later)) for earlier, later in rows.values_list("goal_id", "adopted_id")]


# ---------- What is missing


def _open(who: Actor) -> QuerySet[OutcomeGoal]:
    if not isinstance(who, Who):
        return OutcomeGoal.objects.none()
    return queries.goals_visible_to(who).filter(state__in=list(OPEN))


def _standing(who: Actor) -> QuerySet[AdoptedTarget]:
    if not isinstance(who, Who):
        return AdoptedTarget.objects.none()
    return AdoptedTarget.objects.filter(pk__in=queries.adopted_visible_to(who).as_of(clock.today()).values("pk"))


def _of(
    choose: Callable[[QuerySet[OutcomeGoal]], QuerySet[OutcomeGoal]],
) -> Callable[[Actor, Collection[str] | None], Iterator[Lack]]:
    def lacking(who: Actor, ids: Collection[str] | None) -> Iterator[Lack]:
        rows = choose(_open(who))
        if ids is not None:
            rows = rows.filter(pk__in=_uuids(ids))
        for pk, area, department, at in rows.values_list("pk", "area_id", "department_id", "written_at"):
            yield Lack(str(pk), _whose(department), _code(area), at.date())

    return lacking


_FOLLOWED_BY: Final = ("indicator", "baseline", "baseline_on", "target", "by_day")


def _not_followed(who: Actor, ids: Collection[str] | None) -> Iterator[Lack]:
    missing = Q()
    for name in _FOLLOWED_BY:
        missing |= Q(**{f"{name}__isnull": True})
    rows = _open(who).filter(missing)
    if ids is not None:
        rows = rows.filter(pk__in=_uuids(ids))
    columns = ("pk", "area_id", "department_id", "written_at", *_FOLLOWED_BY)
    for pk, area, department, at, *values in rows.values_list(*columns):
        lacks = [lack for lack, value in zip(_LACKS, values, strict=True) if value is None]
        if Lacks.BASELINE in lacks and Lacks.BASELINE_DAY in lacks:
            lacks.remove(Lacks.BASELINE_DAY)
        yield Lack(str(pk), _whose(department), _code(area), at.date(), words.lacking(tuple(lacks)))


_LACKS: Final = (Lacks.INDICATOR, Lacks.BASELINE, Lacks.BASELINE_DAY, Lacks.TARGET, Lacks.BY_DAY)


def _past(who: Actor, ids: Collection[str] | None) -> Iterator[Lack]:
    rows = _open(who).filter(by_day__lt=clock.today())
    if ids is not None:
        rows = rows.filter(pk__in=_uuids(ids))
    for pk, area, department, by_day in rows.values_list("pk", "area_id", "department_id", "by_day"):
        yield Lack(str(pk), _whose(department), _code(area), by_day)


def _without_goal(who: Actor, ids: Collection[str] | None) -> Iterator[Lack]:
    if not isinstance(who, Who):
        return
    answered = OutcomeGoal.challenges.through._default_manager.filter(  # noqa: SLF001 - the table of the relation
        challenge=OuterRef("pk"), outcomegoal__state__in=[*OPEN, GoalState.REACHED]
    )
    rows = situation.challenges_visible_to(who).filter(~Exists(answered), state=ChallengeState.OPEN)
    if ids is not None:
        rows = rows.filter(pk__in=_uuids(ids))
    for pk, area, at in rows.values_list("pk", "area_id", "opened_at"):
        yield Lack(str(pk), _drafters(), _code(area), at.date())


def _long_ago(who: Actor, ids: Collection[str] | None) -> Iterator[Lack]:
    """Those that were to be looked at again by now; without such a day, those as old as a situation picture may be."""
    today = clock.today()
    oldest = next_due(today, -municipality.numbers().picture_months)
    rows = _standing(who).filter(Q(next_due__lte=today) | Q(next_due=None, adopted_on__lte=oldest))
    if ids is not None:
        rows = rows.filter(pk__in=_numbers(ids))
    for pk, area, due, adopted_on in rows.values_list("pk", "area_id", "next_due", "adopted_on"):
        yield Lack(str(pk), _drafters(), _code(area), due or adopted_on)


def _whose(department: int | None) -> Whose | None:
    found = known_row(Department, department) if department else None
    return Whose(found.code, found.short_name) if found else _drafters()


def _drafters() -> Whose | None:
    """The body that drafts pictures and goals [4]."""
    tactical = municipality.bodies_at(BodyLevel.TACTICAL)
    return next((Whose(body.code, body.short_name) for body in municipality.bodies() if body.pk in tactical), None)


def _code(area: int | None) -> str:
    found = known_row(Area, area) if area else None
    return found.code if found else ""


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
