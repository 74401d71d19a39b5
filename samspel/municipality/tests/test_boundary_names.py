"""Names of a file find their areas, however they are spelt; what could be two is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspel.municipality.boundaries.names import Known, folded, held, matched, naming
from samspel.municipality.boundaries.told import MUNICIPALITY

KNOWN = [
    Known("alnas", ("Ålnäs",)),
    Known("slatt-hov", ("Slätt/Hov",)),
    Known("haga", ("Haga",)),
    Known("haga-a", ("Håga",)),
    Known("almvik", ("Almvik",)),
    Known("ostra", ("Östra marken",)),
    Known(MUNICIPALITY, ("Almviks kommun", "Almvik")),
]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Ålnäs", "alnas"), ("alnas", "alnas"), ("ALNÄS", "alnas"), ("  Ålnäs ", "alnas"),
        ("A\u030alna\u0308s", "alnas"),
        ("Stadsdelen Ålnäs", "alnas"), ("Östra-Marken", "ostra"), ("Ostra  marken", "ostra"), ("östra_marken", "ostra"),
        ("Slätt", "slatt-hov"), ("HOV", "slatt-hov"), ("Hov/Slätt", "slatt-hov"), ("Slätt och Hov", "slatt-hov"),
        ("Haga", "haga"), ("Håga", "haga-a"), ("HÅGA", ""), ("hÅga", ""),
        ("Almvik", "almvik"), ("Almviks kommun", MUNICIPALITY), ("almvik", "almvik"), ("Almvik kommun", MUNICIPALITY),
        ("Ålnäs/Haga", ""), ("Nånstans", ""), ("", ""), ("/", ""), ("kommun", ""), ("*", ""),
    ],
)  # fmt: skip
def test_a_name_finds_its_area(name: str, code: str) -> None:
    assert matched(name, KNOWN) == code


def test_two_areas_in_one_name_are_told_apart() -> None:
    assert held("Ålnäs/Östra marken", KNOWN) == ["Ålnäs", "Östra marken"]
    assert held("Ålnäs", KNOWN) == []


def test_the_property_that_names_most_areas_is_the_name() -> None:
    rows = [{"id": "1", "name": "x", "OMRADE": "Ålnäs"}, {"id": "2", "name": "y", "OMRADE": "Haga"}]
    assert naming(rows, KNOWN) == "OMRADE"
    assert naming([{"id": "1", "Namn": "Nånstans"}], KNOWN) == "Namn"
    assert naming([{}], KNOWN) == ""


@given(st.text(max_size=60))
def test_any_name_is_folded_once_and_for_all(name: str) -> None:
    assert folded(folded(name)) == folded(name)
    matched(name, KNOWN)
