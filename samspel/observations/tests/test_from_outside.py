"""What who comes from outside can work out of a week: no count below the limit, from all that they are told of it."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from random import Random

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from samspel.accounts.who import Who
from samspel.core.expected import Certainty
from samspel.municipality import queries as municipality
from samspel.municipality.models import Area, Place
from samspel.observations.drawn.page import drawn
from samspel.observations.figures import Figures, Line, Sight
from samspel.observations.models import Observation
from samspel.observations.queries import week as weeks
from samspel.observations.queries.week import told
from samspel.observations.tests.weeks import WEEK, area, kinds, moment, one, seen
from samspel.observations.week import LEAST, band, leaves_room
from tests.cast import ClientAs

Whos = Callable[[str], Who]
Name = Hashable
MANY = 10_000
"""More than there ever are: the end of what has no end."""


@dataclass
class Solver:
    """Counts of which the least and the most is known, and which of them make up which: what follows for each."""

    spans: dict[Name, tuple[int, int]] = field(default_factory=dict)
    sums: list[tuple[Name, list[Name]]] = field(default_factory=list)

    def knows(self, name: Name, least: int = 0, most: int | None = None) -> Name:
        """That a count lies so."""
        low, high = self.spans.get(name, (0, MANY))
        self.spans[name] = max(low, least), min(high, MANY if most is None else most)
        assert self.spans[name][0] <= self.spans[name][1], name
        return name

    def adds_up(self, whole: Name, parts: Iterable[Name]) -> None:
        """That the parts make up the whole."""
        listed = list(parts)
        self.sums.append((whole, listed))
        for name in (whole, *listed):
            self.knows(name)

    def solve(self) -> dict[Name, tuple[int, int]]:
        """The spans when nothing more follows."""
        before = None
        while before != self.spans:
            before = dict(self.spans)
            for whole, parts in self.sums:
                self._narrow(whole, parts)
        return self.spans

    def _narrow(self, whole: Name, parts: list[Name]) -> None:
        low, high = (sum(self.spans[part][end] for part in parts) for end in (0, 1))
        self.knows(whole, low, high)
        for part in parts:
            least, most = self.spans[part]
            self.knows(part, self.spans[whole][0] - (high - most), self.spans[whole][1] - (low - least))


def works_out(pages: Iterable[Figures]) -> dict[Name, tuple[int, int]]:
    """What follows for each area, known place, kind, and weekday by hour from pages of a week."""
    solver = Solver()
    places: dict[int, list[Name]] = {}
    for place in municipality.places():
        places.setdefault(place.area_id, []).append(("place", place.pk))
    for page in pages:
        of: Name = page.area.pk if page.area else "whole"
        lines(solver, ("area", of) if page.area else "whole", page.total)
        for line in page.areas:
            lines(solver, ("area", line.pk), line)
        for line in page.places:
            lines(solver, ("place", line.pk), line)
        for line in page.kinds:
            lines(solver, ("kind", of, line.pk), line)
        for key, square in (page.times or {}).items():
            solver.knows(("time", of, *key), square.least, square.most)
    areas = municipality.areas()
    solver.adds_up("whole", ["no area", *(("area", where.pk) for where in areas)])
    solver.adds_up("whole", [("kind", "whole", kind.pk) for kind in kinds()])
    solver.adds_up("whole", ["no hour", *(("time", "whole", day, block) for day in range(7) for block in range(12))])
    for where in areas:
        solver.adds_up(("area", where.pk), [("no place", where.pk), *places.get(where.pk, [])])
    return solver.solve()


def lines(solver: Solver, name: Name, line: Line) -> None:
    """What a line says of a count."""
    solver.knows(name, line.least, line.most)


def pages(sight: Sight = Sight.BANDS) -> list[Figures]:
    """The week of the whole municipality and of each area."""
    return [told(WEEK, where, sight) for where in (None, *municipality.areas())]


def small(rows: Iterable[Observation]) -> Iterator[Name]:
    """Every count of the rows that is below the limit, none among them."""
    counted: dict[Name, int] = dict.fromkeys((("area", one.pk) for one in municipality.areas()), 0)
    counted |= dict.fromkeys((("place", one.pk) for one in municipality.places()), 0)
    counted |= dict.fromkeys((("kind", "whole", one.pk) for one in kinds()), 0)
    counted |= {("time", "whole", day, block): 0 for day in range(7) for block in range(12)}
    for row in rows:
        local = row.happened_from
        names: list[Name] = [("area", row.area_id), ("place", row.place_id), ("kind", "whole", row.kind_id)]
        for name in (*names, ("time", "whole", local.weekday(), local.hour // 2)):
            if name in counted:
                counted[name] += 1
    yield from (name for name, count in counted.items() if count < LEAST)


def scattered(chance: Random) -> list[Observation]:
    """A week's observations, gathered and spread as it happens: in few areas, at few places, of few kinds and hours."""
    sizes = [0, 1, 2, 3, 3, 5, 6, 7, 9, 10, 11, 14]
    rows: list[Observation] = []
    areas = chance.sample(municipality.areas(), chance.randrange(1, 6))
    known: dict[int, list[Place | None]] = {one.pk: [None] for one in areas}
    for place in municipality.places():
        known.get(place.area_id, []).append(place)
    some, hours = chance.sample(range(len(kinds())), chance.randrange(1, 5)), chance.randrange(1, 20)
    for where in areas:
        for at in chance.sample(known[where.pk], min(len(known[where.pk]), chance.randrange(1, 4))):
            for _ in range(chance.choice(sizes)):
                when = moment(WEEK, chance.randrange(7), chance.randrange(hours))
                rows.append(one(where, when, kind=chance.choice(some), place=at))
    return seen(rows)


class NothingBySubtraction(TestCase):
    """From all pages of a week together, each small count may still be any small number."""

    @settings(max_examples=12, deadline=None)
    @given(st.integers(0, 100_000))
    def test_no_count_below_the_limit_can_be_worked_out(self, seed: int) -> None:
        rows = scattered(Random(seed))
        follows = works_out(pages())
        for name in small(rows):
            low, high = follows[name]
            assert low == 0, (name, low, high)
            assert high >= LEAST - 1, (name, low, high)

    def test_control_who_reads_the_observations_works_out_every_place(self) -> None:
        rows = scattered(Random(1))
        follows = works_out(pages(Sight.WHOLE))
        assert any(low == high for low, high in (follows[name] for name in small(rows)))


@pytest.fixture
def ten_in_one_place(cast: object) -> Place:
    """Ten at one place of Ryd, and nothing else in the municipality."""
    place = next(one for one in municipality.places() if one.area_id == area("ryd").pk)
    seen([one(area("ryd"), moment(WEEK, 4, 21), place=place) for _ in range(10)])
    return place


@pytest.mark.django_db
def test_ten_at_one_place_do_not_say_that_the_other_places_had_none(ten_in_one_place: Place) -> None:
    ryd = told(WEEK, area("ryd"), Sight.BANDS)
    assert [(line.least, line.most) for line in ryd.places] == [(6, 10)]
    others = [one for one in municipality.places() if one.area_id == area("ryd").pk and one != ten_in_one_place]
    follows = works_out(pages())
    assert all(follows["place", one.pk] == (0, 4) for one in others)


@pytest.mark.django_db
def test_control_the_number_of_the_place_would_say_that_the_others_had_none(ten_in_one_place: Place) -> None:
    solver = Solver()
    others: list[Name] = ["another place", "no place"]
    solver.knows("area", 6, 10)
    solver.knows("place", 10, 10)
    solver.adds_up("area", ["place", *others])
    assert [solver.solve()[name] for name in others] == [(0, 0), (0, 0)]


@pytest.mark.django_db
def test_where_the_areas_fill_the_whole_no_area_is_told_of(cast: object) -> None:
    seen([one(area(code), moment(WEEK, 4, 21)) for code in ("ryd", "berga") for _ in range(3)])
    whole, ryd = told(WEEK, None, Sight.BANDS), told(WEEK, area("ryd"), Sight.BANDS)
    assert whole.total.exact
    assert {(line.least, line.most) for line in [*whole.areas, ryd.total]} == {(0, None)}
    with translation.override("en"):
        assert drawn(ryd).statement == "How many there were is not told"


@pytest.mark.parametrize("count", [0, 1, 2])
@pytest.mark.django_db
def test_a_week_with_next_to_nothing_is_told_in_one_way(cast: object, count: int) -> None:
    seen([one(area("ryd"), moment(WEEK, 4, 21)) for _ in range(count)])
    with translation.override("en"):
        pages_ = [drawn(one_) for one_ in pages()]
    assert {page.observations for page in pages_} == {"fewer than three observations"}
    assert all(not (page.kind_rows or page.place_rows or page.trend) for page in pages_)


@pytest.mark.parametrize("username", ["polare.ryd", "partner.police"])
@pytest.mark.django_db
def test_the_api_and_the_file_tell_no_more_than_the_page(
    ten_in_one_place: Place, client_as: ClientAs, who: Whos, username: str
) -> None:
    from samspel.observations.api.week import shown

    answered = shown(weeks.week(who(username), WEEK, area("ryd"), hours=1))
    assert (answered.total.count, answered.places[0].count, answered.cells, answered.hours) == (None, None, None, None)
    address = f"/observations/week/export.csv?week={WEEK}&area=ryd"
    text = client_as(username, language="en").get(address).content.decode("utf-8-sig")
    assert ten_in_one_place.name in text
    assert "6–10" in text


@pytest.mark.django_db
def test_what_was_expected_of_a_part_is_not_told_since_it_is_made_of_small_numbers(cast: object) -> None:
    seen([one(area("ryd"), moment(WEEK.plus(-back), 1, 12)) for back in range(1, 40) for _ in range(1)])
    seen([one(where, moment(WEEK, 1, 12)) for where in (area("ryd"), area("berga")) for _ in range(12)])
    line = told(WEEK, area("ryd"), Sight.BANDS).total
    assert (line.least, line.said.expected, line.said.certainty) == (11, None, Certainty.CERTAIN)


# ---------- One judgement


@pytest.mark.parametrize("where", [None, "ryd"])
@pytest.mark.django_db
def test_the_same_figure_is_as_certain_for_one_role_as_for_another(cast: object, where: str | None) -> None:
    chance = Random(4)
    found = where and area(where)
    areas: list[Area] = municipality.areas()
    known = [one for one in municipality.places() if one.area_id == area("ryd").pk]
    for back in range(30):
        seen([
            one(area("ryd"), moment(WEEK.plus(-back), 1, 12), kind=chance.randrange(9), place=chance.choice(known))
            for _ in range(chance.randrange(4, 9) if back else 24)
        ])  # fmt: skip
        seen([one(one_, moment(WEEK.plus(-back), 1, 12)) for one_ in areas for _ in range(chance.randrange(4))])
    whole, outside = (told(WEEK, found or None, sight) for sight in (Sight.WHOLE, Sight.BANDS))
    assert outside.places
    for all_of, some in ((whole.places, outside.places), (whole.kinds, outside.kinds), (whole.areas, outside.areas)):
        said = {line.pk: line.said for line in all_of}
        told_of = [line for line in some if line.least]
        assert all(line.said.certainty is said[line.pk].certainty for line in told_of)


@pytest.mark.parametrize(
    ("whole", "told_", "others", "room"),
    [
        (10, [(6, 10)], None, True),
        (10, [(6, 10), (3, 5)], None, False),
        (5, [(3, 5)], None, True),
        (None, [(11, None)] * 3, None, True),
        (14, [(6, 10)], 2, False),
        (14, [(6, 10)], 4, True),
        (4, [(3, 5)], 1, False),
    ],
)
def test_room_is_left_for_any_small_number(
    whole: int | None, told_: list[tuple[int, int | None]], others: int | None, room: bool
) -> None:
    assert leaves_room(whole, told_, others) is room


def test_every_band_has_room_for_a_small_number_beside_its_least() -> None:
    for count in range(LEAST, 30):
        assert leaves_room(band(count)[1], [band(LEAST)])
