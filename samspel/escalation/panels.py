"""What escalation shows on the pages below it."""

from collections.abc import Mapping
from typing import Any

from samspel.accounts.who import Who
from samspel.core import panels
from samspel.escalation import permissions, queries, shown
from samspel.questions.models import Question


def register() -> None:
    """Hand the panels over, at start-up."""
    panels.register("questions.question", panels.Panel("escalation/_of_question.html", of_question))


def of_question(question: Question, who: Who) -> Mapping[str, Any] | None:
    """What was lifted from a question, as far as the one who asks may see it, and whether they may lift it."""
    legs = [shown.row(leg) for leg in queries.of_question(who, question)]
    may_lift = permissions.may_escalate(who) and question.is_open
    return {"rows": legs, "question": question, "may_lift": may_lift} if legs or may_lift else None
