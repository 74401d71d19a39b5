"""The ground's own rules: what looks like a person, how long to wait, what time it is."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspel.core import clock, outbox, persondata


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Hon heter Maria och är född 19900131-1234.", ["identity_number"]),
        ("900131-1234", ["identity_number"]),
        ("9001911234 är ett samordningsnummer", ["identity_number"]),
        ("199001311234", ["identity_number"]),
        ("Ring mig på 070-174 06 31", ["phone"]),
        ("+46 8 465 004 12", ["phone"]),
        ("skriv till nagon.annan@example.se i dag", ["email"]),
        ("Lampan 12345678 på Storgatan 12 är trasig", []),
        ("Det hände 2026-11-16 kl. 16.00, vecka 47", []),
        ("Kostar 1 250 tkr, diarienummer KS 2019-1003", []),
        ("900131-1234, a@b.se och 070-174 06 31", ["identity_number", "email", "phone"]),
        ("19900131-1234 070-174 06 31 a@b.se", ["identity_number", "phone", "email"]),
        ("900131 - 1234", ["identity_number"]),
        ("", []),
    ],
)
def test_text_that_looks_like_a_person_is_found(text: str, kinds: list[str]) -> None:
    assert [one.kind for one in persondata.findings(text)] == kinds


@given(st.text(max_size=300))
def test_any_text_can_be_looked_through_and_what_is_found_stands_in_it(text: str) -> None:
    for one in persondata.findings(text):
        assert text[one.start : one.start + len(one.text)] == one.text


def test_a_letter_that_fails_waits_longer_each_time_but_never_more_than_six_hours() -> None:
    waits = [outbox.wait_after(tries) for tries in range(1, 30)]
    assert waits[0] == timedelta(minutes=1)
    assert waits == sorted(waits)
    assert waits[-1] == outbox.LONGEST_WAIT


def test_the_clock_can_be_moved_and_moves_back() -> None:
    midsummer = datetime(2026, 6, 19, 23, 30, tzinfo=UTC)
    with clock.at(midsummer):
        assert clock.now() == midsummer
        assert clock.today().isoformat() == "2026-06-20"
        assert clock.local(clock.now()).utcoffset() == timedelta(hours=2)
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_the_clock_refuses_a_moment_without_offset() -> None:
    with pytest.raises(ValueError, match="offset"), clock.at(datetime(2026, 6, 19)):  # noqa: DTZ001
        pass
