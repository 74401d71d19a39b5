"""Every kind of wrong file gets a clear message with file and line, and never stops the reader."""

import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samspel.municipality.files import Fault, check
from samspel.municipality.tests.cases import CASES, Case
from samspel.municipality.tests.places import INVENTED, SHIPPED, shipped


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sound municipality of one's own to break."""
    return Path(shutil.copytree(INVENTED, tmp_path / "broken"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.kind)
def test_a_wrong_file_is_told_with_file_and_line(case: Case, folder: Path) -> None:
    path = folder / case.file
    text = path.read_text(encoding="utf-8")
    assert case.old in text
    path.write_text(text.replace(case.old, case.new, 1), encoding="utf-8")
    with translation.override("en"):
        told = [str(fault) for fault in check(folder).faults]
    assert [one for one in told if one.startswith(f"{case.where}: ") and case.says in one], told


def test_the_sound_ones_have_no_fault() -> None:
    assert check(INVENTED).faults == ()
    assert shipped()


def test_a_key_that_is_written_twice_is_a_fault(folder: Path) -> None:
    with (folder / "services.yaml").open("a") as file:
        file.write("services: []\n")
    assert told(folder) == [("services.yaml", 2)]


def test_a_missing_file_and_a_folder_in_its_place(folder: Path) -> None:
    (folder / "goals.yaml").unlink()
    (folder / "services.yaml").unlink()
    (folder / "services.yaml").mkdir()
    assert told(folder) == [("goals.yaml", 0), ("services.yaml", 0)]


def test_a_stranger_among_the_files(folder: Path) -> None:
    (folder / "area.yaml").write_text("areas: []")
    (folder / "notes.txt").write_text("ignored")
    assert told(folder) == [("area.yaml", 0)]


def test_no_folder(tmp_path: Path) -> None:
    assert len(check(tmp_path / "nowhere").faults) == 1


def test_another_encoding(folder: Path) -> None:
    path = folder / "goals.yaml"
    path.write_bytes(
        path.read_text(encoding="utf-8").replace("Lugna", "Trygga på ö").replace("–", "-").encode("latin-1")
    )
    assert told(folder) == [("goals.yaml", 8)]


@pytest.mark.asvs("V5.2.1")
def test_a_file_that_is_too_large(folder: Path) -> None:
    (folder / "services.yaml").write_text("#" * 600_000)
    assert told(folder) == [("services.yaml", 0)]


@pytest.mark.asvs("V1.5.2", "V5.2.1")
def test_a_bomb_of_references_is_refused_before_it_is_built(folder: Path) -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"{later}: &{later} [{', '.join([f'*{one}'] * 9)}]\n" for one, later in pairwise("abcdefghi"))
    (folder / "services.yaml").write_text(bomb)
    assert told(folder) == [("services.yaml", 1)]


def test_a_windows_file_with_mark_and_line_ends_is_fine(folder: Path) -> None:
    path = folder / "areas.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert told(folder) == []


def test_all_faults_are_told_at_once(folder: Path) -> None:
    (folder / "goals.yaml").write_text("terms: 1\nother: 2\n")
    (folder / "services.yaml").write_text("services: [{code: A}]\n")
    (folder / "hours.yaml").write_text("\t")
    assert {file for file, _line in told(folder)} == {"goals.yaml", "services.yaml", "hours.yaml"}
    assert len(told(folder)) == 6


def test_faults_are_in_the_language_of_the_user(folder: Path) -> None:
    (folder / "goals.yaml").unlink()
    with translation.override("sv"):
        assert "Filen saknas" in str(check(folder).faults[0])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_random_bytes_never_stop_the_reader(folder: Path, content: bytes) -> None:
    (folder / "services.yaml").write_bytes(content)
    assert all(isinstance(fault, Fault) for fault in check(folder).faults)


YAML_LIKE = st.text(alphabet="ab:- []{}\n'\"&*!|>%@`#,?åö0.\\", max_size=120)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(YAML_LIKE)
def test_random_yaml_never_stops_the_reader(folder: Path, content: str) -> None:
    (folder / "services.yaml").write_text(content, encoding="utf-8")
    assert all(fault.file.endswith(".yaml") for fault in check(folder).faults)


def test_shipped_files_mark_what_no_source_says() -> None:
    assert all(path.is_dir() for path in SHIPPED.iterdir())
    hours = shipped().hours
    assert hours.week.assumption
    assert all(eve.assumption for eve in hours.closed_eves)


def told(folder: Path) -> list[tuple[str, int]]:
    """File and line of each fault."""
    return [(fault.file, fault.line) for fault in check(folder).faults]
