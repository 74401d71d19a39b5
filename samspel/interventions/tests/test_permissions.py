"""Who sees and keeps what: the sentences and the rows say the same, for everybody."""

import pytest

from samspel.accounts.models import User
from samspel.accounts.who import who_is
from samspel.core import thread
from samspel.interventions import permissions, queries, services
from samspel.interventions.models import Intervention
from samspel.interventions.permissions import reach_of
from samspel.interventions.rules import Heads, Level, ShownHeads
from samspel.interventions.tests.given import cost, intervention, written
from samspel.municipality.models import Area, Organisation

pytestmark = pytest.mark.django_db
Cast = dict[str, User]


@pytest.fixture
def two(cast: Cast) -> tuple[Intervention, Intervention]:
    """One of culture and leisure with the police, one of the school's alone."""
    police = Organisation.objects.get(code="police")
    shared = intervention(cast["contact.culture"], partners=[police])
    return shared, intervention(cast["contact.school"], "education", title="Läxhjälp")


def test_sentence_and_rows_agree_for_everybody(cast: Cast, two: tuple[Intervention, Intervention]) -> None:
    for user in cast.values():
        reach = reach_of(who_is(user))
        rows = set(queries.visible_to(reach).values_list("pk", flat=True))
        assert rows == {one.pk for one in two if permissions.sees(reach, one)}, user.username


@pytest.mark.parametrize(
    ("who", "count"),
    [
        ("host.berga", 2),
        ("contact.urban", 2),
        ("member.political", 2),
        ("security.head", 2),
        ("evaluator", 2),
        ("partner.police", 1),
        ("partner.housing", 0),
        ("polare.ryd", 0),
        ("contactcentre", 0),
        ("admin", 0),
        ("protection.officer", 0),
        ("duty.officer", 0),
        ("outsider", 0),
    ],
)
def test_who_works_with_it_sees_all_and_a_partner_what_it_takes_part_in(
    cast: Cast, two: tuple[Intervention, Intervention], who: str, count: int
) -> None:
    assert queries.visible_to(who_is(cast[who])).count() == count


@pytest.mark.parametrize(
    ("who", "keeps"),
    [
        ("contact.culture", True),
        ("manager.culture", True),
        ("convenor.coordination", True),
        ("contact.school", False),
        ("coordinator.berga", False),
        ("member.steering", False),
        ("security.head", False),
        ("host.berga", False),
        ("partner.police", False),
    ],
)
def test_each_department_keeps_its_own(
    cast: Cast, two: tuple[Intervention, Intervention], who: str, keeps: bool
) -> None:
    assert permissions.may_keep(reach_of(who_is(cast[who])), two[0]) is keeps


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("member.steering", 1),
        ("contact.culture", 1),
        ("coordinator.berga", 1),
        ("evaluator", 1),
        ("host.berga", 0),
        ("partner.police", 0),
    ],
)
def test_costs_are_not_for_everybody_who_sees_it(
    cast: Cast, two: tuple[Intervention, Intervention], who: str, sees: int
) -> None:
    cost(two[0], cast["contact.culture"], 100)
    assert len(queries.costs(who_is(cast[who]), two[0])) == sees


def test_a_small_count_is_seen_by_who_keeps_it_and_by_nobody_else(cast: Cast) -> None:
    row = intervention(cast["contact.culture"], level=Level.INDIVIDUALS)
    services.count_heads(row.pk, 2026, Heads(2, 9, 0), by=who_is(cast["contact.culture"]))
    (own,) = queries.heads(reach_of(who_is(cast["manager.culture"])), row)
    (others,) = queries.heads(reach_of(who_is(cast["coordinator.berga"])), row)
    assert own.heads == ShownHeads(11, 2, 9, 0)
    assert others.heads == ShownHeads(11)


def test_the_evaluator_reads_without_persons(cast: Cast) -> None:
    row = services.write(written(text="Ring 070-174 06 31"), by=who_is(cast["contact.culture"]), looked=True)
    assert "070" in queries.one(who_is(cast["contact.culture"]), row.pk).text
    assert "070" not in queries.one(who_is(cast["evaluator"]), row.pk).text


def test_no_sum_and_no_overlap_tells_the_evaluator_of_a_person(cast: Cast) -> None:
    title = "Ring 070-174 06 31"
    for who, code in (("contact.culture", "culture-leisure"), ("contact.school", "education")):
        row = services.write(written(code, title=title), by=who_is(cast[who]), looked=True)
        cost(row, cast[who], 100)
    reach, filters = reach_of(who_is(cast["evaluator"])), queries.Filters(year=row.written_at.year)
    found = queries.joint(reach, filters)
    told = [one.title for one in found.twins.values()]
    told += [one.name for one in queries.budget(reach, filters, queries.By.INTERVENTION).lines]
    told += [one.title for one in queries.of_area(reach, Area.objects.get(code="berga"), filters.year)]
    told += [str(one.label) for one in thread.kinds()["cost"].nodes([str(row.costs.get().pk)], reach.who)]
    assert len(told) == 7
    assert not [one for one in told if "070" in one]
