"""Goals and target pictures: written, adopted and frozen, ended, scored; and what is missing on the thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from samspel.core import clock, thread
from samspel.core.actors import Job
from samspel.core.errors import Missing, Refused, Stale
from samspel.core.thread import Side
from samspel.municipality.models import Area
from samspel.situation.tests.given import ADOPTER, DRAFTER, adoption, challenge, value
from samspel.targets import permissions, queries, services
from samspel.targets.models import AdoptedTarget, OutcomeGoal, ScoreRow
from samspel.targets.permissions import reach_of
from samspel.targets.queries import Filters
from samspel.targets.rules import Course, GoalState, GoalStep
from samspel.targets.services import Written
from samspel.targets.tests import given as g

if TYPE_CHECKING:
    from samspel.accounts.models import User
    from samspel.accounts.who import Who

    WhoIs = Callable[[str], Who]

pytestmark = pytest.mark.django_db


def gaps(rule: str, who: Who) -> dict[str, str]:
    return {lack.id: str(lack.lacks) for lack in thread.rules()[rule].lacking(who, None)}


def test_a_goal_is_written_part_by_part(who: WhoIs) -> None:
    made = services.write_goal(Area.objects.get(code="berga"), Written("Fler trygga"), by=who(DRAFTER))
    assert made.stands is GoalState.DRAFT
    assert made.reference.startswith("E")
    found = queries.stand(who(DRAFTER), made)
    assert found.course is Course.CANNOT
    services.change_goal(made.pk, g.whole(), by=who(DRAFTER), version=made.version)
    assert queries.stand(who(DRAFTER), OutcomeGoal.objects.get(pk=made.pk)).followed


def test_where_a_goal_stands_is_what_its_indicator_last_said_since_the_baseline(who: WhoIs) -> None:
    by = who(DRAFTER)
    made = g.goal(by)
    value("2023", "41", by=by, code="unsafe-at-night", where="berga")
    assert queries.stand(by, made).course is Course.UNKNOWN
    value("2024", "36", by=by, code="unsafe-at-night", where="berga")
    value("2025", "20", by=by, code="unsafe-at-night")
    found = queries.stand(by, made)
    assert found.course is Course.ON_ITS_WAY
    assert found.now is not None
    assert found.now.value == Decimal(36)


def test_a_value_of_few_answers_is_for_those_who_draft(who: WhoIs) -> None:
    by = who(DRAFTER)
    made = g.goal(by)
    value("2024", "36", by=by, code="unsafe-at-night", where="berga", asked=2)
    assert queries.stand(by, made).now is not None
    assert queries.stand(who("contact.urban"), made).now is None


def test_adopting_freezes_the_goals_with_the_picture_and_a_change_waits_for_the_next_one(who: WhoIs) -> None:
    by = who(DRAFTER)
    made = g.goal(by, challenges=(challenge(by),))
    first = g.adopted(who)
    made.refresh_from_db()
    assert made.stands is GoalState.ADOPTED
    services.change_goal(made.pk, replace(g.whole(), target=Decimal(25)), by=by)
    assert OutcomeGoal.objects.get(pk=made.pk).stands is GoalState.DRAFT
    assert AdoptedTarget.objects.get(pk=first.pk).content["goals"][0]["target"] == "30"
    assert "30 procent" in first.content["goals"][0]["sentence"].replace("\u00a0", " ")
    second = g.adopted(who)
    assert (second.number, "25 procent" in second.content["goals"][0]["sentence"].replace("\u00a0", " ")) == (2, True)


def test_who_answers_for_it_may_change_without_a_new_decision(who: WhoIs) -> None:
    made = g.goal(who(DRAFTER))
    g.adopted(who)
    services.change_goal(made.pk, replace(g.whole(), owner_role="samordnare"), by=who(DRAFTER))
    assert OutcomeGoal.objects.get(pk=made.pk).stands is GoalState.ADOPTED


def test_a_draft_goes_on_from_what_was_adopted_last(who: WhoIs) -> None:
    g.adopted(who)
    made = services.begin_target(Area.objects.get(code="berga"), by=who(DRAFTER))
    assert made.vision == g.VISION
    with pytest.raises(Refused):
        services.begin_target(Area.objects.get(code="berga"), by=who("coordinator.berga"))


def test_a_picture_without_a_vision_is_not_adopted(who: WhoIs) -> None:
    made = g.draft(who(DRAFTER), written=False)
    with pytest.raises(Refused):
        services.adopt_target(made.pk, adoption(), by=who(ADOPTER))


@pytest.mark.parametrize("username", [DRAFTER, "security.head", "member.political", "coordinator.berga", "admin"])
def test_only_the_steering_group_adopts(username: str, who: WhoIs) -> None:
    made = g.draft(who(DRAFTER))
    with pytest.raises(Missing):
        services.adopt_target(made.pk, adoption(), by=who(username))


def test_no_version_is_adopted_before_the_last_one(who: WhoIs) -> None:
    g.adopted(who)
    made = g.draft(who(DRAFTER))
    with pytest.raises(Refused):
        services.adopt_target(made.pk, adoption(clock.today() - timedelta(days=1)), by=who(ADOPTER))


def test_what_held_on_a_day_can_be_read(who: WhoIs) -> None:
    yesterday = clock.today() - timedelta(days=1)
    g.adopted(who, day=yesterday)
    g.adopted(who)
    area = Area.objects.get(code="berga")
    held = [queries.standing(who("host.berga"), area, day).adopted for day in (yesterday, clock.today())]
    assert [one.number if one else None for one in held] == [1, 2]
    assert queries.standing(who("host.berga"), area, yesterday - timedelta(days=1)).adopted is None


def test_the_goal_ends_as_reached_and_can_be_taken_up_again(who: WhoIs) -> None:
    by = who(DRAFTER)
    made = g.goal(by)
    with pytest.raises(Refused):
        services.end_goal(made.pk, GoalStep.REACH, "Klart", by=by)
    g.adopted(who)
    services.end_goal(made.pk, GoalStep.REACH, "Mätningen 2026 visar det.", by=by)
    assert not queries.goals(by).exists()
    with pytest.raises(Refused):
        services.change_goal(made.pk, g.whole(), by=by)
    services.reopen_goal(made.pk, "Det gick tillbaka.", by=by)
    assert OutcomeGoal.objects.get(pk=made.pk).stands is GoalState.ADOPTED


def test_two_who_write_at_once_lose_neither_text(who: WhoIs) -> None:
    made = g.goal(who(DRAFTER))
    services.change_goal(made.pk, replace(g.whole(), what="Ett"), by=who(DRAFTER), version=made.version)
    with pytest.raises(Stale):
        services.change_goal(made.pk, replace(g.whole(), what="Två"), by=who("security.head"), version=made.version)


def test_comments_are_answered(who: WhoIs) -> None:
    made = g.draft(who(DRAFTER))
    with pytest.raises(Missing):
        services.comment(made.pk, "För tidigt", by=who("host.berga"))
    services.ask_for_comments(made.pk, clock.today(), by=who(DRAFTER))
    said = services.comment(made.pk, "Skolvägen saknas.", by=who("host.berga"))
    services.answer_comment(made.pk, said.pk, "Den är med nu.", by=who(DRAFTER))
    assert made.comments.get().answer == "Den är med nu."


def test_the_permission_and_the_query_say_the_same_for_everybody(who: WhoIs, cast: dict[str, User]) -> None:
    g.world(who)
    g.draft(who(DRAFTER), "ryd")
    g.draft(who(DRAFTER), None)
    pictures = list(queries.drafts_visible_to(reach_of(who(DRAFTER))))
    goals = list(OutcomeGoal.objects.all())
    assert len(pictures) == 5
    for username in cast:
        reach = reach_of(who(username))
        seen = set(queries.drafts_visible_to(reach).values_list("pk", flat=True))
        assert seen == {one.pk for one in pictures if permissions.sees_draft(reach, one)}, username
        read = set(queries.goals_visible_to(reach).values_list("pk", flat=True))
        assert read == {one.pk for one in goals if permissions.sees_goal(reach, one)}, username


def test_goals_of_an_area_of_the_municipality_and_of_all(who: WhoIs) -> None:
    by = who(DRAFTER)
    berga, whole = g.goal(by), g.goal(by, None)
    area = Area.objects.get(code="berga")
    chosen = [Filters(), Filters(area), Filters(whole=True), Filters(state="reached")]
    assert [set(queries.goals(by, one)) for one in chosen] == [{berga, whole}, {berga}, {whole}, set()]


def test_the_score_is_kept_month_by_month(who: WhoIs) -> None:
    by = who(DRAFTER)
    g.goal(by)
    g.goal(by, indicator=None)
    services.keep_score(by=Job("score"))
    services.keep_score(by=Job("score"))
    rows = {row.area.code if row.area else "": (row.goals, row.followed) for row in ScoreRow.objects.all()}
    assert rows == {"": (2, 1), "berga": (2, 1)}
    found = queries.scores(by)
    assert (found.total.goals, found.total.followed, found.total.percent) == (2, 1, 50)
    assert [(one.area.code if one.area else "", one.score.percent) for one in found.areas] == [("berga", 50)]


def test_a_challenge_without_a_goal_is_a_broken_link_until_it_has_one(who: WhoIs) -> None:
    by = who(DRAFTER)
    found = challenge(by)
    assert str(found.pk) in gaps("challenge-without-goal", by)
    made = g.goal(by, challenges=(found,))
    assert gaps("challenge-without-goal", by) == {}
    services.end_goal(made.pk, GoalStep.DROP, "Fel väg", by=by)
    assert str(found.pk) in gaps("challenge-without-goal", by)


def test_what_a_goal_lacks_is_told_on_the_thread(who: WhoIs) -> None:
    by = who(DRAFTER)
    made = g.goal(by, baseline=None, by_day=None, department=None, owner_role="")
    assert list(gaps("goal-not-followed", by)) == [str(made.pk)]
    assert list(gaps("goal-without-challenge", by)) == [str(made.pk)]
    assert list(gaps("goal-without-owner", by)) == [str(made.pk)]
    rule = thread.rules()["goal-not-followed"]
    lack = next(iter(rule.lacking(by, [str(made.pk)])))
    assert (lack.whose.code if lack.whose else "", lack.area) == ("coordination", "berga")
    assert rule.where(lack, who("coordinator.berga")) == f"/targets/goals/{made.pk}/change/"
    assert rule.where(lack, who("coordinator.ryd")) == ""
    assert list(rule.lacking(by, ["no-id"])) == []


def test_a_goal_past_its_day_asks_how_it_went(who: WhoIs) -> None:
    by = who(DRAFTER)
    made = g.goal(by, by_day=clock.today() - timedelta(days=1))
    assert list(gaps("goal-past-its-day", by)) == [str(made.pk)]


def test_a_picture_that_was_to_be_looked_at_again_is_told(who: WhoIs) -> None:
    old = date(clock.today().year - 3, 1, 1)
    made = g.adopted(who, day=old)
    assert list(gaps("target-adopted-long-ago", who(DRAFTER))) == [str(made.pk)]
    g.adopted(who)
    assert gaps("target-adopted-long-ago", who(DRAFTER)) == {}


def test_the_goal_hangs_between_its_challenge_and_its_decision(who: WhoIs) -> None:
    by = who(DRAFTER)
    found = challenge(by)
    made = g.goal(by, challenges=(found,))
    adopted = g.adopted(who)
    pairs = {
        (link.earlier, link.later): link.pairs
        for link in thread.links()
        if "goal" in {link.earlier, link.later} and {"challenge", "target"} & {link.earlier, link.later}
    }
    answers = [(str(found.pk), str(made.pk))]
    assert list(pairs["challenge", "goal"]([str(found.pk)], Side.EARLIER)) == answers
    assert list(pairs["challenge", "goal"]([str(made.pk)], Side.LATER)) == answers
    decided = [(str(made.pk), str(adopted.pk))]
    assert list(pairs["goal", "target"]([str(made.pk)], Side.EARLIER)) == decided
    assert list(pairs["goal", "target"]([str(adopted.pk)], Side.LATER)) == decided
    nodes = {node.label: node for node in thread.kinds()["goal"].nodes([str(made.pk), "x"], by)}
    assert set(nodes) == {g.WHAT}
    assert list(thread.kinds()["goal"].nodes([str(made.pk)], who("partner.police"))) == []
    assert [node.area for node in thread.kinds()["target"].nodes([str(adopted.pk)], who("partner.police"))] == ["berga"]
