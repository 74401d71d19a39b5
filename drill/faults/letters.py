"""The mail server is away for three days; the one who sends is killed, or cannot write down that it has sent."""

from __future__ import annotations

import json
import threading
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from drill.calling import alarm, made
from drill.checking import BROKEN, LETTERS, WAITING, counted
from drill.ground import kill
from drill.mail import PostOffice
from drill.moments import Clock, Ticker
from drill.results import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from drill.ground import Ground, Place

SWEEP, PASS_ON = "core.sweep_outbox", "escalation.pass_on_unanswered"
STEP = timedelta(minutes=15)
DAILY = {2: "questions.dispose", 3: "core.tidy", 5: "questions.remind", 7: "questions.ask_whether_solved"}
HOPS = "SELECT event FROM escalation_hop ORDER BY id;"


def three_days(ground: Ground) -> Outcome:
    """Three days by quarters of an hour, from a Friday evening on."""
    return days(ground, "days", {}, 3 * 24 * 4)


def three_days_control(ground: Ground) -> Outcome:
    """Where a letter is sent at once or not at all, it is dropped."""
    return days(ground, "days_control", {"DRILL_WITHOUT": "letters_in_the_outbox"}, 8)


def days(ground: Ground, name: str, env: dict[str, str], steps: int) -> Outcome:
    """Write a question each hour and raise one alarm while the mail server is away; bring it back; look."""
    clock, texts = Clock(ground.folder, name), ground.folder / f"{name}.texts"
    texts.touch()
    more = {"DRILL_CLOCK": str(clock.file), "DRILL_TEXTS": str(texts), "SAMSPEL_ALARM_CHANNELS": "email,sms"}
    with PostOffice().opened() as office, ground.place(name, env | more | {"EMAIL_URL": office.url}) as place:
        clock.show(friday_evening(clock.now))
        place.start(worker=False)
        with Ticker(place) as ticker:
            office.down()
            askers = quarters(place, clock, ticker, steps)
            before = len(office.taken)
            office.up()
            for _minute in range(3):
                clock.move(timedelta(minutes=1))
                ticker.tick(SWEEP, PASS_ON)
        faults = tuple(after_days(place, office, askers, texts))
        sent = len(texts.read_text().splitlines())
        note = f"{before} letters left while it was away, {len(office.taken)} within three minutes of its return"
        return Outcome(faults, f"{steps * 15 // 60} h: {note}; {sent} text messages meanwhile")


def friday_evening(now: datetime) -> datetime:
    """The next one, so that the days are a weekend."""
    return (now + timedelta(days=(4 - now.weekday()) % 7)).replace(hour=18, minute=0, second=30)


def quarters(place: Place, clock: Clock, ticker: Ticker, steps: int) -> list[str]:
    """Live through them; those who asked, by address."""
    alarm(place)
    askers = []
    for step in range(steps):
        if step % 4 == 0:
            askers.append(f"asker{step}@example.org")
            ask(place, askers[-1])
        clock.move(STEP)
        daily = [DAILY[clock.now.hour]] if clock.now.hour in DAILY and clock.now.minute < 15 else []
        ticker.tick(SWEEP, PASS_ON, *daily)
    return askers


def after_days(place: Place, office: PostOffice, askers: list[str], texts: Path) -> Iterator[str]:
    """Everything delivered once, nothing dropped; the alarm went its way all the same."""
    yield from counted("askers got no letter, or more than one", sum(office.to(each) != 1 for each in askers))
    written = {f"<outbox-{name}@samspel>" for name in place.sql(LETTERS).split()}
    taken = {name for name, _to in office.taken}
    yield from counted("letters never arrived", len(written - taken))
    yield from counted("letters arrived twice", office.repeated())
    yield from counted("letters still wait", int(place.sql(WAITING)))
    yield from place.sql(BROKEN).splitlines()
    hops = place.sql(HOPS).split("\n")
    passed = sum("unanswered" in hop for hop in hops)
    ended = sum("end" in hop for hop in hops)
    if passed < 2 or ended != 1:
        yield f"the alarm went on {passed} times and came to the end of its line {ended} times"
    numbers = [json.loads(line)[0] for line in texts.read_text().splitlines()]
    if len(set(numbers)) < 3:
        yield f"only {len(set(numbers))} of those in line were reached by text message"


def ask(place: Place, address: str) -> None:
    """A question by API, answered by e-mail."""
    made(
        place, "contactcentre", "questions", {"text": "drill: when is the lamp mended?", "contact": {"email": address}}
    )


# --- Between "taken" and written down -------------------------------------------------------------


def killed_while_sending(ground: Ground) -> Outcome:
    """It leaves again, and with the same id, so that a mailbox shows it once."""
    return sending(ground, "sending", {}, kills=True)


def killed_while_sending_control(ground: Ground) -> Outcome:
    """Where every try has an id of its own, it is there twice."""
    return sending(ground, "sending_control", {"DRILL_WITHOUT": "the_same_id"}, kills=True)


def unwritten(ground: Ground) -> Outcome:
    """The sender waits until the database is back, and the letter does not leave again."""
    return sending(ground, "unwritten", {}, kills=False)


def unwritten_control(ground: Ground) -> Outcome:
    """A sender that does not wait sends it again."""
    return sending(ground, "unwritten_control", {"DRILL_WITHOUT": "written_down_afterwards"}, kills=False)


def sending(ground: Ground, name: str, env: dict[str, str], *, kills: bool) -> Outcome:
    """Three times letters; at the moment when one is taken, the sender is killed, or the database."""
    clock = Clock(ground.folder, name)
    with PostOffice().opened() as office:
        more = {"EMAIL_URL": office.url, "DRILL_CLOCK": str(clock.file), "DRILL_LEASE": "60"}
        with ground.place(name, env | more) as place:
            place.start(worker=False)
            for number in range(3):
                ask(place, f"asker{number}@example.org")
                one_by_one(ground, place, clock, office, kills)
            written = len(place.sql(LETTERS).split())
        shown = len(office.taken)
        faults = [*counted("letters never arrived", written - shown)]
        faults += counted("letters are shown twice in a mailbox", shown - written)
        if not kills:
            faults += counted("letters left again", office.repeated())
        note = f"{written} letters, {office.repeated()} came again with the same id"
        return Outcome(tuple(faults), note)


def one_by_one(ground: Ground, place: Place, clock: Clock, office: PostOffice, kills: bool) -> None:
    """Send what waits; the fault comes at the first that is taken; then everything is sent that still is to be."""
    with Ticker(place) as ticker:

        def strike() -> None:
            office.on_taken = lambda: None
            if kills:
                kill(ticker.process.pid)
            else:
                ground.crash()

        office.on_taken = strike
        told = threading.Thread(target=ticker.tick, args=(SWEEP,))
        told.start()
        told.join()
        ground.wait()
    with Ticker(place) as ticker:
        for _minute in range(3):
            clock.move(timedelta(minutes=2))
            ticker.tick(SWEEP)
