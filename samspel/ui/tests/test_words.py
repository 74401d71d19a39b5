"""Dates, deadlines and amounts, by table, in both languages."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from samspel.ui import words

AFTERNOON = datetime(2026, 11, 16, 15, 0, tzinfo=UTC)
SUMMER_NIGHT = datetime(2026, 6, 19, 22, 30, tzinfo=UTC)  # half past midnight on the 20th, on the wall clock

MOMENTS = [
    (words.day, AFTERNOON, "16 november 2026", "16 November 2026"),
    (words.day, SUMMER_NIGHT, "20 juni 2026", "20 June 2026"),
    (words.day, date(2026, 3, 1), "1 mars 2026", "1 March 2026"),
    (words.day_short, AFTERNOON, "16 nov", "16 Nov"),
    (words.day_short, date(2026, 5, 2), "2 maj", "2 May"),
    (words.weekday, AFTERNOON, "måndag 16 november", "Monday 16 November"),
    (words.clock, AFTERNOON, "16.00", "16:00"),
    (words.clock, SUMMER_NIGHT, "00.30", "00:30"),
    (words.at, AFTERNOON, "kl. 16.00", "at 16:00"),
    (words.when, AFTERNOON, "16 november 2026 kl. 16.00", "16 November 2026 at 16:00"),
    (words.when, date(2026, 11, 16), "16 november 2026", "16 November 2026"),
    (words.when_short, AFTERNOON, "16 nov kl. 16.00", "16 Nov at 16:00"),
    (words.when_short, date(2026, 11, 16), "16 nov", "16 Nov"),
    (words.week, AFTERNOON, "vecka 47", "week 47"),
    (words.week, date(2027, 1, 1), "vecka 53", "week 53"),
    (words.week_short, AFTERNOON, "v. 47", "w. 47"),
]
PERIODS = [
    (date(2026, 11, 9), date(2026, 11, 15), "9–15 november 2026", "9–15 November 2026"),
    (date(2026, 11, 30), date(2026, 12, 2), "30 november–2 december 2026", "30 November–2 December 2026"),
    (date(2026, 12, 30), date(2027, 1, 2), "30 december 2026–2 januari 2027", "30 December 2026–2 January 2027"),
    (date(2026, 11, 9), date(2026, 11, 9), "9 november 2026", "9 November 2026"),
]
DEADLINES = [
    (-2, None, "2 arbetsdagar sen", "2 working days late"),
    (-1, None, "1 arbetsdag sen", "1 working day late"),
    (0, None, "I dag kl. 16.00", "Today at 16:00"),
    (0, True, "Skulle ha varit klar i dag kl. 16.00", "Was due today at 16:00"),
    (1, None, "Om 1 arbetsdag, måndag 16 november", "In 1 working day, Monday 16 November"),
    (3, None, "Om 3 arbetsdagar, måndag 16 november", "In 3 working days, Monday 16 November"),
]
AMOUNTS = [
    (125_000_000, "1 250 tkr", "SEK 1 250 thousand"),
    (0, "0 tkr", "SEK 0 thousand"),
    (49_999, "0 tkr", "SEK 0 thousand"),
    (50_000, "1 tkr", "SEK 1 thousand"),
    (-125_000_000, "\u22121 250 tkr", "SEK \u22121 250 thousand"),
    (123_456_789_000, "1 234 568 tkr", "SEK 1 234 568 thousand"),
]


def plain(text: str) -> str:
    """With ordinary spaces, so that the table can be read."""
    return text.replace(words.NBSP, " ")


@pytest.mark.parametrize(("say", "value", "swedish", "english"), MOMENTS)
def test_moments(say: object, value: date, swedish: str, english: str) -> None:
    assert callable(say)
    for language, expected in (("sv", swedish), ("en", english)):
        with translation.override(language):
            assert plain(say(value)) == expected


@pytest.mark.parametrize(("first", "last", "swedish", "english"), PERIODS)
def test_periods(first: date, last: date, swedish: str, english: str) -> None:
    with translation.override("sv"):
        assert words.period(first, last) == swedish
    with translation.override("en"):
        assert words.period(first, last) == english


@pytest.mark.parametrize(("days", "late", "swedish", "english"), DEADLINES)
def test_deadlines(days: int, late: bool | None, swedish: str, english: str) -> None:
    for language, expected in (("sv", swedish), ("en", english)):
        with translation.override(language):
            assert plain(words.deadline(AFTERNOON, days, late=late)) == expected


@pytest.mark.parametrize(("ore", "swedish", "english"), AMOUNTS)
def test_amounts(ore: int, swedish: str, english: str) -> None:
    for language, expected in (("sv", swedish), ("en", english)):
        with translation.override(language):
            assert plain(words.tkr(ore)) == expected


def test_numbers_hold_together() -> None:
    with translation.override("sv"):
        assert words.number(1250) == "1\u00a0250"
        assert words.number(0.5, 1) == "0,5"
        assert words.percent(0.64) == "64\u00a0%"
    with translation.override("en"):
        assert words.number(1250.25, 2) == "1\u00a0250.25"


def test_a_number_to_call_is_dialled_without_its_spaces() -> None:
    assert words.dialled("08-465 00 41") == "084650041"
    assert words.dialled("+46 8 465") == "+468465"


def test_a_moment_must_say_its_offset() -> None:
    with pytest.raises(ValueError, match="naive"):
        words.when(datetime(2026, 11, 16, 15, 0))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("whole", "broken"),
    [
        ("Överenskommelse", "Överens-kom-melse"),
        ("Trygghetsvärdar", "Trygg-hets-värdar"),
        ("Medborgarlöfte", "Medbor-gar-löfte"),
        ("Kort ord", "Kort ord"),
        ("2026-11-23 0123456789012345", "2026-11-23 0123456789012345"),
    ],
)
def test_a_long_word_says_where_it_may_be_broken(whole: str, broken: str) -> None:
    assert words.breakable(whole).replace("\u00ad", "-") == broken


@given(st.text())
def test_what_may_be_broken_is_otherwise_the_same_text(text: str) -> None:
    assert words.breakable(text).replace("\u00ad", "") == text.replace("\u00ad", "")
