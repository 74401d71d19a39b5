"""What every life in the demo shares: the people, the municipality's rows, the office, and chance."""

import random
from dataclasses import dataclass
from datetime import date, datetime

from demo import content
from demo.office import Office
from demo.people import People
from samspel.core import clock
from samspel.municipality import queries as municipality
from samspel.municipality.models import Area, Department, Matter, Organisation, Service


class Elsewhere(LookupError):
    """The municipality is another than the one that the events were invented for."""


@dataclass
class House:
    """Rows by code, as they are today."""

    ends: datetime
    today: date
    people: People
    office: Office
    chance: random.Random
    areas: dict[str, Area]
    teams: dict[str, str]
    departments: dict[str, Department]
    matters: dict[str, Matter]
    services: dict[str, Service]
    organisations: dict[str, Organisation]

    def chance_of(self, *seeds: object) -> random.Random:
        """Chance of its own for one life, so that a change in one leaves the others as they were."""
        return random.Random(" ".join(map(str, seeds)))


def build(ends: datetime, people: People) -> House:
    """Read what the lives need. `ends` is now: the demo is the same for as long as its day is."""
    missing = content.areas().areas.keys() - {one.code for one in municipality.areas()}
    if missing:
        raise Elsewhere(f"the demo's events happen in another municipality: no area {', '.join(sorted(missing))} here")
    today = clock.local(ends).date()
    chance = random.Random(f"demo {today}")
    areas = municipality.areas(today)
    return House(
        ends=ends,
        today=today,
        people=people,
        office=Office(municipality.calendar(), chance),
        chance=chance,
        areas={one.code: one for one in areas},
        teams={one.code: one.team.code for one in areas if one.team},
        departments={one.code: one for one in municipality.departments()},
        matters={one.code: one for one in municipality.matters()},
        services={one.code: one for one in municipality.services()},
        organisations={one.code: one for one in municipality.organisations()},
    )


def why_later(day: date) -> str:
    """Why a decision of the day is written in now: what was decided before the demo's first day is, on that day."""
    return "Beslutet fattades innan kommunen började med Samspel." if day < clock.today() else ""
