"""Every change to what users hold, and to who stands in for whom."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from samspel.accounts import permissions
from samspel.accounts.models import Assignment, Place, StandIn, User
from samspel.accounts.rules import SCOPE, Function, Scope
from samspel.accounts.services._ground import administering, leave_an_administrator, not_to_oneself
from samspel.accounts.who import who_is
from samspel.core import clock, log
from samspel.core.actors import Actor
from samspel.core.errors import Missing, Refused
from samspel.core.services import service


@service
def assign(
    user: User,
    function: Function,
    *,
    by: Actor,
    place: Place | None = None,
    starts: date | None = None,
    ends: date | None = None,
) -> Assignment:
    """Let the user hold the function, in the place that its scope asks for, from a day (today) up to its last.

    Raises Refused when an administrator gives it to themselves while there is another administrator to ask.
    """
    administering(by)
    not_to_oneself(user, by)
    starts = starts or clock.today()
    if ends and ends < starts:
        raise Refused(_("The last day cannot come before the first."), field="ends")
    assignment = Assignment(user=user, function=function, starts=starts, ends=ends)
    scope = SCOPE[function]
    if (place is None) != (scope is Scope.MUNICIPALITY) or (place and place._meta.model_name != scope.value):
        raise Refused(_("Choose where the function is held."), field=scope.value)
    if place:
        setattr(assignment, scope.value, place)
    assignment.save()
    log.record("assigned", assignment, by=by, because=f"user {user.pk}")
    return assignment


@service
def end_assignment(assignment: Assignment, *, by: Actor, last_day: date | None = None) -> Assignment:
    """The function ends after `last_day`; without one it ends now, and the next request is made without it."""
    administering(by)
    if assignment.function == Function.ADMINISTRATOR and (last_day is None or last_day < clock.today()):
        leave_an_administrator(without=assignment.user)
    if last_day and last_day < assignment.starts:
        raise Refused(_("The last day cannot come before the first."), field="ends")
    if assignment.by_provider:
        raise Refused(_("The identity provider gives this function. Take the person out of the group there."))
    if last_day and assignment.ends and last_day > assignment.ends:
        not_to_oneself(assignment.user, by)
    if last_day:
        assignment.ends = last_day
        assignment.save(update_fields=["ends"])
    else:
        assignment.end_before(clock.today())
    log.record("ended assignment", assignment, by=by, fields=["ends"], because=f"user {assignment.user_id}")
    return assignment


@service
def stand_in(absent: User, other: User, *, starts: date, ends: date, by: Actor) -> StandIn:
    """`other` does the work of `absent` from a day to and including a day, with their rights."""
    if not permissions.may_change(absent, by):
        raise Missing
    if absent == other:
        raise Refused(_("Choose somebody else."), field="stand_in")
    not_to_oneself(other, by)
    if ends < starts or ends < clock.today():
        raise Refused(_("The last day cannot come before the first, and not before today."), field="ends")
    if not other.is_active or not permissions.may_stand_in(who_is(absent), who_is(other)):
        raise Refused(_("This person cannot stand in here."), field="stand_in")
    row = StandIn.objects.create(absent=absent, stand_in=other, starts=starts, ends=ends)
    log.record("stand-in", row, by=by, because=f"user {absent.pk}")
    return row


@service
def end_stand_in(row: StandIn, *, by: Actor) -> None:
    """Back at work: the stand-in's rights end now."""
    if not permissions.may_change(row.absent, by):
        raise Missing
    log.record("ended stand-in", row, by=by, because=f"user {row.absent_id}")
    if row.starts >= clock.today():
        row.delete()
    else:
        row.ends = clock.today() - timedelta(days=1)
        row.save(update_fields=["ends"])
