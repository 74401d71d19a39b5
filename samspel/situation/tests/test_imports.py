"""Values of indicators come in from tables; what one said before is kept, and the same table again is nothing new."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

from samspel.core.tests.bringing import send, take, told
from samspel.core.tests.spreadsheets import text, xlsx
from samspel.municipality import queries as municipality
from samspel.situation.models import IndicatorValue

if TYPE_CHECKING:
    from samspel.accounts.who import Who

GROUP = "convenor.coordination"
HEADINGS = ["Nyckeltal", "Område", "År", "Värde", "Antal svar"]


def _code() -> str:
    return municipality.indicators()[0].code


def test_a_table_comes_in_once_and_a_new_figure_replaces_the_old(who: Callable[[str], Who]) -> None:
    rows = [[_code(), "Berga", 2024, "41,5", 212], [_code(), "", "2024", 38, ""], [_code(), "Berga", "2025-Q3", 40, 9]]
    content = xlsx([HEADINGS, *rows])
    row = take(send("indicators", who(GROUP), content), who(GROUP))
    assert (told(row), row.counts["taken"]) == ([], 3)
    assert send("indicators", who(GROUP), content).counts["same"] == 3
    rows[0][3] = 42
    again = take(send("indicators", who(GROUP), xlsx([HEADINGS, *rows])), who(GROUP))
    assert (again.counts["changed"], again.counts["taken"]) == (1, 1)
    said = IndicatorValue.objects.filter(period="2024", area__code="berga").order_by("pk")
    assert [(one.value, one.replaced_at is None) for one in said] == [(Decimal("41.5"), False), (Decimal(42), True)]
    assert {one.taken_from for one in said} == {"utdrag"}
    assert {one.origin for one in said} == {"Utdrag"}


def test_what_is_wrong_is_told_by_row(who: Callable[[str], Who]) -> None:
    wrong = [[_code(), "", "förra året", 1], [_code(), "", 2024, "många"], ["okänt", "", 2024, 1]]
    row = send("indicators", who(GROUP), text([HEADINGS[:4], *wrong]))
    assert [(number, column) for number, column, _says in told(row)] == [(2, "period"), (3, "value"), (4, "indicator")]


def test_what_cannot_be_is_told_by_row(who: Callable[[str], Who]) -> None:
    wrong = [["unsafe-at-night", "", 2024, 144], ["unsafe-at-night", "", 2024, -5], ["unsafe-at-night", "", 2040, 40]]
    row = send("indicators", who(GROUP), text([HEADINGS[:4], *wrong]))
    assert [number for number, _column, _says in told(row)] == [2, 3, 4]
    assert row.counts.get("new", 0) == 0


def test_a_coordinator_brings_their_own_areas_figures_alone(who: Callable[[str], Who]) -> None:
    content = text([HEADINGS[:4], [_code(), "berga", 2024, 1], [_code(), "ryd", 2024, 1]])
    row = take(send("indicators", who("coordinator.berga"), content), who("coordinator.berga"))
    assert (row.counts["taken"], row.counts["refused"], told(row)[0][0]) == (1, 1, 3)
