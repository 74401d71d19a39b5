"""What is asked when: a year of questions, by season, weekday and area, the same for the same day."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from demo import content
from demo.asking import Planned
from demo.content import Alarm, Script, Today
from demo.house import House
from demo.places import character, has
from samspel.questions import rules

A_DAY = 1.75
"""Questions a day, on average."""
WEEKDAYS = (1.3, 1.2, 1.1, 1.1, 0.95, 0.65, 0.7)
MONTHS = (1.2, 1.1, 1.0, 1.0, 1.05, 0.95, 0.6, 0.9, 1.1, 1.1, 1.15, 1.0)
HOURS = {7: 3, 8: 6, 9: 7, 10: 7, 11: 5, 12: 5, 13: 5, 14: 6, 15: 7, 16: 8, 17: 7, 18: 6, 19: 8, 20: 8, 21: 6, 22: 3}
SAYS_NO_MATTER, SAYS_WRONG_MATTER, SAYS_NO_AREA = 0.09, 0.05, 0.05
LONGEST_SEARCH = 45
APART = timedelta(days=21)
"""So long goes by between two questions from the same script."""

Asked = tuple[datetime, Planned]


class Plan:
    """Chooses what is asked where, so that no text comes twice from the same area."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.chance = house.chance_of("plan", house.today)
        self.zone = house.office.calendar.week.zone
        self.told: set[tuple[str, int, str]] = set()
        self.last: dict[str, date] = {}
        self.number = 0
        self.already: Counter[date] = Counter()

    def today(self) -> Iterator[Asked]:
        """What must be open today."""
        by_key = {script.key: script for script in content.scripts()}
        for one in content.todays():
            script = by_key[one.script]
            self._tell(script, 0, one.area, self.house.today)
            matter = None if one.vague else script.matter
            moment = self._asked_for(one, script)
            self.already[moment.astimezone(self.zone).date()] += 1
            yield moment, self._planned(script, 0, one.area, matter, state=one.state, by=one.by)

    def year(self, first: date, last: date) -> Iterator[Asked]:
        """What is asked from the first day to the last."""
        for day in (first + timedelta(days=number) for number in range((last - first).days + 1)):
            mean = A_DAY * WEEKDAYS[day.weekday()] * MONTHS[day.month - 1]
            count = int(mean) + (self.chance.random() < mean % 1) + self.chance.choice((-1, 0, 0, 0, 1))
            for _ in range(max(count - self.already[day], 0)):
                yield self._question(day)

    def _question(self, day: date) -> Asked:
        areas = content.areas().areas
        area = self.chance.choices(list(areas), [one.weight for one in areas.values()])[0]
        script, variant = self._script(area, day)
        self._tell(script, variant, area, day)
        planned = self._planned(
            script, variant, area, self._matter(script), says_where=self.chance.random() > SAYS_NO_AREA
        )
        return self._moment(script, day), planned

    def _planned(
        self, script: Script, variant: int, area: str, matter: str | None, *, says_where: bool = True, **more: str
    ) -> Planned:
        self.number += 1
        return Planned(script, variant, area, self.number, matter, says_where=says_where, **more)

    def _script(self, area: str, day: date) -> tuple[Script, int]:
        fitting = [
            (script, variant)
            for script in content.scripts()
            if fits(script, area, day)
            for variant in range(len(script.text))
            if has(area, script.text[variant], script.answer, script.lead, script.again, *script.also.values())
        ]
        fresh = [pair for pair in fitting if self._is_new(*pair, area, day)] or fitting
        return self.chance.choices(fresh, [script.weight * _seasonal(script) for script, _ in fresh])[0]

    def _tell(self, script: Script, variant: int, area: str, day: date) -> None:
        self.told.add((script.key, variant, area))
        self.last[script.key] = day

    def _is_new(self, script: Script, variant: int, area: str, day: date) -> bool:
        """Not asked in the area before, and nowhere for some weeks."""
        apart = abs(day - self.last[script.key]) if script.key in self.last else APART
        return (script.key, variant, area) not in self.told and apart >= APART

    def _matter(self, script: Script) -> str | None:
        """What the asker says that it is about: mostly right."""
        chance = self.chance.random()
        if set(script.by) != {"resident"} or chance > SAYS_NO_MATTER + SAYS_WRONG_MATTER:
            return script.matter
        if chance < SAYS_NO_MATTER or script.matter == "other":
            return None
        return self.chance.choice(sorted(self.house.matters))

    def _moment(self, script: Script, day: date) -> datetime:
        if "resident" not in script.by and "staff" not in script.by:
            return self.house.office.on(day)
        hour = self.chance.choices(list(HOURS), list(HOURS.values()))[0]
        return datetime.combine(day, time(hour, self.chance.randrange(60)), self.zone)

    def _asked_for(self, one: Today, script: Script) -> datetime:
        """When it must have been asked for its last day to be where it is to be."""
        calendar, ends, today = self.house.office.calendar, self.house.ends, self.house.today
        target = calendar.add_working_days(today, one.due)
        days = self.house.matters[script.matter].answer_days
        for back in range(1, LONGEST_SEARCH):
            day = today - timedelta(days=back)
            if calendar.is_working_day(day) and rules.answer_due(calendar, day, days) <= target:
                return min(self.house.office.on(day), ends - timedelta(hours=8))
        return ends - timedelta(hours=self.chance.uniform(2, 5))


def fits(script: Script, area: str, day: date) -> bool:
    """Whether such a thing is asked in such an area at that time of the year."""
    where, months = script.where, script.months
    return (not where or area in where or character(area) in where) and (not months or day.month in months)


def fits_alarm(alarm: Alarm, area: str, day: date) -> bool:
    """Whether such an alarm is sent from such an area at that time of the year."""
    return character(area) in alarm.where and (not alarm.months or day.month in alarm.months)


def _seasonal(script: Script) -> float:
    """What belongs to a season comes more often while it lasts."""
    return 1 + (12 - len(script.months)) / 6 if script.months else 1


def some_time(chance: random.Random, day: date, hours: str, house: House) -> datetime:
    """Some time of the day, the evening or the night that begins with the day."""
    zone = house.office.calendar.week.zone
    if hours == "day":
        return house.office.on(day)
    minutes = chance.randint(17 * 60, 22 * 60) if hours == "evening" else chance.randint(22 * 60, 27 * 60)
    return datetime.combine(day, time(), zone) + timedelta(minutes=minutes)
