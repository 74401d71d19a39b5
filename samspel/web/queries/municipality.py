"""The municipality's description as its pages show it: plain rows, joined once. All who hold a function may read it."""

from collections.abc import Container, Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse

from samspel.accounts.models import Assignment
from samspel.accounts.who import Who
from samspel.core import clock
from samspel.municipality import queries as municipality
from samspel.municipality.models import (
    Area,
    AreaTeam,
    AskerRole,
    Body,
    BodySeat,
    Department,
    FunctionPost,
    Goal,
    Level,
    Matter,
    Team,
)
from samspel.municipality.queries import RouteRow
from samspel.web.queries.folding import holds


@dataclass(frozen=True, slots=True)
class Tenure:
    """Areas that a team has from the same day to the same day, by the same source."""

    areas: Sequence[Area]
    held: AreaTeam


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team, the areas that it has today (the main one first), and since when it has, had or will have each."""

    team: Team
    areas: Sequence[Area]
    tenures: Sequence[Tenure]


def team_rows() -> list[TeamRow]:
    """Each team by number, with its areas today and over time."""
    held, today = municipality.tenures(), clock.today()
    now = {row.pk for row in held if row.starts <= today and (row.ends is None or row.ends >= today)}
    rows = sorted(held, key=lambda row: row.area.level != Level.MAIN)
    return [_team_row(team, [row for row in rows if row.team_id == team.pk], now) for team in municipality.teams()]


def _team_row(team: Team, rows: Sequence[AreaTeam], now: Container[int]) -> TeamRow:
    spans: dict[tuple[object, ...], list[AreaTeam]] = {}
    for row in rows:
        spans.setdefault((row.starts, row.ends, row.source, row.assumption), []).append(row)
    return TeamRow(
        team=team,
        areas=[row.area for row in rows if row.pk in now],
        tenures=[Tenure([row.area for row in alike], alike[0]) for alike in spans.values()],
    )


def area_url(area: Area) -> str:
    """Where an area's own page is."""
    return reverse("web:area", args=[area.code])


def main_area(who: Who) -> Area | None:
    """The main area of the one team that the one who asks belongs to; None with several teams, or none."""
    teams = who.teams()
    if len(teams) != 1:
        return None
    held = municipality.areas_of(teams, who.day)
    main = (one for one in municipality.areas(who.day) if one.pk in held and one.level == Level.MAIN)
    return next(main, None)


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A row of the standing orders in names: None where it fits anything; the first department leads."""

    route: RouteRow
    matter: Matter | None
    area: Area | None
    asker: str
    departments: Sequence[Department]


@dataclass(frozen=True, slots=True)
class MatterRow:
    """A matter, the row that decides where it goes when nothing else is known, and the rows for special cases."""

    matter: Matter
    rule: RuleRow
    exceptions: Sequence[RuleRow]


def rule_rows() -> list[RuleRow]:
    """The standing orders in the order that they are tried."""
    matters = {one.code: one for one in municipality.matters()}
    areas = {one.code: one for one in municipality.areas()}
    departments = {one.code: one for one in municipality.departments()}
    return [
        RuleRow(
            route=route,
            matter=matters.get(route.matter or ""),
            area=areas.get(route.area or ""),
            asker=str(AskerRole(route.asker_role).label) if route.asker_role else "",
            departments=[departments[code] for code in route.departments if code in departments],
        )
        for route in municipality.routes()
    ]


def matter_rows(rules: Sequence[RuleRow], sought: str = "") -> list[MatterRow]:
    """Each matter with where it goes; only those that hold the words sought, in matter, reason or department."""
    rows = [
        MatterRow(
            matter=matter,
            rule=next(rule for rule in rules if rule.route.fits(matter.code, None, None)),
            exceptions=[
                rule
                for rule in rules
                if rule.route.matter == matter.code and (rule.route.area or rule.route.asker_role)
            ],
        )
        for matter in municipality.matters()
    ]
    return [row for row in rows if holds(sought, _words_of(row))]


def _words_of(row: MatterRow) -> list[str]:
    departments = [name for one in row.rule.departments for name in (one.name, one.short_name)]
    return [row.matter.name, row.matter.hint, *row.matter.words, row.rule.route.because, *departments]


def department_rows(sought: str = "") -> list[Department]:
    """The departments that hold the words sought in name or in what they answer for."""
    return [
        one
        for one in municipality.departments()
        if holds(sought, [one.name, one.short_name, *one.answers_for, str(one.committee or "")])
    ]


@dataclass(frozen=True, slots=True)
class PostRow:
    """A function of the teams: how many there shall be by the source, and how many hold it today."""

    post: FunctionPost
    held: int


def post_rows() -> list[PostRow]:
    """The functions, with how many hold each today. Numbers, never names."""
    held = dict(
        Assignment.objects.on(clock.today())
        .filter(user__is_active=True)
        .values_list("function")
        .annotate(users=Count("user", distinct=True))
    )
    return [PostRow(post, held.get(post.function, 0)) for post in municipality.function_posts()]


def goals_by_term() -> dict[str, list[Goal]]:
    """The municipal goals, the latest term of office first."""
    terms: dict[str, list[Goal]] = {}
    for goal in sorted(municipality.goals(), key=_latest_first):
        terms.setdefault(goal.term.name, []).append(goal)
    return terms


def _latest_first(goal: Goal) -> tuple[int, int]:
    return (-(goal.term.starts.toordinal() if goal.term.starts else 0), goal.position)


def seats_of(department: Department) -> list[tuple[Body, BodySeat]]:
    """Where a department sits, body by body."""
    return [
        (body, seat)
        for body in municipality.bodies()
        for seat in body.seats.all()
        if seat.department_id == department.pk
    ]
