"""Answers in the form that Kolada and PxWeb document; the live services have never been asked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from samspel.situation.sources import Faulty, fetched, kolada, pxweb

BASE = "https://api.kolada.se/v3"
SCB = "https://api.scb.se/OV0104/v1/doris/sv/ssd"


def year(period: int, *values: Mapping[str, Any], kpi: str = "N07540", code: str = "0580") -> dict[str, Any]:
    return {"kpi": kpi, "municipality": code, "period": period, "values": list(values)}


def said(gender: str, value: float | None) -> dict[str, Any]:
    return {"gender": gender, "count": 1, "status": "" if value is not None else "Missing", "value": value}


class Server:
    """Stands in for a server: answers by address, and remembers what it was asked."""

    def __init__(self, answers: Mapping[str, Any]) -> None:
        self.answers, self.asked = answers, list[tuple[str, Any]]()

    def __call__(self, address: str, sent: Mapping[str, Any] | None) -> Any:
        self.asked.append((address, sent))
        return fetched.read(json.dumps(self.answers[address if sent is None else "POST"]).encode())


def test_kolada_gives_every_year_of_the_municipality_by_sex_over_all_pages() -> None:
    first = f"{BASE}/data/kpi/N07540/municipality/0580"
    server = Server(
        {
            first: {
                "values": [year(2024, said("T", 12345.678), said("K", 1.5), said("M", None))],
                "count": 1,
                "next_url": f"{first}?page=2",
            },
            f"{first}?page=2": {"values": [year(2025, said("T", 13000))], "count": 1, "next_url": None},
        }
    )
    found = kolada.values(BASE, "N07540", "0580", server)
    assert [(one.period.code, one.sex, one.value) for one in found] == [
        ("2024", "all", Decimal("12345.678")),
        ("2024", "women", Decimal("1.5")),
        ("2025", "all", Decimal(13000)),
    ]


def test_what_kolada_says_of_another_municipality_or_key_figure_is_left_out() -> None:
    rows = [year(2024, said("T", 1), code="0180"), year(2024, said("T", 2), kpi="N00001")]
    server = Server({f"{BASE}/data/kpi/N07540/municipality/0580": {"values": rows}})
    assert kolada.values(BASE, "N07540", "0580", server) == []


@pytest.mark.parametrize("kpi", ["", "N07540/../../x", "N0754", "N07540?x=1", "http://evil.example/N07540"])
def test_a_key_figure_that_is_none_is_not_asked_for(kpi: str) -> None:
    with pytest.raises(Faulty):
        kolada.values(BASE, kpi, "0580", Server({}))


@pytest.mark.parametrize("answer", [None, [], {"values": None}, {"error": "x"}, 1])
def test_an_answer_in_another_form_is_a_fault_that_is_told(answer: Any) -> None:
    with pytest.raises(Faulty):
        kolada.values(BASE, "N07540", "0580", Server({f"{BASE}/data/kpi/N07540/municipality/0580": answer}))


@pytest.mark.parametrize(
    "rows", [[None], [{"kpi": "N07540"}], [year(2024)], [year(99999, said("T", 1))], [year(2024, said("X", 1))]]
)
def test_rows_without_what_they_should_say_are_left_out(rows: list[Any]) -> None:
    server = Server({f"{BASE}/data/kpi/N07540/municipality/0580": {"values": rows}})
    assert kolada.values(BASE, "N07540", "0580", server) == []


TABLE = f"{SCB}/BE/BE0101/BefolkningNy"
ABOUT = {"title": "Folkmängd", "variables": [{"code": "Region"}, {"code": "Kon"}, {"code": "Tid", "time": True}]}


def cube(value: Any, **changes: Any) -> dict[str, Any]:
    """A small JSON-stat 2 dataset: one region, both sexes, two years."""
    return {
        "version": "2.0",
        "class": "dataset",
        "id": ["Region", "Kon", "Tid"],
        "size": [1, 2, 2],
        "role": {"geo": ["Region"], "time": ["Tid"]},
        "dimension": {
            "Region": {"category": {"index": {"0580": 0}, "label": {"0580": "Linköping"}}},
            "Kon": {"category": {"index": {"2": 1, "1": 0}}},
            "Tid": {"category": {"index": ["2023", "2024"]}},
        },
        "value": value,
        **changes,
    }


def asked(value: Any, **changes: Any) -> list[tuple[str, str, Decimal]]:
    server = Server({TABLE: ABOUT, "POST": cube(value, **changes)})
    found = pxweb.values(SCB, "BE/BE0101/BefolkningNy?Region=0580&Kon=1,2", server)
    assert server.asked[1][1] == pxweb.query(pxweb.table("BE/BE0101/BefolkningNy?Region=0580&Kon=1,2"), "Tid")
    return [(one.period.code, one.sex, one.value) for one in found]


def test_a_pxweb_table_is_read_cell_by_cell_in_the_order_of_its_dimensions() -> None:
    assert asked([1, 2, 3, 4.5]) == [
        ("2023", "men", Decimal(1)),
        ("2024", "men", Decimal(2)),
        ("2023", "women", Decimal(3)),
        ("2024", "women", Decimal("4.5")),
    ]


def test_cells_that_are_hidden_or_missing_are_no_values() -> None:
    assert asked([1, None, None, None]) == [("2023", "men", Decimal(1))]
    assert asked({"3": 7}) == [("2024", "women", Decimal(7))]
    assert asked([".."] * 4) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"class": "collection"},
        {"id": None},
        {"size": [1, 2]},
        {"size": [1, 2, 3]},
        {"size": [10**6, 2, 2]},
        {"dimension": {}},
        {"id": ["Region", "Kon", "X"], "role": {}},
    ],
)
def test_a_table_in_another_form_is_a_fault_that_is_told(changes: dict[str, Any]) -> None:
    with pytest.raises(Faulty):
        asked([1, 2, 3, 4], **changes)


@pytest.mark.parametrize("name", ["../../x?a=1", "a/../b", "https://evil.example/x", "//evil.example/x", "", "a b"])
def test_a_table_lies_in_the_servers_own_folders(name: str) -> None:
    with pytest.raises(Faulty):
        pxweb.table(name)


@pytest.mark.asvs("V1.3.6")
@pytest.mark.parametrize("base", ["http://api.kolada.se/v3", "https://user@host/x", "file:///etc/passwd", "x"])
def test_only_a_plain_https_address_is_asked(base: str) -> None:
    with pytest.raises(Faulty):
        fetched.asker(base)


@pytest.mark.asvs("V1.3.6", "V15.3.2")
@pytest.mark.parametrize(
    "address", ["https://evil.example/v3/data", "http://api.kolada.se/v3/data", "https://api.kolada.se/v2/data"]
)
def test_a_server_that_points_to_another_server_is_not_followed(address: str) -> None:
    with pytest.raises(Faulty, match=r"another server|annan server"):
        fetched.asker(BASE)(address, None)


def test_an_answer_without_end_is_not_read_to_its_end() -> None:
    with pytest.raises(Faulty):
        fetched.read(b"[" * (fetched.LONGEST + 1))
    with pytest.raises(Faulty):
        fetched.read(b"[" * 100_000)
