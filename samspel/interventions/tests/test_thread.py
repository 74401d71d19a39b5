"""Interventions on the red thread: what they are drawn as, what they hang on, and what breaks it."""

from datetime import date
from uuid import uuid4

import pytest

from samspel.accounts.models import User
from samspel.accounts.who import who_is
from samspel.commissions.models import Funding, FundingKind
from samspel.core import clock, thread
from samspel.core.thread import Knot, Side
from samspel.interventions import panels, services
from samspel.interventions.models import Intervention
from samspel.interventions.rules import Certainty, Level, State
from samspel.interventions.services import Costing
from samspel.interventions.tests.given import cost, intervention, written
from samspel.municipality.models import Area, Department
from samspel.plans.models import Measure
from samspel.plans.rules import Status
from samspel.targets.models import OutcomeGoal

pytestmark = pytest.mark.django_db
Cast = dict[str, User]


@pytest.fixture
def measure(db: None) -> Measure:
    return Measure.objects.create(
        number=9001, reference="Å9001", title="Fler kvällar", status=Status.ONGOING.value, status_at=clock.now(),
        owner_department=Department.objects.get(code="culture-leisure"),
    )  # fmt: skip


def pairs(earlier: str, later: str, ids: list[object], side: Side) -> list[tuple[str, str]]:
    """What the registered link between two kinds says."""
    (link,) = [one for one in thread.links() if (one.earlier, one.later) == (earlier, later)]
    return sorted(link.pairs([str(one) for one in ids], side))


def lacks(rule: str, who: User, ids: list[object] | None = None) -> set[str]:
    """The ids of what a rule finds."""
    asked = None if ids is None else [str(one) for one in ids]
    return {one.id for one in thread.rules()[rule].lacking(who_is(who), asked)}


def test_from_the_measure_to_the_krona_and_back(cast: Cast, measure: Measure) -> None:
    by, year = cast["contact.culture"], clock.today().year
    money = Funding.objects.create(
        giver="Kommunstyrelsen", kind=FundingKind.CENTRAL, year=year, amount_ore=10**8, noted_at=clock.now(),
        purpose="Trygghet",
    )  # fmt: skip
    row = services.write(written(measures=[measure]), by=who_is(by))
    paid = services.add_cost(row.pk, Costing(year=year, budget_ore=48_000_000, funding=money), by=who_is(by))
    hangs = [(str(measure.pk), str(row.pk)), (str(row.pk), str(paid.pk)), (str(paid.pk), str(money.pk))]
    for (earlier, later), pair in zip(
        [("measure", "intervention"), ("intervention", "cost"), ("cost", "money")], hangs, strict=True
    ):
        assert pairs(earlier, later, [pair[0]], Side.EARLIER) == [pair]
        assert pairs(earlier, later, [pair[1]], Side.LATER) == [pair]
    (node,) = thread.kinds()["cost"].nodes([str(paid.pk)], who_is(cast["member.steering"]))
    assert node.amount == 48_000_000
    assert not lacks("cost_without_funding", by)


def test_a_krona_is_what_it_did_cost_where_that_is_known(cast: Cast) -> None:
    by, year = cast["contact.culture"], clock.today().year
    known = cost(intervention(by), by, 48_000_000, year=year - 1, outcome_ore=51_000_000, certainty=Certainty.KNOWN)
    (node,) = thread.kinds()["cost"].nodes([str(known.pk)], who_is(cast["member.steering"]))
    assert (node.amount, node.note) == (51_000_000, f"{year - 1}, utfall")
    assert str(node.label).startswith("510")


def test_a_coming_years_cost_is_broken_only_when_the_year_has_money(cast: Cast) -> None:
    by, year = cast["contact.culture"], clock.today().year
    row = intervention(by)
    now, coming = (cost(row, by, 100, year=one) for one in (year, year + 1))
    assert lacks("cost_without_funding", by) == {str(now.pk)}
    Funding.objects.create(
        giver="Delmos", kind=FundingKind.GRANT, year=year + 1, amount_ore=10**8, noted_at=clock.now()
    )
    assert lacks("cost_without_funding", by) == {str(now.pk), str(coming.pk)}


@pytest.mark.parametrize("kind", ["intervention", "cost"])
def test_an_id_that_is_none_finds_nothing(cast: Cast, kind: str) -> None:
    strange = ["", "x", "1.5", "²", "9" * 40, str(uuid4()), "-1"]
    assert list(thread.kinds()[kind].nodes(strange, who_is(cast["member.steering"]))) == []
    for link in thread.links():
        if kind in {link.earlier, link.later}:
            assert list(link.pairs(strange, Side.EARLIER)) == list(link.pairs(strange, Side.LATER)) == []


@pytest.mark.parametrize(
    ("state", "knot"),
    [(State.PLANNED, Knot.WAITS), (State.ONGOING, Knot.THERE), (State.ENDED, Knot.OVER), (State.PROPOSED, Knot.WAITS)],
)
def test_how_it_stands_is_its_knot(cast: Cast, state: State, knot: Knot) -> None:
    row = intervention(cast["contact.culture"], state=state)
    (node,) = thread.kinds()["intervention"].nodes([str(row.pk)], who_is(cast["host.berga"]))
    assert (node.knot, node.area) == (knot, "berga")


def test_costs_are_on_nobodys_thread_who_may_not_read_them(cast: Cast) -> None:
    made = cost(intervention(cast["contact.culture"]), cast["contact.culture"], 100)
    for who, seen in (("member.steering", 1), ("host.berga", 0), ("partner.police", 0), ("outsider", 0)):
        assert len(list(thread.kinds()["cost"].nodes([str(made.pk)], who_is(cast[who])))) == seen


def test_a_measure_is_broken_until_something_carries_it_out(cast: Cast, measure: Measure) -> None:
    by = cast["contact.culture"]
    assert str(measure.pk) in lacks("measure_without_intervention", by)
    row = services.write(written(measures=[measure]), by=who_is(by))
    assert str(measure.pk) not in lacks("measure_without_intervention", by)
    services.change(row.pk, written(), by=who_is(by))
    assert lacks("measure_without_intervention", by, [measure.pk]) == {str(measure.pk)}
    assert lacks("measure_without_intervention", by, [uuid4()]) == set()


def test_an_intervention_without_measure_goal_confirmation_and_cost_is_broken_four_times(cast: Cast) -> None:
    row = intervention(cast["contact.culture"])
    Intervention.objects.filter(pk=row.pk).update(confirmed_on=date(2020, 1, 1))
    rules = ("without_measure", "without_goal", "not_confirmed", "without_cost")
    for rule in rules:
        assert lacks(f"intervention_{rule}", cast["member.steering"]) == {str(row.pk)}
    Intervention.objects.filter(pk=row.pk).update(state=State.ENDED.value)
    for rule in rules:
        assert lacks(f"intervention_{rule}", cast["member.steering"]) == set()


def test_a_goal_through_a_measure_is_goal_enough(cast: Cast, measure: Measure) -> None:
    goal = OutcomeGoal.objects.create(
        reference="M1", what="Fler i ledd fritid", area=Area.objects.get(code="berga"), written_at=clock.now()
    )
    assert str(goal.pk) in lacks("goal_without_intervention", cast["member.steering"])
    measure.outcome_goals.add(goal)
    services.write(written(measures=[measure]), by=who_is(cast["contact.culture"]))
    assert lacks("intervention_without_goal", cast["member.steering"]) == set()
    assert lacks("goal_without_intervention", cast["member.steering"]) == set()


@pytest.mark.parametrize(
    ("who", "mends"), [("contact.culture", True), ("member.coordination", True), ("contact.school", False)]
)
def test_where_it_is_mended_is_told_to_who_may(cast: Cast, who: str, mends: bool) -> None:
    row = intervention(cast["contact.culture"])
    rule = thread.rules()["intervention_without_measure"]
    (lack,) = rule.lacking(who_is(cast[who]), None)
    assert lack.whose is not None
    assert lack.whose.code == "culture-leisure"
    assert bool(rule.where(lack, who_is(cast[who]))) is mends
    assert row.reference


def test_an_areas_page_shows_levels_and_places(cast: Cast) -> None:
    by, berga = cast["contact.culture"], Area.objects.with_today().get(code="berga")
    cost(intervention(by, areas="berga ryd"), by, 300_001, year=clock.today().year)
    intervention(by, areas="berga", level=Level.INDIVIDUALS, title="Enskilt")
    shown = panels.levels(berga, who_is(cast["member.steering"]))
    assert shown is not None
    first, group, single = shown["levels"].rows
    assert [one.count[0] for one in (first, group, single)] == ["0", "1", "1"]
    assert single.rows == []
    assert panels.levels(berga, who_is(cast["host.berga"])) is None
    found = panels.in_area(berga, who_is(cast["host.berga"]))
    assert found is not None
    assert found["count"] == 2
    assert panels.in_area(berga, who_is(cast["partner.housing"])) is None
