"""Alarms on the first page: the one that waits for an answer stands on the slab, the rest in rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.accounts.rules import Function
from samspel.accounts.who import Who
from samspel.core import clock
from samspel.escalation import queries as escalations
from samspel.escalation import shown
from samspel.escalation import words as said
from samspel.escalation.models import OPEN_STATES, Leg
from samspel.escalation.permissions import COORDINATORS, Reach, answers_for, may_escalate, reach_of
from samspel.escalation.rules import SECURITY_ROLES, Role, State
from samspel.ui import words
from samspel.ui.elements import TodoRow
from samspel.web.today.rows import Item, Press

NEWS = timedelta(days=3)
"""What came of an alarm is news to the one who sent it for so long."""


@dataclass(frozen=True, slots=True)
class Slab:
    """An alarm that nobody has answered: what it is, what happens next, and one thing to do."""

    word: str
    title: str
    href: str
    text: str
    verb: str
    verb_href: str


@dataclass(frozen=True, slots=True)
class Alarms:
    """The slab (at most one), how many wait in all, and the rows."""

    slab: Slab | None
    waiting: int
    items: Sequence[Item]


def alarms(who: Who) -> Alarms:
    """The alarms that the one who asks answers for, sent, has in their areas, or in a body of theirs."""
    reach = reach_of(who)
    seen = _open(reach)
    mine = [leg for leg in seen if answers_for(reach, leg)]
    sent = [leg for leg in seen if leg not in mine and leg.escalation.created_by_id == _user(who)]
    others = [leg for leg in seen if leg not in mine and leg not in sent]
    near = others if who.holds(*COORDINATORS) else []
    waiting = [leg for leg in [*mine, *sent, *near] if _is_urgent(leg)]
    first = waiting[0] if waiting else None
    rows = [
        *(_answer(leg) for leg in mine if leg is not first),
        *(_follow(leg, _("You sent it.")) for leg in sent if leg is not first),
        *(_follow(leg, "") for leg in near if leg is not first),
        *(_for_body(leg) for leg in others if leg not in near and leg.body_id in who.bodies()),
        *_outcomes(reach),
    ]
    slab = _slab(first, mine=first in mine, by_me=first in sent) if first else None
    return Alarms(slab, len(waiting), rows)


def _open(reach: Reach) -> list[Leg]:
    """Every open leg that may be seen, those who wait first, the oldest first (one read; two when managers answer)."""
    legs = list(
        Leg.objects.filter(escalation__in=escalations.visible_to(reach), state__in=OPEN_STATES)
        .select_related("escalation", "acknowledged_by")
        .order_by("received_at", "pk")
    )
    concerned = [leg.escalation for leg in legs if leg.role == Role.MANAGERS_CONCERNED]
    prefetch_related_objects(concerned, "departments")
    return sorted(legs, key=lambda leg: leg.stands is not State.WAITING)


def _user(who: Who) -> int | None:
    return who.user.pk if who.user and may_escalate(who) else None


def page_of(leg: Leg) -> str:
    """Where the alarm's own page is."""
    return reverse("escalation:escalation", args=[leg.escalation_id])


def _is_urgent(leg: Leg) -> bool:
    """What somebody must answer by the minute: safety and crime."""
    return leg.stands is State.WAITING and leg.role in SECURITY_ROLES


def _slab(leg: Leg, *, mine: bool, by_me: bool) -> Slab:
    when = {"time": said.short(leg.received_at), "holder": leg.holder_short or leg.holder}
    if mine:
        text, verb, href = _("It came %(time)s."), _("Answer the alarm"), reverse("escalation:duty")
    else:
        text = _("You sent it to %(holder)s %(time)s.") if by_me else _("It went to %(holder)s %(time)s.")
        verb = _("Call %(phone)s") % {"phone": leg.holder_phone} if leg.holder_phone else _("See how it stands")
        href = f"tel:{words.dialled(leg.holder_phone)}" if leg.holder_phone else page_of(leg)
    return Slab(
        word=_("Alarm waiting for an answer"),
        title=shown.title(leg.escalation),
        href=page_of(leg),
        text=" ".join(filter(None, [text % when, _goes_on(leg)])),
        verb=verb,
        verb_href=href,
    )


def _goes_on(leg: Leg) -> str:
    """When an unanswered alarm goes to the next in line, in words."""
    if leg.answer_by is None:
        return ""
    minutes = ceil((leg.answer_by - clock.now()).total_seconds() / 60)
    if minutes <= 0:
        return _("Nobody has answered in time.")
    text = ngettext(
        "Without an answer it goes on %(time)s, in %(count)s minute.",
        "Without an answer it goes on %(time)s, in %(count)s minutes.",
        minutes,
    )
    return text % {"time": said.short(leg.answer_by), "count": minutes}


def _answer(leg: Leg) -> Item:
    """A row for the one who answers for it."""
    waits = leg.stands is State.WAITING
    return Item(
        Press.MINE if waits else Press.COMING,
        _row(leg, _where(leg), _("Answer it") if waits else _("Write what was done")),
    )


def _follow(leg: Leg, before: str) -> Item:
    """A row for the one who only follows it."""
    where = _("It is with %(holder)s.") % {"holder": leg.holder_short or leg.holder}
    return Item(Press.COMING, _row(leg, " ".join(filter(None, [before, where])), _("See how it stands")))


def _row(leg: Leg, text: str, verb: str) -> TodoRow:
    return TodoRow(status=shown.status(leg), title=shown.title(leg.escalation), href=page_of(leg), text=text, verb=verb)


def _where(leg: Leg) -> str:
    place = shown.where(leg.escalation)
    kind = said.kinds(leg.kinds)
    return f"{kind}. {place}." if place else f"{kind}."


def _for_body(leg: Leg) -> Item:
    """What waits for a body of the one who asks; who convenes it decides what becomes of it."""
    text = _("Waits for %(body)s.") % {"body": leg.body.name if leg.body else ""}
    return Item(Press.NEW, _row(leg, text, _("Read what it is about")))


def _outcomes(reach: Reach) -> list[Item]:
    """What came of the alarms that the one who asks has sent."""
    who = reach.who
    if not may_escalate(who) or who.holds(Function.HEAD_OF_SECURITY):
        return []
    done = Leg.objects.filter(
        escalation__in=escalations.visible_to(reach).filter(created_by=who.user),
        state=State.DONE,
        closed_at__gte=clock.now() - NEWS,
    )
    return [
        Item(
            Press.KNOW,
            TodoRow(
                status=shown.status(leg),
                title=shown.title(leg.escalation),
                href=page_of(leg),
                text=Truncator(leg.outcome or leg.done).chars(160),
                verb=_("Read what was done"),
            ),
        )
        for leg in done.select_related("escalation").order_by("-closed_at")
    ]
