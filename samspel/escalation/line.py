"""Who stands behind a receiver, by the municipality's data and the roster, and who is next when nobody answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings

from samspel.accounts import queries as accounts
from samspel.accounts.models import User
from samspel.accounts.rules import Function
from samspel.core import clock
from samspel.duty import queries as duty
from samspel.escalation.models import Hop, Leg
from samspel.escalation.rules import SECURITY_ROLES, Role, Route
from samspel.municipality import queries as municipality
from samspel.municipality.models import Body, Department, EscalationReceiver, LineStep, ReceiverRole

RECEIVER_ROLE = {
    Role.HEAD_OF_SECURITY: ReceiverRole.HEAD_OF_SECURITY,
    Role.DUTY_OFFICER: ReceiverRole.DUTY_OFFICER,
    Role.MANAGERS_CONCERNED: ReceiverRole.MANAGERS,
    Role.DEPARTMENT_MANAGEMENT: ReceiverRole.DEPARTMENT_MANAGEMENT,
    Role.COORDINATION_GROUP: ReceiverRole.COORDINATION_GROUP,
}
FUNCTION = {
    Role.HEAD_OF_SECURITY: Function.HEAD_OF_SECURITY,
    Role.MANAGERS_CONCERNED: Function.MANAGER,
    Role.DEPARTMENT_MANAGEMENT: Function.DEPARTMENT_MANAGEMENT,
    Role.COORDINATION_GROUP: Function.BODY_CONVENOR,
}
ROLE_OF = {receiver: role for role, receiver in RECEIVER_ROLE.items()}


@dataclass(frozen=True)
class Position:
    """A place in a line: step 0 is the receiver itself, 1 who is next, and so on."""

    role: Role
    department: Department | None = None
    step: int = 0

    @property
    def code(self) -> str:
        """How a form names it: `duty_officer/1`."""
        role = f"{self.role}:{self.department.code}" if self.department else str(self.role)
        return f"{role}/{self.step}"


@dataclass(frozen=True)
class Holder:
    """Who stands at a position at a moment. `minutes` is how long they have to answer; None where days are counted."""

    position: Position
    name: str
    short: str
    phone: str
    minutes: int | None = None
    user: User | None = None
    gap: bool = False
    source: str = ""
    assumption: bool = False
    addresses: dict[str, str] = field(default_factory=dict)


class Book:
    """The municipality's receivers with their lines, read once for a page or a letter."""

    def __init__(self) -> None:
        rows = municipality.receivers()
        self._rows = {(ROLE_OF[ReceiverRole(row.role)], row.department_id): row for row in rows}

    def receiver(self, position: Position) -> EscalationReceiver | None:
        """Who receives in the role; None where the municipality has named nobody."""
        return self._rows.get((position.role, position.department.pk if position.department else None))

    def steps(self, position: Position) -> list[LineStep]:
        """Who is next in the line that the position stands in, in order."""
        receiver = self.receiver(position)
        return sorted(receiver.line.all(), key=lambda step: step.position) if receiver else []

    def places(self) -> list[Position]:
        """The receivers' own places, in the municipality's order."""
        return [_own_place(row) for row in self._rows.values()]


def first(
    route: Route, departments: Sequence[Department], at: datetime | None = None, book: Book | None = None
) -> Holder:
    """Who gets what the rule sent this way, at the moment (now)."""
    department = next((one for one in departments if one.code == route.department), None)
    return at_position(Position(route.role, department), departments, at, book)


def at_position(
    position: Position, departments: Sequence[Department], at: datetime | None = None, book: Book | None = None
) -> Holder:
    """Who stands there at the moment. While the roster has a gap the duty officer's place falls to the next in line."""
    book = book or Book()
    if position.role is Role.MANAGERS_CONCERNED:
        return _managers(position, departments, book)
    receiver = book.receiver(position)
    if receiver is None:
        return _department(position)
    steps = book.steps(position)
    if position.step and steps:
        return _step(position, steps[min(position.step, len(steps)) - 1], receiver)
    if position.role is Role.DUTY_OFFICER:
        return _duty_officer(position, receiver, steps, at)
    return _itself(position, receiver)


def after(position: Position) -> Position | None:
    """Who is next in the same line; None at its end."""
    if position.step >= len(Book().steps(position)):
        return None
    return Position(position.role, position.department, position.step + 1)


def numbers() -> list[Holder]:
    """Whom the duty officer can call: those of their own line, then the head of security; each once."""
    book, here = Book(), Position(Role.DUTY_OFFICER)
    line = [here, *(_place_of(here, step) for step in book.steps(here)), Position(Role.HEAD_OF_SECURITY)]
    found = [at_position(one, (), book=book) for one in dict.fromkeys(line)]
    return list({one.name: one for one in found if one.phone}.values())


def answer_by(holder: Holder, at: datetime) -> datetime | None:
    """When somebody must have answered: minutes for alarms, working days for the rest; a body meets when it meets."""
    if holder.minutes is not None:
        return at + timedelta(minutes=holder.minutes)
    if holder.position.role is Role.COORDINATION_GROUP:
        return None
    calendar = municipality.calendar()
    day = calendar.add_working_days(clock.local(at).date(), municipality.numbers().accept_days)
    return calendar.closes_at(day)


def others(leg: Leg) -> list[Holder]:
    """To whom the leg can be handed over: those next in its line first, then the other receivers of the same sort."""
    here = position_of(leg)
    departments = list(leg.escalation.departments.all())
    book = Book()
    following = [step for step in book.steps(here) if step.position > here.step]
    roles = SECURITY_ROLES if here.role in SECURITY_ROLES else {Role.DEPARTMENT_MANAGEMENT, Role.COORDINATION_GROUP}
    positions = [_place_of(here, step) for step in following]
    positions += [one for one in book.places() if one.role in roles]
    found = [at_position(one, departments, book=book) for one in dict.fromkeys(positions) if one != here]
    return [one for one in found if one.name != leg.holder]


def _place_of(here: Position, step: LineStep) -> Position:
    """A step that leads to another receiver is that receiver's own place, with a line of its own."""
    return _own_place(step.passes_to) if step.passes_to else Position(here.role, here.department, step.position)


def _own_place(receiver: EscalationReceiver) -> Position:
    return Position(ROLE_OF[ReceiverRole(receiver.role)], receiver.department)


def body_of(position: Position) -> Body | None:
    """The body behind the coordination group; None for every other place."""
    return municipality.coordination_body() if position.role is Role.COORDINATION_GROUP else None


def position_of(row: Leg | Hop) -> Position:
    """Where a leg is, or was."""
    return Position(Role(row.role), row.department, row.step)


def addresses_of(hops: Iterable[Hop], departments: Sequence[Department]) -> dict[str, str]:
    """The addresses of everybody that had it, each with the language to write in."""
    book = Book()
    found: dict[str, str] = {}
    for hop in hops:
        found |= at_position(position_of(hop), departments, hop.at, book).addresses
    return found


def _minutes(position: Position, own: int | None) -> int | None:
    if own is None and position.role in SECURITY_ROLES:
        return municipality.numbers().acknowledge_minutes
    return own


def _itself(position: Position, receiver: EscalationReceiver) -> Holder:
    return Holder(
        position=position,
        name=receiver.name,
        short=receiver.short_name,
        phone=receiver.phone,
        minutes=_minutes(position, receiver.minutes),
        source=receiver.source,
        assumption=receiver.assumption,
        addresses=_addresses([receiver.email], _users(position.role, position.department, receiver)),
    )


def _duty_officer(
    position: Position, receiver: EscalationReceiver, steps: list[LineStep], at: datetime | None
) -> Holder:
    user = duty.on_duty(at)
    if user is None and steps:
        fallback = _step(Position(position.role, None, 1), steps[0], receiver)
        return Holder(**{**vars(fallback), "gap": True})
    alone = _itself(position, receiver)
    addresses = _addresses([receiver.email], [user] if user else [])
    return Holder(**{**vars(alone), "user": user, "gap": user is None, "addresses": addresses})


def _step(position: Position, step: LineStep, receiver: EscalationReceiver) -> Holder:
    other = step.passes_to
    role = ROLE_OF[ReceiverRole(other.role)] if other else None
    users = _users(role, other.department, other) if role and other else []
    return Holder(
        position=position,
        name=step.name,
        short=step.name,
        phone=step.phone or (other.phone if other else ""),
        minutes=_minutes(position, step.minutes),
        source=step.source or receiver.source,
        assumption=step.assumption,
        addresses=_addresses([step.email, other.email if other else ""], users),
    )


def _managers(position: Position, departments: Sequence[Department], book: Book) -> Holder:
    each = [_managers_of(one, book) for one in departments]
    short = "; ".join(one.short for one in each)
    return Holder(
        position=position,
        name=each[0].name if len(each) == 1 else short,
        short=short,
        phone=each[0].phone if len(each) == 1 else "",
        source=each[0].source if each else "",
        assumption=any(one.assumption for one in each),
        addresses={address: language for one in each for address, language in one.addresses.items()},
    )


def _managers_of(department: Department, book: Book) -> Holder:
    position = Position(Role.MANAGERS_CONCERNED, department)
    receiver = book.receiver(position)
    return _itself(position, receiver) if receiver else _department(position)


def _department(position: Position) -> Holder:
    """A receiver that the municipality has not named: the department itself."""
    department = position.department
    return Holder(
        position=position,
        name=department.name if department else str(position.role),
        short=department.short_name if department else str(position.role),
        phone=department.phone if department else "",
        addresses=_addresses([department.email if department else ""], _users(position.role, department, None)),
    )


def _users(role: Role, department: Department | None, receiver: EscalationReceiver | None) -> list[User]:
    if role is Role.DUTY_OFFICER:
        user = duty.on_duty()
        return [user] if user else []
    body = receiver.body_id if receiver and role is Role.COORDINATION_GROUP else None
    held = accounts.holders_of(FUNCTION[role], department=department.pk if department else None, body=body)
    return accounts.reachable(held)


def _addresses(mailboxes: Iterable[str], users: Iterable[User]) -> dict[str, str]:
    """Address to language: functions' own mailboxes read the municipality's language, people theirs."""
    return {address: settings.LANGUAGE_CODE for address in mailboxes if address} | {
        user.email: user.language for user in users if user.email
    }
