"""Eighty files that mean harm: each is refused in a sentence, nothing is half done, and it costs little."""

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

from samspel.core.imports import work
from samspel.core.imports.states import State
from samspel.core.models import Import, LogRow
from samspel.municipality.files import check
from tests.malicious import FOLDERS, SPREADSHEETS, UPLOADS, spoil
from tests.sent import Forms
from tests.thorough import some

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

SOUND = Path(__file__).parent / "municipalities" / "almvik"
QUICK = 12.0
MEMORY = 250_000_000
NOTHING_SAID = re.compile(r"Traceback|Error\b|Exception|/work/|site-packages")


def test_there_are_eighty() -> None:
    assert len(UPLOADS) + len(FOLDERS) + len(SPREADSHEETS) == 80


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


@pytest.mark.asvs("V5.2.1", "V5.2.2", "V5.2.3", "V5.3.2", "V1.5.1", "V1.5.2")
@pytest.mark.parametrize("kind", some(list(SPREADSHEETS), of=4))
def test_a_list_that_means_harm_is_refused_in_a_sentence_and_nothing_of_it_comes_in(
    kind: str, client_as: Callable[..., Client]
) -> None:
    client = client_as("coordinator.berga", language="en", raise_request_exception=False)
    upload = SPREADSHEETS[kind]
    sent = SimpleUploadedFile(upload.name, upload.made())
    began = time.monotonic()
    tracemalloc.start()
    answer = client.post("/imports/observations/", {"key": "a", "new_source": "Lista", "file": sent})
    row = Import.objects.order_by("-at").first()
    if answer.status_code == 302 and row is not None:
        Import.objects.update(state=State.CHECKING, columns={"kind": "0", "from": "1", "spot": "1"})
        work.check(row.pk)
        row.refresh_from_db()
        assert row.stands is State.FAILED or not row.counts["new"]
        answer = client.get(f"/imports/files/{row.pk}/")
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert answer.status_code in {200, 400, 422}, answer.status_code
    assert time.monotonic() - began < QUICK * 3
    assert most < MEMORY
    assert not NOTHING_SAID.search(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))
