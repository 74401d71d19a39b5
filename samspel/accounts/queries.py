"""Reads about users and what they hold."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from samspel.accounts.models import StandIn, User
from samspel.core import clock
from samspel.municipality.models import FunctionPost
from samspel.municipality.functions import Function


def function_names() -> dict[str, str]:
    """What the municipality calls each function, by code."""
    return {**{code: str(label) for code, label in Function.choices}, **dict(FunctionPost.objects.values_list("function", "name"))}


def holders_of(
    *functions: Function,
    department: int | None = None,
    team: int | None = None,
    body: int | None = None,
    organisation: int | None = None,
    on: date | None = None,
) -> QuerySet[User]:
    """Active users who hold any of the functions on the day (today), in the place named by id."""
    day = on or clock.today()
    places = {"department": department, "team": team, "body": body, "organisation": organisation}
    held = Q(
        assignments__function__in=list(functions),
        assignments__starts__lte=day,
        **{f"assignments__{name}": pk for name, pk in places.items() if pk is not None},
    ) & (Q(assignments__ends=None) | Q(assignments__ends__gte=day))
    return User.objects.filter(held, is_active=True).order_by("pk").distinct()


def reachable(users: Iterable[User], on: date | None = None) -> list[User]:
    """Each user, or who stands in for them on the day (today) when they are away."""
    day = on or clock.today()
    users = list(users)
    away = {
        row.absent_id: row.stand_in
        for row in StandIn.objects.filter(absent__in=users, starts__lte=day, ends__gte=day).select_related("stand_in")
    }
    return list(dict.fromkeys(away.get(user.pk, user) for user in users))
