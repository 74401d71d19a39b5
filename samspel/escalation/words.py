"""What the codes of escalation are called by people, and the reasons in sentences."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.core import clock
from samspel.escalation.rules import SECURITY, Event, Kind, Need, Reason, Role, State
from samspel.ui import words
from samspel.ui.elements import Status
from samspel.ui.marks import MarkName

KINDS: dict[Kind, str | Promise] = {
    Kind.SAFETY: gettext_lazy("Safety"),
    Kind.CRIME: gettext_lazy("Crime"),
    Kind.SEGREGATION: gettext_lazy("Segregation"),
}
NEEDS: dict[Need, str | Promise] = {
    Need.ADULTS: gettext_lazy("More adults at the place"),
    Need.POLICE: gettext_lazy("Coordination with the police"),
    Need.OTHER_AREA: gettext_lazy("A decision on resources from another area"),
    Need.DECISION: gettext_lazy("A decision that the team may not make"),
    Need.SEVERAL_DEPARTMENTS: gettext_lazy("That several departments act together"),
}
STATES: dict[State, tuple[MarkName, str | Promise]] = {
    State.WAITING: ("ring", gettext_lazy("Waiting for an answer")),
    State.ACKNOWLEDGED: ("half", gettext_lazy("In progress")),
    State.DONE: ("tick", gettext_lazy("Done")),
    State.WITHDRAWN: ("dash", gettext_lazy("No longer needed")),
}
EVENTS: dict[Event, str | Promise] = {
    Event.SENT: gettext_lazy("Sent to %(to)s"),
    Event.HANDED_OVER: gettext_lazy("Handed over to %(to)s"),
    Event.UNANSWERED: gettext_lazy("Nobody answered in time. Passed on to %(to)s"),
    Event.UNDELIVERED: gettext_lazy("It could not be delivered. Passed on to %(to)s"),
    Event.NOT_SETTLED: gettext_lazy("The managers could not settle it. Passed on to %(to)s"),
    Event.ACKNOWLEDGED: gettext_lazy("Taken by %(to)s"),
    Event.END_OF_LINE: gettext_lazy("Nobody answered. %(to)s is last in line, so it stays there"),
    Event.UNREACHED: gettext_lazy("It could not be delivered. %(to)s is last in line, so it stays there"),
    Event.DONE: gettext_lazy("Done"),
    Event.WITHDRAWN: gettext_lazy("No longer needed"),
}
REASONS: dict[Reason, str | Promise] = {
    Reason.OFFICE_HOURS: gettext_lazy(
        "Because it concerns %(kind)s and it is %(when)s, within office hours. Then the head of security leads."
    ),
    Reason.OUTSIDE_OFFICE_HOURS: gettext_lazy("Because it concerns %(kind)s and it is %(when)s, outside office hours."),
    Reason.NOT_TRIED: gettext_lazy("Because it concerns segregation. The managers concerned settle it first."),
    Reason.SETTLED: gettext_lazy("Because the managers concerned have settled it. Then it stays with them."),
    Reason.ONE_DEPARTMENT: gettext_lazy(
        "Because the managers could not settle it, and it concerns one department: %(departments)s."
    ),
    Reason.SEVERAL_DEPARTMENTS: gettext_lazy(
        "Because the managers could not settle it, and it concerns more than one department: %(departments)s."
    ),
}
ROLES: dict[Role, str | Promise] = {
    Role.HEAD_OF_SECURITY: gettext_lazy("Head of security"),
    Role.DUTY_OFFICER: gettext_lazy("Duty officer"),
    Role.MANAGERS_CONCERNED: gettext_lazy("Managers concerned"),
    Role.DEPARTMENT_MANAGEMENT: gettext_lazy("Department management"),
    Role.COORDINATION_GROUP: gettext_lazy("Coordination group"),
}


def kinds(codes: Iterable[str]) -> str:
    """What it concerns -> "Safety or crime", "Safety or crime, and segregation", "Crime"."""
    found = {Kind(code) for code in codes}
    if set(SECURITY) <= found:
        security = _("Safety or crime")
    else:
        security = "".join(str(KINDS[kind]) for kind in SECURITY if kind in found)
    if Kind.SEGREGATION not in found:
        return security
    return _("%(security)s, and segregation") % {"security": security} if security else _("Segregation")


def because(reason: str, codes: Iterable[str], at: datetime, departments: Sequence[str]) -> str:
    """Why this receiver, in a sentence. `departments` are names."""
    return str(REASONS[Reason(reason)]) % {
        "kind": _in_sentence(kinds(code for code in codes if code in SECURITY)),
        "when": f"{words.weekday(at)} {words.at(at)}",
        "departments": ", ".join(departments),
    }


def _in_sentence(text: str) -> str:
    return text[:1].lower() + text[1:]


def needs(codes: Iterable[str], more: str) -> str:
    """What is needed, in one line."""
    named = [str(NEEDS[Need(code)]) for code in codes]
    return ", ".join(_in_sentence(one) if place else one for place, one in enumerate([*named, *filter(None, [more])]))


def event(code: str, to: str) -> str:
    """What happened, as the heading of a step in the history."""
    return str(EVENTS[Event(code)]) % {"to": to}


def status(state: str, answer_by: datetime | None, *, overdue: bool = False) -> Status:
    """How a leg stands: a shape and a word; red when nobody answered up to the end of the line."""
    shape, word = STATES[State(state)]
    if overdue:
        return Status("triangle", _("Nobody has answered"), late=True)
    if state == State.WAITING and answer_by:
        return Status("octagon", _("Answer no later than %(when)s") % {"when": short(answer_by)})
    return Status(shape, str(word))


def short(moment: datetime) -> str:
    """A moment of today -> "at 02.24"; of another day -> "21 Nov at 02.24"."""
    today = clock.local(moment).date() == clock.today()
    return words.at(moment) if today else words.when_short(moment)
