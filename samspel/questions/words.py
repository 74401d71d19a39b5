"""What is said about a question: its status, why it went where it went, each step to the staff and to the asker."""

from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from samspel.core import actors, persondata
from samspel.municipality.models import AskerRole
from samspel.questions import permissions
from samspel.questions.models import ContactDetails, Entry, Part, Question, Verb
from samspel.questions.permissions import Reach
from samspel.questions.rules import ENDED, PartStatus, Status
from samspel.ui import words as dates
from samspel.ui.elements import Status as Mark
from samspel.ui.marks import MarkName

STATUS: Final[dict[Status, tuple[MarkName, str | Promise]]] = {
    Status.NEW: ("ring", pgettext_lazy("question", "New")),
    Status.ACCEPTED: ("half", pgettext_lazy("question", "In progress")),
    Status.WAITING: ("pause", gettext_lazy("Waits for the asker")),
    Status.REOPENED: ("turn", gettext_lazy("Not solved, came back")),
    Status.ANSWERED: ("tick", pgettext_lazy("question", "Answered")),
    Status.GUIDED: ("tick", gettext_lazy("Guided on")),
    Status.DECLINED: ("dash", pgettext_lazy("question", "Declined")),
    Status.NOT_OURS: ("dash", gettext_lazy("Not ours")),
    Status.UNREACHABLE: ("gap", gettext_lazy("Could not reach the asker")),
}
PART: Final[dict[PartStatus, tuple[MarkName, str | Promise]]] = {
    PartStatus.NEW: ("ring", gettext_lazy("Not accepted yet")),
    PartStatus.ACCEPTED: ("half", pgettext_lazy("part", "Accepted")),
    PartStatus.ANSWERED: ("tick", pgettext_lazy("part", "Answered")),
    PartStatus.RETURNED: ("turn", pgettext_lazy("part", "Returned")),
    PartStatus.FORWARDED: ("turn", pgettext_lazy("part", "Forwarded")),
    PartStatus.WITHDRAWN: ("dash", gettext_lazy("No longer asked")),
}


def status(stands: Status, *, solved: bool | None = None) -> Mark:
    """Shape and word of a question's status; an answer that the asker called a solution says so."""
    shape, word = STATUS[stands]
    return Mark(shape, _("Solved") if solved and stands in ENDED else str(word))


def part_status(part: Part) -> Mark:
    """Shape, word and day of a part's status: "Answered 11 Nov"."""
    shape, word = PART[part.stands]
    day = "" if part.stands is PartStatus.NEW else f" {dates.day_short(part.changed_at)}"
    return Mark(shape, f"{word}{day}")


# ---------- Why it went there


def because(reason: dict[str, Any]) -> str:
    """Why the question is where it is, in words, out of the names that were snapshotted then."""
    to = ", ".join(reason.get("departments", []))
    if reason.get("kind") == "rule":
        since = _("since %(text)s") % {"text": reason["text"]} if reason.get("text") else ""
        return f"{rule_name(reason)}: {', '.join(filter(None, [rule_words(reason), since]))}."
    texts = {
        "chosen": _("%(by)s chose %(to)s: %(why)s"),
        "returned": _("%(by)s returned it and named %(to)s: %(why)s"),
        "looped": _("%(by)s returned it to one who had returned it, so it went to %(to)s, who take what nobody takes."),
        "forwarded": _("%(by)s forwarded it to %(to)s: %(why)s"),
    }
    text = texts.get(reason.get("kind", ""), "%(to)s")
    return text % {"by": reason.get("by", ""), "to": to, "why": reason.get("why", "")}


def rule_name(reason: dict[str, Any]) -> str:
    """Rule 14."""
    return _("Rule %(number)s") % {"number": reason.get("number", "")}


def rule_words(reason: dict[str, Any]) -> str:
    """What the row says: its matter, area and asker, and where that goes."""
    conditions = [
        _("the matter %(matter)s") % {"matter": reason["matter"]} if reason.get("matter") else _("every matter"),
        _("in %(area)s") % {"area": reason["area"]} if reason.get("area") else _("in the whole municipality"),
    ]
    if reason.get("role"):
        conditions.append(_("asked by %(role)s") % {"role": AskerRole(reason["role"]).label})
    goes = _("goes to %(departments)s") % {"departments": ", ".join(reason.get("departments", []))}
    return " ".join([*conditions, goes])


# ---------- The timeline

_STAFF: Final[dict[str, str | Promise]] = {
    Verb.ASKED: gettext_lazy("The question came in"),
    Verb.ROUTED: gettext_lazy("%(departments)s got the question"),
    Verb.ACCEPTED: gettext_lazy("%(department)s accepted"),
    Verb.PART_ANSWERED: gettext_lazy("%(department)s answered its part"),
    Verb.ANSWERED: gettext_lazy("%(by)s answered the one who asked"),
    Verb.GUIDED: gettext_lazy("%(by)s guided the asker on to %(to)s"),
    Verb.DECLINED: gettext_lazy("%(by)s declined the question"),
    Verb.NOT_OURS: gettext_lazy("%(by)s told the asker that it is not ours, but %(to)s"),
    Verb.UNREACHABLE: gettext_lazy("%(by)s could not reach the asker"),
    Verb.ASKED_BACK: gettext_lazy("%(by)s asked back"),
    Verb.REPLIED: gettext_lazy("The asker replied"),
    Verb.FORWARDED: gettext_lazy("%(department)s forwarded it to %(to)s"),
    Verb.RETURNED: gettext_lazy("%(department)s returned its part"),
    Verb.CHOSEN: gettext_lazy("%(by)s chose another receiver: %(to)s"),
    Verb.MATTER_CHANGED: gettext_lazy("%(by)s changed the matter to %(matter)s"),
    Verb.AREA_CHANGED: gettext_lazy("%(by)s changed the area to %(area)s"),
    Verb.DEPARTMENT_ADDED: gettext_lazy("%(by)s added %(to)s"),
    Verb.LEAD_CHANGED: gettext_lazy("%(to)s leads now"),
    Verb.NOTED: gettext_lazy("%(by)s wrote a note"),
    Verb.SOLVED: gettext_lazy("The asker says that it is solved"),
    Verb.NOT_SOLVED: gettext_lazy("The asker says that it is not solved"),
    Verb.CONTACT_SEEN: gettext_lazy("%(by)s looked at the contact details"),
    Verb.CONTACT_DISPOSED: gettext_lazy("The contact details were disposed of"),
    Verb.REMINDED: gettext_lazy("%(department)s was reminded"),
    Verb.SOLVED_ASKED: gettext_lazy("The asker was asked whether it is solved"),
    Verb.JOINED: gettext_lazy("%(by)s joined it with others in %(joint)s"),
    Verb.LEFT: gettext_lazy("%(by)s took it out of %(joint)s"),
}
_ASKER: Final[dict[str, str | Promise]] = {
    Verb.ASKED: gettext_lazy("You asked"),
    Verb.ROUTED: gettext_lazy("We sent your question to %(departments)s"),
    Verb.ACCEPTED: gettext_lazy("%(department)s is working on your question"),
    Verb.ANSWERED: gettext_lazy("You got an answer"),
    Verb.GUIDED: gettext_lazy("%(to)s can help you"),
    Verb.DECLINED: gettext_lazy("We can't do this"),
    Verb.NOT_OURS: gettext_lazy("This is not ours. %(to)s answers for it."),
    Verb.UNREACHABLE: gettext_lazy("We tried to reach you, but could not"),
    Verb.ASKED_BACK: gettext_lazy("We have a question back to you"),
    Verb.REPLIED: gettext_lazy("You replied"),
    Verb.FORWARDED: gettext_lazy("%(to)s answers for your question now"),
    Verb.RETURNED: gettext_lazy("%(to)s answers for your question now"),
    Verb.CHOSEN: gettext_lazy("%(to)s answers for your question now"),
    Verb.DEPARTMENT_ADDED: gettext_lazy("%(to)s helps with the answer"),
    Verb.SOLVED: gettext_lazy("You said that it is solved"),
    Verb.NOT_SOLVED: gettext_lazy("You said that it is not solved. We are looking at it again."),
    Verb.CONTACT_DISPOSED: gettext_lazy("We removed your address or number"),
    Verb.SOLVED_ASKED: gettext_lazy("We asked whether it is solved"),
}
PUBLIC: Final = frozenset(_ASKER)
"""The steps that an asker is told of."""

_PLAIN: Final = {"departments": "", "department": "", "to": "", "matter": "", "area": "", "joint": ""}


def _said(texts: dict[str, str | Promise], entry: Entry) -> str:
    names = {key: ", ".join(value) if isinstance(value, list) else value for key, value in entry.params.items()}
    return str(texts[entry.verb]) % {**_PLAIN, **names, "by": actors.said(entry.actor_label)}


def to_staff(entry: Entry) -> str:
    """A line of the timeline for those who work with the question."""
    return _said(_STAFF, entry)


def to_asker(entry: Entry) -> str:
    """The same line in plain words for the one who asked; only for `public` entries."""
    return _said(_ASKER, entry)


def detail(entry: Entry) -> str:
    """What stands under the line for the staff: what was written, and where it went instead."""
    written = f"”{entry.text}”" if entry.text else ""
    if entry.verb == Verb.RETURNED:
        named = _("Named %(instead)s.") % {"instead": entry.params.get("instead", "")}
        went = _("It went to %(to)s.") % {"to": entry.params.get("to", "")} if entry.params.get("looped") else ""
        return " ".join(filter(None, [written, named, went]))
    if entry.verb == Verb.ROUTED and "route" in entry.params:
        return because(entry.params["route"])
    return written


# ---------- Names


def readable(reach: Reach, question: Question, text: str) -> str:
    """What was written about the question, masked for those who read without persons (as the question itself is)."""
    return text if permissions.may_read_whole(reach, question) else persondata.masked(text)


def disposal(question: Question, contact: ContactDetails | None) -> str:
    """When the contact details go, or that they are gone; "" when there are none."""
    if contact is None:
        return ""
    if contact.disposed_at:
        return _("They were disposed of %(day)s.") % {"day": dates.day(contact.disposed_at)}
    if contact.dispose_on:
        return _("Each look is logged. Disposed of %(day)s.") % {"day": dates.day(contact.dispose_on)}
    return _("Each look is logged. Disposed of after the answer.")
