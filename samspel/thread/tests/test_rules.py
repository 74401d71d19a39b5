"""Walking the thread: what a thing stands on, and what stands on it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspel.core.thread import Knot, Node, Ref, Step
from samspel.thread.rules import LOOKED_AT, More, Tie, columns, tie, walk, with_results
from samspel.thread.tests.fakes import CODES, STEPS, Fake, edge, node, ref

WIDE = 10_000
BERGA = (
    ("observation dark", "challenge 1"),
    ("observation young", "challenge 2"),
    ("challenge 1", "goal safe"),
    ("challenge 2", "goal leisure"),
    ("goal safe", "measure 12"),
    ("goal leisure", "measure 17"),
    ("goal leisure", "measure 21"),
    ("measure 17", "intervention open"),
    ("intervention open", "money 480"),
)


def found(start: str, edges: object = BERGA, hidden: frozenset[str] = frozenset(), most: int = WIDE) -> set[str]:
    """The things on the thread of one, by name."""
    walked = walk([ref(start)], Fake(edges, hidden).world(), most=most)  # type: ignore[arg-type]
    return {str(one.label) for one in walked.nodes.values()} if walked else set()


def test_the_thread_of_a_challenge_goes_from_what_was_seen_to_the_money() -> None:
    assert found("challenge 2") == {
        "observation young",
        "challenge 2",
        "goal leisure",
        "measure 17",
        "measure 21",
        "intervention open",
        "money 480",
    }


def test_from_the_money_back_to_the_observation_one_does_not_pass_what_hangs_beside() -> None:
    assert found("money 480") == {
        "money 480",
        "intervention open",
        "measure 17",
        "goal leisure",
        "challenge 2",
        "observation young",
    }


def test_what_one_may_not_see_is_as_if_it_were_not_there_and_so_is_what_lies_behind_it() -> None:
    assert found("challenge 2", hidden=frozenset({"measure 17"})) == {
        "observation young",
        "challenge 2",
        "goal leisure",
        "measure 21",
    }
    walked = walk([ref("challenge 2")], Fake(BERGA, frozenset({"measure 17"})).world(), most=WIDE)
    assert walked
    assert edge("goal leisure", "measure 17") not in walked.edges


def test_the_thread_of_what_one_may_not_see_is_not_there() -> None:
    assert found("challenge 2", hidden=frozenset({"challenge 2"})) == set()
    assert walk([Ref("unheard", "1")], Fake(BERGA).world(), most=WIDE) is None


def test_a_link_within_a_step_is_followed_the_way_it_points() -> None:
    edges = (("observation 1", "weekly 46"), ("weekly 46", "challenge 2"), ("observation 2", "challenge 2"))
    assert found("challenge 2", edges) == {"observation 1", "observation 2", "weekly 46", "challenge 2"}
    assert found("observation 1", edges) == {"observation 1", "weekly 46", "challenge 2"}
    assert found("weekly 46", edges) == {"observation 1", "weekly 46", "challenge 2"}


def test_what_came_of_a_goal_is_told_wherever_the_goal_is_on_the_way_up_too() -> None:
    edges = (*BERGA, ("goal leisure", "result leisure"), ("goal safe", "result safe"))
    world = Fake(edges).world()
    walked = walk([ref("money 480")], world, most=WIDE)
    assert walked
    told = with_results(walked, world)
    assert {str(one.label) for one in told.nodes.values()} - {str(one.label) for one in walked.nodes.values()} == {
        "result leisure"
    }
    assert edge("goal leisure", "result leisure") in told.edges
    assert list(told.nodes).index(ref("money 480")) < list(told.nodes).index(ref("result leisure"))


def test_a_result_that_one_may_not_see_is_not_told() -> None:
    world = Fake((*BERGA, ("goal leisure", "result leisure")), frozenset({"result leisure"})).world()
    walked = walk([ref("money 480")], world, most=WIDE)
    assert walked
    assert with_results(walked, world) == walked


def test_each_kind_and_each_link_is_asked_once_in_a_direction_however_many_things() -> None:
    few = Fake([("challenge 1", f"measure {one}") for one in range(3)])
    many = Fake([("challenge 1", f"measure {one}") for one in range(300)])
    for fake in (few, many):
        assert walk([ref("challenge 1")], fake.world(), most=WIDE)
    assert few.asked == many.asked == ["challenge", "challenge EARLIER measure", "measure"]


def test_a_wide_thread_says_how_many_more_there_are_and_stays_bounded() -> None:
    edges = [("challenge 1", f"measure {one}") for one in range(46)]
    walked = walk([ref("challenge 1")], Fake(edges).world(), most=12)
    assert walked
    assert len(walked.nodes) == 13
    assert walked.more == [More("measure", 34)]
    edges = [("challenge 1", f"measure {one}") for one in range(LOOKED_AT + 7)]
    walked = walk([ref("challenge 1")], Fake(edges).world(), most=12)
    assert walked
    assert walked.more == [More("measure", LOOKED_AT - 12, at_least=True)]


def test_what_is_hidden_is_not_counted_among_those_left_out() -> None:
    edges = [("challenge 1", f"measure {one}") for one in range(20)]
    hidden = frozenset(f"measure {one}" for one in range(5))
    walked = walk([ref("challenge 1")], Fake(edges, hidden).world(), most=12)
    assert walked
    assert walked.more == [More("measure", 3)]


def test_no_kind_takes_all_the_room_of_a_step() -> None:
    edges = [*((f"observation {one}", "challenge 1") for one in range(40)), ("weekly 46", "challenge 1")]
    walked = walk([ref("challenge 1")], Fake(edges).world(), most=6)
    assert walked
    assert ref("weekly 46") in walked.nodes


def test_things_come_step_by_step() -> None:
    walked = walk([ref("goal leisure")], Fake(BERGA).world(), most=WIDE)
    assert walked
    steps = [STEPS[one.kind] for one in walked.nodes]
    assert steps == sorted(steps)


@pytest.mark.parametrize(
    ("earlier", "later", "stands"),
    [
        (Knot.THERE, Knot.THERE, Tie.WHOLE),
        (Knot.THERE, Knot.WAITS, Tie.WAITS),
        (Knot.WAITS, Knot.THERE, Tie.WAITS),
        (Knot.OVER, Knot.THERE, Tie.WHOLE),
    ],
)
def test_a_link_waits_when_an_end_of_it_does(earlier: Knot, later: Knot, stands: Tie) -> None:
    one, other = (Node(ref("goal 1"), "", "", knot=knot) for knot in (earlier, later))
    assert tie(one, other) is stands


def test_kinds_of_one_step_stand_side_by_side_only_when_one_leads_to_the_other() -> None:
    world = Fake([("observation 1", "weekly 46"), ("weekly 46", "challenge 1")]).world()
    there = columns(world.kinds, world.links, {"observation", "weekly", "challenge"})
    assert there["observation"] == (Step.OBSERVATION, 0)
    assert there["weekly"] == (Step.OBSERVATION, 1)
    assert columns(world.kinds, world.links, {"weekly"})["weekly"] == (Step.OBSERVATION, 0)


_NAMES = st.builds(lambda code, number: f"{code} {number}", st.sampled_from(CODES), st.integers(0, 3))


def _onwards(pair: tuple[str, str]) -> bool:
    """Links point to a later step, or within a step to a kind that comes later."""
    one, other = (CODES.index(ref(name).kind) for name in pair)
    return one < other


_WORLDS = st.builds(
    Fake,
    st.lists(st.tuples(_NAMES, _NAMES).filter(_onwards), max_size=30).map(lambda pairs: tuple(sorted(set(pairs)))),
    st.frozensets(_NAMES, max_size=6),
)


def _closed(start: str, fake: Fake) -> set[str]:
    """By hand: every path up and every path down over what may be seen."""
    seen = [pair for pair in fake.edges if not fake.hidden & set(pair)]
    found = {start}
    for one, other in ((0, 1), (1, 0)):
        reached = {start}
        for _round in range(len(CODES)):
            reached |= {pair[other] for pair in seen if pair[one] in reached}
        found |= reached
    return found


@given(_WORLDS, _NAMES)
def test_no_path_is_lost_and_nothing_unseen_is_found(fake: Fake, start: str) -> None:
    walked = walk([ref(start)], fake.world(), most=WIDE)
    if start in fake.hidden:
        assert walked is None
        return
    assert walked
    assert {one.label for one in walked.nodes.values()} == _closed(start, fake)
    assert not {one.label for one in walked.nodes.values()} & fake.hidden
    inside = _closed(start, fake)
    for found_edge in walked.edges:
        assert {found_edge.earlier, found_edge.later} <= set(walked.nodes)
    for one, other in fake.edges:
        if {one, other} <= inside and start in {one, other}:
            assert edge(one, other) in walked.edges


@given(_WORLDS, _NAMES)
def test_both_ways_agree(fake: Fake, start: str) -> None:
    """Whatever is on my thread has me on its own."""
    walked = walk([ref(start)], fake.world(), most=WIDE)
    for other in walked.nodes if walked else ():
        back = walk([other], fake.world(), most=WIDE)
        assert back
        assert ref(start) in back.nodes


@given(_WORLDS, _NAMES, st.integers(1, 4))
def test_a_bounded_walk_finds_only_what_the_whole_walk_finds(fake: Fake, start: str, most: int) -> None:
    whole, bounded = (walk([ref(start)], fake.world(), most=size) for size in (WIDE, most))
    if whole and bounded:
        assert set(bounded.nodes) <= set(whole.nodes)
        assert {node(f"{one.kind} {one.id}").ref for one in bounded.nodes} == set(bounded.nodes)
        for step in Step:
            assert sum(STEPS[one.kind] is step for one in bounded.nodes) <= 2 * most + 1
