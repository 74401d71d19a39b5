"""schemathesis against the live API as two people of different organisations, and each at what is the other's."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import httpx

from drill.results import Outcome
from tools.places import BIN

if TYPE_CHECKING:
    from drill.ground import Place

OUTSIDE, INSIDE = "partner.housing", "coordinator.berga"
"""One from outside, who sees what their organisation asked; and one of the house, with an area."""
CASES = 5_000
EXAMPLES = "80"
MANY = {"SAMSPEL_WEB_WORKERS": "2"}
NOT_ASKED = {
    "positive_data_acceptance": "a well-formed call may name a matter that is not there, or be refused by a rule: 422",
}
"""Checks of schemathesis that would find what is meant."""
REFUSED = """[checks.negative_data_rejection]
expected-statuses = [400, 401, 403, 404, 405, 406, 413, 414, 415, 422, 429]
"""
"""What says no to a call that is not as described: 414 is the server's own to an address that is too long."""


def everybody(place: Place) -> Outcome:
    """Both, and then each at what is the other's."""
    calls, faults = 0, []
    for username in (OUTSIDE, INSIDE):
        made, found = attacked(place, username)
        calls += made
        faults += [f"{username}: {each}" for each in found]
    if calls < CASES:
        faults.append(f"only {calls} calls")
    if "Internal Server Error" in place.logged() or '"logger": "samspel.api"' in place.logged():
        faults.append("a fault of ours in its log")
    strangers, seen = foreign(place)
    return Outcome(tuple(faults + seen), f"{calls} calls, {strangers} times at what is another's")


def attacked(place: Place, username: str) -> tuple[int, list[str]]:
    """How many calls were made as somebody, and what was found."""
    folder = place.folder / f"schemathesis-{username}"
    (place.folder / "schemathesis.toml").write_text(REFUSED)
    options = ["--checks", "all", "--exclude-checks", ",".join(NOT_ASKED), "--max-examples", EXAMPLES]
    options += ["--continue-on-failure", "--workers", "2", "--report", "ndjson", "--report-dir", str(folder)]
    options += ["--header", f"Authorization: Bearer {place.people[username].token}", "--no-color", "--warnings", "off"]
    command = [str(BIN / "schemathesis"), "run", f"{place.url}/api/v1/openapi.json", *options]
    ended = subprocess.run(command, cwd=place.folder, capture_output=True, text=True, check=False)
    return counted(ended.stdout), [] if ended.returncode == 0 else findings(ended.stdout + ended.stderr)


def counted(said: str) -> int:
    """Calls, by its own summary."""
    found = re.search(r"([\d,]+) generated", said)
    return int(found[1].replace(",", "")) if found else 0


def findings(said: str) -> list[str]:
    """The lines that say what was found, and the call that shows it."""
    lines = [line.strip() for line in said.splitlines()]
    told = [line for line in lines if line.startswith(("- ", "curl "))]
    return told[:16] or lines[-3:]


THEIRS = "SELECT id FROM municipality_organisation WHERE code = 'housing-company'"
OTHERS = f"""SELECT id FROM questions_question WHERE asker_organisation_id IS DISTINCT FROM ({THEIRS})
    AND guided_organisation_id IS DISTINCT FROM ({THEIRS})
    AND created_by_id IS DISTINCT FROM (SELECT id FROM accounts_user WHERE username = '{OUTSIDE}') LIMIT 200;"""
"""What neither somebody there asked, nor they were named in as those who help."""
WAYS = (("GET", ""), ("POST", "/accept"), ("POST", "/answer"), ("POST", "/forward"), ("POST", "/return"))


def foreign(place: Place) -> tuple[int, list[str]]:
    """The one from outside at each thing of others, by every address that names one: how often, and what opened."""
    tried, opened = 0, []
    headers = {"Authorization": f"Bearer {place.people[OUTSIDE].token}"}
    with httpx.Client(base_url=f"{place.url}/api/v1", headers=headers, timeout=30) as client:
        for pk in place.sql(OTHERS).split():
            for method, path in WAYS:
                body = {"text": "a", "version": 1} if method == "POST" else None
                answer = client.request(method, f"/questions/{pk}{path}", json=body)
                tried += 1
                if answer.status_code not in {403, 404, 422} or pk in answer.text:
                    opened.append(f"{method} of another's question: {answer.status_code}")
    return tried, list(dict.fromkeys(opened))
