"""When people do things: in office hours, as long after as it takes."""

import random
from datetime import date, datetime, time, timedelta

from samspel.municipality.rules import OfficeCalendar

MORNING, AFTERNOON = 8 * 60 + 10, 16 * 60 + 45


class Office:
    """The office's hours, as somebody works by them."""

    def __init__(self, calendar: OfficeCalendar, chance: random.Random) -> None:
        self.calendar = calendar
        self.chance = chance

    def after(self, moment: datetime, hours: float) -> datetime:
        """The moment when so many office hours have passed."""
        left = timedelta(hours=hours)
        at = self.calendar.next_open(moment)
        while (closes := self._closes(at)) - at < left:
            left -= closes - at
            at = self.calendar.next_open(closes)
        return at + left

    def on(self, day: date) -> datetime:
        """Some time in the office's hours of the day, or of the next working day."""
        day = self.calendar.add_working_days(day, 0)
        minutes = self.chance.randint(MORNING, AFTERNOON)
        return datetime.combine(day, time(minutes // 60, minutes % 60), self.calendar.week.zone)

    def _closes(self, at: datetime) -> datetime:
        closes = self.calendar.closes_at(at.astimezone(self.calendar.week.zone).date())
        if closes is None:
            raise ValueError("not an office day")
        return closes
