"""The drill says what held, and that a case which could not have failed has shown nothing."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from drill import __main__ as drill
from drill import backup, faults, reading, rules
from drill.attacks.endpoint import Endpoint
from drill.faults import killed
from drill.ledger import Ledger
from drill.results import Control, Outcome, Result, judged, not_run, summed, table
from tools.places import ToolError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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


def run(monkeypatch: pytest.MonkeyPatch, **chapters: Callable[[], Iterator[Result]]) -> int:
    """The drill with chapters of our own."""
    known = {
        f"drill.{name}": SimpleNamespace(run=lambda _parts, chapter=chapter: chapter())
        for name, chapter in chapters.items()
    }
    module = sys.modules[drill.__name__]
    monkeypatch.setattr(module, "chosen", lambda _words: {name: [] for name in chapters})
    monkeypatch.setattr(module, "import_module", known.__getitem__)
    return drill.main([])


@pytest.mark.parametrize(("held", "code"), [(True, 0), (False, 1)])
def test_it_ends_with_one_when_anything_did_not_hold(monkeypatch: pytest.MonkeyPatch, held: bool, code: int) -> None:
    def chapter() -> Iterator[Result]:
        yield Result("faults", "a", held, Control.FAILED, 1.0)

    assert run(monkeypatch, faults=chapter) == code


def test_a_chapter_that_cannot_go_on_says_why_and_the_next_is_told_all_the_same(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stuck() -> Iterator[Result]:
        yield Result("faults", "a", True, Control.FAILED, 1.0)
        raise ToolError("web did not start:\nno port")

    def whole() -> Iterator[Result]:
        yield Result("backup", "b", True, Control.NONE, 1.0)

    assert run(monkeypatch, faults=stuck, backup=whole) == 1
    said = capsys.readouterr().out.splitlines()
    assert any("not run" in line and "web did not start: no port" in line for line in said)
    assert any(line.startswith("backup") for line in said)
    assert said[-1] == "3 cases: 2 held, 1 held and seen to fail without, 1 not run"


def test_a_case_that_breaks_is_told_of_that_case_alone() -> None:
    def breaks() -> Outcome:
        raise ToolError("no server")

    for case, control in ((breaks, lambda: LOST), (lambda: HELD, breaks)):
        found = judged("faults", "killed", case, control)
        assert (found.good, found.ran, found.note) == (False, False, "no server")


def test_what_held_and_what_was_seen_to_fail_without_are_counted_apart() -> None:
    cases = [judged("faults", "a", lambda: HELD, lambda: LOST), judged("faults", "b", lambda: HELD, None)]
    cases += [judged("faults", "c", lambda: HELD, lambda: HELD), not_run("faults", "d", "only root may")]
    assert summed(cases) == "4 cases: 3 held, 1 held and seen to fail without, 1 not run"


def test_a_disk_that_cannot_be_filled_has_not_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faults, "Ground", lambda _name: nullcontext())
    monkeypatch.setattr(faults.disk, "possible", lambda: False)
    (found,) = faults.run(["disk-full"])
    assert (found.ran, found.good, found.note) == (False, False, "only root can mount a small file system")


@pytest.mark.parametrize(
    ("path", "status", "fault"),
    [
        ("/questions/", 200, False),
        ("/questions/", 503, False),
        ("/questions/", 500, True),
        ("/questions/", 404, True),
        ("/questions/nowhere/", 404, False),
        ("/questions/nowhere/", 200, True),
    ],
)
def test_a_page_that_is_read_is_shown_or_says_that_it_cannot_be_just_now(path: str, status: int, fault: bool) -> None:
    ledger = Ledger()
    answered = httpx.MockTransport(lambda _request: httpx.Response(status))
    with httpx.Client(base_url="http://place", transport=answered) as client:
        reading.read(client, ledger, path, reading.NOT_THERE if "nowhere" in path else reading.CALM)
    assert (bool(ledger.faults), ledger.read[status]) == (fault, 1)


def test_a_process_that_was_hardly_killed_has_shown_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    ground: Any = SimpleNamespace(place=lambda *_given: nullcontext())
    monkeypatch.setattr(killed, "tried", lambda *_given: (HELD, {"web": 2, "web's helper": 9, "worker": 1}))
    assert killed.held(ground).faults == ("worker was killed 1 times only",)


@pytest.mark.parametrize(("second", "failed"), [(LOST, True), (HELD, False)])
def test_of_several_controls_each_must_fail(monkeypatch: pytest.MonkeyPatch, second: Outcome, failed: bool) -> None:
    ground: Any = SimpleNamespace(address=lambda *_given: "", sql=lambda *_given: "")
    came = iter([LOST, second])
    monkeypatch.setattr(backup, "filled", lambda *_given: nullcontext("full"))
    monkeypatch.setattr(backup, "watched", lambda *_given: next(came))
    assert bool(backup.locked(ground, Path()).faults) == failed


def test_what_the_server_fetches_is_told_from_what_the_scanner_asks() -> None:
    with Endpoint().opened() as endpoint:
        assert httpx.get(f"{endpoint.url}get_xxe.php?session_id=a").json() == {}
        assert endpoint.fetched == []
        httpx.get(f"{endpoint.url}dtd/a/1/2/linux.dtd")
    assert endpoint.fetched == ["/dtd/a/1/2/linux.dtd"]


@pytest.mark.parametrize("patch", sorted(rules.BROKEN.glob("*.patch")), ids=lambda patch: patch.stem)
def test_the_way_to_break_each_rule_still_fits_the_code(patch: Path) -> None:
    assert rules.fits(rules.read(patch))
