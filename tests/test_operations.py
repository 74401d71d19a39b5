"""The operators' page says what the code does: every setting that is read stands in its table, and no other."""

from __future__ import annotations

import re

from tools.places import ROOT

PAGE = ROOT / "docs" / "operations.md"
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
