"""What is sent, each letter in the reader's own language. No letter to staff holds what was asked."""

from collections.abc import Collection, Iterable, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from samspel.accounts import queries as accounts
from samspel.accounts.models import User
from samspel.accounts.rules import Function
from samspel.core import clock, log, outbox
from samspel.core.actors import Actor
from samspel.municipality.models import DepartmentKind
from samspel.questions import codes
from samspel.questions.models import ContactDetails, Part, Question, ReplyBy
from samspel.ui import words as dates


def link(name: str, *args: object) -> str:
    """The full address of a page, for a letter."""
    return f"{settings.BASE_URL}{reverse(name, args=args)}"


CONTACTS = (Function.DEPARTMENT_CONTACT, Function.MANAGER)


def contacts_of(part: Part) -> list[User]:
    """Who gets letters about a part: who handles it, else contact persons, else managers; each or their stand-in."""
    if part.handled_by is not None and part.handled_by.is_active:
        return accounts.reachable([part.handled_by])
    if part.department.kind == DepartmentKind.CONTACT_CENTRE:
        return accounts.reachable(accounts.holders_of(Function.CONTACT_CENTRE))
    return accounts.first_holders(CONTACTS, [part.department_id])[part.department_id]


def managers_of(part: Part) -> list[User]:
    """The managers of a department, else its management; or stand-ins."""
    for function in (Function.MANAGER, Function.DEPARTMENT_MANAGEMENT):
        found = accounts.reachable(accounts.holders_of(function, department=part.department_id))
        if found:
            return found
    return contacts_of(part)


def coordinators_of(question: Question) -> list[User]:
    """The coordinators of the question's area today; of all areas when it has none."""
    team = question.area.team_on(clock.today()) if question.area else None
    found = accounts.holders_of(Function.AREA_COORDINATOR, team=team.pk if team else None)
    return accounts.reachable(found)


TO_ASKER = "question.to_asker"
"""The kind of the letters that go to the asker: the only ones that hold an answer, an address and a code."""

_SUBJECTS = {
    "new": lambda: _("Question %(reference)s is for you"),
    "unaccepted": lambda: _("Question %(reference)s has not been accepted"),
    "soon": lambda: _("Question %(reference)s is soon due"),
    "late": lambda: _("Question %(reference)s is late"),
    "manager": lambda: _("Question %(reference)s is late at your department"),
    "silent": lambda: _("Question %(reference)s: the asker has not replied"),
    "replied": lambda: _("Question %(reference)s: the asker has replied"),
    "not_solved": lambda: _("Question %(reference)s is not solved and has come back"),
    "decide": lambda: _("Question %(reference)s is returned by all: decide who answers"),
    "part_answered": lambda: _("Question %(reference)s: a part has been answered"),
}


def to_staff(question: Question, kind: str, users: Iterable[User], part: Part | None = None) -> int:
    """Tell each user where the question is and by when; returns how many letters. `kind` is one of _SUBJECTS."""
    sent = 0
    for user in users:
        if not user.email:
            continue
        with translation.override(user.language):
            outbox.post(
                kind=f"question.{kind}",
                to=user.email,
                subject=_SUBJECTS[kind]() % {"reference": question.reference},
                body=_staff_body(question, part),
                about=question,
            )
        sent += 1
    return sent


def to_department(question: Question, part: Part, kind: str = "new") -> None:
    """Tell the department; its own address when no person holds its functions."""
    _to_contacts(question, part, contacts_of(part), kind)


def to_departments(question: Question, parts: Collection[Part]) -> None:
    """Tell all the departments of a new question."""
    holders = accounts.first_holders(CONTACTS, [part.department_id for part in parts])
    for part in parts:
        centre = part.department.kind == DepartmentKind.CONTACT_CENTRE
        _to_contacts(question, part, contacts_of(part) if centre else holders[part.department_id], "new")


def _to_contacts(question: Question, part: Part, users: Sequence[User], kind: str) -> None:
    if users:
        to_staff(question, kind, users, part)
    elif part.department.email:
        outbox.post(
            kind=f"question.{kind}",
            to=part.department.email,
            subject=_SUBJECTS[kind]() % {"reference": question.reference},
            body=_staff_body(question, part),
            about=question,
        )


def _staff_body(question: Question, part: Part | None) -> str:
    due = part.due_on if part else question.due_on
    lines = [
        _("Matter: %(matter)s") % {"matter": question.matter or _("not said")},
        _("Area: %(area)s") % {"area": question.area or _("not said")},
        _("Last day: %(day)s") % {"day": dates.day(due)},
        "",
        _("Read and answer here: %(link)s") % {"link": link("questions:one", question.pk)},
        "",
        _("The question itself is not in this letter, since e-mail can be read by others."),
    ]
    return "\n".join(lines)


def to_asker(question: Question, subject: str, text: str, *, by: Actor) -> bool:
    """Send to the asker when they left an e-mail address and want it used; False when there was nothing to send to.

    That somebody else than the asker had the address used stands in the log. Call it inside `in_their_language`, so
    that subject and text are in it too.
    """
    if question.reply_by != ReplyBy.EMAIL:
        return False
    contact: ContactDetails | None = getattr(question, "contact", None)
    if contact is None or contact.disposed_at or not contact.email:
        return False
    lines = [text, "", _("See everything that has happened, and reply, here: %(link)s") % {"link": link("portal:code")}]
    if question.code:
        lines.append(_("Your code: %(code)s") % {"code": codes.grouped(question.code)})
    if by.kind != "asker":
        log.record("question.contact_used", question, by=by, fields=["contact"])
    outbox.post(kind=TO_ASKER, to=contact.email, subject=subject, body="\n".join(lines), about=question)
    return True


def in_their_language(question: Question) -> translation.override:
    """The asker's language, as a context."""
    return translation.override(question.language)
