"""Invented observations of the year: what hosts, bridge builders, polare and partners have seen, week by week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import cache
from random import Random

from pydantic import Field

from demo import content, places
from demo.content import HERE, Part, read
from demo.house import House
from demo.timeline import Life
from samspel.core import clock
from samspel.municipality import queries as municipality
from samspel.municipality.boundaries import queries as boundaries
from samspel.municipality.boundaries.pins import Pin
from samspel.municipality.models import Area, ObservationKind
from samspel.observations import rules, services
from samspel.observations.rules import Moment
from samspel.observations.services import Corrected, Reported, Where

TELLERS: dict[str, tuple[str, ...]] = {
    "skaggetorp": ("host.skaggetorp", "bridge.skaggetorp", "outreach.skaggetorp", "partner.housing"),
    "ryd": ("host.ryd", "polare.ryd", "outreach.ryd", "bridge.ryd"),
    "berga": ("host.berga", "bridge.berga", "partner.housing", "outreach.berga"),
}
"""Who is out, by the code of their team; a different one each week."""
OTHERS = ("contactcentre", "partner.police")
DARK = frozenset({10, 11, 12, 1, 2})
DAILY = 9
"""So many days before now each day is told by itself."""
SPREAD = 0.0035
"""Degrees around the middle of an area."""


class Kind(Part):
    """How a kind is seen: how often, at which hours, where, in which words."""

    weight: float
    hours: list[tuple[int, int, float]]
    places: list[str]
    texts: list[str]
    felt: list[str]
    dark: bool = False


class Rising(Part):
    """What there is more of in the last weeks: so many in each of them."""

    area: str
    kind: str
    place: str
    weeks: int
    each: list[int]


class Seen(Part):
    """All of it; `rate` is how many there are in a week."""

    rate: int = Field(gt=0)
    kinds: dict[str, Kind]
    rising: list[Rising]


@cache
def invented() -> Seen:
    """The content, checked."""
    return read(HERE / "observations.yaml", Seen)


def year(house: House, first: date) -> list[tuple[datetime, Life]]:
    """The life of what is seen, from a day to now."""
    return [(_at(house, first + timedelta(days=1), time(5)), _weeks(house, first))]


def _weeks(house: House, first: date) -> Life:
    """Each week is told when it is over, and each of the last days at its end; then what was wrong is put right."""
    begins = first
    while begins < house.today:
        near = (house.today - begins).days <= DAILY
        ends = begins + timedelta(days=1 if near else 7 - begins.weekday())
        ends = min(ends, house.today)
        yield min(_at(house, ends, time(5)), house.ends - timedelta(hours=2))
        _tell(house, begins, ends)
        begins = ends
    yield house.ends - timedelta(minutes=90)
    _mend(house)


def _tell(house: House, begins: date, ends: date) -> None:
    """What was seen between two days, each team's by one of those who were out."""
    chance = house.chance_of("observations", begins)
    told: dict[str, list[Reported]] = {}
    for day in (begins + timedelta(days=number) for number in range((ends - begins).days)):
        for area, one in _of_day(house, day, chance):
            if one.moment.ends <= clock.now():
                told.setdefault(_teller(house, area, day, chance), []).append(one)
    for username, rows in told.items():
        services.take_in(rows, by=house.people.who(username))


def _of_day(house: House, day: date, chance: Random) -> Iterator[tuple[Area, Reported]]:
    weights = content.areas().areas
    kinds = [code for code in invented().kinds if code in _kinds()]
    rate = invented().rate * (1.35 if day.weekday() in {4, 5} else 0.86) / 7
    for _number in range(int(rate + chance.random())):
        area = chance.choices(list(weights), [one.weight for one in weights.values()])[0]
        code = chance.choices(kinds, [_weight(invented().kinds[one], day) for one in kinds])[0]
        yield house.areas[area], _seen(house, house.areas[area], code, day, chance)
    for more in invented().rising:
        weeks_ago = (house.today - day).days // 7
        if weeks_ago < more.weeks and more.kind in _kinds():
            many = more.each[-1 - weeks_ago] / 7
            for _number in range(int(many + chance.random())):
                area_row = house.areas[more.area]
                yield area_row, _seen(house, area_row, more.kind, day, chance, sort=more.place)


def _weight(kind: Kind, day: date) -> float:
    return kind.weight * (1.8 if kind.dark and day.month in DARK else 0.6 if kind.dark else 1)


def _seen(house: House, area: Area, code: str, day: date, chance: Random, *, sort: str = "") -> Reported:
    kind = invented().kinds[code]
    sort = sort or chance.choice(kind.places)
    names = places.places_of(area.code).get(sort, ("",))
    name = names[0] if chance.random() < 0.7 else names[-1]
    pin = _pin(area, f"{sort} {name}", chance)
    return Reported(
        kind=_kinds()[code],
        where=Where(area=area, place_text=name[:1].upper() + name[1:], pin=pin if chance.random() < 0.8 else None),
        moment=_moment(house, kind, day, chance),
        text=chance.choice(kind.texts),
        felt=chance.choice(kind.felt),
    )


def _moment(house: House, kind: Kind, day: date, chance: Random) -> Moment:
    first, last, _weight = chance.choices(kind.hours, [weight for _first, _last, weight in kind.hours])[0]
    at = _at(house, day, time(chance.randrange(first, last), chance.randrange(0, 60, 5)))
    sure = chance.random()
    if sure < 0.06:
        return rules.some_time(day, house.office.calendar.week.zone)
    return rules.between(at, at + timedelta(hours=2)) if sure < 0.14 else rules.at(at)


def _pin(area: Area, name: str, chance: Random) -> Pin | None:
    """Near the spot that the name has in the area; none outside the municipality."""
    fixed = Random(f"{area.code} {name}")
    north = area.latitude + fixed.uniform(-SPREAD, SPREAD) + chance.gauss(0, 0.0003)
    east = area.longitude + fixed.uniform(-SPREAD, SPREAD) * 1.8 + chance.gauss(0, 0.0005)
    return None if boundaries.coverage().outside(north, east) else Pin(north, east)


def _teller(house: House, area: Area, day: date, chance: Random) -> str:
    if chance.random() < 0.12:
        return OTHERS[day.isocalendar().week % len(OTHERS)]
    out = TELLERS.get(house.teams.get(area.code, ""), OTHERS)
    return out[day.isocalendar().week % len(out)]


def _mend(house: House) -> None:
    """Just now: a host tells one, puts another right, and takes one back that came twice."""
    by, berga = house.people.who("host.berga"), house.areas["berga"]
    kind = next(iter(_kinds().values()))
    hour_ago = rules.at(clock.now() - timedelta(hours=1))
    kind = _kinds().get("lighting", kind)
    tell = Reported(kind=kind, where=Where(area=berga, place_text="Gångtunneln"), moment=hour_ago)
    told, twin = (services.report(tell, by=by) for _twice in range(2))
    services.withdraw(twin.pk, "Den kom två gånger", by=by)
    where = Where(area=berga, place_text="Gångtunneln söder om centrum")
    services.correct(told.pk, Corrected(kind=kind, where=where, moment=hour_ago, felt="unsafe"), by=by)


def _kinds() -> dict[str, ObservationKind]:
    return {one.code: one for one in municipality.observation_kinds()}


def _at(house: House, day: date, at: time) -> datetime:
    return datetime.combine(day, at, house.office.calendar.week.zone)
