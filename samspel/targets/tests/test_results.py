"""What came of a goal stands on the thread, and a goal of which nothing was measured breaks it."""

from collections.abc import Callable
from datetime import date

import pytest

from samspel.accounts.who import Who
from samspel.core import thread as registry
from samspel.core.thread import Knot, Node
from samspel.situation.tests.given import DRAFTER, value
from samspel.targets.models import OutcomeGoal
from samspel.targets.tests import given as g

pytestmark = pytest.mark.django_db
NBSP = "\u00a0"
WhoIs = Callable[[str], Who]


def measured(by: Who, year: str, number: str, where: str = "berga", **more: int) -> None:
    """What the goal's indicator said of a year."""
    value(year, number, by=by, code="unsafe-at-night", where=where, **more)


def results(goal: OutcomeGoal, who: Who) -> list[Node]:
    """The goal's result as the thread draws it."""
    return list(registry.kinds()["result"].nodes([str(goal.pk)], who))


def unmeasured(who: Who, *goals: OutcomeGoal) -> set[str]:
    """The goals of which the rule says that nothing was measured."""
    ids = [str(one.pk) for one in goals] or None
    return {lack.id for lack in registry.rules()["goal-not-measured"].lacking(who, ids)}


def test_the_latest_value_since_the_baseline_is_the_goals_result(who: WhoIs) -> None:
    by = who(DRAFTER)
    goal = g.goal(by)
    measured(by, "2024", "40")
    measured(by, "2025", "36")
    (found,) = results(goal, by)
    assert str(found.label).replace(NBSP, " ") == f"36 procent: {g.WHAT}"
    assert str(found.note) in {"På väg, 31 december 2025", "On its way, 31 December 2025"}
    assert found.url.endswith("#values")
    assert found.knot is Knot.THERE


def test_what_was_measured_before_the_baseline_or_elsewhere_is_no_result(who: WhoIs) -> None:
    by = who(DRAFTER)
    goal = g.goal(by)
    measured(by, "2023", "42")
    measured(by, "2025", "36", where="")
    measured(by, "2025", "31", where="ryd")
    assert results(goal, by) == []
    assert unmeasured(by, goal) == {str(goal.pk)}
    (lack,) = registry.rules()["goal-not-measured"].lacking(by, None)
    assert lack.since == date(2023, 12, 31)
    assert lack.whose
    assert lack.whose.code == "urban-planning"


@pytest.mark.parametrize("where", ["berga", ""])
def test_a_goal_that_was_measured_breaks_nothing_in_an_area_or_in_the_whole_municipality(
    who: WhoIs, where: str
) -> None:
    by = who(DRAFTER)
    goal = g.goal(by, where or None)
    assert unmeasured(by) == {str(goal.pk)}
    measured(by, "2025", "36", where=where)
    assert unmeasured(by) == set()
    assert len(results(goal, by)) == 1


def test_a_goal_that_cant_be_followed_up_is_told_so_and_not_twice(who: WhoIs) -> None:
    goal = g.goal(who(DRAFTER), baseline=None)
    assert unmeasured(who(DRAFTER), goal) == set()


def test_a_result_of_few_answers_is_for_those_who_may_see_small_numbers(who: WhoIs) -> None:
    by = who(DRAFTER)
    goal = g.goal(by)
    measured(by, "2025", "36", asked=3)
    assert len(results(goal, by)) == 1
    assert results(goal, who("manager.school")) == []
    assert results(goal, who("outsider")) == []


# ---------- Areas without a target picture


def without(who: Who) -> set[str]:
    """The areas that the rule finds."""
    return {lack.id for lack in registry.rules()["area-without-target"].lacking(who, None)}


def test_an_area_that_is_worked_with_lacks_a_target_picture_until_one_is_adopted(who: WhoIs) -> None:
    seen = who(DRAFTER)
    assert "berga" in without(seen)
    g.draft(seen)
    assert "berga" in without(seen)
    g.adopted(who, "ryd")
    assert "ryd" not in without(seen)
    assert "berga" in without(seen)
