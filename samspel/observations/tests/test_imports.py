"""Observations come in from files of any shape: every fault is told by its row, nothing comes twice or by half."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from openpyxl.reader.excel import load_workbook

from samspel.accounts import services as accounts
from samspel.accounts.rules import Function
from samspel.core import clock
from samspel.core.actors import Operator
from samspel.core.errors import Missing, Refused
from samspel.core.imports import queries, services, work
from samspel.core.imports.disposing import dispose_old
from samspel.core.imports.faults import Fault
from samspel.core.imports.importable import _registered
from samspel.core.imports.states import State
from samspel.core.models import Import, ImportFault, ImportFile
from samspel.core.tests import bringing
from samspel.core.tests.spreadsheets import text, xlsx
from samspel.observations import kept
from samspel.observations.models import Observation
from samspel.observations.tests.broken_files import BROKEN, HEADINGS, Broken, rows, sound

if TYPE_CHECKING:
    from django.test import Client

    from samspel.accounts.who import Who

COORDINATOR = "coordinator.berga"


def _kind() -> Any:
    return bringing.kind("observations")


def send(who: Who, content: bytes, source: str = "Utdrag") -> Import:
    """A file that is sent, and tried where its columns are known."""
    return bringing.send("observations", who, content, source)


def taken(who: Who, content: bytes, source: str = "Utdrag") -> Import:
    """A file that is sent and taken in."""
    return bringing.take(send(who, content, source), who)


def how(row: Import) -> State:
    """How it stands by now."""
    return Import.objects.get(pk=row.pk).stands


@pytest.mark.parametrize("kind", list(BROKEN))
def test_a_broken_file_is_told_row_by_row_and_nothing_is_half_done(kind: str, client_as: Callable[..., Client]) -> None:
    broken = BROKEN[kind]
    client = client_as(COORDINATOR, language="en")
    before = Observation.objects.count()
    answer = _posted(client, broken)
    if answer.status_code == 302:
        answer = _gone_on(client, answer["Location"])
    page = answer.content.decode()
    assert broken.told.replace('"', "&quot;") in page, page[page.find("<main") :][:1500]
    assert answer.status_code in {200, 422}
    row = Import.objects.order_by("-at").first()
    if row is not None and row.stands is State.CHECKED:
        assert row.counts["new"] == broken.sound, (row.counts, list(ImportFault.objects.values_list("row", "says")))
        assert {one.row for one in ImportFault.objects.filter(of=row)} == set(broken.rows)
        if broken.sound:
            _take(client, row)
    else:
        assert broken.sound == 0
    assert Observation.objects.count() == before + broken.sound


def _posted(client: Client, broken: Broken) -> Any:
    sent = SimpleUploadedFile(broken.name, broken.made())
    return client.post("/imports/observations/", {"key": "a", "new_source": "Utdrag", "file": sent})


def _gone_on(client: Client, where: str) -> Any:
    """Check every row with the columns as they were recognised."""
    row = Import.objects.latest("at")
    if row.stands is State.MATCHING:
        columns = {f"column-{code}": place for code, place in row.columns.items()}
        fields = {"key": "b", "header_row": row.header_row, "sheet": row.sheet, **columns}
        answer = client.post(where, fields)
        if answer.status_code == 422:
            return answer
    work.check(row.pk)
    return client.get(where)


def _take(client: Client, row: Import) -> None:
    answer = client.post(f"/imports/files/{row.pk}/take/", {"key": "c"}, follow=True)
    assert answer.status_code == 200
    work.take(row.pk)
    answer = client.get(f"/imports/files/{row.pk}/")
    assert "imported" in answer.content.decode()
    assert ImportFile.objects.filter(of=row).exists() is bool(row.counts["faulty"])


def test_there_are_twenty_kinds_and_more() -> None:
    assert len(BROKEN) >= 20


# ---------- Once


def test_the_same_file_again_brings_nothing_and_says_so(
    who: Callable[[str], Who], client_as: Callable[..., Client]
) -> None:
    first = taken(who(COORDINATOR), xlsx(rows()))
    assert first.counts["taken"] == 3
    again = send(who(COORDINATOR), xlsx(rows()))
    other = send(who(COORDINATOR), xlsx([*rows(), sound(4)]))
    assert (again.counts["new"], again.counts["same"]) == (0, 3)
    assert (other.counts["new"], other.counts["same"]) == (1, 3)
    page = client_as(COORDINATOR, language="en").get(f"/imports/files/{again.pk}/").content.decode()
    assert ("This very file was imported on" in page) is (first.digest == again.digest)
    assert "Import 0" not in page
    with pytest.raises(Refused):
        services.take(again, by=who(COORDINATOR))


def test_the_very_same_bytes_are_known_again(who: Callable[[str], Who]) -> None:
    content = text(rows())
    first = taken(who(COORDINATOR), content)
    assert queries.before(send(who("contact.urban"), content)) == first
    assert queries.before(send(who(COORDINATOR), text([*rows(), sound(9)]))) is None


def test_without_a_number_a_row_is_known_by_all_that_it_says(who: Callable[[str], Who]) -> None:
    headings, *told = [row[1:] for row in rows()]
    told[1][-1] = "En annan händelse"
    row = taken(who(COORDINATOR), text([headings, *told]))
    assert (row.counts["taken"], row.counts["again"]) == (2, 1)
    again = send(who(COORDINATOR), text([headings, *told, [*told[0][:-1], "En tredje"]]))
    assert (again.counts["new"], again.counts["same"]) == (1, 2)


def test_the_first_file_says_that_its_source_is_needed_before_it_is_sent(client_as: Callable[..., Client]) -> None:
    client = client_as(COORDINATOR, language="en")
    asked = client.get("/imports/observations/").context["form"]
    assert asked["new_source"].field.required
    answer = client.post("/imports/observations/", {"key": "a", "file": SimpleUploadedFile("a.csv", b"a;b")})
    assert answer.status_code == 422
    assert answer.context["form"].errors["new_source"] == ["Say where the file comes from."]


def test_two_sources_may_use_the_same_numbers(who: Callable[[str], Who]) -> None:
    taken(who(COORDINATOR), text(rows()), "Polisen")
    assert send(who(COORDINATOR), text(rows()), "Bostadsbolaget").counts["new"] == 3


def test_a_source_called_as_our_own_reports_is_taken_for_another(who: Callable[[str], Who]) -> None:
    taken(who(COORDINATOR), text(rows()), "Own")
    assert not Observation.objects.filter(origin="own", external_id="K-1").exists()
    assert Observation.objects.filter(origin="own-1", external_id="K-1").exists()


# ---------- Columns and words are learnt


OTHERS = ["Ärende", "Rubricering", "Stadsdel", "Brottsdatum fr.o.m.", "Fritext"]


def test_columns_are_matched_once_and_remembered_for_the_source(who: Callable[[str], Who]) -> None:
    file = text([OTHERS, sound(1)])
    row = services.begin(_kind(), source="Polisen", file_name="a", content=file, by=who(COORDINATOR))
    assert row.columns == {"number": "0", "area": "2", "from": "3", "text": "4"}
    with pytest.raises(Refused):
        services.settle(row, row.columns, masked=False, by=who(COORDINATOR))
    services.settle(row, {**row.columns, "kind": "1"}, masked=False, by=who(COORDINATOR))
    turned = text([OTHERS[::-1], sound(2)[::-1]])
    later = services.begin(_kind(), source="polisen", file_name="b", content=turned, by=who("contact.urban"))
    assert how(later) is State.CHECKING
    assert later.columns["kind"] == "3"


def test_one_value_may_hold_for_every_row(who: Callable[[str], Who]) -> None:
    row = services.begin(
        _kind(), source="Klotter", file_name="a", content=text([HEADINGS[2:], sound(1)[2:]]), by=who(COORDINATOR)
    )
    services.settle(row, {**row.columns, "kind": "=damage"}, masked=False, by=who(COORDINATOR))
    work.check(row.pk)
    services.take(Import.objects.get(pk=row.pk), by=who(COORDINATOR))
    work.take(row.pk)
    assert Observation.objects.get(origin="klotter").kind.code == "damage"


def test_words_that_are_not_known_are_asked_about_and_remembered(
    who: Callable[[str], Who], client_as: Callable[..., Client]
) -> None:
    file = text([HEADINGS, *(sound(at, kind="BB 12 kap 1 §") for at in range(1, 4)), sound(4, kind="Okänt")])
    row = send(who(COORDINATOR), file)
    assert queries.unknown_words(row) == [("kind", "BB 12 kap 1 §", 3), ("kind", "Okänt", 1)]
    client = client_as(COORDINATOR, language="en")
    page = client.get(f"/imports/files/{row.pk}/").content.decode()
    name = page.split('name="word-')[1].split('"')[0]
    answer = client.post(f"/imports/files/{row.pk}/words/", {"key": "w", f"word-{name}": "damage"})
    assert answer.status_code == 302
    work.check(row.pk)
    row.refresh_from_db()
    assert (row.counts["new"], row.counts["faulty"]) == (3, 1)
    assert send(who("contact.urban"), file).counts["new"] == 3


def test_another_sheet_and_another_row_of_headings_are_looked_at_when_asked(
    who: Callable[[str], Who], client_as: Callable[..., Client]
) -> None:
    def more(book: Any) -> None:
        sheet = book.create_sheet("Oktober")
        for row in ([], ["Utdrag för oktober"], *rows()):
            sheet.append(row)

    content = xlsx([["Sammanställning", "Antal"], ["Klotter", 3]], more)
    row = services.begin(_kind(), source="Blad", file_name="a", content=content, by=who(COORDINATOR))
    client = client_as(COORDINATOR, language="en")
    where = f"/imports/files/{row.pk}/"
    answer = client.post(where, {"key": "a", "sheet": "Oktober", "header_row": 1, "again": "1"}, follow=True)
    assert 'value="3"' in answer.content.decode()
    row.refresh_from_db()
    assert (row.sheet, row.header_row, row.columns["number"]) == ("Oktober", 3, "0")
    assert client.post(where, {"again": "1", "header_row": "x", "sheet": "?"}).status_code == 422
    client.post(where, {"key": "b", "sheet": "Oktober", "header_row": 2, "again": "1"})
    row.refresh_from_db()
    assert (row.header_row, row.columns) == (2, {})


# ---------- What a row says


@pytest.mark.parametrize(
    ("told", "known", "starts", "ends"),
    [
        ({"from": "2026-01-05 21:30"}, "exact", "2026-01-05 21:30", "2026-01-05 21:30"),
        ({"from": "2026-01-05"}, "day", "2026-01-05 00:00", "2026-01-05 23:59"),
        ({"from": "5/1 2026", "from_time": "21.30"}, "exact", "2026-01-05 21:30", "2026-01-05 21:30"),
        (
            {"from": "2026-01-05", "from_time": "23:00", "to_time": "02:00"},
            "span",
            "2026-01-05 23:00",
            "2026-01-06 02:00",
        ),
        ({"from": "2026-01-05", "to": "2026-01-07"}, "span", "2026-01-05 00:00", "2026-01-07 23:59"),
        ({"from": "20260105 2130", "to": "2026-01-05 22:00"}, "span", "2026-01-05 21:30", "2026-01-05 22:00"),
    ],
)
def test_times_are_read_as_others_write_them(
    told: dict[str, str], known: str, starts: str, ends: str, who: Callable[[str], Who]
) -> None:
    headings = {"from": "Från", "from_time": "Klockslag", "to": "Till", "to_time": "Klockslag till"}
    file = text([["Vad", "Område", *(headings[one] for one in told)], ["damage", "berga", *told.values()]])
    row = taken(who(COORDINATOR), file)
    assert row.counts["taken"] == 1
    seen = Observation.objects.get(origin="utdrag")
    assert seen.when_known == known
    assert f"{clock.local(seen.happened_from):%Y-%m-%d %H:%M}" == starts
    assert f"{clock.local(seen.happened_to):%Y-%m-%d %H:%M}" == ends


@pytest.mark.parametrize(
    ("headings", "cells"),
    [
        (("Latitud", "Longitud"), ("58,392", "15.6439")),
        (("N", "E"), ("6472580", "537660")),
        (("E-koordinat", "N-koordinat"), (537660, 6472580)),
    ],
)
def test_coordinates_in_degrees_or_metres_are_the_same_place(
    headings: tuple[str, str], cells: tuple[object, object], who: Callable[[str], Who]
) -> None:
    file = xlsx([["Vad", "Från", *headings], ["damage", "2026-01-05", *cells]])
    row = taken(who(COORDINATOR), file)
    assert row.counts.get("taken") == 1, list(ImportFault.objects.values_list("says", flat=True))
    seen = Observation.objects.get(origin="utdrag")
    assert seen.latitude == pytest.approx(58.392, abs=0.01)
    assert seen.longitude == pytest.approx(15.6439, abs=0.01)


def test_what_looks_like_a_person_is_refused_or_masked_as_was_chosen(who: Callable[[str], Who]) -> None:
    file = text(rows(sound(4, text="Ring 070-174 06 05 i morgon")))
    assert send(who(COORDINATOR), file).counts["faulty"] == 1
    row = services.begin(_kind(), source="Annan", file_name="a", content=file, by=who(COORDINATOR))
    services.settle(row, row.columns, masked=True, by=who(COORDINATOR))
    work.check(row.pk)
    services.take(Import.objects.get(pk=row.pk), by=who(COORDINATOR))
    work.take(row.pk)
    assert Observation.objects.get(origin="annan", external_id="K-4").text == "Ring […] i morgon"


# ---------- By whom


@pytest.mark.parametrize("username", ["polare.ryd", "host.berga", "evaluator", "admin", "outsider"])
def test_who_has_no_lists_of_their_own_brings_none(
    username: str, who: Callable[[str], Who], client_as: Callable[..., Client]
) -> None:
    assert client_as(username).get("/imports/observations/").status_code == 404
    with pytest.raises(Missing):
        services.begin(_kind(), source="a", file_name="a", content=text(rows()), by=who(username))


def test_a_file_is_seen_by_who_sent_it_alone(who: Callable[[str], Who], client_as: Callable[..., Client]) -> None:
    row = send(who(COORDINATOR), text(rows(sound(4, area="?"))))
    for path in ("", "progress/", "faults.xlsx"):
        assert client_as(COORDINATOR).get(f"/imports/files/{row.pk}/{path}").status_code == 200
        assert client_as("contact.urban").get(f"/imports/files/{row.pk}/{path}").status_code == 404
    for path in ("take/", "stop/", "words/", "let-go/"):
        assert client_as("contact.urban").post(f"/imports/files/{row.pk}/{path}", {"key": "a"}).status_code == 404
    assert Import.objects.get(pk=row.pk).stands is State.CHECKED


def test_who_left_while_it_waited_brings_nothing_in(cast: Any, who: Callable[[str], Who]) -> None:
    row = send(who(COORDINATOR), text(rows()))
    services.take(row, by=who(COORDINATOR))
    cast[COORDINATOR].is_active = False
    cast[COORDINATOR].save()
    work.take(row.pk)
    row.refresh_from_db()
    assert how(row) is State.FAILED
    with translation.override("en"):
        assert "may no longer" in str(Fault.of(row.fault or {}))
    assert not Observation.objects.filter(origin="utdrag").exists()


def test_who_leaves_half_way_brings_nothing_more_in_and_what_came_is_said(
    small_batches: None, cast: Any, who: Callable[[str], Who], monkeypatch: pytest.MonkeyPatch, client_as: Any
) -> None:
    sender = cast[COORDINATOR]
    row = send(who(COORDINATOR), many(50))
    services.take(row, by=who(COORDINATOR))
    noted, turns = kept.note_many, iter(range(1, 1000))

    def note_many(changes: Any) -> None:
        noted(changes)
        if next(turns) == 2:
            accounts.leave(sender, by=Operator())

    monkeypatch.setattr(kept, "note_many", note_many)
    work.take(row.pk)
    row.refresh_from_db()
    assert (how(row), row.counts["taken"]) == (State.FAILED, 20)
    assert Observation.objects.filter(origin="utdrag").count() == 20
    assert not ImportFile.objects.filter(of=row).exists()
    accounts.activate(sender, by=Operator())
    accounts.assign(sender, Function.AREA_COORDINATOR, place=sender.assignments.get().place, by=Operator())
    page = client_as(COORDINATOR, language="en").get(f"/imports/files/{row.pk}/").content.decode()
    assert "What was imported before it stands." in page
    assert "now in the system" in page


# ---------- Stopped, killed, left lying


def many(count: int) -> bytes:
    return text([HEADINGS, *(sound(at) for at in range(count))])


class Killed(BaseException):
    """As the worker's end comes: nothing of ours catches it."""


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:

    monkeypatch.setitem(_registered, "observations", replace(_kind(), batch=10))


def _killed_in_batch(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker dies in the middle of a batch: its rows are written, and nothing is committed."""
    noted, turns = kept.note_many, iter(range(1, 1000))

    def note_many(changes: Any) -> None:
        noted(changes)
        if next(turns) == number:
            raise Killed

    monkeypatch.setattr(kept, "note_many", note_many)


@pytest.mark.django_db
def test_a_worker_that_is_killed_goes_on_where_it_was(
    small_batches: None, who: Callable[[str], Who], monkeypatch: pytest.MonkeyPatch
) -> None:
    row = send(who(COORDINATOR), many(95))
    services.take(row, by=who(COORDINATOR))
    with monkeypatch.context() as patch:
        _killed_in_batch(4, patch)
        with pytest.raises(Killed):
            work.take(row.pk)
    row.refresh_from_db()
    # The control: it was half-way, and what had been counted was there.
    assert Observation.objects.filter(origin="utdrag").count() == row.counts["taken"] == 30
    assert how(row) is State.TAKING
    work.take(row.pk)
    row.refresh_from_db()
    assert how(row) is State.DONE
    assert (row.counts["taken"], row.read, row.rows) == (95, 95, 95)
    assert Observation.objects.filter(origin="utdrag").count() == 95


def test_a_check_that_is_killed_begins_anew(
    small_batches: None, who: Callable[[str], Who], monkeypatch: pytest.MonkeyPatch
) -> None:
    row = services.begin(
        _kind(), source="Utdrag", file_name="a", content=text([HEADINGS, *[sound(at, area="?") for at in range(35)]]),
        by=who(COORDINATOR),
    )  # fmt: skip
    services.settle(row, row.columns, masked=False, by=who(COORDINATOR))
    with monkeypatch.context() as patch:
        patch.setattr(work, "_checked", _dies)
        with pytest.raises(Killed):
            work.check(row.pk)
    assert ImportFault.objects.filter(of=row).count() == 35, "the control: it had come to the end"
    work.check(row.pk)
    row.refresh_from_db()
    assert (row.counts["faulty"], ImportFault.objects.filter(of=row).count()) == (35, 35)


def _dies(*_args: object, **_more: object) -> None:
    raise Killed


def test_a_worker_thought_dead_does_nothing_more(small_batches: None, who: Callable[[str], Who]) -> None:
    row = send(who(COORDINATOR), many(20))
    services.take(row, by=who(COORDINATOR))
    late = work._begun(row.pk, State.TAKING)
    assert late is not None
    work.take(row.pk)
    with pytest.raises(work.Overtaken):
        work._mine(late)


def test_stopped_half_way_it_says_what_came_and_the_file_is_gone(
    small_batches: None, who: Callable[[str], Who], monkeypatch: pytest.MonkeyPatch
) -> None:
    row = send(who(COORDINATOR), many(50))
    services.take(row, by=who(COORDINATOR))
    with monkeypatch.context() as patch:
        _killed_in_batch(3, patch)
        with pytest.raises(Killed):
            work.take(row.pk)
    services.stop(row, by=who(COORDINATOR))
    work.take(row.pk)
    row.refresh_from_db()
    assert (how(row), row.counts["taken"]) == (State.STOPPED, 20)
    assert Observation.objects.filter(origin="utdrag").count() == 20
    assert not ImportFile.objects.filter(of=row).exists()
    assert send(who(COORDINATOR), many(50)).counts["new"] == 30


def test_what_goes_wrong_on_our_side_is_said_and_what_came_stays(
    small_batches: None, who: Callable[[str], Who], monkeypatch: pytest.MonkeyPatch
) -> None:
    row = send(who(COORDINATOR), many(20))
    services.take(row, by=who(COORDINATOR))

    def falls(_changes: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(kept, "note_many", falls)
    with pytest.raises(ZeroDivisionError):
        work.take(row.pk)
    row.refresh_from_db()
    assert how(row) is State.FAILED
    assert not Observation.objects.filter(origin="utdrag").exists()


def test_a_file_that_nobody_went_on_with_is_gone_after_a_week(who: Callable[[str], Who]) -> None:
    row = send(who(COORDINATOR), text(rows(sound(4, area="?"))))
    with clock.at(clock.now() + timedelta(days=6)):
        assert dispose_old() == 0
    with clock.at(clock.now() + timedelta(days=8)):
        assert dispose_old() == 1
    row.refresh_from_db()
    assert how(row) is State.CANCELLED
    assert not ImportFile.objects.filter(of=row).exists()
    assert not ImportFault.objects.filter(of=row).exists()


# ---------- The faulty rows come back, and so does our own export


def test_the_faulty_rows_come_back_as_a_file_that_can_be_mended_and_sent_again(
    who: Callable[[str], Who], client_as: Callable[..., Client]
) -> None:
    row = taken(who(COORDINATOR), xlsx(rows(sound(4, area="Nånstans", text="=1+1"))))
    client = client_as(COORDINATOR, language="en")
    book = _workbook(client.get(f"/imports/files/{row.pk}/faults.xlsx").content)
    heading, *faulty = book.active.iter_rows(values_only=True)
    assert heading[1:] == tuple(HEADINGS)
    assert [one[1] for one in faulty] == ["K-4"]
    assert "Nånstans" in faulty[0][0]
    mended = io.BytesIO()
    book.active["D2"] = "Berga"
    book.save(mended)
    assert send(who(COORDINATOR), mended.getvalue()).counts["new"] == 1
    assert client.post(f"/imports/files/{row.pk}/let-go/", {"key": "x"}).status_code == 302
    assert client.get(f"/imports/files/{row.pk}/faults.xlsx").status_code == 404


def _workbook(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content))  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_what_was_exported_comes_back_as_it_was(
    form: str, language: str, who: Callable[[str], Who], client_as: Callable[..., Client]
) -> None:
    headings = [*HEADINGS, "Latitud", "Longitud"]
    told = [[*sound(at), *place] for at, place in enumerate([("", ""), ("58.392", "15.6439")], 1)]
    taken(who(COORDINATOR), text([headings, *told]))
    answer = client_as("security.head", language=language).get(f"/observations/export.{form}")
    content = bringing.streamed(answer)
    assert send(who(COORDINATOR), content, "Samspel").counts["same"] == Observation.objects.count()
    before = {
        (one.kind_id, one.area_id, one.text, one.happened_from, one.when_known, one.latitude)
        for one in Observation.objects.all()
    }
    Observation.objects.all().delete()
    assert taken(who(COORDINATOR), content, "Samspel").counts["taken"] == len(before) == 2
    after = {
        (one.kind_id, one.area_id, one.text, one.happened_from, one.when_known, one.latitude)
        for one in Observation.objects.all()
    }
    assert after == before
