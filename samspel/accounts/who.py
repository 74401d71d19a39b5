"""Who is asking: the user with what they hold today, as one value that every query and permission takes."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import cast

from django.db.models import Q
from django.http import HttpRequest

from samspel.accounts.models import Assignment, StandIn, User
from samspel.accounts.rules import HANDED_OVER_BY_NOBODY, OUTSIDE, Function
from samspel.core import clock
from samspel.municipality import queries as municipality


@dataclass(frozen=True)
class Holding:
    """One function, and the place where it is held (ids; None where it isn't held in one)."""

    function: Function
    team: int | None = None
    department: int | None = None
    body: int | None = None
    organisation: int | None = None
    place_name: str = ""
    standing_in: bool = False


@dataclass(frozen=True)
class Who:
    """An actor with what they hold. `user` is None for a visitor without login."""

    user: User | None = None
    holdings: tuple[Holding, ...] = ()
    day: date = field(default=date.min)
    scopes: frozenset[str] | None = None
    """What the token allows when a system asks; None for a person at the page."""

    @property
    def kind(self) -> str:
        """user, or asker for a visitor."""
        return "user" if self.user else "asker"

    @property
    def id(self) -> str:
        """The user's id; empty for a visitor."""
        return str(self.user.pk) if self.user else ""

    @property
    def label(self) -> str:
        """The first function by name and place. Never a person's name."""
        if not self.user:
            return "Visitor"
        if not self.holdings:
            return self.user.username
        first = self.holdings[0]
        names = municipality.function_names()
        return ", ".join(part for part in (names.get(first.function, ""), first.place_name) if part)

    @property
    def functions(self) -> frozenset[Function]:
        """Everything that is held, wherever."""
        return frozenset(one.function for one in self.holdings)

    def holds(
        self,
        *functions: Function,
        team: int | None = None,
        department: int | None = None,
        body: int | None = None,
        organisation: int | None = None,
    ) -> bool:
        """Holds any of the functions, in just this place when one is named by id."""
        return any(
            one.function in functions
            and (team is None or one.team == team)
            and (department is None or one.department == department)
            and (body is None or one.body == body)
            and (organisation is None or one.organisation == organisation)
            for one in self.holdings
        )

    def teams(self, functions: Iterable[Function] = Function) -> frozenset[int]:
        """Ids of the teams where any of the functions is held."""
        return frozenset(one.team for one in self.holdings if one.team and one.function in set(functions))

    def departments(self, functions: Iterable[Function] = Function) -> frozenset[int]:
        """Ids of the departments where any of the functions is held."""
        return frozenset(one.department for one in self.holdings if one.department and one.function in set(functions))

    def bodies(self) -> frozenset[int]:
        """Ids of the bodies that they sit in or convene."""
        return frozenset(one.body for one in self.holdings if one.body)

    def organisations(self) -> frozenset[int]:
        """Ids of the outside organisations that they come from."""
        return frozenset(one.organisation for one in self.holdings if one.organisation)


NOBODY = Who()


def who_is(user: User, *, scopes: frozenset[str] | None = None) -> Who:
    """The user with what they hold today, their own assignments first, then those they stand in for.

    One query, which brings along which edition of the municipality's description stands.

    Who no longer works here, or comes from outside, stands in for nobody whatever was agreed before.
    """
    day = clock.today()
    absent = StandIn.objects.filter(stand_in=user, starts__lte=day, ends__gte=day, absent__is_active=True)
    rows = list(
        Assignment.objects.on(day)
        .filter(Q(user=user) | Q(~Q(function__in=HANDED_OVER_BY_NOBODY), user__in=absent.values("absent")))
        .annotate(edition=municipality.edition())
        .order_by("starts", "pk")
    )
    for row in rows[:1]:
        municipality.note(row.edition)  # type: ignore[attr-defined]
    holdings = [_holding(row, user) for row in rows]
    own = [one for one in holdings if not one.standing_in]
    others = [one for one in holdings if one.standing_in and _may_take_over(own, one)]
    return Who(user=user, holdings=(*own, *others), day=day, scopes=scopes)


def again(pk: str) -> Who | None:
    """Somebody who asked for what a job does later, with what they hold by now; None when they no longer work here."""
    user = User.objects.filter(pk=pk, is_active=True).first()
    return who_is(user) if user else None


def _may_take_over(own: list[Holding], other: Holding) -> bool:
    """As `permissions.may_stand_in` says, asked anew each time: the assignment that allowed it may have ended."""
    functions = {one.function for one in own} - HANDED_OVER_BY_NOBODY
    if OUTSIDE & {*functions, other.function}:
        return replace(other, standing_in=False) in own
    return bool(functions)


def _holding(row: Assignment, user: User) -> Holding:
    return Holding(
        function=Function(row.function),
        team=row.team_id,
        department=row.department_id,
        body=row.body_id,
        organisation=row.organisation_id,
        place_name=row.place_name,
        standing_in=row.user_id != user.pk,
    )


class Request(HttpRequest):
    """A request that has passed the middleware: it knows who asks."""

    who: Who
    user: User


def of(request: HttpRequest) -> Who:
    """Who asks, on a request that has passed the middleware."""
    return cast(Request, request).who
