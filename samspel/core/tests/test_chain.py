"""The log can't lie: what was committed is sealed, and whatever is done to it afterwards is seen."""

import logging
import socket
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, models, transaction
from django.db.utils import ProgrammingError
from django.test import override_settings

from samspel.core import chain, clock
from samspel.core.chain import heads, keys, sealing
from samspel.core.chain.rows import COLUMNS
from samspel.core.jobs import last_beat
from samspel.core.models import LogRow, LogSeal, OutboxMessage
from samspel.core.tasks import publish_head, seal_log
from samspel.core.tests.logged import a_sealed_log, going_on, unsealed, write
from tests.tampering import (
    ATTACKS,
    cut_the_last_seal,
    cut_the_tail,
    remove_a_seal,
    remove_all_seals,
    rewrite_with_the_key,
    tampered,
)

pytestmark = pytest.mark.django_db(transaction=True)
SEED = 20_261_122
OLD, NEW = "an old key that is long enough to be one", "a new key that is long enough to be one"


def test_what_was_logged_is_sealed_and_an_untouched_log_holds() -> None:
    published = a_sealed_log()
    report = chain.verify(published)
    assert report.findings == []
    assert (report.rows, report.sealed, report.seals, report.heads) == (180, 180, 12, 12)
    assert unsealed() == set()


def test_what_is_not_sealed_yet_is_told_as_such() -> None:
    a_sealed_log(2)
    write(3)
    report = chain.verify()
    assert (report.findings, report.young) == ([], 3)
    assert report.oldest_young
    assert chain.seal_log() == 3
    assert chain.seal_log() == 0
    assert chain.verify().young == 0


def test_what_was_logged_before_there_were_seals_is_sealed_first() -> None:
    ids = write(5)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("UPDATE core_logrow SET xid = NULL")
    assert chain.seal_log() == len(ids)
    assert chain.verify().findings == []


def test_every_column_of_the_log_is_under_the_seal() -> None:
    columns = {field.column for field in LogRow._meta.get_fields() if isinstance(field, models.Field)}
    assert {name.rpartition(" ")[2] for name in COLUMNS} == columns


def test_a_seal_is_neither_changed_nor_taken_away_by_the_application() -> None:
    a_sealed_log(1)
    for statement in ("UPDATE core_logseal SET head = ''", "DELETE FROM core_logseal", "TRUNCATE core_logseal"):
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


# ---------- A thousand ways


@pytest.mark.asvs("V16.4.2")
def test_whatever_is_done_to_the_log_is_found() -> None:
    """A fifth of what `make drill` does: there it is a thousand ways, and a thousand found."""
    published, chance = a_sealed_log(), Random(SEED)
    missed = [
        f"{turn}: {attack.__name__}"
        for turn in range(200)
        if tampered(attack := ATTACKS[turn % len(ATTACKS)], chance, published).holds
    ]
    assert missed == []
    assert chain.verify(published).findings == []


def test_without_the_published_heads_an_end_that_is_cut_off_is_missed_and_nothing_else() -> None:
    a_sealed_log()
    chance = Random(SEED)
    missed = {attack for attack in ATTACKS for _turn in range(3) if tampered(attack, chance, None).holds}
    assert cut_the_tail in missed
    assert missed <= {cut_the_tail, remove_a_seal, remove_all_seals}, "what has lost its seal is told as not sealed yet"


def test_control_one_who_has_the_key_is_caught_by_the_published_heads_alone() -> None:
    published = a_sealed_log()
    assert tampered(rewrite_with_the_key, Random(SEED), None).holds
    assert [one.kind for one in tampered(rewrite_with_the_key, Random(SEED), published).findings] == ["rewritten"]


def test_an_untouched_log_gives_no_alarm_however_it_grew() -> None:
    chance, published = Random(SEED), list[str]()
    for _turn in range(25):
        with transaction.atomic():
            write(chance.randrange(1, 5))
            transaction.set_rollback(chance.random() < 0.3)
        if chance.random() < 0.5:
            chain.seal_log()
        head = heads.head()
        published += [head.line] if head else []
        assert chain.verify(published).findings == []


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE core_logrow SET verb = 'other' WHERE id = {row}", "Raden {row} har ändrats"),
        ("DELETE FROM core_logrow WHERE id = {row}", "Raden {row} saknas"),
        ("DELETE FROM core_logrow WHERE id BETWEEN {row} AND {row} + 2", "Raderna {row} till {last} saknas"),
    ],
)
def test_it_is_said_in_words_which_row_it_is(statement: str, says: str) -> None:
    a_sealed_log(2)
    row = LogRow.objects.order_by("pk")[4].pk
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute(statement.format(row=row))
    (finding,) = chain.verify().findings
    assert says.format(row=row, last=row + 2) in finding.text


def test_a_row_with_a_time_that_it_was_not_written_at_is_pointed_out() -> None:
    a_sealed_log(2)
    with clock.at(clock.now() - timedelta(days=40)):
        write(1)
    assert [one.kind for one in chain.verify().findings] == ["unsealed"]
    chain.seal_log()
    assert [one.kind for one in chain.verify().findings] == ["odd time"]
    assert chain.verify(clock_moves=True).findings == []


# ---------- Keys


@pytest.mark.asvs("V11.2.2")
def test_a_key_is_changed_and_the_old_one_still_checks() -> None:
    with override_settings(LOG_KEYS=[OLD]):
        published = a_sealed_log(2)
    with override_settings(LOG_KEYS=[NEW, OLD]):
        published += a_sealed_log(2)
        assert chain.verify(published).findings == []
        assert LogSeal.objects.values("key").distinct().count() == 2
    with override_settings(LOG_KEYS=[NEW]):
        assert {one.kind for one in chain.verify().findings} == {"key"}


def test_a_key_that_can_be_guessed_is_none() -> None:
    with override_settings(LOG_KEYS=["short"]), pytest.raises(ImproperlyConfigured):
        keys.current()


def numbered(number: int) -> None:
    """Let all rows be of a transaction with this number."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("UPDATE core_logrow SET xid = %s::text::xid8", [number])


def test_restored_into_another_server_the_chain_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its transactions are numbered anew, from below those that the seals know."""
    write(5)
    numbered(900_000_000)
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(sealing, "now", lambda cursor: ("900000001:900000001:", "another server"))
        assert chain.seal_log() == 5
    with going_on(2), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("UPDATE core_logrow SET xid = '900000002'::xid8 WHERE id = %s", write(1))
    assert chain.verify().young == 3
    for number in (3, 2, 4):
        assert chain.seal_log() == number
        assert (chain.verify().findings, chain.verify().young) == ([], 0)
        write({3: 2, 2: 4, 4: 1}[number])
    assert unsealed() == set(LogRow.objects.order_by("-pk").values_list("pk", flat=True)[:1])


# ---------- Heads


@pytest.mark.asvs("V16.4.3")
def test_the_head_is_published_in_every_way_and_what_stands_in_a_letter_can_be_checked(tmp_path: Path) -> None:
    a_sealed_log(1)
    file = tmp_path / "elsewhere" / "heads.txt"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as syslog:
        syslog.bind(("127.0.0.1", 0))
        port = syslog.getsockname()[1]
        ways = [f"file://{file}", "mailto:archive@example.org", f"syslog://127.0.0.1:{port}"]
        with override_settings(LOG_HEADS=ways):
            publish_head(0)
        heard = syslog.recv(2000).decode()
    letter = OutboxMessage.objects.get(kind="log.head")
    assert letter.to == "archive@example.org"
    for text in (file.read_text(), letter.body, heard):
        ((_line, head),) = heads.read([text])
        assert head.is_signed
        assert head.rows == 15
    assert chain.verify([f"Nov 22 20:07 host {heard}", letter.body]).heads == 2


def test_a_way_that_is_closed_holds_up_no_other(tmp_path: Path) -> None:
    a_sealed_log(1)
    (tmp_path / "a-file").write_text("")
    ways = [f"file://{tmp_path}/a-file/below", f"file://{tmp_path}/heads"]
    with override_settings(LOG_HEADS=ways), pytest.raises(OSError, match="a-file"):
        chain.publish()
    assert (tmp_path / "heads").read_text().startswith("samspel-log ")


def test_an_invented_way_is_refused() -> None:
    a_sealed_log(1)
    with override_settings(LOG_HEADS=["gopher://x"]), pytest.raises(ImproperlyConfigured):
        chain.publish()


def test_a_line_that_somebody_made_up_is_no_head() -> None:
    (line,) = a_sealed_log(1)
    forged = line.replace("rows=15", "rows=16")
    assert [one.kind for one in chain.verify([forged]).findings] == ["line"]


def test_nothing_is_published_before_anything_was_sealed(tmp_path: Path) -> None:
    with override_settings(LOG_HEADS=[f"file://{tmp_path}/heads"]):
        assert chain.publish() is None
    assert not (tmp_path / "heads").exists()


def test_the_worker_seals_every_minute(caplog: pytest.LogCaptureFixture) -> None:
    write(2)
    with caplog.at_level(logging.WARNING):
        seal_log(0)
    assert LogSeal.objects.get().count == 2
    assert not caplog.records


def test_each_minute_that_the_head_moved_it_is_published_and_by_letter_each_hour(tmp_path: Path) -> None:
    ways = [f"file://{tmp_path}/heads", "mailto:archive@example.org"]
    with override_settings(LOG_HEADS=ways):
        write(2)
        seal_log(0)
        seal_log(0)
        assert len((tmp_path / "heads").read_text().splitlines()) == 1, "it did not move the second minute"
        assert not OutboxMessage.objects.filter(kind="log.head").exists()
        publish_head(0)
    assert len((tmp_path / "heads").read_text().splitlines()) == 2
    assert OutboxMessage.objects.filter(kind="log.head").count() == 1


def test_a_head_that_can_not_be_published_leaves_the_sealing_its_beat(tmp_path: Path) -> None:
    (tmp_path / "a-file").write_text("")
    write(2)
    with override_settings(LOG_HEADS=[f"file://{tmp_path}/a-file/below"]):
        for job in (seal_log, publish_head):
            with pytest.raises(OSError, match="a-file"):
                job(0)
    assert last_beat("core.seal_log")
    assert last_beat("core.publish_head") is None


def test_what_is_cut_off_after_the_last_head_is_not_found_and_no_head_vouches_for_it() -> None:
    published = a_sealed_log(3)
    assert chain.verify(published[:2]).beyond == 15
    report = tampered(cut_the_last_seal, Random(SEED), published[:2])
    assert (report.holds, report.beyond) == (True, 0)
    assert not tampered(cut_the_last_seal, Random(SEED), published).holds


@pytest.mark.parametrize(("outside", "production", "warned"), [(False, True, 1), (True, True, 0), (False, False, 0)])
def test_a_program_that_starts_in_earnest_warns_when_heads_go_nowhere(
    caplog: pytest.LogCaptureFixture, *, outside: bool, production: bool, warned: int
) -> None:
    with caplog.at_level(logging.WARNING), override_settings(LOG_HEADS_OUTSIDE=outside, PRODUCTION=production):
        chain.warn_unless_outside()
    assert ["SAMSPEL_LOG_HEADS is empty" in one.message for one in caplog.records] == [True] * warned
