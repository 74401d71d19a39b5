"""What the system itself says in time: to who is late, then to their manager; and to the asker after a week."""

from datetime import timedelta
from typing import Final

from django.utils.translation import gettext as _

from samspel.core import clock
from samspel.core.actors import Actor
from samspel.core.services import each, service
from samspel.municipality import queries as municipality
from samspel.questions import rules
from samspel.questions.models import Entry, Part, Question, Reminder, ReplyBy, Verb
from samspel.questions.rules import AT_WORK, OPEN, Nudge, Owed, Patience, Status
from samspel.questions.services import letters
from samspel.questions.services._ground import told

ASKED_AFTER: Final = timedelta(days=7)


def remind(*, by: Actor) -> int:
    """Give every reminder that is due and has not been given; returns how many. Does nothing on a day off."""
    calendar, today = municipality.calendar(), clock.today()
    if not calendar.is_working_day(today):
        return 0
    numbers = municipality.numbers()
    patience = Patience(numbers.remind_before_days, numbers.manager_after_days, numbers.answer_days)
    parts = Part.objects.filter(question__status__in=sorted(OPEN), status__in=sorted(AT_WORK))
    given = set(Reminder.objects.filter(part__in=parts).values_list("part", "kind", "due_on"))
    due = [
        (part, nudge)
        for part in parts.select_related("question__area", "question__matter", "department", "handled_by")
        for nudge in rules.nudges(_owed(part), today, calendar, patience)
        if (part.pk, nudge.value, part.due_on) not in given
    ]
    return each(due, lambda one: _give(*one, by))


def _owed(part: Part) -> Owed:
    return Owed(
        status=part.stands,
        question=part.question.stands,
        leads=part.leads,
        accept_by=part.accept_by,
        due=part.due_on,
        since=part.question.waiting_since,
    )


@service
def _give(part: Part, nudge: Nudge, by: Actor) -> bool:
    Reminder.objects.create(part=part, kind=nudge, due_on=part.due_on, at=clock.now())
    users = letters.managers_of(part) if nudge is Nudge.MANAGER else letters.contacts_of(part)
    letters.to_staff(part.question, nudge.value, users, part)
    told(part.question, Verb.REMINDED, by=by, part=part, kind=nudge.value)
    return True


def ask_whether_solved(*, by: Actor) -> int:
    """A week after the answer, ask by e-mail whether it is solved, once; returns how many were asked."""
    since = clock.now() - ASKED_AFTER
    answered = Question.objects.filter(
        status__in=[Status.ANSWERED, Status.GUIDED], solved=None, reply_by=ReplyBy.EMAIL, ended_at__lte=since
    )
    asked = Entry.objects.filter(verb=Verb.SOLVED_ASKED).values("question")
    return each(list(answered.exclude(pk__in=asked)), lambda question: _ask(question, by))


@service
def _ask(question: Question, by: Actor) -> bool:
    with letters.in_their_language(question):
        letters.to_asker(
            question,
            _("Is it solved? Your question %(reference)s") % {"reference": question.reference},
            _("A week ago you got an answer. Is it solved? If not, say so, and the question comes back to us."),
            by=by,
        )
    told(question, Verb.SOLVED_ASKED, by=by)
    return True
