"""The drill says what held, and that a case which could not have failed has shown nothing."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from drill import __main__ as drill
from drill import rules
from drill.results import Control, Outcome, Result, judged, table
from tools.places import ToolError

if TYPE_CHECKING:
    from pathlib import Path

HELD, LOST = Outcome(note="12 writes"), Outcome(("3 lost",), "12 writes")


@pytest.mark.parametrize(
    ("case", "control", "good", "verdict"),
    [
        (HELD, LOST, True, Control.FAILED),
        (HELD, HELD, False, Control.HELD),
        (LOST, LOST, False, Control.FAILED),
        (HELD, None, True, Control.NONE),
    ],
    ids=["held and seen", "a control that held", "lost", "without a control"],
)
def test_a_case_is_good_when_it_held_and_its_control_failed(
    case: Outcome, control: Outcome | None, good: bool, verdict: Control
) -> None:
    found = judged("faults", "killed", lambda: case, (lambda: control) if control else None)
    assert (found.good, found.control) == (good, verdict)
    assert ("3 lost" in found.note) == (LOST in (case, control))


def test_the_table_has_a_line_for_each_case_and_says_what_did_not_hold() -> None:
    lines = table([judged("faults", "a", lambda: HELD, lambda: LOST), judged("faults", "b", lambda: LOST, None)])
    assert [line.split()[:4] for line in lines.splitlines()[2:]] == [
        ["faults", "a", "yes", "failed"],
        ["faults", "b", "NO", "-"],
    ]


def test_chapters_and_cases_are_chosen_by_name() -> None:
    assert drill.chosen(["rules/outbox", "faults", "rules/layers"]) == {"faults": [], "rules": ["outbox", "layers"]}
    assert list(drill.chosen([])) == list(drill.CHAPTERS)
    with pytest.raises(ToolError, match="no chapter 'fire'"):
        drill.chosen(["fire"])


@pytest.mark.parametrize(("held", "code"), [(True, 0), (False, 1)])
def test_it_ends_with_one_when_anything_did_not_hold(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], held: bool, code: int
) -> None:
    def results(_asked: list[str]) -> list[Result]:
        return [Result("faults", "a", held, "failed", 1.0)]

    monkeypatch.setattr(sys.modules[drill.__name__], "results", results)
    assert drill.main([]) == code
    assert f"1 cases, {int(held)} held" in capsys.readouterr().out


@pytest.mark.parametrize("patch", sorted(rules.BROKEN.glob("*.patch")), ids=lambda patch: patch.stem)
def test_the_way_to_break_each_rule_still_fits_the_code(patch: Path) -> None:
    assert rules.fits(rules.read(patch))
