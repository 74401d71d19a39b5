"""The joint picture and budget against outcome: the database's sums are the rules' sums, to the öre."""

import random
from collections import defaultdict

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samspel.accounts.models import User
from samspel.accounts.who import who_is
from samspel.core import clock
from samspel.interventions import queries, rules, services
from samspel.interventions.models import Intervention
from samspel.interventions.permissions import Reach, reach_of
from samspel.interventions.queries import By, Filters, Side
from samspel.interventions.rules import Level, State, Target
from samspel.interventions.services import Costing
from samspel.interventions.tests.given import cost, intervention, written
from samspel.municipality.models import Area, Committee, Department
from samspel.municipality.queries import one_request
from samspel.plans.models import Measure
from samspel.targets.models import OutcomeGoal

pytestmark = pytest.mark.django_db
Cast = dict[str, User]
YEAR = 2026


@pytest.fixture
def reach(cast: Cast) -> Reach:
    return reach_of(who_is(cast["member.coordination"]))


def area(code: str) -> int:
    return Area.objects.get(code=code).pk


def committee(code: str) -> int:
    return Committee.objects.get(code=code).pk


def goal(code: str = "berga", **more: object) -> OutcomeGoal:
    """An open goal of an area that culture and leisure owns."""
    return OutcomeGoal.objects.create(
        reference=f"M{OutcomeGoal.objects.count() + 1}",
        area=Area.objects.get(code=code),
        what="Fler i ledd fritid",
        department=Department.objects.get(code="culture-leisure"),
        written_at=clock.now(),
        **more,
    )


def test_a_krona_in_three_areas_is_shared_to_the_ore(cast: Cast, reach: Reach) -> None:
    row = intervention(cast["contact.culture"], areas="skaggetorp ryd berga")
    cost(row, cast["contact.culture"], 100, year=YEAR)
    found = queries.joint(reach, Filters(year=YEAR))
    assert [found.at(area(one)).ore for one in ("skaggetorp", "ryd", "berga")] == [34, 33, 33]
    assert (found.count, found.ore, found.by_place[area("ryd")]) == (1, 100, 1)


def test_without_an_area_it_is_the_whole_municipalitys(cast: Cast, reach: Reach) -> None:
    row = intervention(cast["contact.culture"], areas="")
    cost(row, cast["contact.culture"], 777, year=YEAR)
    found = queries.joint(reach, Filters(year=YEAR))
    assert (found.at(None).ore, found.at(None, committee("culture-leisure-board"), Level.GROUP).count) == (777, 1)


def test_proposals_and_what_is_of_other_years_is_left_out(cast: Cast, reach: Reach) -> None:
    intervention(cast["coordinator.berga"])
    by = cast["contact.culture"]
    intervention(by, starts=clock.today().replace(year=YEAR + 2, month=1, day=1))
    intervention(by, ends=clock.today().replace(year=YEAR - 1, month=12, day=31))
    assert queries.joint(reach, Filters(year=YEAR)).count == 0
    assert queries.joint(reach, Filters(year=YEAR + 2)).count == 1


def _many(cast: Cast, seed: int) -> list[Intervention]:
    """A mixed inventory of two departments with costs and outcomes that end in odd öre."""
    chance = random.Random(seed)
    rows = []
    for number in range(14):
        code, who = chance.choice([("education", "contact.school"), ("social-care", "contact.social")])
        row = services.write(
            written(
                code,
                areas=" ".join(chance.sample(["skaggetorp", "ryd", "berga", "city"], chance.randint(0, 4))),
                factors=" ".join(chance.sample(["bonding", "skills"], chance.randint(0, 2))),
                title=f"Insats {number}",
                level=chance.choice(list(Level)),
                target=chance.choice([Target.EVERYBODY, Target.YOUTHS]),
            ),
            by=who_is(cast[who]),
        )
        for _cost in range(chance.randint(0, 3)):
            outcome = chance.choice([None, chance.randint(0, 10**9)])
            year = chance.choice([YEAR, YEAR, YEAR + 1])
            services.add_cost(
                row.pk,
                Costing(year=year, budget_ore=chance.randint(0, 10**9), outcome_ore=outcome),
                by=who_is(cast[who]),
            )
        rows.append(row)
    return rows


@pytest.mark.parametrize("seed", range(4))
def test_the_databases_sums_are_the_rules_sums(cast: Cast, reach: Reach, seed: int) -> None:
    cells: dict[tuple[int | None, int, Level], int] = defaultdict(int)
    spent: dict[int | None, list[int]] = defaultdict(lambda: [0, 0, 0])
    total = [0, 0, 0]
    for row in _many(cast, seed):
        places: list[int | None] = list(row.where.values_list("area", flat=True)) or [None]
        for one in row.costs.filter(year=YEAR):
            known = one.budget_ore if one.outcome_ore is not None else 0
            parts = [(one.budget_ore, known, one.outcome_ore or 0)]
            total = [sum(pair) for pair in zip(total, parts[0], strict=True)]
            for place, share in zip(places, rules.shares(one.budget_ore, len(places)), strict=True):
                cells[place, row.committee_id, row.at_level] += share
            shared = [rules.shares(amount, len(places)) for amount in parts[0]]
            for index, place in enumerate(places):
                spent[place] = [old + new[index] for old, new in zip(spent[place], shared, strict=True)]
    found = queries.joint(reach, Filters(year=YEAR))
    assert {key: one.ore for key, one in found.cells.items() if one.ore} == {k: v for k, v in cells.items() if v}
    assert found.ore == total[0]
    budget = queries.budget(reach, Filters(year=YEAR), By.AREA)
    lines = {one.key: [one.budget, one.budget_known, one.outcome or 0] for one in budget.lines}
    codes = dict(Area.objects.values_list("pk", "code"))
    assert lines == {codes.get(place, ""): sums for place, sums in spent.items()}  # type: ignore[arg-type]
    for by in By:
        found_budget = queries.budget(reach, Filters(year=YEAR), by)
        whole = found_budget.total
        assert [whole.budget, whole.budget_known, whole.outcome or 0] == total
        assert sum(one.outcome or 0 for one in found_budget.lines) == total[2]


def test_what_serves_two_measures_stands_under_each_and_counts_once(cast: Cast, reach: Reach) -> None:
    measures = [
        Measure.objects.create(number=9000 + one, reference=f"Å{one}", title="Åtgärd", status_at=clock.now())
        for one in range(2)
    ]
    by = cast["contact.culture"]
    row = services.write(written(measures=measures), by=who_is(by))
    cost(row, by, 100, year=YEAR)
    found = queries.budget(reach, Filters(year=YEAR), By.MEASURE)
    assert [one.budget for one in found.lines] == [100, 100]
    assert found.total.budget == 100


def test_two_departments_alike_are_told_as_an_overlap(cast: Cast, reach: Reach) -> None:
    one = intervention(cast["contact.culture"], factors="bonding")
    other = intervention(cast["contact.social"], "social-care", factors="bonding skills")
    found = queries.joint(reach, Filters(year=clock.today().year))
    (overlap,) = found.overlaps
    assert set(overlap.twins) == {str(one.pk), str(other.pk)}
    assert overlap.area == area("berga")


@pytest.mark.parametrize("asked", [Filters(committee="culture-leisure-board"), Filters(on_trial=True)])
def test_what_is_asked_for_is_compared_with_what_is_not(cast: Cast, reach: Reach, asked: Filters) -> None:
    one = intervention(cast["contact.culture"], factors="bonding", on_trial=True)
    other = intervention(cast["contact.social"], "social-care", factors="bonding")
    intervention(cast["contact.school"], "education", areas="ryd", factors="bonding")
    intervention(cast["contact.social"], "social-care", areas="ryd", factors="bonding")
    found = queries.joint(reach, asked.but(year=clock.today().year))
    assert found.count == 1
    assert [set(overlap.twins) for overlap in found.overlaps] == [{str(one.pk), str(other.pk)}]
    assert set(found.twins) == {str(one.pk), str(other.pk)}


def test_a_goal_is_served_by_itself_or_through_a_measure(cast: Cast, reach: Reach) -> None:
    alone, through, unserved = goal(), goal(), goal()
    measure = Measure.objects.create(number=9009, reference="Å9", title="Åtgärd", status_at=clock.now())
    measure.outcome_goals.add(through)
    services.write(written(goals=[alone], measures=[measure]), by=who_is(cast["contact.culture"]))
    found = queries.joint(reach, Filters(year=clock.today().year))
    assert [one.id for one in found.unserved] == [unserved.pk]
    assert found.unserved[0].committee == Committee.objects.get(code="culture-leisure-board")


def test_what_has_ended_long_ago_serves_no_goal_this_year(cast: Cast, reach: Reach) -> None:
    today = clock.today()
    wanted = goal()
    services.write(written(goals=[wanted], ends=today.replace(year=today.year - 1)), by=who_is(cast["contact.culture"]))
    assert [one.id for one in queries.unserved_goals(reach, today.year)] == [wanted.pk]


def test_the_picture_takes_no_more_statements_with_more_in_it(cast: Cast, reach: Reach) -> None:
    def statements() -> int:
        with one_request():
            queries.joint(reach, Filters(year=YEAR))
            with CaptureQueriesContext(connection) as seen:
                queries.joint(reach, Filters(year=YEAR))
        return len(seen)

    _many(cast, 1)
    few = statements()
    _many(cast, 2)
    assert statements() <= few <= 6


def test_a_summary_is_the_same_money_by_what_is_asked_for(cast: Cast, reach: Reach) -> None:
    _many(cast, 3)
    filters = Filters(year=YEAR)
    total = queries.joint(reach, filters).ore
    for by in ([Side.COMMITTEE, Side.LEVEL], [Side.AREA], [Side.DEPARTMENT, Side.AREA, Side.STATUS], [Side.TARGET]):
        assert sum(one.budget for one in queries.summary(reach, filters, by)) == total


@pytest.mark.parametrize(
    ("filters", "titles"),
    [
        (Filters(), {"Kvällsöppet", "Läxhjälp"}),
        (Filters(state="all"), {"Kvällsöppet", "Läxhjälp", "Slut"}),
        (Filters(state=State.ENDED.value), {"Slut"}),
        (Filters(area="berga"), {"Kvällsöppet"}),
        (Filters(area=queries.WHOLE), {"Läxhjälp"}),
        (Filters(area="nowhere"), set()),
        (Filters(level=1), {"Läxhjälp"}),
        (Filters(committee="education-board"), {"Läxhjälp"}),
        (Filters(department="culture-leisure"), {"Kvällsöppet"}),
        (Filters(target="youths"), {"Kvällsöppet"}),
        (Filters(factor="bonding"), {"Kvällsöppet"}),
        (Filters(on_trial=True), {"Läxhjälp"}),
        (Filters(lacks="measure"), {"Kvällsöppet", "Läxhjälp"}),
        (Filters(lacks="goal"), {"Läxhjälp"}),
        (Filters(lacks="confirmed"), set()),
        (Filters(q="läx hjälp"), {"Läxhjälp"}),
        (Filters(q="100%_'"), set()),
    ],
)
def test_the_list_is_narrowed_by_each_filter(cast: Cast, reach: Reach, filters: Filters, titles: set[str]) -> None:
    services.write(written(goals=[goal()], factors="bonding"), by=who_is(cast["contact.culture"]))
    intervention(
        cast["contact.school"], "education", title="Läxhjälp", areas="", level=Level.AREA, on_trial=True,
        target=Target.CHILDREN,
    )  # fmt: skip
    intervention(cast["contact.school"], "education", title="Slut", areas="ryd", state=State.ENDED)
    assert {one.title for one in queries.page(reach, filters).rows} == titles
