"""What a thing is made up of is drawn as one: an intervention has one krona, and the others are told in its note."""

from dataclasses import replace

import pytest

from samspel.core import thread as registry
from samspel.core.thread import Knot, Lack, Node, Ref, Step
from samspel.thread import shown
from samspel.thread.parts import together
from samspel.thread.queries.one import Found, Thread
from samspel.thread.rules import walk
from samspel.thread.tests.conftest import LEISURE, rule
from samspel.thread.tests.fakes import Fake, edge, ref

YEARS = {"2025": Knot.OVER, "2026": Knot.THERE, "2027": Knot.WAITS}
EDGES = (
    ("measure 17", "intervention open"),
    *((("intervention open", f"money {year}")) for year in YEARS),
    ("money 2025", "decision paid"),
)


@pytest.fixture
def costs(monkeypatch: pytest.MonkeyPatch) -> Fake:
    """An intervention with a cost for each of three years."""
    made = Fake(EDGES)
    kinds = dict(made.world().kinds)
    monkeypatch.setattr(registry, "_kinds", kinds | {"money": replace(kinds["money"], part_of="intervention")})
    monkeypatch.setattr(registry, "_links", list(made.world().links))
    return made


def yearly(node: Node) -> Node:
    """A cost as its year draws it."""
    if node.ref.kind != "money":
        return node
    return replace(node, knot=YEARS[node.ref.id], part=node.ref.id, amount=64_000_000, note=f"{node.ref.id}, budget")


def thread_of(costs: Fake, start: str, here: bool = True) -> Thread:
    """The thread of a thing, with a lack of each cost."""
    own = walk([ref(start)], costs.world(), most=12)
    assert own
    own = replace(own, nodes={one: yearly(node) for one, node in own.nodes.items()})
    unpaid = rule("unpaid", "money", Step.MONEY, [])
    lacks = [
        Found(unpaid, Lack(node.ref.id, LEISURE, of="open"), node, f"/mend/{node.ref.id}/")
        for node in own.nodes.values()
        if node.ref.kind == "money"
    ]
    return Thread(ref(start) if here else None, own, None, lacks)


def test_this_years_krona_is_drawn_and_the_others_are_told_in_its_note(costs: Fake) -> None:
    found = together(thread_of(costs, "measure 17"))
    (drawn,) = [node for node in found.own.nodes.values() if node.ref.kind == "money"]
    assert drawn.ref == Ref("money", "2026")
    assert str(drawn.note).replace("\u00a0", " ").startswith("2026, budget; ")
    assert str(drawn.note).replace("\u00a0", " ").endswith("640 tkr 2025, 640 tkr 2027")


def test_what_hangs_on_another_year_hangs_on_the_one_that_is_drawn(costs: Fake) -> None:
    found = together(thread_of(costs, "measure 17"))
    assert set(found.own.edges) == {
        edge("measure 17", "intervention open"),
        edge("intervention open", "money 2026"),
        edge("money 2026", "decision paid"),
    }


def test_the_one_that_is_read_is_drawn_whatever_its_year(costs: Fake) -> None:
    found = together(thread_of(costs, "money 2027"))
    assert ref("money 2027") in found.own.nodes


def test_the_picture_has_one_knot_for_them_and_the_table_every_row(costs: Fake) -> None:
    thread = thread_of(costs, "measure 17")
    knots = [knot for knot in shown.picture(thread).knots if knot.key.startswith("money")]
    assert [knot.lacks for knot in knots] == ["has no money"]
    assert sum(row.where.startswith("/mend/") for row in shown.rows(thread)) == 3
    (gap,) = shown.gaps(thread)
    assert (gap.label, gap.lacks) == ("intervention open", "has no money (3)")


def test_what_a_thing_itself_lacks_has_no_other_end_in_the_table(costs: Fake) -> None:
    lacking = [row for row in shown.rows(thread_of(costs, "measure 17")) if row.where]
    assert all(row.later is None and row.status.word == "has no money" for row in lacking)
