"""The municipality goes out of the tables, into files and back again, and nothing is lost on the way."""

from copy import deepcopy
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samspel.core.actors import Operator
from samspel.municipality import services
from samspel.municipality.content import stored, words, written
from samspel.municipality.content.fields import Field, Form, fields_of
from samspel.municipality.content.kinds import KINDS, Document
from samspel.municipality.content.patch import difference, patched, turned
from samspel.municipality.content.told import NOT_SHOWN
from samspel.municipality.files import Description, text
from samspel.municipality.files.shapes import FILES
from samspel.municipality.files.shapes.base import Part
from samspel.municipality.tables import wanted
from samspel.municipality.tests.places import INVENTED, SHIPPED, described, shipped

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
    return {
        table.model.__name__: sorted(map(str, table.rows)) if "position" not in table.names else table.rows
        for table in wanted(description)
    }


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], include_characters="\n\t"), min_size=2, max_size=120
).filter(lambda text: len(text.strip()) > 1)


@given(
    name=TEXTS,
    because=TEXTS,
    words=st.lists(TEXTS.map(lambda text: text[:60]).filter(lambda text: len(text.strip()) > 1), max_size=4),
    point=st.floats(55, 69.5, allow_nan=False),
    day=st.dates(date(1900, 1, 1), date(2199, 12, 31)),
)
@settings(max_examples=60, deadline=None)
def test_whatever_is_written_in_a_row_comes_back_from_its_file_as_it_was(
    name: str, because: str, words: list[str], point: float, day: date
) -> None:
    contents: dict[str, dict[str, Any]] = {
        "matters": {"matters": [{"code": "a", "name": name, "words": words, "answer_days": 3, "source": because}]},
        "routes": {"routes": [{"departments": ["a"], "because": because, "assumption": True}]},
        "areas": {"areas": [{"code": "a", "name": name, "latitude": point, "teams": [{"team": "a", "source": name}]}]},
        "hours": {"special_days": [{"day": day.isoformat(), "reason": name, "source": because}]},
        "services": {"services": [{"code": "a", "translations": {"en": {"name": name, "text": because}}}]},
    }
    with TemporaryDirectory() as folder:
        for file, content in contents.items():
            path = Path(folder) / f"{file}.yaml"
            path.write_text(written.text_of(content, FILES[file]), encoding="utf-8", newline="")
            assert text.read(path).data == content


@cache
def shipped_document() -> Document:
    """The shipped files as they are read, before any table."""
    folder = FOLDERS[-1]
    return {name: text.read(folder / f"{name}.yaml").data for name in FILES}


ROWS = st.lists(st.sampled_from("abcdef"), unique=True, min_size=1, max_size=6)


def _document(keys: list[str]) -> Document:
    document = deepcopy(shipped_document())
    document["matters"]["matters"] = [{"code": key, "name": key, "answer_days": 1, "assumption": True} for key in keys]
    return document


@given(ROWS, ROWS, st.integers(1, 9))
@settings(deadline=None)
def test_a_difference_leads_from_the_one_to_the_other_and_turned_back_again(
    old: list[str], new: list[str], days: int
) -> None:
    before, after = _document(old), _document(new)
    after["matters"]["matters"][0]["answer_days"] = days
    there = difference(before, after)
    assert patched(before, there) == after
    assert patched(after, turned(there), strict=False) == before
    assert bool(there) == (before != after)


def test_every_column_takes_what_its_shape_allows() -> None:
    """A text that the check lets through never stops at the database."""
    for table in wanted(shipped()):
        kind = next((one for one in KINDS if one.name == KIND_OF.get(table.model.__name__)), None)
        for field in fields_of(kind.shape) if kind else ():
            column = next((one for one in table.model._meta.fields if one.name == field.name), None)
            if column is not None and field.longest and column.max_length:
                assert field.longest <= column.max_length, (table.model.__name__, field.name)


KIND_OF = {
    "Municipality": "municipality", "PortalLanguage": "languages", "EmergencyNumber": "emergency_numbers",
    "Team": "teams", "Area": "areas", "Place": "places", "Department": "departments", "Committee": "committees",
    "Organisation": "organisations", "Body": "bodies", "FunctionPost": "functions", "Term": "goals",
    "ClosedEve": "closed_eves", "SpecialDay": "special_days", "Matter": "matters", "Route": "routes",
    "EscalationReceiver": "receivers", "Service": "services", "SourceDocument": "sources",
    "ObservationKind": "observation_kinds", "Factor": "factors", "Indicator": "indicators",
    "DevelopmentArea": "development_areas", "Perspective": "perspectives",
}  # fmt: skip


def test_every_key_that_can_be_written_has_a_label_and_every_kind_its_words() -> None:
    for kind in KINDS:
        assert kind.name in words.KINDS
        for field in fields_of(kind.shape):
            if field.form is Form.ROWS and field.name not in NOT_SHOWN:
                assert field.name in words.PARTS
                assert all(_labelled(field.name, one) for one in fields_of(field.within or Part))
            elif field.form is not Form.ROWS and field.name not in NOT_SHOWN:
                assert _labelled(kind.name, field), (kind.name, field.name)


def _labelled(kind: str, field: Field) -> bool:
    if field.form is Form.PART and field.within:
        return all(f"{field.name}.{one.name}" in words.FIELDS for one in fields_of(field.within))
    return field.form is Form.TRANSLATIONS or field.name in words.FIELDS or (kind, field.name) in words.SPECIAL
