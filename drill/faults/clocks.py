"""The wall clock is set forwards and back, by an hour and a day, and over the nights when the hour changes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from drill.calling import alarm
from drill.checking import healed, letters, outcome, until
from drill.ledger import Ledger
from drill.mail import PostOffice
from drill.moments import Clock
from drill.writing import ApiWay, PageWay, Way, Writers

if TYPE_CHECKING:
    from drill.ground import Ground, Place
    from drill.results import Outcome

ZONE = ZoneInfo("Europe/Stockholm")
BEAT = "SELECT extract(epoch FROM at) FROM core_beat WHERE job = 'core.sweep_outbox';"
PASSED = "SELECT count(*) FROM escalation_hop WHERE event = 'unanswered';"
PATIENCE = 60
"""Seconds of a minute's job: each time is set to ten seconds before a full minute."""
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def held(ground: Ground) -> Outcome:
    """Writes are taken, each minute's jobs go on, an alarm goes on once and in time."""
    clock = Clock(ground.folder, "clock")
    with PostOffice().opened() as office, ground.place("clock", environment(office, clock)) as place:
        place.start()
        ledger = Ledger()
        everybody: list[Way] = [ApiWay(place, "contactcentre"), PageWay(place), PageWay(place, "contactcentre")]
        alarm(place)
        for by in (timedelta(minutes=20), HOUR, -HOUR, -DAY):
            moved(place, clock, ledger, clock.now + by, everybody)
        # A day later everybody has been signed out; systems and residents go on.
        strangers = everybody[:2]
        for moment in (clock.now + DAY, *changes(clock.now), datetime.now(UTC)):
            moved(place, clock, ledger, moment, strangers)
        if (passed := int(place.sql(PASSED))) < 1:
            ledger.fault("the alarm did not go on")
        healed(place, ledger)
        return outcome(place, ledger, f"the alarm went on {passed} times; {letters(place, ledger, office)}")


def control(ground: Ground) -> Outcome:
    """A worker that does not look at the clock runs nothing for an hour."""
    clock = Clock(ground.folder, "clock_control")
    env = environment(office := PostOffice(), clock) | {"DRILL_WITHOUT": "the_clock_watch"}
    with office.opened(), ground.place("clock_control", env) as place:
        place.start()
        ledger = Ledger()
        for by in (timedelta(minutes=1), -HOUR):
            moved(place, clock, ledger, clock.now + by, [ApiWay(place, "contactcentre")])
        return outcome(place, ledger)


def environment(office: PostOffice, clock: Clock) -> dict[str, str]:
    """Of an installation whose clock is moved."""
    return {"EMAIL_URL": office.url, "DRILL_CLOCK": str(clock.file)}


def changes(now: datetime) -> list[datetime]:
    """The next two moments when the hour changes, in spring and in autumn."""
    days = [now.replace(hour=1, minute=0, second=0, microsecond=0) + DAY * number for number in range(1, 370)]
    before = timedelta(seconds=1)
    return [day for day in days if day.astimezone(ZONE).utcoffset() != (day - before).astimezone(ZONE).utcoffset()][:2]


def moved(place: Place, clock: Clock, ledger: Ledger, moment: datetime, ways: list[Way]) -> None:
    """Set the clock to shortly before a full minute near the moment, while some write; a minute's job must run."""
    with Writers(place, ledger, ways=ways) as writers:
        clock.show(moment.replace(second=50, microsecond=0) - timedelta(minutes=1))
        began = clock.now.timestamp()
        if not until(lambda: began < float(place.sql(BEAT) or 0) < began + 2 * PATIENCE, PATIENCE):
            ledger.fault("the jobs of each minute stood still")
        writers.until(len(ledger.acknowledged) + 10, 20)
