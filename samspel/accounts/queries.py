"""Reads about users and what they hold."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from samspel.accounts import permissions
from samspel.accounts.models import Assignment, StandIn, User
from samspel.accounts.rules import OUTSIDE, Function
from samspel.accounts.who import who_is
from samspel.core import clock
from samspel.municipality import queries as municipality


@dataclass(frozen=True)
class Held:
    """A function that somebody holds, held or will hold, in words."""

    pk: int
    function: str
    place: str
    starts: date
    ends: date | None
    over: bool
    by_provider: bool = False


def held_by(user: User, *, past: bool = False) -> list[Held]:
    """What the user holds themselves today and from now on, or (`past`) ever held; newest first."""
    today = clock.today()
    rows = user.assignments.select_related(*PLACES).order_by("-starts", "-pk")
    if not past:
        rows = rows.exclude(ends__lt=today)
    return _in_words(rows, today, municipality.function_names())


def _in_words(rows: Iterable[Assignment], today: date, names: dict[str, str]) -> list[Held]:
    return [
        Held(
            pk=row.pk,
            function=names[row.function],
            place=row.place_name,
            starts=row.starts,
            ends=row.ends,
            over=row.ends is not None and row.ends < today,
            by_provider=row.by_provider,
        )
        for row in rows
    ]


@dataclass(frozen=True)
class Listed:
    """A user in the administrator's list, with what they hold today."""

    user: User
    holdings: Sequence[Held]


def people(*, words: str = "", function: str = "", gone: bool = False) -> QuerySet[User]:
    """Everybody with an account, by name; those whose name or user name holds the words, who hold the function, and
    who are `gone` at the identity provider but have an open account here."""
    rows = holders_of(Function(function)) if function else User.objects.all()
    if gone:
        rows = rows.filter(is_active=True).exclude(gone_at=None)
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(username__icontains=words))
    return rows.order_by("name", "pk")


def with_holdings(users: Iterable[User]) -> list[Listed]:
    """Each with what they hold today (the same number of queries however many)."""
    today = clock.today()
    held = Assignment.objects.on(today).filter(user__in=list(users)).select_related(*PLACES).order_by("starts", "pk")
    by_user: dict[int, list[Assignment]] = {}
    for row in held:
        by_user.setdefault(row.user_id, []).append(row)
    names = municipality.function_names()
    return [Listed(user, _in_words(by_user.get(user.pk, []), today, names)) for user in users]


PLACES = ("team", "department", "body", "organisation")


def may_stand_in_for(absent: User) -> list[User]:
    """Those who may do this user's work while they are away."""
    outside = OUTSIDE & {Function(row.function) for row in absent.assignments.on(clock.today())}
    functions = OUTSIDE if outside else set(Function) - OUTSIDE
    candidates = holders_of(*functions).exclude(pk=absent.pk)
    who = who_is(absent)
    return [user for user in candidates if permissions.may_stand_in(who, who_is(user))]


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


def administrators() -> QuerySet[User]:
    """Those who administer in their daily work: without the emergency account, which lies in its envelope."""
    return holders_of(Function.ADMINISTRATOR).filter(seal=None)


def first_holders(functions: Sequence[Function], departments: Collection[int]) -> dict[int, list[User]]:
    """For each department (by id) those who hold today the first of the functions that anybody holds there, or who
    stands in for them: two queries, however many departments."""
    rows = Assignment.objects.on(clock.today()).filter(
        function__in=list(functions), department__in=list(departments), user__is_active=True
    )
    held: dict[tuple[int | None, str], dict[int, User]] = {}
    for row in rows.select_related("user").order_by("user"):
        held.setdefault((row.department_id, row.function), {})[row.user_id] = row.user
    away = _away([user for users in held.values() for user in users.values()], clock.today())
    found = {}
    for department in departments:
        users = next((held[department, one] for one in functions if (department, one) in held), {})
        found[department] = list(dict.fromkeys(away.get(user.pk, user) for user in users.values()))
    return found


def reachable(users: Iterable[User], on: date | None = None) -> list[User]:
    """Each user, or who stands in for them on the day (today) when they are away."""
    users = list(users)
    away = _away(users, on or clock.today())
    return list(dict.fromkeys(away.get(user.pk, user) for user in users))


def _away(users: Collection[User], day: date) -> dict[int, User]:
    """Who stands in for each of those who are away on the day, by the id of who is away."""
    return {
        row.absent_id: row.stand_in
        for row in StandIn.objects.filter(
            absent__in=users, stand_in__is_active=True, starts__lte=day, ends__gte=day
        ).select_related("stand_in")
        # Who may no longer stand in gets no letters either.
        if any(one.standing_in for one in who_is(row.stand_in).holdings)
    }
