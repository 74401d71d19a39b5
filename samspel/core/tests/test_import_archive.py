"""What an Excel file unpacks to is looked through before anything of it is read."""

from __future__ import annotations

import pytest

from samspel.core.imports.reading import Unreadable, opened
from samspel.core.tests.spreadsheets import without, xlsx

SOUND = xlsx([["Vad", "Område"], ["Klotter", "Berga"]])
ENTITIES = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "ha"><!ENTITY l1 "&l0;&l0;">]><a>&l1;</a>'


def test_a_sound_workbook_is_read() -> None:
    assert opened(SOUND).sheets


@pytest.mark.asvs("V1.5.1", "V5.2.3")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "part", ["[Content_Types].xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/theme/theme1.xml"]
)
def test_no_part_may_declare_entities_in_any_encoding(part: str, encoding: str) -> None:
    with pytest.raises(Unreadable):
        opened(without(SOUND, part, ENTITIES.encode(encoding)))
