"""schemathesis against the live API as two people of different organisations, and each at what is the other's."""

from __future__ import annotations

import json
import re
import subprocess
import uuid
from typing import TYPE_CHECKING

import httpx

from drill.calling import alarm, bearer, made
from drill.ground import done
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


OTHERS = 10
"""Things of each kind that the one of the house makes, to be tried by the one from outside."""
CALL: dict[str, object] = {"text": "a", "version": 1}
ELSEWHERE: dict[str, object] = {"department": "education", "reason": "a"}
WAYS: dict[str, tuple[tuple[str, str, dict[str, object] | None], ...]] = {
    "questions": (
        ("GET", "/questions/{pk}", None),
        ("GET", "/questions/{pk}/similar", None),
        ("POST", "/questions/{pk}/accept", CALL),
        ("POST", "/questions/{pk}/answer", CALL),
        ("POST", "/questions/{pk}/forward", ELSEWHERE),
        ("POST", "/questions/{pk}/return", ELSEWHERE),
        ("GET", "/thread/question/{pk}", None),
    ),
    "escalations": (("GET", "/escalations/{pk}", None), ("POST", "/escalations/{pk}/acknowledge", CALL)),
    "observations": (("GET", "/observations/{pk}", None), ("GET", "/thread/observation/{pk}", None)),
    "measures": (("GET", "/thread/measure/{pk}", None),),
}
"""Every address that names one of them."""


def others(place: Place) -> dict[str, list[str]]:
    """Things of each kind that the one from outside has no part in; their ids."""
    seen = {"kind": place.sql("SELECT code FROM municipality_observationkind LIMIT 1;").strip(), "area": "berga"}
    measures = done(str(BIN / "python"), "-m", "drill.attacks.others", INSIDE, str(OTHERS), env=place.environment())
    return {
        "questions": [made(place, INSIDE, "questions", {"text": "Whose is this?"}) for _one in range(OTHERS)],
        "escalations": [alarm(place) for _one in range(OTHERS)],
        "observations": [made(place, INSIDE, "observations", {"text": "Seen.", **seen}) for _one in range(OTHERS)],
        "measures": json.loads(measures),
    }


def foreign(place: Place) -> tuple[int, list[str]]:
    """The one from outside at each thing of others, and at one that is not there: how often, and what could be told.

    Each is beside a number that nobody has: what is there and what is not must answer alike.
    """
    tried, opened = 0, []
    with httpx.Client(base_url=f"{place.url}/api/v1", headers=bearer(place, OUTSIDE), timeout=60) as client:
        for kind, keys in others(place).items():
            for pk in keys:
                for method, path, body in WAYS[kind]:
                    there, nowhere = (said(client, method, path, body, one) for one in (pk, str(uuid.uuid4())))
                    tried += 1
                    if there[0] not in {403, 404, 422} or there != nowhere:
                        opened.append(f"{method} {path} of another's: {there}, of nobody's: {nowhere}"[:300])
    fewest = OTHERS * sum(map(len, WAYS.values()))
    few = [f"only {tried} of {fewest} tries at what is another's"] if tried < fewest else []
    return tried, [*few, *dict.fromkeys(opened)]


def said(client: httpx.Client, method: str, path: str, body: dict[str, object] | None, pk: str) -> tuple[int, str]:
    """What is answered to a call that names one, but for its number."""
    answer = client.request(method, path.format(pk=pk), json=body)
    return answer.status_code, answer.text.replace(pk, "...")
