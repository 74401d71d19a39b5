"""`samspel municipality boundaries`: what an operator sees, and what it leaves."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.utils import translation

from samspel.cli import main
from samspel.core import clock
from samspel.municipality.boundaries import queries
from samspel.municipality.models import Area, Boundary, BoundaryVersion
from samspel.municipality.tests.ground import collection, feature, ring
from tests.routes import square

pytestmark = pytest.mark.django_db
REAL = os.environ.get("SAMSPEL_GEODATA", "")
"""A folder with the boundaries of the shipped municipality, which are not ours to give away."""


@pytest.fixture(autouse=True)
def language_comes_back() -> Iterator[None]:
    """The command chooses a language for its process, which here is everybody's."""
    with translation.override(translation.get_language()):
        yield


@pytest.fixture
def berga(tmp_path: Path) -> Path:
    """A file with a boundary of Berga."""
    path = tmp_path / "berga.geojson"
    path.write_bytes(square("Berga", 15.6439, 58.392, 0.02))
    return path


def run(*arguments: object, answer: str = "", command: str = "boundaries", lang: str = "C") -> Result:
    """Run the command as from a terminal of a language."""
    words = [str(one) for one in arguments]
    return CliRunner(env={"LC_ALL": lang}).invoke(main, ["municipality", command, *words], input=answer)


def test_a_dry_run_tells_and_changes_nothing(berga: Path) -> None:
    result = run(berga, "--dry-run")
    assert result.exit_code == 0
    assert "berga: " in result.output
    assert "No boundary for:" in result.output
    assert not Boundary.objects.exists()


@pytest.mark.parametrize(("options", "answer"), [(["--yes"], ""), ([], "y\n")])
def test_a_yes_imports_it_and_twice_is_once(berga: Path, options: list[str], answer: str) -> None:
    assert run(berga, *options, answer=answer).exit_code == 0
    assert Boundary.objects.get().area == Area.objects.get(code="berga")
    again = run(berga, "--yes")
    assert "these boundaries hold already" in again.output
    assert BoundaryVersion.objects.count() == 1


def test_a_no_imports_nothing(berga: Path) -> None:
    assert run(berga, answer="n\n").exit_code == 1
    assert not Boundary.objects.exists()


def test_they_hold_from_the_day_that_is_said_and_say_where_they_come_from(berga: Path) -> None:
    run(berga, "--yes", "--from", "2030-01-01", "--source", "The survey")
    version = BoundaryVersion.objects.get()
    assert (f"{version.starts}", version.source) == ("2030-01-01", "The survey")
    assert not queries.coverage()
    assert queries.coverage(version.starts).source == "The survey"


def test_a_name_is_matched_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    path.write_bytes(square("Kvarteret=A", 15.6439, 58.392, 0.02))
    assert run(path, "--yes").exit_code == 1
    assert run(path, "--yes", "--match", "Kvarteret=A=berga").exit_code == 0
    assert Boundary.objects.get().area == Area.objects.get(code="berga")
    assert run(path, "--match", "Kvarteret").exit_code == 2


def test_what_stops_it_is_told_on_standard_error_and_the_end_is_1(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    ground = ring(15.64, 58.39, 0.01, 0.01)
    path.write_bytes(collection(feature("Berga", ground), feature("Ekholmen", ground)))
    result = run(path, "--yes")
    assert result.exit_code == 1
    assert "lies over" in result.stderr
    assert not Boundary.objects.exists()


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"{", "not JSON"), (b"", "empty"), (b" " * 5_000_001, "too large")],
    ids=["json", "empty", "large"],
)
def test_what_is_no_file_of_boundaries_ends_in_a_line(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "a.geojson"
    path.write_bytes(content)
    result = run(path, "--yes")
    assert result.exit_code == 1
    assert says in result.stderr


def test_versions_are_listed_and_taken_back(berga: Path) -> None:
    run(berga, "--yes")
    number = BoundaryVersion.objects.get().pk
    listed = run(command="boundary-versions").output
    assert f"{number} {clock.today()} berga.geojson\n" in listed
    assert "(taken back)" in run("--take-back", number, command="boundary-versions").output
    assert not queries.coverage()
    assert run("--take-back", number, command="boundary-versions").exit_code == 1


def test_it_speaks_swedish(berga: Path) -> None:
    assert "1 gräns." in run(berga, "--dry-run", lang="sv_SE.UTF-8").output


@pytest.mark.skipif(not REAL, reason="SAMSPEL_GEODATA names no folder")
def test_the_shipped_municipalitys_real_boundaries_are_taken() -> None:
    folder = Path(REAL)
    for name in ("municipality", "areas"):
        (file,) = folder.glob(f"*-{name}.geojson")
        assert run(file, "--yes").exit_code == 0
    known = queries.coverage()
    areas = {area.pk: area for area in Area.objects.all()}
    assert known.areas.keys() == areas.keys()
    assert known.municipality is not None
    for pk, area in areas.items():
        assert known.at(area.latitude, area.longitude) == pk
        assert known.outside(area.latitude, area.longitude) is False
