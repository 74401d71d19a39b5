"""The life of a segregation matter: between managers, with a department's management, or at the coordination group."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from demo import content
from demo.asking import phone
from demo.content import Lifted
from demo.house import House
from demo.people import HEAD_OF_SECURITY
from demo.timeline import Life
from samspel.accounts.who import Who
from samspel.core import clock
from samspel.escalation import services
from samspel.escalation.models import Leg
from samspel.escalation.rules import SECURITY_ROLES, Kind, Need, Role


def year(house: House, first: date) -> Iterator[tuple[datetime, Lifted]]:
    """Those that are settled, spread over the year; those that wait today, so many working days ago."""
    settled = [one for one in content.lifted() if one.stays is None]
    chance = house.chance_of("lifted", house.today)
    calendar, today = house.office.calendar, house.today
    for index, one in enumerate(settled):
        days = (today - first).days - 30
        back = max(20, int(days * (index + 0.5) / len(settled)) + chance.randint(-6, 6))
        yield house.office.on(today - timedelta(days=back)), one
    for one in content.lifted():
        if one.stays is not None:
            waits_for_days = one.stays in {"coordination", "taken"}
            day = calendar.add_working_days(today, -one.days) if waits_for_days else _latest_day(house)
            yield min(house.office.on(day), house.ends - timedelta(hours=1)), one


def _latest_day(house: House) -> date:
    """The last day when the office had been open for a while: who is asked then still has time to answer."""
    calendar, today = house.office.calendar, house.today
    opened = calendar.opens_at(today)
    if opened is not None and house.ends > opened + timedelta(hours=2):
        return today
    return calendar.add_working_days(today, -1)


class Matter:
    """One matter, and those it lies with."""

    def __init__(self, house: House, script: Lifted) -> None:
        self.house = house
        self.script = script
        self.chance = house.chance_of("matter", script.key)

    def life(self) -> Life:
        """From the one who lifts it to what came of it, or to where it waits."""
        self._lift()
        if Kind.SAFETY in self.script.kinds:
            yield from self._safety()
        if self.script.stays in {"managers", "management", "coordination"}:
            return
        yield self._office(1, 7)
        if self.script.not_settled:
            services.acknowledge(self._leg(), by=self._answering())
            yield self._office(8, 40)
            services.not_settled(self._leg(), self.script.not_settled, by=self._answering())
            yield self._office(2, 20)
        services.acknowledge(self._leg(), by=self._answering())
        if self.script.stays is None:
            yield self._office(30, 110)
            services.report_done(self._leg(), self.script.done, self.script.outcome, by=self._answering())

    def _lift(self) -> None:
        coordinator = f"coordinator.{self.house.teams[self.script.area]}"
        self.escalation = services.escalate(
            [Kind(kind) for kind in self.script.kinds],
            self.script.text,
            by=self.house.people.who(coordinator),
            area=self.house.areas[self.script.area],
            needs=[Need(need) for need in self.script.needs],
            callback=phone(self.chance),
            departments=[self.house.departments[code] for code in self.script.departments],
            settled=self.script.settled,
        )

    def _safety(self) -> Life:
        """The part that is about safety is taken and finished by the head of security."""
        by = self.house.people.who(HEAD_OF_SECURITY)
        yield clock.now() + timedelta(minutes=6)
        services.acknowledge(self._leg(security=True), by=by)
        yield clock.now() + timedelta(hours=5)
        by = self.house.people.who(HEAD_OF_SECURITY)
        services.report_done(self._leg(security=True), self.script.done, self.script.outcome, by=by)

    def _leg(self, *, security: bool = False) -> Leg:
        legs = Leg.objects.filter(escalation=self.escalation).select_related("escalation__area", "department", "body")
        return next(leg for leg in legs if (leg.role in SECURITY_ROLES) is security)

    def _answering(self) -> Who:
        leg, people = self._leg(), self.house.people
        if leg.role == Role.MANAGERS_CONCERNED:
            return people.manager(self.script.departments)
        if leg.role == Role.COORDINATION_GROUP and leg.body:
            return people.who(people.convenors[leg.body.code])
        return people.who(people.management[self.script.departments[0]])

    def _office(self, least: float, most: float) -> datetime:
        return self.house.office.after(clock.now(), self.chance.uniform(least, most))
