"""What is about one thing, by Swedish examples with slips of the pen: what must be found, and what must not."""

from functools import cache

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from samspel.questions import likeness

TUNNEL = "Belysningen i gångtunneln har varit trasig i tre veckor. Det är helt svart efter klockan fyra."
SWINGS = "Gungorna på lekplatsen har gått sönder"
ALIKE = (
    ("Gatubelysningen är sönder vid tunneln under vägen", TUNNEL),
    ("belysnigen i gångtuneln är släckt", TUNNEL),
    ("Lamporna lyser inte i gångtunneln", "Gångtunneln: lampan är trasig"),
    ("Trasiga lampor i gångtunlen", "Lamporna i gångtunneln är trasiga"),
    ("Lampan i tunneln lyser inte", "Lamporna i gångtunneln är släckta"),
    ("Klotter på skolans fasad", "Någon har klottrat på fasaden på skolan"),
    ("Sopkärlen i parken är överfulla", "Överfulla papperskorgar och sopkärl i parken"),
    ("Papperskorgen vid lekplatsen töms inte", "Papperskorgarna vid lekplatsen är fulla hela tiden"),
    ("Gungan på lekplatsen är trasig", SWINGS),
    ("lekplasten har trasiga gungor", SWINGS),
    ("Mopeder kör på cykelbanan", "Ungdomar kör moped på gång- och cykelbanan"),
    ("Mopedkörning på gångvägen", "Mopeder kör fort på gångvägen mellan husen"),
    ("Ungdomsgäng som skräms vid centrumet", "Ungdomar som samlas vid centrum och skrämmer folk"),
    ("Snöröjningen på trottoaren fungerar inte", "Trottoaren är inte snöröjd"),
    ("Halt på trottoarerna, ingen sandning", "Sandning av trottoarer saknas"),
    ("fritidsgårdens öppettider på helgen", "När har fritidsgården öppet på helgerna?"),
    ("Råttor i soprummet", "Det är råttor vid soprummen på gården"),
    ("Krossat glas vid busshållplatsen", "Busshållplatsen är full av krossat glas"),
    ("Krosat glas vid bushållplatsen", "Busshållplatsen är full av krossat glas"),
)
OTHER_THINGS = (
    ("Parkeringen är full av bilar", "Bänkarna i parken är trasiga"),
    ("Lampan är trasig hemma hos min mamma på äldreboendet", "Cykelstället är trasigt"),
    ("När öppnar biblioteket?", "När öppnar badhuset?"),
    ("Jag vill veta när snöröjningen kommer", "Jag vill veta när förskolan öppnar"),
    ("Min son vill ha sommarjobb", "Min son blir mobbad i skolan"),
    ("Klotter i gångtunneln", "Fritidsgården är stängd"),
    ("Hej! Kan ni hjälpa mig med en fråga om kommunen", "Hej, jag undrar om kommunen kan hjälpa till"),
    ("Vem ansvarar för skolskjuts", "Vem ansvarar för vattnet"),
    ("Det är mycket bråk på kvällarna", "Det är mycket skräp på kvällarna"),
    ("Bussen går för sällan", "Buskarna är för höga"),
    ("Tunneln är mörk", "Tulpanerna är fina"),
    ("Skolgården behöver nya träd", "Skolmaten är dålig"),
    ("Lekplatsen är trasig", "Lekplatsen är för liten för barnen i förskolan"),
    ("Hyresvärden svarar inte", "Hundägare plockar inte upp"),
)
NOT_FOUND_YET = (("Busskuren är sönderslagen", "Glaset i busskuren har slagits sönder"),)
"""One thing to a reader, but with one short word in common: told here, so that nobody believes otherwise."""


@cache
def telling(text: str) -> tuple[str, ...]:
    """The stems that say what the text is about, as PostgreSQL makes them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tsvector_to_array(to_tsvector('swedish', %s))", [text])
        (stems,) = cursor.fetchone()
    return tuple(likeness.telling(stems))


@pytest.mark.django_db
@pytest.mark.parametrize(("written", "asked"), ALIKE)
def test_the_same_thing_is_found_however_it_is_spelt(written: str, asked: str) -> None:
    assert likeness.likeness(telling(written), telling(asked)).enough


@pytest.mark.django_db
@pytest.mark.parametrize(("written", "asked"), OTHER_THINGS + NOT_FOUND_YET)
def test_another_thing_is_not_found_however_alike_the_words(written: str, asked: str) -> None:
    assert not likeness.likeness(telling(written), telling(asked)).enough


@pytest.mark.parametrize(
    ("one", "other", "least"),
    [
        ("belysning", "belysning", 1.0),
        ("gatubelysning", "belysning", 0.8),
        ("belysnig", "belysning", 0.8),
        ("besylning", "belysning", 0.8),
        ("gatubelysning", "vägbelysning", 0.7),
        ("tunnl", "tunnel", 0.8),
    ],
)
def test_words_are_alike(one: str, other: str, least: float) -> None:
    assert likeness.alike(one, other) >= least


@pytest.mark.parametrize(
    ("one", "other"), [("park", "parkering"), ("buss", "busk"), ("lamp", "kamp"), ("skol", "stol"), ("mopp", "moped")]
)
def test_short_words_are_not_guessed_at(one: str, other: str) -> None:
    assert likeness.alike(one, other) < 0.5


words = st.text(alphabet="abdegiklnorstuåäö", min_size=3, max_size=16)


@given(words, words)
def test_likeness_has_no_order(one: str, other: str) -> None:
    assert likeness.alike(one, other) == likeness.alike(other, one)
    assert 0 <= likeness.alike(one, other) <= 1


@given(st.text(alphabet="abdegiklnorstuåäö", min_size=8, max_size=16), st.data())
def test_a_letter_wrong_leaves_a_piece_unharmed_and_the_word_alike(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    wrong = word[:at] + "x" + word[at + 1 :]
    assert likeness.alike(word, wrong) >= 0.6
    assert any(piece in wrong for piece in likeness.pieces(word))


def test_what_says_little_is_not_looked_for() -> None:
    assert likeness.telling(["hej", "kommun", "2026", "a1b", "på", "gångtunnel", "lamp"]) == ["gångtunnel", "lamp"]
    assert not likeness.likeness([], ["lamp"]).enough
