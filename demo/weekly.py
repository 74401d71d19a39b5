"""Invented weekly pictures: the last weeks of two areas, written on Monday morning and sent."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from demo.house import House
from demo.timeline import Life
from samspel.municipality import queries as municipality
from samspel.observations.services import weekly
from samspel.observations.services.weekly import Words
from samspel.observations.week import Week

AT = time(8, 40)
SAID = {
    ("berga", 1): Words(
        "Mörkret i gångtunneln driver veckan",
        "Flera har vänt om i stället för att gå igenom. Ingen har skadats.",
        "Kabeln byts inom två veckor. Till dess står strålkastare på plats, och trygghetsvärdarna går en timme längre"
        " på fredag och lördag.",
    ),
    ("berga", 2): Words(
        "Fler ser mörkret i gångtunneln",
        "Det gäller samma tunnel som veckan innan. Ingen har skadats.",
        "Felet är anmält. Samordningsgruppen behöver svara på vem som kan ha öppet till klockan 22.",
    ),
    ("ryd", 1): Words(
        "Skadegörelsen vid skolan ökar",
        "Krossat glas och klotter på samma väggar som förut.",
        "Skolan och fastighetsägaren går en gemensam rond på onsdag.",
    ),
}
"""What was said of which area's week, so many weeks before the one that goes on."""
WRITERS = {"berga": "coordinator.berga", "ryd": "coordinator.ryd"}
BODIES, DEPARTMENTS = ("coordination",), ("urban-planning", "culture-leisure")


def year(house: House) -> list[tuple[datetime, Life]]:
    """The life of each picture, on the Monday after its week."""
    running = Week.of(house.today)
    zone = house.office.calendar.week.zone
    found = [
        (datetime.combine(running.plus(1 - back).monday, AT, zone), _written(house, area, running.plus(-back), said))
        for (area, back), said in SAID.items()
    ]
    return [(min(at, house.ends - timedelta(minutes=80)), life) for at, life in found]


def _written(house: House, area: str, week: Week, said: Words) -> Life:
    by = house.people.who(WRITERS[area])
    picture = weekly.write(week, municipality.area(area), by=by)
    weekly.edit(picture.pk, said, by=by)
    bodies = [one for one in municipality.bodies() if one.code in BODIES]
    departments = [one for one in municipality.departments() if one.code in DEPARTMENTS]
    weekly.send(picture.pk, bodies, departments, by=by)
    yield from ()
