"""wapiti, a scanner for weaknesses of the web, as each of five functions at an installation that is full of work.

It gets an environment of its own, made here, so that nothing of it is among the product's packages. What its module for
XML would have the server fetch lies on loopback, and must never be fetched. Modules that call a server outside this
machine (ssrf, log4shell) are left out: nothing here fetches an address that somebody gives.

The control is an installation whose templates write what was typed as it is: the scanner must find its way in.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

from drill.attacks.endpoint import Endpoint
from drill.attacks.limits import TOKEN
from drill.ground import done
from drill.results import Outcome
from tools.places import BIN, ROOT, ToolError, var

if TYPE_CHECKING:
    from drill.ground import Place

VERSION = "3.2.3"
FUNCTIONS = ("coordinator.berga", "contact.urban", "security.head", "evaluator", "admin")
MODULES = (
    "backup,cookieflags,crlf,csp,csrf,exec,file,htaccess,http_headers,ldap,methods,permanentxss,redirect,"
    "shellshock,spring4shell,sql,timesql,upload,xss,xxe"
)
LEFT_OUT = (
    "/sign-out/",
    "/account/sessions/",
    "/account/password/",
    "/language/",
    "/theme/",
    "/people/*/password/",
    "/people/*/second-factor/",
    "/people/*/close/",
    "/people/*/leave/",
    "/people/*/unlink/",
    "/people/functions/",
    "/people/stand-ins/",
    "/people/tokens/",
)
"""Where a scan would end itself, or close accounts and end what somebody holds who scans after it."""
PLANTED = "Reflected Cross Site Scripting"
OUT_OF_TIME = re.compile(r"Max attack time was reached for module (\w+)")
PAGES = 60
CRAWLS, ATTACKS = "60", "20"
"""Seconds: for finding pages, and for each module."""


@dataclass(frozen=True)
class Known:
    """A finding that is none: where it is, and why."""

    kind: str
    part: str
    why: str


FALSE: tuple[Known, ...] = (
    Known("Secure Flag cookie", "", "by TLS alone, and here is none; tests/test_hardening.py looks by TLS"),
    Known(
        "HttpOnly Flag cookie",
        ": done",
        "the page's script reads it: the key of a form that was sent",
    ),
    Known("HTTP Methods", "OPTIONS (405)", "it says of every page that OPTIONS is refused, as it should be"),
)
"""What the scanner takes for a weakness, and why it is none. Each must still be found, or it goes."""


def scanner() -> Path:
    """Its program, installed when it is missing."""
    home = var() / "drill" / f"wapiti-{VERSION}"
    program = home / "bin" / "wapiti"
    if not program.exists():
        uv = shutil.which("uv") or str(ROOT / ".venv" / "bin" / "uv")
        made = [[uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(home)]]
        made += [[uv, "pip", "install", "--quiet", "--python", str(home / "bin" / "python"), f"wapiti3=={VERSION}"]]
        for command in made:
            ended = subprocess.run(command, capture_output=True, text=True, check=False)
            if ended.returncode:
                raise ToolError(f"wapiti could not be installed: {ended.stderr}")
    return program


def load(place: Place) -> None:
    """A year of the demo's work, so that every page has something on it."""
    place.env["SAMSPEL_DEMO"] = "1"
    place.samspel("demo", "load")
    del place.env["SAMSPEL_DEMO"]


def sessions(place: Place) -> dict[str, str]:
    """The cookie of a fresh session for everybody: the demo has given its people what ends the old ones."""
    people = json.loads(done(str(BIN / "python"), "-m", "drill.people", env=place.environment()))
    return {username: person["session"] for username, person in people.items()}


def scan(place: Place, username: str) -> Outcome:
    """Scan as somebody, who must be signed in to the end; what was found and is no known false alarm."""
    session = sessions(place)[username]
    with Endpoint().opened() as endpoint:
        report, late = scanned(place, f"wapiti-{username}", session, MODULES, "--endpoint", endpoint.url)
    outcome = judged(report, place.logged())
    faults = [*outcome.faults, *(f"the server fetched {path}" for path in dict.fromkeys(endpoint.fetched))]
    if httpx.get(f"{place.url}/account/", cookies={"sessionid": session}, timeout=30).status_code != 200:
        faults.append("not signed in to the end")
    return Outcome(tuple(faults), f"{outcome.note}; out of time: {', '.join(late) or 'none'}")


def planted(place: Place, username: str) -> Outcome:
    """The control: what the same scan finds where nothing is escaped, of that alone."""
    place.stop()
    place.env["DRILL_WITHOUT"] = "escaping"
    place.start(worker=False)
    try:
        report, _late = scanned(place, f"control-{username}", sessions(place)[username], "xss")
    finally:
        place.stop()
        del place.env["DRILL_WITHOUT"]
        place.start(worker=False)
    found = [f"{kind}: {one['path']}" for kind, one in _found(report) if kind == PLANTED]
    return Outcome(tuple(dict.fromkeys(found))[:3])


def scanned(place: Place, name: str, session: str, modules: str, *more: str) -> tuple[dict[str, Any], list[str]]:
    """The scanner's report, and the modules that ran out of time."""
    report = place.folder / f"{name}.json"
    options = ["-u", f"{place.url}/", "--scope", "domain", "-m", modules, "-f", "json", "-o", str(report), *more]
    options += ["-H", f"Cookie: sessionid={session}; csrftoken={TOKEN}", "--flush-session", "--no-bugreport", "-v", "1"]
    options += ["--store-session", str(place.folder / f"session-{name}"), "--dns-endpoint", "localhost"]
    options += ["--max-scan-time", CRAWLS, "--max-attack-time", ATTACKS, "-t", "20", "--max-links-per-page", "60"]
    options += [word for address in LEFT_OUT for word in ("-x", f"{place.url}{address}*")]
    ended = subprocess.run([str(scanner()), *options], cwd=place.folder, capture_output=True, text=True, check=False)
    if not report.exists():
        raise ToolError(f"wapiti said nothing: {ended.stdout[-500:]}{ended.stderr[-500:]}")
    return json.loads(report.read_text()), OUT_OF_TIME.findall(ended.stdout + ended.stderr)


def judged(report: dict[str, Any], log: str) -> Outcome:
    """What stands in the report."""
    found = _found(report)
    weak = [f"{kind}: {one['method']} {one['path']} {one['info']}" for kind, one in found if not _known(kind, one)]
    counts = Counter(kind for kind, one in found)
    if "Internal Server Error" in log:
        weak.append("a fault of ours in its log")
    crawled = report["infos"].get("crawled_pages_nbr", 0)
    if crawled < PAGES:
        weak.append(f"only {crawled} pages were found to attack")
    told = ", ".join(f"{kind} {count}" for kind, count in counts.items())
    return Outcome(tuple(dict.fromkeys(weak))[:20], f"{crawled} pages; found: {told or 'nothing'}")


def needed(place: Place) -> Outcome:
    """Every false alarm that is named was found by one of the scans; otherwise its name hides nothing and goes."""
    reports = [json.loads(report.read_text()) for report in sorted(place.folder.glob("wapiti-*.json"))]
    found = [each for report in reports for each in _found(report)]
    idle = [known.kind for known in FALSE if not any(_is(known, kind, one) for kind, one in found)]
    return Outcome(
        tuple(f"{kind} was not found any more" for kind in idle), f"{len(FALSE)} false alarms, each still found"
    )


def _found(report: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    parts = ("vulnerabilities", "anomalies", "additionals")
    return [(kind, each) for part in parts for kind, many in report[part].items() for each in many]


def _is(known: Known, kind: str, one: dict[str, Any]) -> bool:
    return known.kind == kind and known.part in f"{one['path']} {one['info']}"


def _known(kind: str, one: dict[str, Any]) -> bool:
    return any(_is(known, kind, one) for known in FALSE)
