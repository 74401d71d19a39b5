"""What stands out is found each night, and taken up by those who can solve it at the root."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time

from django.db.models import Count, Min
from django.db.models.functions import Coalesce, TruncMonth
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samspel.accounts.who import Who
from samspel.core import clock, log, versions
from samspel.core.actors import Actor
from samspel.core.errors import Refused
from samspel.core.expected import Expected
from samspel.core.services import each, service
from samspel.questions import permissions
from samspel.questions.models import Question, Recurrence
from samspel.questions.permissions import reach_of
from samspel.questions.queries.recurring import visible_recurrences
from samspel.questions.recurrence import MONTHS, expected, first_of, month_after, months_before, stands_out
from samspel.questions.services._ground import needs_text, user_of

Series = Mapping[tuple[int, int], Mapping[date, int]]


def find_recurring(*, by: Actor) -> int:
    """Look at the month that has ended and the one that goes on; returns how many new rows the list has got."""
    running = first_of(clock.today())
    (ended,) = months_before(running, 1)
    months = _months_known(ended)
    found = [*_standing_out(ended, months), *_standing_out(running, [*months[1:], ended] if months else [])]
    known = set(Recurrence.objects.filter(month__gte=ended).values_list("matter", "area", "month"))
    return each(
        [one for one in found if (one.matter_id, one.area_id, one.month) not in known], lambda one: _add(one, by)
    )


def _months_known(month: date) -> list[date]:
    """The months before it that there are questions from, a year at most."""
    first = Question.objects.aggregate(first=Min("received_at"))["first"]
    if first is None:
        return []
    # The month of the very first question is seldom a whole one.
    return [one for one in months_before(month, MONTHS) if one > clock.local(first).date()]


def _standing_out(month: date, months: list[date]) -> Iterator[Recurrence]:
    for (matter, area), counts in _counted(months[0] if months else month, month).items():
        count, past = counts.get(month, 0), [counts.get(one, 0) for one in months]
        if stands_out(count, past):
            range_ = expected(past) or Expected(0, 0)
            yield Recurrence(
                matter_id=matter, area_id=area, month=month, count=count, low=range_.low, high=range_.high, past=past
            )


def _counted(first: date, last: date) -> Series:
    """Things asked about, by matter and area and month: joined questions are one thing. One read."""
    rows = (
        Question.objects.filter(received_at__gte=_start(first), received_at__lt=_start(month_after(last)))
        .filter(matter__isnull=False, area__isnull=False)
        .values("matter", "area", month=TruncMonth("received_at", tzinfo=timezone.get_default_timezone()))
        .annotate(things=Count(Coalesce("joint", "id"), distinct=True))
        .order_by()
    )
    found: dict[tuple[int, int], dict[date, int]] = {}
    for row in rows:
        found.setdefault((row["matter"], row["area"]), {})[row["month"].date()] = row["things"]
    return found


def _start(day: date) -> datetime:
    return datetime.combine(day, time.min, timezone.get_default_timezone())


@service
def _add(found: Recurrence, by: Actor) -> bool:
    found.found_at = clock.now()
    found.save(force_insert=True)
    log.record("recurrence.found", found, by=by, because=f"{found.count}, expected {found.low} to {found.high}")
    return True


@service
def take_up(
    recurrence: int, with_whom: str, note: str, revisit_on: date, *, by: Who, version: int | None = None
) -> Recurrence:
    """Say with whom it is taken up, what is done at the root, and when it is looked at again.

    Raises Missing, Stale; Refused when the day has passed already.
    """
    reach = reach_of(by)
    held = versions.hold(Recurrence.objects.filter(pk__in=visible_recurrences(reach).values("pk")), recurrence, version)
    permissions.require(permissions.may_take_up(reach))
    if revisit_on <= clock.today():
        raise Refused(_("Choose a day ahead, when it is looked at again."), field="revisit_on")
    held.with_whom = needs_text(with_whom, "with_whom")[:200]
    held.note, held.revisit_on = needs_text(note, "note"), revisit_on
    held.taken_up_at, held.taken_up_by = clock.now(), user_of(by)
    versions.save(held, "with_whom", "note", "revisit_on", "taken_up_at", "taken_up_by")
    log.record("recurrence.taken_up", held, by=by, fields=["with_whom", "note", "revisit_on"])
    return held
