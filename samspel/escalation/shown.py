"""What the pages show of an escalation: plain rows made of what the one who asks may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from samspel.accounts.who import Who
from samspel.core import actors, clock
from samspel.escalation import permissions, queries, words
from samspel.escalation.models import Escalation, Hop, Leg
from samspel.escalation.permissions import Reach, reach_of
from samspel.escalation.rules import SECURITY_ROLES, Act, Event, Kind, Role, State, after
from samspel.questions.models import Question
from samspel.ui import words as ui
from samspel.ui.elements import Fact, Status, TimelineEntry, TodoRow

TITLE = 90
BY_ITSELF = frozenset({Event.UNANSWERED, Event.UNDELIVERED, Event.END_OF_LINE, Event.UNREACHED})
"""What nobody did: it happened."""


@dataclass(frozen=True)
class Verb:
    """Something that the one who asks may do now, on a page of its own."""

    label: str
    href: str
    primary: bool = False


@dataclass(frozen=True)
class ShownLeg:
    """One receiver's part: how it stands, who has it, what may be done, and what has happened."""

    leg: Leg
    heading: str
    status: Status
    alarms: bool
    may_take: bool
    now: str
    because: str
    verbs: Sequence[Verb]
    timeline: Sequence[TimelineEntry]

    @property
    def takes_alarm(self) -> bool:
        """Whether it is an alarm that the reader is to take: it stands on the slab."""
        return self.may_take and self.alarms


@dataclass(frozen=True)
class Shown:
    """One escalation, as it is shown to the one who asks."""

    escalation: Escalation
    title: str
    more: str
    legs: Sequence[ShownLeg]
    facts: Sequence[Fact]
    callback: str
    question: Question | None
    team: int | None


def title(escalation: Escalation) -> str:
    """The first line, shortened."""
    lines = escalation.text.strip().splitlines() or [escalation.reference]
    return Truncator(lines[0]).chars(TITLE)


def status(leg: Leg) -> Status:
    """How a leg stands; red when nobody has answered up to the end of the line."""
    stays = leg.stands is State.WAITING and leg.answer_by is None and leg.role in SECURITY_ROLES
    return words.status(leg.state, leg.answer_by, overdue=stays)


def where(escalation: Escalation) -> str:
    """Area and place, in one line."""
    return ", ".join(filter(None, [escalation.area.name if escalation.area else "", escalation.place]))


def row(leg: Leg, href: str = "") -> TodoRow:
    """A leg among others."""
    escalation = leg.escalation
    has = leg.acknowledged_label or leg.holder
    text = leg.outcome or leg.done or _("%(where)s. With %(who)s.") % {"where": where(escalation), "who": has}
    link = href or reverse("escalation:escalation", args=[escalation.pk])
    return TodoRow(status(leg), title(escalation), link, Truncator(text).chars(160))


def escalation(who: Who, found: Escalation) -> Shown:
    """The whole page."""
    reach = reach_of(who)
    text, name = found.text.strip(), title(found)
    callback = found.callback if permissions.may_see_callback(reach, found) else ""
    return Shown(
        escalation=found,
        question=queries.its_question(who, found),
        title=name,
        more="" if text == name else text,
        legs=[_leg(reach, found, leg) for leg in found.legs.all()],
        facts=_facts(found, callback),
        callback=callback,
        team=_team(found),
    )


def _team(found: Escalation) -> int | None:
    """The number of the team that has the area today, for the area's mark."""
    team = found.area.team_on(clock.today()) if found.area else None
    return team.number if team else None


def _leg(reach: Reach, found: Escalation, leg: Leg) -> ShownLeg:
    who = reach.who
    leg.escalation = found
    leg.done, leg.outcome = queries.readable(who, leg.done), queries.readable(who, leg.outcome)
    alarms = leg.role in SECURITY_ROLES
    mine = permissions.answers_for(reach, leg)
    names = [one.name for one in found.departments.all()]
    return ShownLeg(
        leg=leg,
        heading=words.kinds(leg.kinds),
        status=status(leg),
        alarms=alarms,
        may_take=mine and after(leg.stands, Act.ACKNOWLEDGE) is not None,
        now=_now(leg),
        because=words.because(leg.reason, leg.kinds, found.created_at, names),
        verbs=_verbs(reach, leg) if leg.is_open else (),
        timeline=_timeline(who, leg),
    )


def _now(leg: Leg) -> str:
    """Who has it and until when, in a sentence."""
    if leg.stands is State.ACKNOWLEDGED and leg.acknowledged_at:
        return _("%(who)s has it since %(when)s.") % {
            "who": leg.acknowledged_label,
            "when": words.short(leg.acknowledged_at),
        }
    if leg.stands is State.WAITING and leg.answer_by:
        return _("It waits for %(who)s. Without an answer it goes on %(when)s.") % {
            "who": leg.holder,
            "when": words.short(leg.answer_by),
        }
    if leg.stands is State.WAITING and leg.role == Role.COORDINATION_GROUP:
        return _("It waits for the next meeting of %(who)s.") % {"who": leg.holder}
    if leg.stands is State.WAITING:
        return _("It waits for %(who)s, and goes to nobody else.") % {"who": leg.holder}
    return ""


def _verbs(reach: Reach, leg: Leg) -> list[Verb]:
    mine = permissions.answers_for(reach, leg)
    offers = [
        (mine, Act.FINISH, _("Write what was done"), "done"),
        (permissions.may_say_not_settled(reach, leg), Act.NOT_SETTLED, _("We could not settle it"), "not_settled"),
        (mine and leg.role != Role.MANAGERS_CONCERNED, Act.HAND_OVER, _("Hand over to somebody else"), "hand_over"),
        (permissions.may_withdraw(reach, leg), Act.WITHDRAW, _("It is no longer needed"), "withdraw"),
    ]
    return [
        Verb(label, reverse(f"escalation:{name}", args=[leg.pk]), primary=act is Act.FINISH)
        for allowed, act, label, name in offers
        if allowed and after(leg.stands, act) is not None
    ]


def _timeline(who: Who, leg: Leg) -> list[TimelineEntry]:
    """Newest first, with what remains on top."""
    return [*_next(leg), *(_hop(who, hop) for hop in reversed(list(leg.hops.all())))]


def _next(leg: Leg) -> list[TimelineEntry]:
    if leg.stands is State.WAITING and leg.answer_by:
        return [TimelineEntry(_("Goes to the next in line without an answer"), leg.answer_by, state="next")]
    if leg.stands is State.ACKNOWLEDGED:
        return [TimelineEntry(_("What was done is written back to who sent it"), "", state="next")]
    return []


def _hop(who: Who, hop: Hop) -> TimelineEntry:
    text = queries.readable(who, hop.text)
    if hop.gap:
        text = _("Nobody was on duty by the roster, so it went to the next in line.")
    by = "" if hop.event in BY_ITSELF or hop.event == Event.ACKNOWLEDGED else actors.said(hop.by_label)
    return TimelineEntry(
        words.event(hop.event, hop.to), hop.at, " ".join(filter(None, [text, f"({by})" if by else ""]))
    )


def _facts(found: Escalation, callback: str) -> list[Fact]:
    needs = words.needs(found.needs, found.need_text)
    names = ", ".join(one.short_name for one in found.departments.all())
    facts = [
        Fact(_("Reference"), found.reference),
        Fact(_("Where"), where(found)),
        Fact(_("Needed"), needs),
        Fact(_("Sent"), f"{ui.when_short(found.created_at)}, {found.created_label}"),
        Fact(_("Call back"), callback, href=f"tel:{ui.dialled(callback)}" if callback else ""),
    ]
    if Kind.SEGREGATION in found.kinds:
        tried = _("have not tried") if found.settled is None else _("could not settle it")
        facts += [Fact(_("Departments"), names), Fact(_("The managers"), tried)]
    return [fact for fact in facts if fact.value]


@dataclass(frozen=True)
class DutyAlarm:
    """An alarm on the duty officer's page."""

    leg: Leg
    kind: str
    title: str
    more: str
    where: str
    needs: str
    sent: str
    callback: str
    dial: str
    next: str
    may_take: bool
    verbs: Sequence[Verb]


def duty_alarm(reach: Reach, leg: Leg) -> DutyAlarm:
    """The same, for the bare page: everything in plain words."""
    found = leg.escalation
    text, name = found.text.strip(), title(found)
    callback = found.callback if permissions.may_see_callback(reach, found) else ""
    return DutyAlarm(
        leg=leg,
        kind=", ".join(filter(None, [words.kinds(leg.kinds), found.area.name if found.area else ""])),
        title=name,
        more="" if text == name else text,
        where=found.place,
        needs=words.needs(found.needs, found.need_text),
        sent=_("Sent %(when)s by %(who)s.") % {"when": words.short(found.created_at), "who": found.created_label},
        callback=callback,
        dial=ui.dialled(callback),
        next=_goes_on(leg.answer_by),
        may_take=permissions.answers_for(reach, leg) and after(leg.stands, Act.ACKNOWLEDGE) is not None,
        verbs=_verbs(reach, leg),
    )


def _goes_on(answer_by: datetime | None) -> str:
    if answer_by is None:
        return _("Nobody is next in line: it stays here.")
    minutes = max(0, -(-int((answer_by - clock.now()).total_seconds()) // 60))
    return _("In %(minutes)s minutes, %(when)s, it goes to the next in line.") % {
        "minutes": minutes,
        "when": words.short(answer_by),
    }
