"""The life of one alarm: sent, taken or passed on, and what came of it written back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from demo import content
from demo.asking import phone
from demo.content import Alarm
from demo.house import House
from demo.people import HEAD_OF_SECURITY
from demo.places import Where, has
from demo.plan import fits_alarm, some_time
from demo.timeline import Life
from samspel.accounts.who import Who
from samspel.core import clock
from samspel.duty import queries as duty
from samspel.escalation import line, services
from samspel.escalation.models import Leg
from samspel.escalation.rules import Kind, Need, Role, State

Now = Literal["", "waiting", "taken"]
SENDERS = {
    "day": ("coordinator", "coordinator", "district", "outreach", "bridge"),
    "evening": ("host", "outreach", "coordinator", "polare"),
    "night": ("host", "outreach", "outreach"),
}
A_WEEK = 1.9
"""Alarms a week, on average."""
UNANSWERED, HANDED_OVER = 0.13, 0.12


@dataclass(frozen=True)
class Sent:
    """One alarm, before it is sent: what it is, where, by whom, and how far it has come today."""

    script: Alarm
    area: str
    number: int
    by: str = ""
    state: Now = ""


def year(house: House, first: date, last: date) -> Iterator[tuple[datetime, Sent]]:
    """The alarms of the year, most of them on evenings and nights at the end of the week."""
    chance = house.chance_of("alarms", house.today)
    told: set[tuple[str, str]] = set()
    days = [first + timedelta(days=number) for number in range((last - first).days)]
    for number in range(round(len(days) / 7 * A_WEEK)):
        day = chance.choices(days, [1.7 if day.weekday() >= 4 else 1 for day in days])[0]
        areas = content.areas().areas
        area = chance.choices(list(areas), [one.weight**1.15 for one in areas.values()])[0]
        fitting = [
            one
            for one in content.alarms()
            if fits_alarm(one, area, day) and has(area, f"{{{one.place}}}") and (one.key, area) not in told
        ]
        if fitting:
            script = chance.choices(fitting, [one.weight * (3 if one.months else 1) for one in fitting])[0]
            told.add((script.key, area))
            yield some_time(chance, day, script.hours, house), Sent(script, area, number)


def today(house: House) -> Iterator[tuple[datetime, Sent]]:
    """What is open now, and what was finished a few hours ago: the pages of those on duty have something to show."""
    by_key = {one.key: one for one in content.alarms()}
    open_now: tuple[tuple[int, str, str, str, Now], ...] = (
        (6, "basement-doors", "berga", "coordinator.berga", "waiting"),
        (58, "container-fire", "berga", "host.berga", "taken"),
        (171, "big-group-station", "city", "outreach.berga", "taken"),
        (232, "team-hurt", "ryd", "outreach.ryd", "taken"),
        (318, "false-shots", "skaggetorp", "host.skaggetorp", ""),
        (395, "window-glass", "ryd", "host.ryd", ""),
    )
    for number, (minutes, key, area, by, state) in enumerate(open_now):
        yield house.ends - timedelta(minutes=minutes), Sent(by_key[key], area, 10_000 + number, by, state)


class Ringing:
    """One alarm and everybody who has it."""

    def __init__(self, house: House, sent: Sent) -> None:
        self.house = house
        self.sent = sent
        self.script = sent.script
        self.chance = house.chance_of("alarm", house.today, sent.number)
        self.where = Where(sent.area, house.areas[sent.area].name, self.chance)

    def life(self) -> Life:
        """From the alarm to what came of it."""
        self._send()
        if self.sent.state == "waiting":
            return
        if self.script.withdraw:
            yield self._minutes(4, 14)
            services.withdraw(self._leg(), self.script.withdraw, by=self.sender)
            return
        yield from self._taken()
        if self.sent.state == "taken":
            return
        yield self._minutes(40, 200) + timedelta(days=self.script.days)
        services.report_done(self._leg(), self.script.done, self.script.outcome, by=self._holder())

    def _send(self) -> None:
        self.sender = self.house.people.who(self.sent.by or self._somebody())
        self.escalation = services.escalate(
            [Kind(kind) for kind in self.script.kinds],
            self.script.text,
            by=self.sender,
            area=self.house.areas[self.sent.area],
            place=self.where.name(self.script.place),
            needs=[Need(need) for need in self.script.needs],
            callback=phone(self.chance),
        )

    def _somebody(self) -> str:
        team = self.house.teams[self.sent.area]
        functions = [one for one in SENDERS[self.script.hours] if f"{one}.{team}" in self.house.people.users]
        return f"{self.chance.choice(functions)}.{team}"

    def _taken(self) -> Life:
        """Somebody takes it: mostly at once, sometimes the next in line, sometimes after a handover."""
        told = bool(self.sent.by)
        if not told and self.chance.random() < UNANSWERED:
            answer_by = self._leg().answer_by
            yield (answer_by or clock.now()) + timedelta(seconds=25)
            services.pass_on_unanswered()
            yield self._minutes(2, 9)
            services.acknowledge(self._leg(), by=self.house.people.who(HEAD_OF_SECURITY))
            return
        yield self._minutes(1, 11)
        services.acknowledge(self._leg(), by=self._holder())
        if not told and self.chance.random() < HANDED_OVER:
            yield self._minutes(5, 30)
            yield from self._handed_over()

    def _handed_over(self) -> Life:
        leg = self._leg()
        to = line.others(leg)
        if not to:
            return
        why = self.chance.choice(content.phrases().handed_over)
        services.hand_over(leg, to[0].position, why, by=self._holder())
        yield self._minutes(2, 8)
        services.acknowledge(self._leg(), by=self.house.people.who(HEAD_OF_SECURITY))

    def _leg(self) -> Leg:
        return Leg.objects.select_related("escalation__area", "department").get(escalation=self.escalation)

    def _holder(self) -> Who:
        """Who acts on it: the duty officer on duty while it is theirs, otherwise the head of security."""
        officer, leg = duty.on_duty(), self._leg()
        taken_by = leg.acknowledged_by
        if leg.role == Role.DUTY_OFFICER and officer and (leg.stands is State.WAITING or taken_by == officer):
            return self.house.people.who(officer.username)
        return self.house.people.who(HEAD_OF_SECURITY)

    def _minutes(self, least: float, most: float) -> datetime:
        return clock.now() + timedelta(minutes=self.chance.uniform(least, most))
