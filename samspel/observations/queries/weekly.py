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
from samspel.observations.permissions import WEEK_WRITERS, Reach, reach_of, writes_all_weeks
from samspel.observations.week import PictureState, Week

WRITTEN: Final = ("headline", "lead", "text")
"""The fields that hold what somebody wrote."""
NEWS: Final = timedelta(days=14)
"""A picture that has come is news on the first page for so long."""
MOST_TODAY: Final = 3


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


def for_today(who: Who) -> list[WeeklyPicture]:
    """What the one who asks has begun and not sent, and what lately came to their bodies and departments; one read."""
    wanted = Q()
    if who.user is not None and who.holds(*WEEK_WRITERS):
        wanted |= Q(state=PictureState.DRAFT, written_by=who.user)
    bodies, departments = who.bodies(), who.departments()
    if bodies or departments:
        got = WeeklyReceiver.objects.filter(
            Q(body__in=bodies) | Q(department__in=departments), sent_at__gte=clock.now() - NEWS
        )
        wanted |= Q(state=PictureState.SENT, pk__in=got.values("picture"))
    return list(visible_weeklies(who).filter(wanted)[:MOST_TODAY]) if wanted else []
