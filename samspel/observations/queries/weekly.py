"""The weekly pictures that somebody may read: those that were sent, and what they write themselves."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from samspel.accounts.who import Who
from samspel.core import clock
from samspel.core.errors import Missing
from samspel.core.masked import without_persons
from samspel.municipality.models import Area
from samspel.observations.models import WeeklyPicture, WeeklyReceiver
from samspel.observations.permissions import Reach, reach_of, writes_all_weeks
from samspel.observations.week import PictureState, Week

WRITTEN: Final = ("headline", "lead", "text")
"""The fields that hold what somebody wrote."""
NEWS: Final = timedelta(days=14)
"""A picture that has come is news on the first page for so long."""


def visible_weeklies(who: Who | Reach) -> QuerySet[WeeklyPicture]:
    """Those that were sent, for all who read observations; drafts and withdrawn ones for who may write them."""
    reach = who if isinstance(who, Reach) else reach_of(who)
    if not reach.reads_all:
        return WeeklyPicture.objects.none()
    rows = WeeklyPicture.objects.defer("figures")
    if not writes_all_weeks(reach):
        rows = rows.filter(Q(state=PictureState.SENT) | Q(area__in=reach.coordinated))
    return without_persons(rows, *WRITTEN) if reach.masked else rows


def weekly(who: Who | Reach, pk: UUID) -> WeeklyPicture:
    """One with its figures and who got it; raises Missing."""
    rows = visible_weeklies(who).defer(None).prefetch_related(Prefetch("receivers", WeeklyReceiver.objects.all()))
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Missing
    return found


def weekly_of(who: Who | Reach, week: Week, area: Area | None) -> WeeklyPicture | None:
    """What somebody has written of a week, when the one who asks may read it."""
    rows = visible_weeklies(who).filter(monday=week.monday, area=area)
    return rows.exclude(state=PictureState.WITHDRAWN).first()


def weeklies(who: Who | Reach, limit: int = 100) -> list[WeeklyPicture]:
    """The newest of them, with who got each."""
    rows = visible_weeklies(who).prefetch_related(Prefetch("receivers", WeeklyReceiver.objects.all()))
    return list(rows[:limit])


def received(who: Who) -> list[WeeklyPicture]:
    """Those that lately came to the bodies and departments of the one who asks; one read."""
    bodies, departments = who.bodies(), who.departments()
    if not (bodies or departments):
        return []
    got = WeeklyReceiver.objects.filter(
        Q(body__in=bodies) | Q(department__in=departments), sent_at__gte=clock.now() - NEWS
    )
    rows = visible_weeklies(who).filter(state=PictureState.SENT, pk__in=got.values("picture"))
    return list(rows.order_by("-sent_at")[:3])


def drafts(who: Who) -> list[WeeklyPicture]:
    """What the one who asks has begun and not sent; one read."""
    if who.user is None:
        return []
    rows = visible_weeklies(who).filter(state=PictureState.DRAFT, written_by=who.user)
    return list(rows.order_by("-monday")[:3])
