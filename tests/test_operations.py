"""The operators' page says what the code does: every setting that is read stands in its table, and no other."""

from __future__ import annotations

import re

from tests.routes import routes
from tools.places import ROOT

PAGE = ROOT / "docs" / "operations.md"
SECURITY = ROOT / "docs" / "security.md"
READ = re.compile(r"""(?:environ(?:ment)?(?:\.get\(|\[)|flag\(|listed\(|needed\(|envvar=)\s*["']([A-Z][A-Z_]+)["']""")
# Set by the program itself, or by those who develop it.
INTERNAL = {"DJANGO_SETTINGS_MODULE", "DATABASE_APP_URL"}


def read_by_the_code() -> set[str]:
    """The names of all settings that the product reads from the environment."""
    files = [*(ROOT / "config").glob("*.py"), *(ROOT / "samspel").rglob("*.py")]
    names = {name for file in files if "tests" not in file.parts for name in READ.findall(file.read_text())}
    return names - INTERNAL


def in_the_table() -> set[str]:
    """The names in the first column of the table of settings."""
    rows = [line.split("|")[1] for line in PAGE.read_text().splitlines() if line.startswith("| `")]
    return {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)}


def test_every_setting_is_explained_to_operators() -> None:
    assert read_by_the_code() == in_the_table()


def test_there_are_settings_to_explain() -> None:
    assert len(read_by_the_code()) > 15


def test_every_command_that_the_page_names_is_there() -> None:
    named = set(re.findall(r"(?:bin/|`)samspel ([a-z]+)", PAGE.read_text()))
    there = {path.stem for path in (ROOT / "samspel" / "cli").glob("[a-z]*.py")}
    assert len(named) > 4
    assert named <= there


def files_taken() -> dict[str, int]:
    """The views that take a file, and how many bytes at most."""
    return {route.name: route.takes for route in routes() if route.takes}


def test_every_page_that_takes_a_file_is_told_with_its_size_and_no_other() -> None:
    rows = re.findall(r"^\| `([a-z]+:[a-z_]+)` \|[^|]+\| (\d+) MB", SECURITY.read_text(), re.MULTILINE)
    assert len(files_taken()) > 2
    assert {name: int(size) * 1_000_000 for name, size in rows} == files_taken()


def test_the_proxy_of_the_example_lets_the_largest_file_through() -> None:
    said = re.search(r"client_max_body_size (\d+)m;", PAGE.read_text())
    assert said
    assert int(said[1]) * 1_000_000 > max(files_taken().values()) + 1_000_000
