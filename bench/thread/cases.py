"""What is measured of the red thread, each beside the same rows by plain SQL. Aims are those of the issue: the week
under 60 ms, a page with six charts under 150, any other page under 100."""

from bench.cases import Case, get
from bench.people import People
from samspel.core import clock
from samspel.observations.week import Week

WEEK_AIM, PAGE_AIM = 60.0, 100.0

_KINDS = """
    SELECT x, count FROM (
        SELECT x, sum(count) AS count FROM observations_weeksum
        WHERE trait = 2 AND monday = %(monday)s GROUP BY x
    ) AS kinds
"""
_TREND = """
    SELECT monday, sum(count) FROM observations_weeksum
    WHERE trait = 1 AND monday > %(monday)s::date - 560 AND monday <= %(monday)s GROUP BY monday
"""
_HOURS = """
    SELECT x, y / 2, sum(count), sum(count * count) FROM observations_weeksum
    WHERE trait = 3 AND monday > %(monday)s::date - 84 AND monday <= %(monday)s GROUP BY 1, 2
"""
_OF_AREA = " AND area_id = %(area)s GROUP"


def cases(people: People) -> list[Case]:
    """All of them."""
    week = Week.of(clock.today()).plus(-1)
    values = {"monday": week.monday, "area": people.area, "week": str(week)}
    whole = (_TREND, _KINDS, _HOURS)
    one = tuple(sql.replace(" GROUP", _OF_AREA) for sql in whole)
    coordinator, area = people.as_("coordinator.berga"), people.area_code

    def page(name: str, path: str, floor: tuple[str, ...], aim: float) -> Case:
        return Case(name, get(path, coordinator), floor, values, aim)

    return [
        page("the week, whole municipality (page)", f"/observations/week/?week={week}", whole, WEEK_AIM),
        page("the week, one area (page)", f"/observations/week/?week={week}&area={area}", one, WEEK_AIM),
        Case(
            "the week, one area (API)",
            get(f"/api/v1/observations/week?week={week}&area={area}", people.token("coordinator.berga")),
            one,
            values,
            WEEK_AIM,
        ),
    ]
