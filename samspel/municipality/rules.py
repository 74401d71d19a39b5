"""When the office is open, which days are working days, and the numbers that the work runs by. Plain Python."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from holidays.countries.sweden import Sweden

_SEARCH_DAYS = 800


@dataclass(frozen=True, order=True)
class Span:
    """Open from `opens` up to, not including, `closes`, in local time of one day."""

    opens: time
    closes: time


@dataclass(frozen=True)
class OfficeWeek:
    """What a municipality has set: spans by weekday (Monday first), eves that are days off, and single days."""

    weekdays: tuple[tuple[Span, ...], ...]
    eves: frozenset[str]
    special: frozenset[tuple[date, tuple[Span, ...]]]
    zone: ZoneInfo


@lru_cache(maxsize=256)
def holiday_names(year: int) -> dict[date, tuple[tuple[str, ...], bool]]:
    """Every red day and eve of a year by its Swedish names, and whether it is a public holiday."""
    public = Sweden(years=year, include_sundays=False, language="sv")
    all_days = Sweden(years=year, include_sundays=False, categories=("public", "de_facto", "optional"), language="sv")
    return {day: (_plain(all_days.get_list(day)), day in public) for day in all_days}


def _plain(names: Iterable[str]) -> tuple[str, ...]:
    """Names without the library's remark on when a half day begins."""
    return tuple(name.split(" (", 1)[0] for name in names)


@dataclass(frozen=True)
class OfficeCalendar:
    """Answers whether the office is open. Days are counted once and remembered."""

    week: OfficeWeek
    _days: dict[date, tuple[Span, ...]] = field(default_factory=dict, compare=False, repr=False)
    _between: dict[tuple[date, date], int] = field(default_factory=dict, compare=False, repr=False)

    def spans(self, day: date) -> tuple[Span, ...]:
        """The opening spans of a day, earliest first; none on a day off."""
        known = self._days.get(day)
        if known is None:
            known = self._days[day] = self._count(day)
        return known

    def _count(self, day: date) -> tuple[Span, ...]:
        for special, spans in self.week.special:
            if special == day:
                return spans
        names, public = holiday_names(day.year).get(day, ((), False))
        if public or self.week.eves.intersection(names):
            return ()
        return self.week.weekdays[day.weekday()]

    def is_open(self, at: datetime) -> bool:
        """Whether the office is open at an aware moment, by the clock on the wall there."""
        if at.tzinfo is None:
            raise ValueError("a moment without time zone")
        local = at.astimezone(self.week.zone)
        spans = self.spans(local.date())
        if not spans:
            return False
        clock = local.time()
        return any(span.opens <= clock < span.closes for span in spans)

    def is_working_day(self, day: date) -> bool:
        """Whether the office is open at all on the day."""
        return bool(self.spans(day))

    def add_working_days(self, day: date, count: int) -> date:
        """The working day that is `count` working days after (or, if negative, before) the day.

        With 0 it is the day itself, or the next working day when the day is a day off.
        """
        if count == 0:
            return self._next_working_day(day)
        step = timedelta(days=1 if count > 0 else -1)
        left, searched = abs(count), 0
        while left:
            day += step
            searched = 0 if self.is_working_day(day) else searched + 1
            if searched > _SEARCH_DAYS:
                raise ValueError("the office is never open")
            left -= self.is_working_day(day)
        return day

    def _next_working_day(self, day: date) -> date:
        for days in range(_SEARCH_DAYS):
            if self.is_working_day(day + timedelta(days=days)):
                return day + timedelta(days=days)
        raise ValueError("the office is never open")

    def working_days_between(self, first: date, last: date) -> int:
        """How many working days after `first` up to and including `last`; negative when `last` is earlier."""
        if last < first:
            return -self.working_days_between(last, first)
        known = self._between.get((first, last))
        if known is None:
            days = (first + timedelta(days=days) for days in range(1, (last - first).days + 1))
            known = self._between[first, last] = sum(map(self.is_working_day, days))
        return known

    def opens_at(self, day: date) -> datetime | None:
        """When the office first opens on the day, as an aware local moment; none on a day off."""
        spans = self.spans(day)
        return datetime.combine(day, spans[0].opens, self.week.zone) if spans else None

    def closes_at(self, day: date) -> datetime | None:
        """When the office last closes on the day, as an aware local moment; none on a day off."""
        spans = self.spans(day)
        return datetime.combine(day, spans[-1].closes, self.week.zone) if spans else None

    def next_open(self, at: datetime) -> datetime:
        """The moment itself if the office is open, otherwise the next time that it opens."""
        if self.is_open(at):
            return at
        local = at.astimezone(self.week.zone)
        for days in range(_SEARCH_DAYS):
            day = local.date() + timedelta(days=days)
            for span in self.spans(day):
                opens = datetime.combine(day, span.opens, self.week.zone)
                if opens.timestamp() > at.timestamp():
                    return opens
        raise ValueError("the office is never open")


@lru_cache(maxsize=16)
def calendar_for(week: OfficeWeek) -> OfficeCalendar:
    """One calendar for equal hours, so that its days stay counted from one request to the next."""
    return OfficeCalendar(week)


@dataclass(frozen=True)
class Numbers:
    """The numbers that the work runs by. Each is a key under `settings` in municipality.yaml."""

    answer_days: int
    accept_days: int
    remind_before_days: int
    manager_after_days: int
    contact_disposal_months: int
    acknowledge_minutes: int
    roster_warning_weeks: int
    team_full_time: int
    plan_measures: int
    picture_months: int
    confirm_months: int
    small_number: int
    observation_text_months: int


LIMITS: dict[str, tuple[int, int]] = {
    "answer_days": (1, 90),
    "accept_days": (1, 30),
    "remind_before_days": (1, 30),
    "manager_after_days": (1, 60),
    "contact_disposal_months": (1, 60),
    "acknowledge_minutes": (1, 240),
    "roster_warning_weeks": (1, 26),
    "team_full_time": (1, 10_000),
    "plan_measures": (1, 1_000),
    "picture_months": (1, 60),
    "confirm_months": (1, 24),
    "small_number": (2, 20),
    "observation_text_months": (1, 120),
}
"""Least and most of each number: working days, months, minutes, weeks, full-time equivalents, measures, cases."""

NUMBER_KEYS = tuple(one.name for one in fields(Numbers))
