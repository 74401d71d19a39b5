"""Ninety-two files that mean harm: refused in a sentence or drawn anew, nothing half done, at little cost."""

from __future__ import annotations

import html
import re
import shutil
import time
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from samspel.core.imports import work
from samspel.core.imports.states import State
from samspel.core.models import Import, LogRow
from samspel.municipality.files import check
from samspel.observations.models import Picture as Kept
from tests.malicious import FOLDERS, PICTURES, SPREADSHEETS, UPLOADS, spoil
from tests.sent import Forms
from tests.thorough import some

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

SOUND = Path(__file__).parent / "municipalities" / "almvik"
QUICK = 12.0
MEMORY = 250_000_000
NOTHING_SAID = re.compile(r"Traceback|Error\b|Exception|/work/|site-packages")


def resident(what: str) -> int:
    """Bytes of memory that the process has (VmRSS), or had at most since it was asked to forget (VmHWM)."""
    found = re.search(rf"{what}:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert found
    return int(found[1]) * 1024


def said(answer: Any) -> str:
    """What stands on the page."""
    return html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_there_are_ninety_two() -> None:
    assert len(UPLOADS) + len(FOLDERS) + len(SPREADSHEETS) + len(PICTURES) == 92


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
    tracemalloc.start()
    answer = client.post(where, form.fields | {"file": SimpleUploadedFile(upload.name, content)})
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < MEMORY
    assert time.monotonic() - began < QUICK * 3
    assert answer.status_code in {400, 422}, answer.status_code
    assert not NOTHING_SAID.search(said(answer))
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
    text = said(answer)
    if answer.status_code == 422:
        assert str(answer.context["form"].errors["file"][0]) in text
    if answer.status_code == 200:
        look = answer.context["look"]
        assert str(look.fault or "There is nothing to import as it is.") in text
    assert not NOTHING_SAID.search(text)


@pytest.mark.asvs("V1.3.4", "V5.2.1", "V5.2.2", "V5.3.2")
@pytest.mark.parametrize("kind", some(list(PICTURES), of=2))
def test_a_picture_that_means_harm_is_drawn_anew_or_refused_in_a_sentence(
    kind: str, client_as: Callable[..., Client]
) -> None:
    client = client_as("host.berga", language="en", raise_request_exception=False)
    picture = PICTURES[kind]
    sent = SimpleUploadedFile(picture.name, picture.made())
    Path("/proc/self/clear_refs").write_text("5")
    before, began = resident("VmRSS"), time.monotonic()
    told = {"key": "a", "kind": "damage", "area": "berga", "when": "now", "picture": sent}
    answer = client.post("/observations/new/", told)
    assert resident("VmHWM") - before < MEMORY
    assert time.monotonic() - began < QUICK
    if picture.kept:
        assert answer.status_code == 302
        kept = Kept.objects.get()
        assert bytes(kept.data[:4]) == b"RIFF"
        assert max(kept.width, kept.height) <= 1600
        assert b"script" not in bytes(kept.data)
        return
    assert answer.status_code == 422
    assert "This is no picture that can be read here." in said(answer)
    assert not NOTHING_SAID.search(said(answer))
    assert not Kept.objects.exists()
