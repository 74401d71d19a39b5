"""`samspel municipality`: what an operator sees, and what it leaves."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.conf import settings
from django.utils import translation

from samspel.cli import language, main
from samspel.core import clock
from samspel.core.actors import Operator
from samspel.municipality import editing
from samspel.municipality.content import stored
from samspel.municipality.content.kinds import BY_NAME, rows_of
from samspel.municipality.models import Matter, Municipality

pytestmark = pytest.mark.django_db
SHIPPED = next(path for path in sorted((Path(settings.ROOT) / "municipalities").iterdir()) if path.is_dir())


@pytest.fixture(autouse=True)
def language_comes_back() -> Iterator[None]:
    """The command chooses a language for its process, which here is everybody's."""
    with translation.override(translation.get_language()):
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shipped files, to be changed."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "changed"))


def run(*arguments: object, answer: str = "", lang: str = "C") -> Result:
    """Run the command as from a terminal of a language."""
    words = [str(one) for one in arguments]
    return CliRunner(env={"LC_ALL": lang}).invoke(main, ["municipality", *words], input=answer)


def change(folder: Path) -> None:
    """Another deadline for the first matter."""
    path = folder / "matters.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("answer_days: 3", "answer_days: 4", 1), encoding="utf-8")


def test_sound_files_are_told_so() -> None:
    result = run("check", SHIPPED)
    assert (result.exit_code, result.output) == (0, "No faults.\n")


def test_every_fault_has_file_and_line_and_the_end_is_1(folder: Path) -> None:
    (folder / "goals.yaml").unlink()
    (folder / "hours.yaml").write_text("week: closed\n")
    result = run("check", folder)
    assert result.exit_code == 1
    assert "goals.yaml: The file is missing." in result.stderr
    assert "hours.yaml:1: “week” should hold keys" in result.stderr
    assert "3 faults" in result.stderr


def test_faults_are_in_the_language_of_the_terminal(folder: Path) -> None:
    (folder / "goals.yaml").unlink()
    assert "goals.yaml: Filen saknas." in run("check", folder, lang="sv_SE.UTF-8").stderr


def test_faulty_files_are_never_applied(folder: Path) -> None:
    change(folder)
    (folder / "goals.yaml").unlink()
    assert run("apply", folder, "--yes").exit_code == 1
    assert Matter.objects.order_by("position")[0].answer_days == 3


def test_what_is_applied_needs_no_change() -> None:
    result = run("apply", SHIPPED)
    assert (result.exit_code, "Nothing to change" in result.output) == (0, True)


@pytest.mark.parametrize(("options", "answer"), [(["--dry-run"], ""), ([], "n\n")])
def test_what_would_change_is_shown_and_not_made(folder: Path, options: list[str], answer: str) -> None:
    change(folder)
    before = Municipality.objects.get().revision
    result = run("apply", folder, *options, answer=answer)
    assert "(working days to answer: 3 → 4)" in result.output
    assert "1 change." in result.output
    assert Municipality.objects.get().revision == before


@pytest.mark.parametrize(("options", "answer"), [(["--yes"], ""), ([], "y\n")])
def test_a_yes_makes_it_and_twice_is_once(folder: Path, options: list[str], answer: str) -> None:
    change(folder)
    assert "Done." in run("apply", folder, *options, answer=answer).output
    assert Matter.objects.order_by("position")[0].answer_days == 4
    assert "Nothing to change" in run("apply", folder).output


def test_another_municipality_is_refused_in_a_line() -> None:
    result = run("apply", Path(settings.ROOT) / "tests" / "municipalities" / "almvik", "--yes")
    assert result.exit_code == 1
    assert "needs a database of its own" in result.stderr


def test_every_command_has_help() -> None:
    for arguments in ([], ["check"], ["apply"]):
        assert run(*arguments, "--help").exit_code == 0


@pytest.mark.parametrize(
    ("environment", "code"),
    [({"LANG": "sv_SE.UTF-8"}, "sv"), ({"LANG": "sv_SE", "LC_ALL": "C"}, "en"), ({"LANG": ""}, "en"), ({}, "en")],
)
def test_the_language_of_the_terminal(environment: dict[str, str], code: str) -> None:
    assert language(environment) == code


def test_export_writes_files_that_change_nothing_and_keeps_their_comment_on_top(folder: Path) -> None:
    before = (folder / "routes.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert run("export", folder).exit_code == 0
    assert (folder / "routes.yaml").read_text(encoding="utf-8").splitlines()[0] == before
    assert "Nothing to change" in run("apply", folder).output
    assert run("check", folder).output == "No faults.\n"


def test_export_into_a_new_folder_holds_the_commissions_too(tmp_path: Path) -> None:
    assert run("export", tmp_path / "new").exit_code == 0
    assert "Nothing to change" in run("apply", tmp_path / "new").output
    assert "tkr_a_year: 8410\n" in (tmp_path / "new" / "commissions.yaml").read_text(encoding="utf-8")


def edited(days: int) -> None:
    """The first matter's deadline, changed in the product."""
    by, kind = Operator("administrator"), BY_NAME["matters"]
    row = rows_of(stored.document(), kind)["safety"]
    editing.put(kind, "safety", {**row, "answer_days": days}, by=by, read=row)
    editing.save(by=by, starts=clock.today(), because="", version=None)


def test_what_was_changed_in_the_product_is_taken_back_only_at_an_explicit_word() -> None:
    edited(9)
    result = run("apply", SHIPPED, "--yes")
    assert result.exit_code == 1
    assert "would take back what was changed in the product" in result.output
    assert "Working days to answer: 9 → 3" in result.output
    assert Matter.objects.get(code="safety").answer_days == 9
    assert run("apply", SHIPPED, "--yes", "--overwrite").exit_code == 0
    assert Matter.objects.get(code="safety").answer_days == 3


def test_files_that_differ_elsewhere_take_nothing_back(folder: Path) -> None:
    edited(9)
    run("export", folder)
    path = folder / "matters.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("answer_days: 10", "answer_days: 11", 1), encoding="utf-8")
    result = run("apply", folder, "--yes")
    assert (result.exit_code, "take back" in result.output) == (0, False)
    assert Matter.objects.get(code="safety").answer_days == 9
