"""Break each ground rule in a copy of the code, and see that the tests which guard it turn red.

`tests/broken/<rule>.patch` is a diff that breaks one rule. Above the diff stand two lines: `Rule:`, the rule in words,
and `Red:`, the arguments of pytest that pick the tests which must fail. They must pass where nothing is broken.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from typing import TYPE_CHECKING

from drill.results import Control, Result
from tools.places import BIN, ROOT, ToolError, say, var
from tools.postgres import Cluster

if TYPE_CHECKING:
    from collections.abc import Iterator

BROKEN = ROOT / "tests" / "broken"
PASSED, FAILED = 0, 1


@dataclass(frozen=True)
class Drill:
    """One rule, how it is broken, and the tests that must see it."""

    patch: Path
    rule: str
    red: tuple[str, ...]


def read(patch: Path) -> Drill:
    """The two lines above the diff."""
    head = patch.read_text().split("\ndiff ", 1)[0]
    rule, red = re.search(r"^Rule: (.+)$", head, re.MULTILINE), re.search(r"^Red: (.+)$", head, re.MULTILINE)
    if not rule or not red:
        raise ToolError(f"{patch.name}: the lines `Rule:` and `Red:` must stand above the diff")
    return Drill(patch, rule[1], tuple(shlex.split(red[1])))


def copy(target: Path) -> None:
    """The code as it stands, with the packages that are installed beside it."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    compiled = [path.relative_to(ROOT) for path in ROOT.glob("samspel/*/locale/*/LC_MESSAGES/*.mo")]
    for name in [*map(Path, filter(None, names)), *compiled]:
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    for beside in (".venv", "node_modules"):
        (target / beside).symlink_to(ROOT / beside)


def tried(target: Path, arguments: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
    """Run tests in the copy, in a database of their own."""
    suffix = f"{os.environ.get('SAMSPEL_TEST_SUFFIX', '')}{target.name}"
    env = os.environ | {"SAMSPEL_TEST_SUFFIX": suffix, "SAMSPEL_VAR": str(var()), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [str(BIN / "python"), "-m", "pytest", "-p", "no:cacheprovider", "--no-header", *arguments]
    return subprocess.run(command, cwd=target, env=env, capture_output=True, text=True, check=False)


def apply(target: Path, drill: Drill, *options: str) -> None:
    """Put the patch on the copy, or take it off again."""
    command = ["git", "apply", "--whitespace=nowarn", *options, str(drill.patch)]
    outside = os.environ | {"GIT_CEILING_DIRECTORIES": str(target.parent)}
    done = subprocess.run(command, cwd=target, env=outside, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ToolError(f"{drill.patch.name} does not fit the code any more: {done.stderr.strip()}")


def fits(drill: Drill) -> bool:
    """Can the patch be put on the code as it stands here?"""
    command = ["git", "apply", "--check", str(drill.patch)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 0


def seen(targets: Queue[Path], drill: Drill) -> Result:
    """Do the tests pass as it stands, and fail when the rule is broken? Tried in whichever copy is free."""
    target = targets.get()
    try:
        return seen_in(target, drill)
    finally:
        targets.put(target)


def seen_in(target: Path, drill: Drill) -> Result:
    """The same, in this copy."""
    began = time.monotonic()
    whole = tried(target, drill.red)
    apply(target, drill)
    broken = tried(target, drill.red)
    apply(target, drill, "--reverse")
    if whole.returncode != PASSED:
        say(f"{drill.patch.stem}: not green before it was broken:\n{whole.stdout}{whole.stderr}")
    elif broken.returncode != FAILED:
        say(f"{drill.patch.stem}: not seen (pytest ended with {broken.returncode}):\n{broken.stdout}{broken.stderr}")
    control = Control.FAILED if broken.returncode == FAILED else Control.HELD
    held = whole.returncode == PASSED
    return Result("rules", drill.patch.stem, held, control, time.monotonic() - began, drill.rule)


def drills(parts: list[str]) -> list[Drill]:
    """All of them, or those whose name has one of the parts."""
    patches = sorted(BROKEN.glob("*.patch"))
    return [read(patch) for patch in patches if not parts or any(part in patch.stem for part in parts)]


def all_seen(folder: Path, chosen: list[Drill]) -> Iterator[Result]:
    """As many at a time as there are processors, each in a copy of its own."""
    targets: Queue[Path] = Queue()
    for number in range(os.cpu_count() or 1):
        target = folder / f"drill{number}"
        copy(target)
        targets.put(target)
    with ThreadPoolExecutor(targets.qsize()) as pool:
        yield from pool.map(lambda drill: seen(targets, drill), chosen)


def run(chosen: list[str]) -> Iterator[Result]:
    """The chapter: every patch, or those whose name has one of the parts."""
    cluster = Cluster("postgres-tests")
    patches = drills(chosen)
    started = cluster.start().started
    try:
        with tempfile.TemporaryDirectory(prefix="samspel-drill-") as folder:
            yield from all_seen(Path(folder), patches)
    finally:
        if started:
            cluster.stop()
