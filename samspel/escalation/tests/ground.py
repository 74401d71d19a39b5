"""What the tests of escalation begin with: moments on the wall, a roster, and an alarm that was sent."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from samspel.accounts.models import User
from samspel.accounts.who import Who, who_is
from samspel.core import clock
from samspel.core.models import OutboxMessage
from samspel.duty.models import DutyShift
from samspel.escalation import services
from samspel.escalation.models import Escalation, Leg
from samspel.escalation.rules import Kind, Need
from samspel.municipality.models import Area, Department

STOCKHOLM = ZoneInfo("Europe/Stockholm")
MIDSUMMERS_EVE = datetime(2026, 6, 19, 23, 14, tzinfo=STOCKHOLM)
TUESDAY = datetime(2026, 6, 16, 10, 30, tzinfo=STOCKHOLM)
TEXT = "Brand i en container, släckt. Ett trettiotal ungdomar är kvar och fler kommer."
WhoIs = Callable[[str], Who]


@contextmanager
def later(moment: datetime, **passed: float) -> Iterator[datetime]:
    """Let it be so much later than the moment: later(start, minutes=15)."""
    then = moment + timedelta(**passed)
    with clock.at(then):
        yield then


def put_on_duty(user: User, starts: datetime, ends: datetime) -> DutyShift:
    """A shift, straight into the roster."""
    return DutyShift.objects.create(user=user, span=(starts, ends))


def weekend_duty(user: User) -> DutyShift:
    """On duty from the Thursday before Midsummer to the Monday after."""
    return put_on_duty(user, MIDSUMMERS_EVE - timedelta(days=1), MIDSUMMERS_EVE + timedelta(days=3))


def departments(*codes: str) -> list[Department]:
    """Departments by code."""
    return list(Department.objects.filter(code__in=codes).order_by("position"))


def alarm(by: Who, kinds: Sequence[Kind] = (Kind.SAFETY, Kind.CRIME), **more: Any) -> Leg:
    """Something about safety in Berga is sent; its first leg."""
    return leg_of(send(by, kinds, **more))


def send(by: Who, kinds: Sequence[Kind] = (Kind.SAFETY, Kind.CRIME), **more: Any) -> Escalation:
    """An escalation from Berga, unless told otherwise."""
    given: dict[str, Any] = {
        "text": TEXT,
        "area": Area.objects.get(code="berga"),
        "place": "Gångtunneln söder om centrum",
        "needs": [Need.ADULTS],
        "callback": "070-174 06 31",
    }
    return services.escalate(kinds, by=by, **(given | more))


def lifted(by: Who, *codes: str, settled: bool | None = None, **more: Any) -> Leg:
    """A segregation matter that concerns departments."""
    return alarm(by, [Kind.SEGREGATION], departments=departments(*codes), settled=settled, **more)


def leg_of(escalation: Escalation) -> Leg:
    """The first leg, read anew."""
    return escalation.legs.select_related("escalation", "department").order_by("pk")[0]


def again(leg: Leg) -> Leg:
    """The leg as it stands now."""
    return Leg.objects.select_related("escalation", "department").get(pk=leg.pk)


def story(leg: Leg) -> list[tuple[str, str]]:
    """What happened and who had it then."""
    return [(hop.event, hop.to) for hop in leg.hops.all()]


def letters(kind: str = "") -> dict[str, OutboxMessage]:
    """What was written, the last to each address."""
    rows = OutboxMessage.objects.filter(kind__startswith=kind).order_by("pk")
    return {row.to: row for row in rows}


def now_as(user: User) -> Who:
    """The user with what they hold at the moment of the test's clock."""
    return who_is(user)
