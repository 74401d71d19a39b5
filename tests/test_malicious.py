"""Sixty files that mean harm: each is refused in a sentence, nothing is half done, and it costs little."""

from __future__ import annotations

import html
import re
import shutil
import time
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from samspel.core.models import LogRow
from samspel.municipality.files import check
from tests.malicious import FOLDERS, UPLOADS, spoil
from tests.sent import Forms
from tests.thorough import some

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

SOUND = Path(__file__).parent / "municipalities" / "almvik"
QUICK = 12.0
MEMORY = 250_000_000
NOTHING_SAID = re.compile(r"Traceback|Error\b|Exception|/work/|site-packages")


def test_there_are_sixty() -> None:
    assert len(UPLOADS) + len(FOLDERS) == 60


@pytest.mark.asvs("V5.2.1", "V5.2.2", "V5.3.2", "V1.5.2")
@pytest.mark.parametrize("kind", some(list(UPLOADS), of=4))
def test_a_file_of_boundaries_that_means_harm_is_refused_in_a_sentence(
    kind: str, client_as: Callable[..., Client]
) -> None:
    client = client_as("admin", language="en", raise_request_exception=False)
    where = "/municipality/boundaries/"
    page = client.get(where)
    form = next(form for form in Forms(page.content.decode(), where).found if form.action == where)
    upload, before = UPLOADS[kind], LogRow.objects.count()
    content = upload.made()
    began = time.monotonic()
    answer = client.post(where, form.fields | {"file": SimpleUploadedFile(upload.name, content)})
    assert time.monotonic() - began < QUICK
    assert answer.status_code in {400, 422}, answer.status_code
    text = html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))
    assert not NOTHING_SAID.search(text)
    if answer.status_code == 422:
        assert re.search(r'class="[^"]*error[^"]*"[^>]*>\s*\S', answer.content.decode())
    assert LogRow.objects.count() == before, "nothing was taken in"


@pytest.mark.asvs("V5.2.1", "V5.2.2", "V1.5.2", "V1.3.3")
@pytest.mark.parametrize("kind", some(list(FOLDERS), of=4))
def test_a_municipalitys_folder_that_means_harm_is_refused_with_file_and_line(kind: str, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    shutil.copytree(SOUND, folder)
    spoil(folder, kind)
    began = time.monotonic()
    tracemalloc.start()
    with translation.override("en"):
        found = check(folder)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found.description is None
    assert found.faults
    assert time.monotonic() - began < QUICK * 3
    assert most < MEMORY
    for fault in found.faults:
        assert str(fault).strip()
        assert len(str(fault)) < 600
        assert not NOTHING_SAID.search(str(fault))
        assert str(fault).isprintable()
