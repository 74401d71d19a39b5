"""Plans: views of the same measures, decided once and for all, and where the thread is broken."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from samspel.core import clock, thread
from samspel.core.adopted import Adoption, compare
from samspel.core.errors import Missing, Refused, Stale
from samspel.core.thread import Ref, Side
from samspel.municipality.models import Department
from samspel.plans import gaps, queries, services
from samspel.plans.models import AdoptedPlan, Measure, Plan, PlanKind
from samspel.plans.rules import Status
from samspel.plans.services import Way, draft_of
from samspel.plans.tests.given import WhoIs, area, challenge, measure, outcome_goal, plan, pledge

pytestmark = pytest.mark.django_db


def decision(day: date | None = None, number: str = "KS 2026-88", due: date | None = None) -> Adoption:
    because = "Beslutet fattades då, texten skrevs in efteråt." if day else ""
    return Adoption(day or clock.today(), number, "Styrgruppen", "steering", due, because)


def adopt(who: WhoIs, found: Plan, by: str = "convenor.steering", **more: Any) -> AdoptedPlan:
    return services.adopt_plan(found.pk, decision(**more), by=who(by))


def test_a_measure_changed_once_is_changed_in_every_plan(who: WhoIs) -> None:
    action, local = plan(who), plan(who, kind=PlanKind.AREA, area=area(), title="Handlingsplan")
    made = measure(who, plans=(action, local), area=area())
    services.change_measure(made.pk, replace(draft_of(made), title="Nytt namn"), by=who("coordinator.berga"))
    reader = who("evaluator")
    assert [one.shown.measure.title for found in (action, local) for one in queries.placed(reader, found)] == [
        "Nytt namn",
        "Nytt namn",
    ]


def test_each_plan_has_its_own_order_and_its_own_text(who: WhoIs) -> None:
    action, local, by = plan(who), plan(who, kind=PlanKind.AREA, area=area()), who("convenor.coordination")
    for title in ("Ett", "Två", "Tre"):
        measure(who, title=title, plans=(action, local), area=area())
    last = queries.placed(by, local)[2].row
    services.place(local.pk, last.pk, 1, "Börjar här.", by=by)
    assert [one.shown.measure.title for one in queries.placed(by, local)] == ["Tre", "Ett", "Två"]
    assert [one.shown.measure.title for one in queries.placed(by, action)] == ["Ett", "Två", "Tre"]
    assert [one.row.text for one in queries.placed(by, local)] == ["Börjar här.", "", ""]
    services.take_out(local.pk, last.pk, by=by)
    assert [one.row.position for one in queries.placed(by, local)] == [2, 3]
    assert Measure.objects.count() == 3


def test_a_measure_changes_places_with_its_neighbour_and_the_first_stays_first(who: WhoIs) -> None:
    found, by = plan(who), who("convenor.coordination")
    for title in ("Ett", "Två", "Tre"):
        measure(who, title=title, plans=(found,))
    last = queries.placed(by, found)[2].row
    for way, order in (
        (Way.UP, ["Ett", "Tre", "Två"]),
        (Way.UP, ["Tre", "Ett", "Två"]),
        (Way.UP, ["Tre", "Ett", "Två"]),
        (Way.DOWN, ["Ett", "Tre", "Två"]),
    ):
        services.move(found.pk, last.pk, way, by=by)
        assert [one.shown.measure.title for one in queries.placed(by, found)] == order


@pytest.mark.parametrize(
    ("username", "kind", "may"),
    [
        ("convenor.coordination", PlanKind.ACTION, True),
        ("security.head", PlanKind.SAFETY, True),
        ("coordinator.berga", PlanKind.AREA, True),
        ("coordinator.ryd", PlanKind.AREA, False),
        ("coordinator.berga", PlanKind.ACTION, False),
        ("manager.culture", PlanKind.OPERATIONAL, True),
        ("contact.culture", PlanKind.OPERATIONAL, False),
        ("convenor.steering", PlanKind.ACTION, False),
        ("evaluator", PlanKind.AREA, False),
    ],
)
def test_plans_are_begun_by_those_who_draft_them(who: WhoIs, username: str, kind: PlanKind, *, may: bool) -> None:
    places: dict[PlanKind, dict[str, Any]] = {
        PlanKind.AREA: {"area": area()},
        PlanKind.OPERATIONAL: {"department": _culture()},
    }
    place = places.get(kind, {})
    if may:
        plan(who, by=username, kind=kind, **place)
    else:
        with pytest.raises(Missing):
            plan(who, by=username, kind=kind, **place)


def _culture() -> Department:
    return Department.objects.get(code="culture-leisure")


@pytest.mark.parametrize(
    ("username", "may"),
    [
        ("convenor.steering", True),
        ("member.steering", True),
        ("convenor.coordination", False),
        ("coordinator.berga", False),
        ("security.head", False),
        ("member.political", False),
    ],
)
def test_plans_are_adopted_by_the_steering_group(who: WhoIs, username: str, *, may: bool) -> None:
    found = plan(who)
    measure(who, plans=(found,))
    if may:
        assert adopt(who, found, by=username).number == 1
    else:
        with pytest.raises(Missing):
            adopt(who, found, by=username)


def test_a_plan_changed_after_the_day_of_its_decision_asks_for_a_word_of_why(who: WhoIs) -> None:
    found = plan(who)
    measure(who, plans=(found,))
    day = clock.today() - timedelta(days=1)
    with pytest.raises(Refused) as refused:
        services.adopt_plan(found.pk, replace(decision(day), because=""), by=who("convenor.steering"))
    assert refused.value.field == "because"
    assert adopt(who, found, day=day).because


def test_a_plan_without_measures_is_not_adopted(who: WhoIs) -> None:
    with pytest.raises(Refused):
        adopt(who, plan(who))


def test_what_is_adopted_stays_as_it_was_decided(who: WhoIs) -> None:
    found, by = plan(who), who("convenor.coordination")
    made = measure(who, plans=(found,), challenges=(challenge(title="Mörka stråk"),))
    first = adopt(who, found, day=clock.today() - timedelta(days=200))
    services.change_measure(made.pk, replace(draft_of(made), title="Något annat"), by=by)
    services.tell(made.pk, Status.DECIDED, "Nu gäller det.", by=by)
    second = adopt(who, found)
    text = str(AdoptedPlan.objects.get(pk=first.pk).content)
    assert "Vuxna ute på kvällarna" in text
    assert "Mörka stråk" in text
    assert "Något annat" not in text
    sides = {one.code: one.side for one in compare(first.sections(), second.sections())}
    assert sides == {"introduction": "same", f"measure-{made.pk}": "changed"}
    assert list(AdoptedPlan.objects.as_of(clock.today() - timedelta(days=10))) == [first]
    assert list(AdoptedPlan.objects.as_of(clock.today())) == [second]


def test_nobody_changes_what_is_adopted_not_even_the_program_itself(who: WhoIs) -> None:
    found = plan(who)
    measure(who, plans=(found,))
    adopted = adopt(who, found)
    for statement in (
        "UPDATE plans_adoptedplan SET content = '{}' WHERE id = %s",
        "UPDATE plans_adoptedplan SET adopted_on = '2020-01-01' WHERE id = %s",
        "DELETE FROM plans_adoptedmeasure WHERE adopted_id = %s",
        "DELETE FROM plans_adoptedplan WHERE id = %s",
    ):
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [adopted.pk])


def test_two_who_put_a_plan_in_order_at_once_lose_nothing(who: WhoIs) -> None:
    found, by = plan(who), who("convenor.coordination")
    measure(who, plans=(found,))
    row, version = queries.placed(by, found)[0].row, Plan.objects.get(pk=found.pk).version
    services.place(found.pk, row.pk, 1, "Den ena", by=by, version=version)
    with pytest.raises(Stale):
        services.place(found.pk, row.pk, 1, "Den andra", by=by, version=version)


def test_a_measure_in_an_adopted_plan_is_dropped_with_a_reason_and_not_taken_away(who: WhoIs) -> None:
    found = plan(who)
    made = measure(who, plans=(found,))
    adopt(who, found)
    with pytest.raises(Refused):
        services.retire_measure(made.pk, by=who("convenor.coordination"))


def test_partners_read_what_was_adopted_and_nothing_else(who: WhoIs) -> None:
    found, partner = plan(who), who("partner.police")
    measure(who, plans=(found,))
    adopted = adopt(who, found)
    assert queries.adopted(partner, adopted.pk) == adopted
    with pytest.raises(Missing):
        queries.plan(partner, found.pk)
    with pytest.raises(Missing):
        queries.adopted(who("polare.ryd"), adopted.pk)


# ---------- The thread


def pairs(earlier: str, later: str, key: object, side: Side) -> list[tuple[str, str]]:
    link = next(one for one in thread.links() if (one.earlier, one.later) == (earlier, later))
    return list(link.pairs([str(key)], side))


def test_the_thread_runs_from_challenge_and_goal_through_the_measure_to_pledge_and_decision(who: WhoIs) -> None:
    hard, goal, found = challenge(), outcome_goal(), plan(who)
    made = measure(who, plans=(found,), challenges=(hard,), outcome_goals=(goal,), area=area())
    adopted, promised = adopt(who, found), pledge(who, measures=(made,))
    for earlier, later, first, second in (
        ("challenge", "measure", hard, made),
        ("goal", "measure", goal, made),
        ("measure", "pledge", made, promised),
        ("measure", "decision", made, adopted),
    ):
        one = [(str(first.pk), str(second.pk))]
        assert pairs(earlier, later, first.pk, Side.EARLIER) == one
        assert pairs(earlier, later, second.pk, Side.LATER) == one
        assert pairs(earlier, later, "no-id", Side.EARLIER) == []
    (node,) = thread.kinds()["measure"].nodes([str(made.pk), "no-id"], who("host.berga"))
    assert (node.ref, node.area) == (Ref("measure", str(made.pk)), "berga")
    assert not list(thread.kinds()["measure"].nodes([str(made.pk)], who("partner.police")))


def lacking(rule: str, who: Any) -> list[str]:
    return [one.id for one in thread.rules()[rule].lacking(who, None)]


def test_what_breaks_the_thread_is_found_and_mended(who: WhoIs) -> None:
    hard, goal, by = challenge(), outcome_goal(), who("convenor.coordination")
    made = measure(who, owner_department=None, area=area())
    for rule in ("measure_without_challenge", "measure_without_goal", "measure_without_owner"):
        assert lacking(rule, by) == [str(made.pk)], rule
    assert lacking("challenge_without_measure", by) == [str(hard.pk)]
    whole = replace(draft_of(made), challenges=(hard,), outcome_goals=(goal,), owner_department=_culture())
    services.change_measure(made.pk, whole, by=by)
    for found in gaps.rules():
        assert lacking(found.code, by) == [], found.code
    services.tell(made.pk, Status.DROPPED, "Ryms inte.", by=by)
    assert lacking("challenge_without_measure", by) == [str(hard.pk)]
    assert lacking("measure_without_challenge", by) == []


def test_who_may_mend_is_shown_the_way_and_others_are_not(who: WhoIs) -> None:
    made = measure(who, area=area())
    (lack,) = thread.rules()["measure_without_challenge"].lacking(who("host.berga"), [str(made.pk)])
    where = thread.rules()["measure_without_challenge"].where
    assert where(lack, who("coordinator.berga")).endswith(f"{made.pk}/change/")
    assert where(lack, who("coordinator.ryd")) == where(lack, who("host.berga")) == ""


def test_a_plan_adopted_long_ago_is_to_be_looked_at_again(who: WhoIs) -> None:
    found, by = plan(who), who("convenor.steering")
    measure(who, plans=(found,))
    today = clock.today()
    adopted = adopt(who, found, day=today - timedelta(days=800), due=today - timedelta(days=70))
    assert lacking("plan_due", by) == [str(adopted.pk)]
    adopt(who, found, day=today, due=today + timedelta(days=700))
    assert lacking("plan_due", by) == []
