"""schemathesis against the live API as two people of different organisations, and each at what is the other's."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from tools.places import BIN

if TYPE_CHECKING:
    from drill.ground import Place

PEOPLE = ("partner.housing", "coordinator.berga")
"""One from outside, who sees their organisation's alone; and one of the house, with an area."""
CASES = 5_000
EXAMPLES = 130
CHECKS = "all"
NOT_OURS = {
    "positive_data_acceptance": "a well-formed call may still name a matter or a number that is not there: 404 or 422",
}


def attacked(place: Place, username: str) -> tuple[int, list[str]]:
    """How many calls were made as somebody, and what was found."""
    folder = place.folder / f"schemathesis-{username}"
    token = place.people[username].token
    options = ["--checks", CHECKS, "--exclude-checks", ",".join(NOT_OURS), "--max-examples", str(EXAMPLES)]
    options += ["--continue-on-failure", "--workers", "2", "--report", "ndjson", "--report-dir", str(folder)]
    options += ["--header", f"Authorization: Bearer {token}", "--no-color", "--warnings", "off"]
    command = [str(BIN / "schemathesis"), "run", f"{place.url}/api/v1/openapi.json", *options]
    ended = subprocess.run(command, cwd=folder.parent, capture_output=True, text=True, check=False)
    said = ended.stdout + ended.stderr
    (place.folder / f"schemathesis-{username}.txt").write_text(said)
    return counted(folder), [] if ended.returncode == 0 else findings(said)


def counted(folder: object) -> int:
    """Calls in the report."""
    return 0


def findings(said: str) -> list[str]:
    """The lines that say what was found."""
    lines = [line.strip() for line in said.splitlines()]
    return [line for line in lines if line.startswith("- ")][:12] or lines[-3:]
