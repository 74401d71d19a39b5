"""A leg is taken, handed over, passed on, settled higher up, finished, or no longer needed."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from samspel.accounts.who import Who
from samspel.core import clock, log, versions
from samspel.core.actors import Actor, Job
from samspel.core.errors import Missing, Refused
from samspel.core.models import OutboxMessage
from samspel.core.services import each, service
from samspel.escalation import letters, line, permissions, queries, rules, words
from samspel.escalation.models import Leg
from samspel.escalation.rules import Act, Event, Kind, State
from samspel.escalation.services import moving

JOB = Job("escalation.pass_on_unanswered")
UNDELIVERED = Job("escalation.pass_on_undelivered")


@service
def acknowledge(leg: Leg, *, by: Who) -> Leg:
    """Take it: from now on the one who asks has it. Raises Refused, saying who, when somebody has it already."""
    held = _hold(leg, by)
    _step(held, Act.ACKNOWLEDGE)
    held.state, held.acknowledged_by, held.acknowledged_label = State.ACKNOWLEDGED, by.user, by.label[:200]
    held.acknowledged_at, held.answer_by = clock.now(), None
    versions.save(held, "state", "acknowledged_by", "acknowledged_label", "acknowledged_at", "answer_by")
    moving.note(held, Event.ACKNOWLEDGED, by=by, to=by.label)
    log.record("acknowledge", held.escalation, by=by, fields=["state"], because=held.receiver)
    letters.answered(held)
    return held


@service
def hand_over(leg: Leg, to: line.Position, reason: str, *, by: Who, version: int | None = None) -> Leg:
    """Hand it over to somebody else, with a reason; it waits for their answer. Raises Refused, Stale and Missing."""
    held = _hold(leg, by, version)
    _step(held, Act.HAND_OVER)
    if not reason.strip():
        raise Refused(_("Say why, so that the next one knows."), field="reason")
    holder = next((one for one in line.others(held) if one.position == to), None)
    if holder is None:
        raise Refused(_("Choose somebody in the list."), field="to")
    return _move(held, holder, Event.HANDED_OVER, by=by, text=reason.strip())


@service
def not_settled(leg: Leg, text: str, *, by: Who, version: int | None = None) -> Leg:
    """The managers concerned could not settle it: on to the department's management, or to the coordination group.

    Raises Refused, Stale, and Missing when it is not theirs to say.
    """
    held = _hold(leg, by, version)
    if not permissions.may_say_not_settled(by, held):
        raise Missing
    _step(held, Act.NOT_SETTLED)
    if not text.strip():
        raise Refused(_("Say what you tried, so that the next one knows."), field="text")
    held.escalation.settled = False
    held.escalation.save(update_fields=["settled"])
    return _upwards(held, Event.NOT_SETTLED, by=by, text=text.strip())


@service
def report_done(leg: Leg, done: str, outcome: str, *, by: Who, version: int | None = None) -> Leg:
    """Say what was done and what came of it; it is written back to the one who escalated. Raises Refused and Stale."""
    held = _hold(leg, by, version)
    _step(held, Act.FINISH)
    if not done.strip():
        raise Refused(_("Say what was done."), field="done")
    held.state, held.done, held.outcome, held.closed_at = State.DONE, done.strip(), outcome.strip(), clock.now()
    versions.save(held, "state", "done", "outcome", "closed_at")
    moving.note(held, Event.DONE, by=by, text="\n".join(filter(None, [held.done, held.outcome])))
    log.record("finish", held.escalation, by=by, fields=["state", "done", "outcome"], because=held.receiver)
    letters.done(held)
    return held


@service
def withdraw(leg: Leg, reason: str, *, by: Who) -> Leg:
    """Who sent it says that it is no longer needed, and why; everybody who had it is told."""
    held = versions.hold(Leg.objects.filter(escalation__in=queries.visible_to(by)), leg.pk)
    if held.escalation.created_by != by.user or not permissions.may_escalate(by):
        raise Missing
    _step(held, Act.WITHDRAW)
    if not reason.strip():
        raise Refused(_("Say why it is no longer needed."), field="reason")
    held.state, held.closed_at, held.answer_by = State.WITHDRAWN, clock.now(), None
    versions.save(held, "state", "closed_at", "answer_by")
    before = list(held.hops.select_related("department"))
    moving.note(held, Event.WITHDRAWN, by=by, text=reason.strip())
    log.record("withdraw", held.escalation, by=by, fields=["state"], because=held.receiver)
    letters.moved(held, before, Event.WITHDRAWN, reason.strip())
    return held


def pass_on_unanswered() -> int:
    """Let what nobody answered in time go to the next in line, each in its own transaction; returns how many.

    One that cannot go on holds up no other: its fault is raised when all have had their turn.
    """
    due: Iterable[int] = list(queries.unanswered().values_list("pk", flat=True))
    return each(due, _pass_on)


def _pass_on(pk: int) -> bool:
    """One leg, unless somebody took it in the meantime."""
    leg = queries.unanswered().filter(pk=pk).first()
    if leg is None:
        return False
    try:
        pass_on(leg, by=JOB)
    except Missing:
        return False
    return True


@service
def pass_on(leg: Leg, *, by: Job) -> Leg:
    """Nobody answered: to the next in line. At the end of the line it stays, and everybody involved is told.

    Raises Missing when the leg no longer waits: somebody took it just before.
    """
    return _onwards(versions.hold(queries.unanswered(), leg.pk), Event.UNANSWERED, Event.END_OF_LINE, by)


@transaction.atomic
def pass_on_undelivered(message: OutboxMessage) -> None:
    """A letter of an alarm is given up: unless another way may reach who has it, it goes on now, as if unanswered."""
    # Held until the letter's own row is committed: of two that are given up at once, one sees that it is the last.
    held = queries.waiting_for(message).select_for_update(of=("self",)).first()
    if held and not queries.has_another_way(message):
        _go_on_undelivered(held, by=UNDELIVERED)


@service
def _go_on_undelivered(held: Leg, *, by: Job) -> Leg:
    return _onwards(held, Event.UNDELIVERED, Event.UNREACHED, by)


def _onwards(held: Leg, event: Event, at_the_end: Event, by: Job) -> Leg:
    if held.role == rules.Role.MANAGERS_CONCERNED:
        return _upwards(held, event, by=by, text="")
    following = line.after(line.position_of(held))
    if following is None:
        return _stay(held, at_the_end, by)
    departments = list(held.escalation.departments.all())
    return _move(held, line.at_position(following, departments), event, by=by, text="")


def _stay(held: Leg, event: Event, by: Job) -> Leg:
    held.answer_by = None
    versions.save(held, "answer_by")
    before = list(held.hops.select_related("department"))
    moving.note(held, event, by=by, to=held.holder)
    log.record("end of line", held.escalation, by=by, because=held.receiver)
    letters.end_of_line(held, before, event)
    return held


def _upwards(held: Leg, event: Event, *, by: Actor, text: str) -> Leg:
    departments = list(held.escalation.departments.all())
    (route,) = rules.routes(
        [Kind.SEGREGATION], [one.code for one in departments], settled=False, office_open=held.office_open
    )
    held.reason = route.reason
    return _move(held, line.first(route, departments), event, by=by, text=text)


def _move(held: Leg, holder: line.Holder, event: Event, *, by: Actor, text: str) -> Leg:
    moving.place(held, holder)
    versions.save(held, *moving.MOVED)
    log.record(event.value, held.escalation, by=by, fields=["holder"], because=holder.position.code)
    moving.arrived(held, holder, event, by=by, text=text)
    return held


def _hold(leg: Leg, by: Who, version: int | None = None) -> Leg:
    """The leg, locked, if the one who asks may see it and answers for it. Raises Missing and Stale."""
    held = versions.hold(Leg.objects.filter(escalation__in=queries.visible_to(by)), leg.pk, version)
    if not permissions.answers_for(by, held):
        raise Missing
    return held


def _step(held: Leg, act: Act) -> None:
    """Refused, in words that say how it stands, when the table has no such step."""
    if rules.after(held.stands, act) is not None:
        return
    if held.stands is State.ACKNOWLEDGED and held.acknowledged_at:
        raise Refused(
            _("%(who)s has it already, since %(when)s.")
            % {"who": held.acknowledged_label, "when": words.short(held.acknowledged_at)}
        )
    if held.stands is State.WAITING:
        raise Refused(_("Take it first, so that everybody sees that you have it."))
    raise Refused(_("It is closed. Send a new one if something more has happened."))
