"""What the tests of questions begin with: a question as somebody asks it, and the parts by department."""

from collections.abc import Callable
from typing import Any

from samspel.accounts.who import NOBODY, Who
from samspel.municipality.models import Area, Department, Matter
from samspel.questions import queries, services
from samspel.questions.models import Part, Question
from samspel.questions.permissions import reach_of
from samspel.questions.services import Asked, Contact

WhoIs = Callable[[str], Who]

SUBJECT = "Belysningen i gångtunneln har varit trasig i tre veckor"
TEXT = "Det är helt svart efter klockan fyra. Vem ska laga lamporna och när?"


def department(code: str) -> Department:
    return Department.objects.get(code=code)


def asked(matter: str = "lighting-and-streets", area: str = "berga", **changes: Any) -> Asked:
    """A question about lighting in Berga by a resident, unless something else is said."""
    start: dict[str, Any] = {
        "subject": SUBJECT,
        "text": TEXT,
        "matter": Matter.objects.get(code=matter) if matter else None,
        "area": Area.objects.get(code=area) if area else None,
    }
    return Asked(**(start | changes))


def ask(matter: str = "lighting-and-streets", area: str = "berga", *, by: Who = NOBODY, **changes: Any) -> Question:
    """The same, asked: by a visitor on the portal unless somebody else is said."""
    return services.ask(asked(matter, area, **changes), by=by)


def ask_by_email(**changes: Any) -> Question:
    """A resident who wants the answer by e-mail."""
    return ask(reply_by="email", contact=Contact(email="boende@example.org"), **changes)


def part_of(question: Question, code: str) -> Part:
    return question.parts.select_related("department", "question").get(department__code=code)


def again(question: Question) -> Question:
    """The question as it stands now."""
    return Question.objects.get(pk=question.pk)


def verbs(question: Question) -> list[str]:
    """What has happened, oldest first."""
    return [str(entry.verb) for entry in question.entries.order_by("at", "pk")]


def sees(who: Who, question: Question) -> bool:
    return queries.visible_to(reach_of(who)).filter(pk=question.pk).exists()
