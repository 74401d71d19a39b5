"""The week: what it says beside its own past, to whom, and what nobody can work out from it."""

from collections.abc import Callable
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from samspel.accounts.who import Who
from samspel.core.errors import Missing
from samspel.core.expected import Certainty, Change
from samspel.municipality import queries as municipality
from samspel.municipality.models import Area
from samspel.observations.drawn.page import Drawn, drawn
from samspel.observations.figures import Sight
from samspel.observations.grid import SIDE, Cell, cell, outlines
from samspel.observations.models import Observation
from samspel.observations.queries import week as weeks
from samspel.observations.queries.week import told
from samspel.observations.rules import WhenKnown
from samspel.observations.tests.weeks import WEEK, area, moment, one, seen
from samspel.observations.week import LEAST, Week, band, past_of
from tests.cast import ClientAs

Whos = Callable[[str], Who]
PIN = (58.40, 15.62)


def usual(where: Area, each: int = 4, back: int = 60) -> None:
    """A steady past: each week the same, on Tuesdays at noon."""
    seen([one(where, moment(WEEK.plus(-week), 1, 12)) for week in range(1, back) for _ in range(each)])


@pytest.fixture
def steady(cast: object) -> Area:
    """An area with four a week for more than a year."""
    usual(area("berga"))
    return area("berga")


@pytest.mark.django_db
def test_a_week_like_the_others_is_as_expected(steady: Area) -> None:
    seen([one(steady, moment(WEEK, 1, 12)) for _ in range(5)])
    found = told(WEEK, steady, Sight.WHOLE)
    assert (found.total.least, found.total.said.change) == (5, Change.SAME)
    assert found.told == []
    assert len(found.trend) == 26


@pytest.mark.django_db
def test_what_rises_is_said_with_certainty(steady: Area) -> None:
    seen([one(steady, moment(WEEK, 4, 21)) for _ in range(25)])
    found = told(WEEK, steady, Sight.WHOLE)
    assert (found.total.said.change, found.total.said.certainty) == (Change.RISES, Certainty.CERTAIN)
    assert found.times is not None
    assert found.times[4, 21 // 2].up


@pytest.mark.django_db
def test_a_few_of_a_new_kind_are_new_but_uncertain(steady: Area) -> None:
    seen([one(steady, moment(WEEK, 4, 21), kind=2) for _ in range(4)])
    ((_trait, line),) = [row for row in told(WEEK, steady, Sight.WHOLE).told if row[1].said.change is Change.NEW]
    assert line.said.certainty is Certainty.FEW


@pytest.mark.django_db
def test_without_a_past_nothing_is_said_to_rise(cast: object) -> None:
    seen([one(area("berga"), moment(WEEK, 4, 21)) for _ in range(40)])
    found = told(WEEK, area("berga"), Sight.WHOLE)
    assert found.told == []
    assert found.total.said.certainty is Certainty.UNKNOWN


@pytest.mark.django_db
def test_a_new_observation_is_there_at_once(steady: Area) -> None:
    before = told(WEEK, steady, Sight.WHOLE).total.least
    seen([one(steady, moment(WEEK, 4, 21))])
    assert told(WEEK, steady, Sight.WHOLE).total.least == before + 1


@pytest.mark.django_db
def test_what_has_no_hour_is_counted_and_said_to_have_none(steady: Area) -> None:
    at = moment(WEEK, 4, 8)
    seen([one(steady, at), one(steady, at, known=WhenKnown.DAY), one(steady, at, known=WhenKnown.UNKNOWN)])
    found = told(WEEK, steady, Sight.WHOLE)
    assert (found.total.least, found.without_hour, found.without_day) == (3, 1, 1)
    assert {key: square.least for key, square in (found.times or {}).items()} == {(4, 4): 1}


def test_a_week_is_compared_with_the_last_twelve_and_last_years_own() -> None:
    named = [str(one_) for one_ in past_of(WEEK)]
    assert len(named) == 17
    assert named[:5] == ["2025-W44", "2025-W45", "2025-W46", "2025-W47", "2025-W48"]
    assert named[-1] == "2026-W45"


# ---------- The grid


def test_squares_are_those_of_sweref_99_tm() -> None:
    # A point of Lantmäteriet's table of known points, rounded: 58° N 15° E is N 6428 km, E 500 km.
    found = cell(58.0, 15.0)
    assert found is not None
    assert found.east == 500_000 // SIDE
    assert abs(found.north * SIDE - 6_428_700) < 1000
    assert cell(0.0, 0.0) is None


@given(st.floats(55.3, 69.0), st.floats(11.0, 24.0))
def test_a_point_lies_in_the_square_that_is_drawn_for_it(north: float, east: float) -> None:
    import shapely

    found = cell(north, east)
    assert found is not None
    assert outlines([found])[0].distance(shapely.Point(east, north)) < 1e-6


# ---------- What is told to whom


@pytest.mark.django_db
def test_who_reads_observations_is_told_all(steady: Area, who: Whos) -> None:
    seen([one(steady, moment(WEEK, 1, 12), pin=PIN)])
    found = weeks.week(who("coordinator.berga"), WEEK, steady)
    assert found.total.exact
    assert [square.least for square in (found.cells or {}).values()] == [1]


@pytest.mark.parametrize("username", ["polare.ryd", "partner.police"])
@pytest.mark.django_db
def test_who_comes_from_outside_is_told_no_small_number_at_a_place(steady: Area, who: Whos, username: str) -> None:
    seen([one(steady, moment(WEEK, 1, 12), pin=PIN) for _ in range(2)])
    found = weeks.week(who(username), WEEK, steady)
    assert (found.total.least, found.total.most) == (0, LEAST - 1)
    assert found.cells is None
    assert (found.kinds, found.times, found.trend, found.places) == ((), None, (), [])


@pytest.mark.django_db
def test_who_reads_without_persons_gets_no_small_square(steady: Area, who: Whos) -> None:
    seen([one(steady, moment(WEEK, 1, 12), pin=PIN) for _ in range(2)])
    found = weeks.week(who("evaluator"), WEEK, steady)
    assert found.total.exact
    assert found.cells == {}


@pytest.mark.parametrize("username", ["admin", "protection.officer", "outsider"])
@pytest.mark.django_db
def test_who_has_no_observations_has_no_week(who: Whos, username: str) -> None:
    with pytest.raises(Missing):
        weeks.week(who(username), WEEK)


class NothingByDifference(TestCase):
    """What those from outside see is the same whether a small number is one or another, its kin moved elsewhere."""

    @settings(max_examples=12, deadline=None)
    @given(st.integers(0, 10_000))
    def test_a_small_number_can_not_be_worked_out(self, seed: int) -> None:
        chance, areas = Random(seed), municipality.areas()[:6]
        counts = [chance.choice([0, 1, 2, 4, 7, 9]) for _ in areas]
        rows = seen(
            [one(where, moment(WEEK, 2, 14)) for where, count in zip(areas, counts, strict=True) for _ in range(count)]
        )
        before = outside_sees(areas)
        moved = twin(rows, counts, areas)
        if moved is not None:
            again(moved)
            assert outside_sees(areas) == before

    def test_control_those_who_read_see_the_difference(self) -> None:
        areas = municipality.areas()[:2]
        rows = seen([one(areas[0], moment(WEEK, 2, 14)), *[one(areas[1], moment(WEEK, 2, 14)) for _ in range(4)]])
        before = told(WEEK, None, Sight.WHOLE).areas
        moved = twin(rows, [1, 4], areas)
        assert moved is not None
        again(moved)
        assert told(WEEK, None, Sight.WHOLE).areas != before


def outside_sees(areas: list[Area]) -> list[Drawn]:
    """All that the week's pages say to who comes from outside: of the whole, and of each area."""
    with translation.override("en"):
        return [drawn(told(WEEK, where, Sight.BANDS)) for where in (None, *areas)]


def twin(rows: list[Observation], counts: list[int], areas: list[Area]) -> tuple[Observation, Area] | None:
    """An observation of a small area, and another area where it would change no band; None where there is none."""
    for small, count in enumerate(counts):
        if not 0 < count < LEAST:
            continue
        for other, much in enumerate(counts):
            if other != small and band(much) == band(much + 1):
                return next(row for row in rows if row.area_id == areas[small].pk), areas[other]
    return None


def again(moved: tuple[Observation, Area]) -> None:
    """Move an observation to another area, as a correction does."""
    from copy import copy

    from samspel.observations import kept

    row, where = moved
    before = copy(row)
    row.area = where
    row.save()
    kept.note(before, row)


@pytest.mark.parametrize(
    ("count", "told_"), [(0, (0, 2)), (2, (0, 2)), (3, (3, 5)), (6, (6, 10)), (10, (6, 10)), (11, (11, None))]
)
def test_bands(count: int, told_: tuple[int, int | None]) -> None:
    assert band(count) == told_


# ---------- The page


@pytest.mark.django_db
def test_the_page_says_what_drives_the_week(steady: Area, client_as: ClientAs) -> None:
    seen([one(steady, moment(WEEK, 4, 21), pin=PIN, felt="unsafe") for _ in range(25)])
    page = client_as("coordinator.berga", language="en").get(f"/observations/week/?week={WEEK}&area=berga")
    text = page.content.decode()
    assert page.status_code == 200
    assert "Week 46 in Berga" in text
    assert "More observations than expected: 25, expected" in text
    assert "Most on Friday evening" in text
    assert "unsafe" in text
    assert "Write the weekly picture" in text


@pytest.mark.django_db
def test_without_a_week_in_the_address_it_is_the_last_that_has_ended(client_as: ClientAs) -> None:
    from samspel.core import clock

    page = client_as("coordinator.berga", language="en").get("/observations/week/")
    number = Week.of(clock.today()).plus(-1).number
    assert f"Week {number}" in page.content.decode()


@pytest.mark.parametrize("address", ["week=2026-W99", "week=vecka", "week=9999-W01", "area=nowhere", "week=1990-W01"])
@pytest.mark.django_db
def test_what_is_no_week_and_no_area_is_not_there(client_as: ClientAs, address: str) -> None:
    assert client_as("coordinator.berga").get(f"/observations/week/?{address}").status_code == 404


@pytest.mark.django_db
def test_the_tables_can_be_taken_along(steady: Area, client_as: ClientAs) -> None:
    seen([one(steady, moment(WEEK, 4, 21))])
    file = client_as("coordinator.berga", language="en").get(f"/observations/week/export.csv?week={WEEK}&area=berga")
    assert file.status_code == 200
    assert "Open drug dealing" in file.content.decode("utf-8-sig")
    assert client_as("coordinator.berga").get("/observations/week/export.exe").status_code == 404


@pytest.mark.django_db
def test_a_week_costs_as_many_statements_with_many_as_with_few(steady: Area, client_as: ClientAs) -> None:
    client = client_as("coordinator.berga")
    address = f"/observations/week/?week={WEEK}&area=berga"
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(address)
    chance = Random(1)
    seen(
        [
            one(
                steady,
                moment(WEEK.plus(-chance.randrange(20)), chance.randrange(7), chance.randrange(24)),
                pin=(58.38 + chance.random() / 30, 15.6 + chance.random() / 30),
                kind=chance.randrange(9),
            )
            for _ in range(800)
        ]
    )
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few) <= 9


def test_cells_are_in_order() -> None:
    assert sorted([Cell(2, 1), Cell(1, 2)]) == [Cell(1, 2), Cell(2, 1)]


@pytest.mark.django_db
def test_the_areas_own_page_says_what_the_week_comes_to(client_as: ClientAs) -> None:
    from samspel.core import clock

    last = Week.of(clock.today()).plus(-1)
    seen([one(area("berga"), moment(last.plus(-back), 1, 12)) for back in range(20) for _ in range(3)])
    text = client_as("coordinator.berga", language="en").get("/areas/berga/").content.decode()
    assert "As many observations as expected: 3, expected" in text
    assert f"observations in week {last.number}" in text
    assert f"/observations/week/?week={last}&amp;area=berga" in text
