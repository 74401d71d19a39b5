"""The file that a municipality's commissions begin with: read once, its faults told by line."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import translation

from samspel.commissions.files import CommissionsFile
from samspel.commissions.models import Commission, CommissionVersion, Funding, Increase, YearIndex
from samspel.commissions.rules import last_day
from samspel.core import clock
from samspel.core.actors import Operator
from samspel.municipality import services, starting
from samspel.municipality.content import written
from samspel.municipality.files import check

pytestmark = pytest.mark.django_db
NOTICE = date(2026, 3, 10)
SHIPPED = settings.ROOT / "municipalities" / "linkoping"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shipped folder, to be changed."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "here"))


def as_on_the_first_day() -> None:
    """No commission and no funding, as in a database that is new."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("RESET ROLE")
        cursor.execute("TRUNCATE commissions_commission, commissions_funding, commissions_yearindex CASCADE")


def rewrite(folder: Path, old: str, new: str) -> None:
    file = folder / "commissions.yaml"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


def test_the_shipped_commission_is_there_from_the_first_apply() -> None:
    found = Commission.objects.get()
    assert (found.yearly_ore, found.price_year, found.notice_months) == (841_000_000, 2021, 12)
    assert [len(version.principles) for version in found.versions.all()] == [10, 4]
    assert found.includes_source == "[2]"


def test_the_funding_of_2021_adds_up() -> None:
    amounts = sorted(Funding.objects.filter(year=2021).values_list("amount_ore", flat=True))
    assert amounts == [210_000_000, 252_000_000, 400_000_000]
    assert sum(amounts) == 862_000_000


def test_it_is_read_once_and_what_was_changed_since_stands(folder: Path) -> None:
    Commission.objects.update(name="Omdöpt")
    rewrite(folder, "tkr_a_year: 8410", "tkr_a_year: 9000")
    services.apply_folder(folder, by=Operator())
    assert Commission.objects.get().name == "Omdöpt"
    assert Commission.objects.get().yearly_ore == 841_000_000


def test_a_municipality_without_the_file_has_no_commission_and_no_fault(folder: Path) -> None:
    (folder / "commissions.yaml").unlink()
    assert check(folder).faults == ()


def test_indexes_may_stand_in_the_file(folder: Path) -> None:
    rewrite(folder, "indexes: []", 'indexes:\n  - {year: 2022, percent: 1.95, source: "[2]"}')
    own = check(folder).own["commissions"]
    assert isinstance(own, CommissionsFile)
    assert own.indexes[0].percent == Decimal("1.95")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("committee: social-care-board", "committee: nowhere", "The code “nowhere” is nowhere in the files."),
        ("provider: leanlink", "provider: leanlimk", "The code “leanlimk” is nowhere in the files."),
        ("commission: area-teams", "commission: other", "The code “other” is nowhere in the files."),
        ("tkr_a_year: 8410", "tkr_a_year: '8410'", "“tkr_a_year” should be a number, without quotes."),
        ("starts: 2021-08-15", "starts: 15 augusti", "“starts” should be a date, such as 2026-01-31."),
        ('includes_source: "[2]"', 'includes: "igen"', "The key “includes” is already used above. Use it once."),
        ('source: "[3]"', 'source: "[9]"', "The source “[9]” is not among the listed sources."),
        ("tkr: 2520", "tkr: 2520\n    kronor: 1", "The key “kronor” is unknown here."),
        ("tkr: 2520", "tkr: 0.000001", "“tkr” should have at most 5 decimals."),
        ("code: area-teams", "code: area-teams\n    notice_on: 2019-01-01", "It ends before it begins."),
    ],
)
def test_each_fault_is_told_with_its_line(folder: Path, old: str, new: str, said: str) -> None:
    line = (folder / "commissions.yaml").read_text().split(old)[0].count("\n") + 1
    rewrite(folder, old, new)
    with translation.override("en"):
        faults = check(folder).faults
    told = [fault for fault in faults if fault.file == "commissions.yaml"]
    assert [fault for fault in told if said in fault.message], faults
    assert min(abs(fault.line - line) for fault in told) <= 1


def test_what_stands_is_written_back_and_reads_as_it_was(folder: Path) -> None:
    found = Commission.objects.get()
    Commission.objects.update(code="Team_1", name="Omdöpt", notice_on=NOTICE, ends_on=last_day(NOTICE, 12))
    Funding.objects.filter(amount_ore=252_000_000).update(amount_ore=252_000_001, source="", assumption=True)
    CommissionVersion.objects.create(
        commission=found,
        number=3,
        name="Tredje",
        holds_from=date(2026, 1, 1),
        principles=["Först: det här"],
        assumption=True,
    )
    withdrawn = {"withdrawn_at": clock.now()}
    Increase.objects.create(commission=found, starts=date(2025, 1, 1), yearly_ore=-1, source="fel", **withdrawn)
    Funding.objects.filter(amount_ore=210_000_000).update(**withdrawn)
    YearIndex.objects.create(year=2022, percent=Decimal("1.955"), source="[2]")
    before = starting.standing()
    written.write_own(before, folder)
    own = check(folder).own
    assert own == before
    as_on_the_first_day()
    assert services.begin(own, by=Operator()) == ["commissions"]
    assert starting.standing() == before
    told = Commission.objects.get()
    assert (told.code, told.notice_on, told.ends_on) == ("Team_1", NOTICE, date(2027, 3, 10))
    assert Funding.objects.filter(amount_ore=252_000_001, assumption=True).exists()
    assert [one.source for one in told.versions.all()] == ["[3]", "[2]", ""]


def test_a_file_that_says_nothing_is_not_waited_for(folder: Path) -> None:
    Funding.objects.all().delete()
    assert starting.waiting({"commissions": CommissionsFile()}) == []
