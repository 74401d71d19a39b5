"""The file that a municipality's commissions begin with: read once, its faults told by line."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from samspel.commissions.files import CommissionsFile
from samspel.commissions.models import Commission, Funding
from samspel.core.actors import Operator
from samspel.municipality import services
from samspel.municipality.files import check

pytestmark = pytest.mark.django_db
SHIPPED = settings.ROOT / "municipalities" / "linkoping"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shipped folder, to be changed."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "here"))


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
