"""The municipality goes out of the tables, into files and back again, and nothing is lost on the way."""

from datetime import date
from pathlib import Path

import pytest

from samspel.core.actors import Operator
from samspel.municipality import services
from samspel.municipality.content import stored, written
from samspel.municipality.files import Description
from samspel.municipality.tests.places import INVENTED, SHIPPED, described

TODAY = date(2026, 11, 22)
BY = Operator("test")
FOLDERS = [INVENTED, *(path for path in sorted(SHIPPED.iterdir()) if path.is_dir())]


@pytest.mark.usefixtures("empty")
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_what_was_applied_is_exported_alike_and_applying_the_export_changes_nothing(
    folder: Path, tmp_path: Path
) -> None:
    before = described(folder)
    services.apply(before, by=BY, today=TODAY)
    written.write_folder(stored.document(), tmp_path)
    after = described(tmp_path)
    assert services.difference(after, TODAY) == []
    assert _alike(after) == _alike(before)


def _alike(description: Description) -> object:
    from samspel.municipality.tables import wanted

    return {
        table.model.__name__: sorted(map(str, table.rows)) if "position" not in table.names else table.rows
        for table in wanted(description)
    }
