"""The file that says which group gives which function: every fault is told with its line."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from samspel.accounts.models import Assignment
from samspel.accounts.provider.claims import Grant, groups, strong, username
from samspel.accounts.provider.mapping import check
from samspel.accounts.rules import SCOPE, Function, Scope
from samspel.cli import provider
from tests.cast import Cast
from tests.identity import RULES

HEAD = "button: {sv: Logga in, en: Sign in}\nturn_to: {sv: Servicedesk, en: Service desk}\ngroups:\n"


@pytest.fixture
def file(tmp_path: Path, cast: Cast) -> Path:
    return tmp_path / "sign-in.yaml"


def test_a_sound_file_has_no_faults(file: Path) -> None:
    file.write_text(RULES)
    found = check(file)
    assert found.faults == ()
    assert found.mapping
    assert {one.function for one in found.mapping.grants(frozenset({"samspel-berga", "no such group"}))} == {
        Function.AREA_COORDINATOR
    }


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 0),
        ("groups: [", 1),
        (HEAD.replace("Sign in", "") + "  - {group: a, function: evaluator}", 1),
        (HEAD + "  - {group: a, function: emperor}", 4),
        (HEAD + "  - {group: a, function: evaluator}\n  - {group: b, function: area_coordinator}", 5),
        (HEAD + "  - {group: a, function: evaluator, team: berga}", 4),
        (HEAD + "  - {group: a, function: area_coordinator, team: berga, area: berga}", 4),
        (HEAD + "  - {group: a, function: manager, team: berga}", 4),
        (HEAD + "  - {group: a, function: manager, department: atlantis}", 4),
        (HEAD + "  - {group: a, function: area_coordinator, area: atlantis}", 4),
        (HEAD + "  - {group: a, function: evaluator, palce: x}", 4),
        (HEAD + "  - {group: '', function: evaluator}", 4),
        (HEAD + "  - {function: evaluator}", 4),
        (HEAD + "  - {group: a, function: evaluator, group: b}", 4),
        (HEAD + "  []", 3),
    ],
)
def test_every_fault_is_told_with_its_line(file: Path, text: str, line: int) -> None:
    file.write_text(text)
    found = check(file)
    assert found.mapping is None
    assert [fault.line for fault in found.faults][:1] == [line], found.faults


def test_every_function_can_be_given_where_it_is_held(file: Path) -> None:
    place = {
        Scope.TEAM: "area: berga",
        Scope.DEPARTMENT: "department: education",
        Scope.BODY: "body: coordination",
        Scope.ORGANISATION: "organisation: police",
    }
    rows = [f"  - {{group: g, function: {one}, {place.get(SCOPE[one], '')}}}" for one in Function]
    file.write_text(HEAD + "\n".join(row.replace(", }", "}") for row in rows))
    found = check(file)
    assert found.faults == ()
    assert found.mapping
    assert {one.function for one in found.mapping.grants(frozenset("g"))} == set(Function)


def test_the_command_ends_with_a_fault_when_there_is_one(file: Path) -> None:
    file.write_text(RULES)
    assert CliRunner().invoke(provider.command, ["check", str(file)]).exit_code == 0
    file.write_text(RULES.replace("berga", "atlantis"))
    done = CliRunner().invoke(provider.command, ["check", str(file)])
    assert done.exit_code == 1
    assert "sign-in.yaml:12" in done.output
    assert CliRunner().invoke(provider.command, ["check", str(file) + "x"]).exit_code == 1


def test_what_an_assignment_gives_is_what_the_file_gave(cast: Cast) -> None:
    for row in Assignment.objects.filter(user__in=cast.values()):
        assert (Grant.of(row).place is None) == (SCOPE[Function(row.function)] is Scope.MUNICIPALITY)


@pytest.mark.parametrize(
    ("claims", "name", "found"),
    [
        ({"groups": ["a", "b"]}, "groups", {"a", "b"}),
        ({"roles": "a"}, "roles", {"a"}),
        ({"realm_access": {"roles": ["a"]}}, "realm_access.roles", {"a"}),
        ({"https://example.org/groups": ["a"]}, "https://example.org/groups", {"a"}),
        ({"groups": None}, "groups", set()),
        ({"groups": {"a": 1}}, "groups", set()),
        ({"groups": [1, None, ["a"]]}, "groups", set()),
        ({}, "a.b.c", set()),
        ({"a": 7}, "a.b", set()),
    ],
)
def test_groups_are_read_wherever_the_provider_puts_them(claims: dict[str, object], name: str, found: set[str]) -> None:
    assert groups(claims, name) == found


@pytest.mark.parametrize(
    ("claims", "counts"),
    [
        ({"amr": ["pwd", "mfa"]}, True),
        ({"acr": "mfa"}, True),
        ({"amr": ["pwd"]}, False),
        ({"amr": "mfa"}, False),
        ({"acr": None, "amr": None}, False),
        ({}, False),
    ],
)
def test_only_what_says_so_counts_as_a_second_factor(claims: dict[str, object], counts: bool) -> None:
    assert strong(claims, ["mfa"]) is counts


@pytest.mark.parametrize(
    ("claims", "name"),
    [
        ({"preferred_username": "Anna.Ek@example.org"}, "anna.ek"),
        ({"preferred_username": "", "email": "åke@example.org"}, "ake"),
        ({"name": "Anna Ek"}, "anna.ek"),
        ({"preferred_username": "<script>"}, "script"),
        ({"preferred_username": "李"}, ""),
        ({"preferred_username": 7}, ""),
        ({}, ""),
    ],
)
def test_a_user_name_is_made_of_what_there_is(claims: dict[str, object], name: str) -> None:
    assert username(claims) == name
