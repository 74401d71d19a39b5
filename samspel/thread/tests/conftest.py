"""A thread of made-up kinds in place of those that are registered, to be asked for over the pages."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import date

import pytest

from samspel.core import thread as registry
from samspel.core.actors import Actor
from samspel.core.thread import Lack, Rule, Step, Whose
from samspel.thread.tests.fakes import Fake

LEISURE, NOBODY = Whose("culture-leisure", "Kultur och fritid"), None
HIDDEN_FROM_PARTNERS = frozenset({"money 480"})

EDGES = (
    ("observation young", "challenge 2"),
    ("challenge 2", "goal leisure"),
    ("goal leisure", "measure 17"),
    ("goal leisure", "measure 21"),
    ("measure 17", "intervention open"),
    ("intervention open", "money 480"),
)

Lacks = Callable[..., None]


def rule(code: str, kind: str, step: Step, lacks: Iterable[Lack]) -> Rule:
    """A rule that finds just these, among the things that are asked for."""

    def lacking(_who: Actor, ids: Collection[str] | None) -> Iterable[Lack]:
        return [one for one in lacks if ids is None or one.id in ids]

    return Rule(
        code, kind, step, f"{kind}s without {step.name.lower()}", f"has no {step.name.lower()}", "Add one.", lacking,
        "Add", lambda lack, _who: f"/mend/{lack.id}/" if lack.whose else "",
    )  # fmt: skip


RULES = (
    rule(
        "measure_without_intervention",
        "measure",
        Step.INTERVENTION,
        [Lack("21", LEISURE, "berga", date(2026, 3, 11)), *(Lack(str(one), LEISURE, "ryd") for one in range(100, 110))],
    ),
    rule("intervention_without_measure", "intervention", Step.MEASURE, [Lack("alone", NOBODY)]),
    rule("goal_without_baseline", "goal", Step.GOAL, [Lack("leisure", LEISURE, "berga", lacks="has no baseline")]),
)


def _twenty(_who: Actor) -> dict[str, int]:
    return {"berga": 5, "ryd": 12, "": 3}


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Fake:
    """fake: the made-up thread, registered alone."""
    made = Fake(EDGES)
    world = made.world()
    counted = {
        code: replace(kind, count=_twenty if code in {"measure", "goal", "intervention"} else None)
        for code, kind in world.kinds.items()
    }
    monkeypatch.setattr(registry, "_kinds", counted)
    monkeypatch.setattr(registry, "_links", list(world.links))
    monkeypatch.setattr(registry, "_rules", {one.code: one for one in RULES})
    return made
