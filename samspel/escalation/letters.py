"""What is sent to whom when something happens to an escalation: through the outbox, in the reader's language."""

from collections.abc import Callable, Sequence

from django.conf import settings
from django.db.models import Model
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from samspel.core import outbox
from samspel.core.models import OutboxMessage
from samspel.escalation import line, words
from samspel.escalation.models import HandoverNote, Hop, Leg
from samspel.escalation.rules import SECURITY_ROLES, Event, Kind, Role

Text = Callable[[], str]


KIND = "escalation.alarm"


def alarm(leg: Leg, holder: line.Holder, event: Event, text: str) -> list[OutboxMessage]:
    """To the one who has it now: everything, with the number to call back. Returns each way that it goes by."""

    def subject() -> str:
        names = {"reference": leg.escalation.reference, "where": _where(leg), "kinds": words.kinds(leg.kinds)}
        if leg.role in SECURITY_ROLES:
            return _("ALARM %(reference)s %(where)s: %(kinds)s") % names
        return _("%(reference)s %(where)s: a question is lifted to you") % names

    ways = _send(KIND, holder.addresses, leg, subject, lambda: _full(leg, event, text))
    if leg.role in SECURITY_ROLES and holder.phone:
        ways += _wake(leg, holder.phone, subject)
    return ways


def _wake(leg: Leg, number: str, subject: Text) -> list[OutboxMessage]:
    """By every other way that the settings name, such as text messages: short, to the number."""
    with translation.override(settings.LANGUAGE_CODE):
        title = subject()
        body = _lines(title, _call_back(leg), _link(leg))
        return [
            outbox.post(kind=KIND, channel=channel, to=number, subject=title, body=body, about=leg.escalation)
            for channel in settings.ALARM_CHANNELS
            if channel != "email"
        ]


def moved(leg: Leg, before: Sequence[Hop], event: Event, text: str) -> None:
    """To who sent it, and to everybody that had it: where it is now. The new holder has had a letter of their own."""

    def body() -> str:
        return _lines(words.event(event, leg.holder), text, _until(leg), _link(leg))

    _tell("escalation.moved", _involved(leg, before), leg, body)


def end_of_line(leg: Leg, before: Sequence[Hop], event: Event) -> None:
    """To everybody involved, the last in line too: nobody answered, or could be reached, and it goes no further."""

    def body() -> str:
        call = _("Call: %(who)s, %(phone)s.") % {"who": leg.holder, "phone": leg.holder_phone}
        return _lines(words.event(event, leg.holder), call if leg.holder_phone else "", _call_back(leg), _link(leg))

    last = line.at_position(line.position_of(leg), list(leg.escalation.departments.all()))
    _tell("escalation.end_of_line", _involved(leg, before) | last.addresses, leg, body)


def answered(leg: Leg) -> None:
    """To who sent it: somebody has it."""
    _tell("escalation.answered", _sender(leg), leg, lambda: _lines(_taken(leg), _link(leg)))


def done(leg: Leg) -> None:
    """To who sent it: what was done, and what came of it."""

    def body() -> str:
        outcome = f"{_('What came of it')}: {leg.outcome}" if leg.outcome else ""
        return _lines(f"{_('What was done')}: {leg.done}", outcome, _link(leg))

    _tell("escalation.done", _sender(leg), leg, body)


def night(note: HandoverNote) -> None:
    """To the head of security: the night is handed over, read it on its page."""
    receiver = line.at_position(line.Position(Role.HEAD_OF_SECURITY), ())
    link = settings.BASE_URL + reverse("escalation:handover", args=[note.pk])
    _send("escalation.night", receiver.addresses, note, lambda: _("The night is handed over to you"), lambda: link)


def _involved(leg: Leg, before: Sequence[Hop]) -> dict[str, str]:
    return _sender(leg) | line.addresses_of(before, list(leg.escalation.departments.all()))


def _sender(leg: Leg) -> dict[str, str]:
    user = leg.escalation.created_by
    return {user.email: user.language} if user.email and user.is_active else {}


def _tell(kind: str, addresses: dict[str, str], leg: Leg, body: Text) -> None:
    def subject() -> str:
        status = words.status(leg.state, leg.answer_by).word
        return f"{leg.escalation.reference} {_where(leg)}: {status}"

    _send(kind, addresses, leg, subject, body)


def _send(
    kind: str, addresses: dict[str, str], about: Leg | HandoverNote, subject: Text, body: Text
) -> list[OutboxMessage]:
    thing: Model = about.escalation if isinstance(about, Leg) else about
    posted = []
    for address, language in addresses.items():
        with translation.override(language):
            posted.append(outbox.post(kind=kind, to=address, subject=subject(), body=body(), about=thing))
    return posted


def _full(leg: Leg, event: Event, text: str) -> str:
    escalation = leg.escalation
    names = [one.name for one in escalation.departments.all()]
    needs = words.needs(escalation.needs, escalation.need_text)
    return _lines(
        words.event(event, leg.holder),
        text,
        "",
        f"{words.kinds(leg.kinds)}, {_where(leg)}",
        escalation.text,
        f"{_('Needed')}: {needs}" if needs else "",
        f"{_('Departments concerned')}: {', '.join(names)}" if Kind.SEGREGATION in leg.kinds else "",
        f"{_('Sent by')}: {escalation.created_label}, {words.short(escalation.created_at)}",
        _call_back(leg),
        "",
        _until(leg),
        _link(leg),
    )


def _where(leg: Leg) -> str:
    escalation = leg.escalation
    return ", ".join(filter(None, [escalation.area.name if escalation.area else "", escalation.place]))


def _call_back(leg: Leg) -> str:
    number = leg.escalation.callback
    return _("Call back: %(number)s") % {"number": number} if number else ""


def _until(leg: Leg) -> str:
    if leg.answer_by is None:
        return ""
    return _("If nobody has answered %(when)s it goes to the next in line.") % {"when": words.short(leg.answer_by)}


def _taken(leg: Leg) -> str:
    return words.event(Event.ACKNOWLEDGED, leg.acknowledged_label)


def _link(leg: Leg) -> str:
    return settings.BASE_URL + reverse("escalation:escalation", args=[leg.escalation_id])


def _lines(*lines: str) -> str:
    return "\n".join(one for place, one in enumerate(lines) if one or (place and lines[place - 1]))
