"""One question, with what its page and the asker's page need."""

from uuid import UUID

from django.db.models import Prefetch, QuerySet

from samspel.accounts.models import User
from samspel.accounts.who import Who
from samspel.core.errors import Missing
from samspel.questions import codes
from samspel.questions.models import ContactDetails, Entry, Kept, KeptText, Part, Question
from samspel.questions.permissions import Reach
from samspel.questions.queries.scope import visible_to

SEALED = ("name", "email", "phone")
"""What of the contact details is not read along with a question."""


def whole(found: QuerySet[Question]) -> QuerySet[Question]:
    """With what every page of one question draws, in a fixed number of reads."""
    parts = Part.objects.select_related("handled_by").order_by("-leads", "received_at", "pk")
    return (
        found.select_related("created_by", "joint", "contact")
        .defer(*(f"contact__{name}" for name in SEALED))
        .prefetch_related(Prefetch("parts", parts))
    )


def one(who: Who | Reach, question: UUID | str) -> Question:
    """The question with its parts; raises Missing when it is not there or not theirs to see."""
    found = whole(visible_to(who)).filter(pk=question).first()
    if found is None:
        raise Missing
    return found


def timeline(question: Question, *, notes: bool) -> list[Entry]:
    """What has happened, newest first; each entry's note comes with it when `notes`, else notes are left out."""
    entries = question.entries.order_by("-at", "-pk")
    return list(entries.select_related("note") if notes else entries.filter(note=None))


def for_asker(code: str) -> Question | None:
    """The question that a typed code belongs to; None alike for a wrong code and one that can't be a code."""
    typed = codes.typed(code)
    return Question.objects.filter(code_digest=codes.digest(typed)).first() if typed else None


def asked_by(question: UUID) -> Question | None:
    """The question of somebody who has shown its code, with what their page draws."""
    return whole(Question.objects.all()).filter(pk=question).first()


def told_to_asker(question: Question) -> list[Entry]:
    """What the asker is told, newest first."""
    return list(question.entries.filter(public=True).order_by("-at", "-pk"))


def contact_on_file(question: Question) -> ContactDetails | None:
    """The row that says whether and how long contact details are kept. What is in them is read by a service, logged."""
    return getattr(question, "contact", None)


def own_texts(question: Question, user: User, part: Part | None = None) -> list[KeptText]:
    """What the user is writing, and what they had written when somebody else saved first, newest first."""
    return list(KeptText.objects.filter(question=question, part=part, user=user).order_by("-at", "-pk"))


def kept_texts(question: Question, user: User) -> list[KeptText]:
    """What the user had written, to the asker or for a part, when somebody else saved first; newest first."""
    return list(KeptText.objects.filter(question=question, user=user, why=Kept.OVERTAKEN).order_by("-at", "-pk"))
