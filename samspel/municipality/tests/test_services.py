"""Applying a municipality's files: twice changes nothing, the past stays, and every change is logged."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from samspel.core.actors import Operator
from samspel.core.errors import Refused
from samspel.core.models import LogRow
from samspel.municipality import queries, services
from samspel.municipality.changes import Action
from samspel.municipality.files import Description
from samspel.municipality.models import (
    Area,
    AreaTeam,
    Body,
    Department,
    EscalationReceiver,
    LineStep,
    Matter,
    Municipality,
    OfficeHours,
    Route,
    Setting,
    Team,
)
from samspel.municipality.tests.places import INVENTED, described, shipped

TODAY = date(2026, 11, 22)
BY = Operator("test")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The invented municipality's files, to be changed."""
    return Path(shutil.copytree(INVENTED, tmp_path / "changed"))


@pytest.fixture
def applied(empty: None, folder: Path) -> Path:
    """The same, applied."""
    services.apply(described(folder), by=BY, today=TODAY)
    return folder


def change(folder: Path, file: str, old: str, new: str) -> Description:
    """The description after one text in a file was exchanged for another."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return described(folder)


def apply(description: Description, today: date = TODAY) -> list[str]:
    """Apply, and tell what changed in English; what was foretold is what is done."""
    with translation.override("en"):
        foretold = [str(one) for one in services.difference(description, today)]
        done = [str(one) for one in services.apply(description, by=BY, today=today)]
    assert done == foretold
    return done


@pytest.mark.django_db
def test_what_is_shipped_is_applied_already() -> None:
    assert services.difference(shipped(), TODAY) == []


def test_twice_changes_nothing(applied: Path) -> None:
    revision, logged = queries.the_municipality().revision, LogRow.objects.count()
    assert apply(described(applied)) == []
    assert apply(described(applied), TODAY + timedelta(days=400)) == []
    assert queries.the_municipality().revision == revision == 1
    assert LogRow.objects.count() == logged


def test_the_difference_writes_nothing(empty: None) -> None:
    changes = services.difference(described(INVENTED), TODAY)
    assert {one.action for one in changes} == {Action.ADDED}
    assert not Municipality.objects.exists()
    assert not Area.objects.exists()


def test_a_faulty_folder_changes_nothing(empty: None, folder: Path) -> None:
    (folder / "goals.yaml").unlink()
    with pytest.raises(services.Faulty) as told:
        services.apply_folder(folder, by=BY)
    assert [fault.file for fault in told.value.faults] == ["goals.yaml"]
    assert not Municipality.objects.exists()


def test_a_database_holds_one_municipality(applied: Path) -> None:
    with pytest.raises(Refused):
        services.apply(shipped(), by=BY, today=TODAY)
    assert queries.the_municipality().code == "almvik"
    with pytest.raises(IntegrityError), transaction.atomic():
        Municipality.objects.create(code="another", name="B", short_name="B")


def test_a_change_is_told_logged_and_made(applied: Path) -> None:
    before = LogRow.objects.count()
    told = apply(change(applied, "matters.yaml", "answer_days: 20", "answer_days: 15"))
    assert told == ["Changed: matter “Gator” (working days to answer: 20 → 15)"]
    assert Matter.objects.get(code="streets").answer_days == 15
    rows = list(LogRow.objects.order_by("pk"))[before:]
    assert [(row.verb, row.object_kind, row.fields) for row in rows] == [
        ("changed", "municipality.matter", ["answer_days"]),
        ("applied", "municipality.municipality", []),
    ]
    assert queries.the_municipality().revision == 2


def test_what_leaves_the_files_is_retired_and_comes_back_as_itself(applied: Path) -> None:
    pk, text = Matter.objects.get(code="streets").pk, (applied / "routes.yaml").read_text(encoding="utf-8")
    change_routes = text.replace("matter: streets, ", "area: angsberget, ")
    (applied / "routes.yaml").write_text(change_routes, encoding="utf-8")
    rows = (applied / "matters.yaml").read_text(encoding="utf-8").splitlines()
    (applied / "matters.yaml").write_text("\n".join(rows[:2]), encoding="utf-8")
    told = apply(described(applied))
    assert "No longer used: matter “Gator”" in told
    assert Matter.objects.get(pk=pk).retired_on == TODAY
    assert [one.code for one in queries.matters()] == ["calm"]
    assert [one.code for one in Matter.objects.current(TODAY - timedelta(days=1))] == ["calm", "streets"]

    (applied / "routes.yaml").write_text(text, encoding="utf-8")
    (applied / "matters.yaml").write_text("\n".join(rows), encoding="utf-8")
    assert "New: matter “Gator”" in apply(described(applied))
    assert Matter.objects.get(code="streets").pk == pk
    assert Matter.objects.get(pk=pk).retired_on is None


def test_an_area_that_changes_team_keeps_its_past(applied: Path) -> None:
    moved = change(
        applied,
        "areas.yaml",
        "{team: south, from: 2024-01-01}\n  - code: angs",
        "{team: south, from: 2024-01-01, to: 2026-11-30}\n      - {team: north, from: 2026-12-01}\n  - code: angs",
    )
    assert apply(moved) == ["Changed: area's team “Hamnen” (area team: south from 2024-01-01 → north from 2026-12-01)"]
    area = Area.objects.get(code="hamnen")
    held = [area.team_on(day) for day in (date(2023, 12, 31), date(2026, 11, 30), date(2026, 12, 1))]
    assert [team and team.code for team in held] == [None, "south", "north"]
    assert apply(moved) == []


def test_a_team_exchanged_without_a_date_is_meant_from_today(applied: Path) -> None:
    east = "longitude: 16.8\n    confidence: low\n    assumption: true\n    teams:\n      - {team: "
    moved = change(applied, "areas.yaml", f"{east}south", f"{east}north")
    apply(moved)
    rows = [(row.team.code, row.starts, row.ends) for row in AreaTeam.objects.filter(area__code="ostra-marken")]
    assert rows == [
        ("south", date(2024, 1, 1), TODAY - timedelta(days=1)),
        ("north", TODAY, None),
    ]
    assert apply(moved, TODAY + timedelta(days=3)) == []


def test_an_area_that_leaves_the_files_has_a_past(applied: Path) -> None:
    text = (applied / "areas.yaml").read_text(encoding="utf-8")
    (applied / "areas.yaml").write_text(text[: text.index("  - code: ostra-marken")], encoding="utf-8")
    apply(described(applied))
    assert [one.code for one in queries.areas(TODAY)] == ["hamnen", "alnas", "angsberget"]
    before = queries.areas(TODAY - timedelta(days=1))
    assert [(one.code, one.team and one.team.code) for one in before][-1] == ("ostra-marken", "south")


@pytest.mark.usefixtures("applied")
def test_the_database_lets_no_two_teams_have_an_area_at_once() -> None:
    area, team = Area.objects.get(code="hamnen"), Team.objects.get(code="north")
    with pytest.raises(IntegrityError), transaction.atomic():
        AreaTeam.objects.create(area=area, team=team, starts=date(2030, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        AreaTeam.objects.create(area=area, team=team, starts=date(2020, 1, 1), ends=date(2024, 1, 1))
    AreaTeam.objects.create(area=area, team=team, starts=date(2020, 1, 1), ends=date(2023, 12, 31))


def test_a_bodys_new_duty_is_a_row_of_its_own(applied: Path) -> None:
    told = apply(
        change(
            applied,
            "bodies.yaml",
            "      - {code: picture,",
            "      - {code: new, text: Lyssna.}\n      - {code: picture,",
        )
    )
    assert told[0] == "New: duty “Lyssna.”"
    assert [one.text for one in queries.bodies()[1].duties.all()][1] == "Lyssna."


def test_hours_and_lines_follow_the_files(applied: Path) -> None:
    apply(change(applied, "hours.yaml", '["07:30-11:30", "12:30-16:00"]', '["07:30-16:00"]'))
    assert OfficeHours.objects.filter(weekday=0).count() == 1
    apply(change(applied, "escalation.yaml", "      - {receiver: head_of_security, minutes: 10}\n", ""))
    assert LineStep.objects.filter(receiver__code="duty_officer").count() == 1


@pytest.mark.parametrize("model", [Body, Department, EscalationReceiver, Matter, Municipality, Route, Setting, Team])
def test_every_row_says_where_it_comes_from(applied: Path, model: type[Matter]) -> None:
    assert model.objects.count()
    assert all(row.source or row.assumption for row in model.objects.all())


@pytest.mark.usefixtures("empty")
def test_before_the_first_apply_it_says_so() -> None:
    with pytest.raises(queries.NotApplied):
        queries.the_municipality()
    with pytest.raises(queries.NotApplied):
        queries.numbers()
    assert queries.coordination_body() is None
