"""A leg gets a new holder: where it stands, until when, and who is told. Used by the verbs beside it."""

from samspel.core import clock
from samspel.core.actors import Actor
from samspel.escalation import letters, line
from samspel.escalation.models import Hop, Leg
from samspel.escalation.rules import Event, State

PLACE = ("role", "step", "department", "body", "holder", "holder_short", "holder_phone", "holder_user")
MOVED = (
    *PLACE,
    "state",
    "reason",
    "received_at",
    "answer_by",
    "acknowledged_by",
    "acknowledged_label",
    "acknowledged_at",
)


def place(leg: Leg, holder: line.Holder) -> None:
    """Let `holder` have the leg, unanswered, from now."""
    now = clock.now()
    leg.role, leg.step, leg.department = holder.position.role, holder.position.step, holder.position.department
    leg.body = line.body_of(holder.position) or leg.body
    leg.holder, leg.holder_short = holder.name[:300], holder.short[:120]
    leg.holder_phone, leg.holder_user = holder.phone, holder.user
    leg.state = State.WAITING
    leg.received_at, leg.answer_by = now, line.answer_by(holder, now)
    leg.acknowledged_by, leg.acknowledged_label, leg.acknowledged_at = None, "", None


def arrived(leg: Leg, holder: line.Holder, event: Event, *, by: Actor, text: str = "") -> None:
    """Note who has it now and why, and tell the new holder, those who had it, and who sent it."""
    before = list(leg.hops.select_related("department"))
    arrival = note(leg, event, by=by, to=holder.name, text=text, gap=holder.gap)
    arrival.ways.add(*letters.alarm(leg, holder, event, text))
    letters.moved(leg, before, event, text)


def note(leg: Leg, event: Event, *, by: Actor, to: str = "", text: str = "", gap: bool = False) -> Hop:
    """Add a row to the leg's history."""
    return Hop.objects.create(
        leg=leg,
        at=clock.now(),
        event=event,
        by_label=by.label[:200],
        role=leg.role,
        step=leg.step,
        department=leg.department,
        to=to[:300],
        to_user=leg.holder_user,
        gap=gap,
        text=text,
    )
