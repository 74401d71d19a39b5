"""The demo's door is there when the switch is on, and only then."""

import os
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings

from config.urls import urlpatterns as usual
from samspel.accounts import demo, urls
from samspel.accounts.models import User
from tests.cast import Cast, ClientAs

urlpatterns = [*usual, *urls.door]
open_door = override_settings(DEMO=True, ROOT_URLCONF=__name__)


def outside(code: str, **environment: Any) -> Any:
    """What a program of its own prints with these settings."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("SAMSPEL")}
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**inherited, "DJANGO_SETTINGS_MODULE": "config.settings", **environment},
        cwd=settings.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


IS_THERE = """
import django; django.setup()
from django.urls import resolve
print(resolve("/demo/admin/").view_name)
"""
REAL = {
    "SECRET_KEY": "x" * 50,
    "SAMSPEL_LOG_KEY": "k" * 40,
    "SAMSPEL_FIELD_KEYS": "dHJpYWwtb25seS10cmlhbC1vbmx5LXRyaWFsLW9ubHk=",
    "EMAIL_URL": "smtp://x",
}


def test_is_mounted_with_the_switch_on() -> None:
    assert outside(IS_THERE, SAMSPEL_DEMO="1").stdout.strip() == "demo"


@pytest.mark.asvs("V6.3.2", "V15.2.3")
@pytest.mark.parametrize("environment", [{"SAMSPEL_ENV": "trial"}, {"SAMSPEL_URL": "https://x.example", **REAL}])
def test_is_not_mounted_otherwise(environment: dict[str, str]) -> None:
    program = outside(IS_THERE, **environment)
    assert "Resolver404" in program.stderr


@pytest.mark.asvs("V6.3.4", "V15.2.3")
@pytest.mark.parametrize(
    "production", [{"SAMSPEL_ENV": "production"}, {"SAMSPEL_HTTPS": "1"}, {"SAMSPEL_HOSTS": "samspel.example"}]
)
def test_the_switch_and_production_settings_do_not_go_together(production: dict[str, str]) -> None:
    program = outside("import django; django.setup()", SAMSPEL_DEMO="1", **REAL, **production)
    assert program.returncode
    assert "SAMSPEL_DEMO is on together with production settings" in program.stderr


@pytest.mark.parametrize("word", ["Production", "prod", "staging"])
@pytest.mark.parametrize("demo", ["0", "1"])
def test_a_slip_of_the_pen_opens_no_trial(word: Any, demo: Any) -> None:
    program = outside("import django; django.setup()", SAMSPEL_ENV=word, SAMSPEL_DEMO=demo)
    assert program.returncode
    assert "SAMSPEL_ENV is production or trial" in program.stderr


def test_is_not_there_in_these_tests(client: Client, cast: Cast) -> None:
    assert client.post("/demo/admin/").status_code == 404
    assert "demo/" not in client.get("/sign-in/").content.decode()


def test_does_not_open_without_the_switch_even_if_it_were_mounted(client: Client, cast: Cast) -> None:
    with override_settings(ROOT_URLCONF=__name__):
        assert client.post("/demo/admin/").status_code == 404


@open_door
def test_everybody_of_the_cast_comes_in_with_one_click(client_as: ClientAs, cast: Cast) -> None:
    page = client_as().get("/sign-in/").content.decode()
    for username in cast:
        assert f'action="/demo/{username}/"' in page
        browser = client_as()
        assert browser.post(f"/demo/{username}/")["Location"] == "/"
        assert browser.get("/account/").status_code == 200


@open_door
def test_goes_on_to_an_address_of_ours_only(client: Client, cast: Cast) -> None:
    assert client.post("/demo/admin/", {"next": "/people/"})["Location"] == "/people/"
    assert client.post("/demo/admin/", {"next": "https://evil.example/"})["Location"] == "/"


@open_door
def test_is_no_way_in_to_who_has_a_password(client: Client, cast: Cast) -> None:
    cast["admin"].set_password("vinter kanot apelsin")
    cast["admin"].save()
    assert client.post("/demo/admin/").status_code == 404
    assert 'action="/demo/admin/"' not in client.get("/sign-in/").content.decode()


@open_door
def test_takes_a_form(client: Client, cast: Cast) -> None:
    assert client.get("/demo/admin/").status_code == 405


@open_door
def test_groups_the_cast_by_function_with_the_place(cast: Cast) -> None:
    groups = {group.name: group.members for group in demo.cast()}
    assert sum(len(members) for members in groups.values()) == User.objects.count()
    coordinators = next(iter(groups.values()))
    assert [one.username for one in coordinators] == ["coordinator.skaggetorp", "coordinator.ryd", "coordinator.berga"]
    assert all(one.place for one in coordinators)
