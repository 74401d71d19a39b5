"""What is measured of the red thread, each beside the same rows by plain SQL. Aims are those of the issue: the week
under 60 ms, a page with six charts under 150, any other page under 100."""

from bench.cases import Case, get
from bench.people import People
from samspel.core import clock
from samspel.observations.week import Week
from samspel.situation.models import Challenge

WEEK_AIM, PAGE_AIM, CHARTS_AIM = 60.0, 100.0, 150.0

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
_ON_THREAD = (
    "SELECT * FROM situation_challenge WHERE id = %(challenge)s",
    "SELECT * FROM situation_basis WHERE challenge_id = %(challenge)s",
    """
    SELECT goal.* FROM targets_outcomegoal AS goal
    JOIN targets_outcomegoal_challenges AS tied ON tied.outcomegoal_id = goal.id WHERE tied.challenge_id = %(challenge)s
    """,
    """
    SELECT measure.* FROM plans_measure AS measure
    JOIN plans_measure_challenges AS tied ON tied.measure_id = measure.id WHERE tied.challenge_id = %(challenge)s
    """,
    """
    SELECT work.*, cost.* FROM interventions_intervention AS work
    JOIN interventions_intervention_measures AS tied ON tied.intervention_id = work.id
    JOIN plans_measure_challenges AS answered ON answered.measure_id = tied.measure_id
    LEFT JOIN interventions_cost AS cost ON cost.intervention_id = work.id WHERE answered.challenge_id = %(challenge)s
    """,
)
_BROKEN = (
    """
    SELECT id FROM interventions_intervention AS work WHERE state IN ('planned', 'ongoing') AND NOT EXISTS (
        SELECT FROM interventions_intervention_measures AS tied WHERE tied.intervention_id = work.id)
    """,
    """
    SELECT id FROM plans_measure AS measure WHERE retired_at IS NULL AND NOT EXISTS (
        SELECT FROM interventions_intervention_measures AS tied WHERE tied.measure_id = measure.id)
    """,
    """
    SELECT id FROM plans_measure AS measure WHERE retired_at IS NULL AND NOT EXISTS (
        SELECT FROM plans_measure_challenges AS tied WHERE tied.measure_id = measure.id)
    """,
    "SELECT id FROM targets_outcomegoal WHERE indicator_id IS NULL OR baseline IS NULL",
)
_AREA = (
    "SELECT * FROM situation_challenge WHERE area_id = %(area)s AND state = 'open'",
    "SELECT * FROM targets_outcomegoal WHERE area_id = %(area)s",
    """
    SELECT level, count(DISTINCT work.id), sum(budget_ore) FROM interventions_intervention AS work
    JOIN interventions_interventionarea AS placed ON placed.intervention_id = work.id
    LEFT JOIN interventions_cost AS cost ON cost.intervention_id = work.id
    WHERE placed.area_id = %(area)s GROUP BY level
    """,
    "SELECT status, count(*) FROM questions_question WHERE area_id = %(area)s GROUP BY status",
)
_JOINT = (
    """
    SELECT placed.area_id, committee_id, level, count(DISTINCT work.id), sum(budget_ore)
    FROM interventions_intervention AS work
    LEFT JOIN interventions_interventionarea AS placed ON placed.intervention_id = work.id
    LEFT JOIN interventions_cost AS cost ON cost.intervention_id = work.id AND year = %(year)s GROUP BY 1, 2, 3
    """,
    "SELECT id::text, department_id, level, target, committee_id, title FROM interventions_intervention",
    "SELECT intervention_id::text, area_id FROM interventions_interventionarea",
    "SELECT intervention_id::text, factor_id FROM interventions_intervention_factors",
)
_INVENTORY = ("SELECT * FROM interventions_intervention ORDER BY title, id LIMIT 51",)
_VALUES = (
    """
    SELECT * FROM situation_indicatorvalue
    WHERE replaced_at IS NULL AND sex = 'all' AND (area_id IS NULL OR area_id = %(area)s) ORDER BY indicator_id, starts
    """,
)
_OF_AREA = " AND area_id = %(area)s GROUP"


def cases(people: People) -> list[Case]:
    """All of them."""
    week = Week.of(clock.today()).plus(-1)
    challenge = Challenge.objects.filter(area__code=people.area_code).exclude(measures=None).earliest("reference")
    values = {
        "year": clock.today().year,
        "monday": week.monday,
        "area": people.area,
        "week": str(week),
        "challenge": challenge.pk,
    }
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
        page("the thread of one challenge (page)", f"/thread/challenge/{challenge.pk}/", _ON_THREAD, PAGE_AIM),
        page("broken links (page)", "/thread/broken/", _BROKEN, PAGE_AIM),
        page("an area, as in a meeting (page)", f"/areas/{area}/", _AREA, PAGE_AIM),
        page("the joint picture (page)", "/interventions/joint/", _JOINT, PAGE_AIM),
        page("the inventory of interventions (page)", "/interventions/", _INVENTORY, PAGE_AIM),
        page("an area's indicators, a chart each (page)", f"/situation/indicators/?area={area}", _VALUES, CHARTS_AIM),
    ]
