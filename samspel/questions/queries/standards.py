"""Standard answers: those of a matter while answering, and all of them with their wordings for those who keep them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from samspel.core import clock
from samspel.core.errors import Missing
from samspel.questions import gaps
from samspel.questions.models import Question, StandardAnswer, StandardText


@dataclass(frozen=True)
class Offered:
    """A standard answer as it can be put in the field: one language, what is known filled in, the rest as gaps."""

    pk: int
    name: str
    department: str
    language: str
    text: str
    review_due: bool


def standards(department: int | None = None, matter: int | None = None) -> QuerySet[StandardAnswer]:
    """Those in use, with their wordings, the newest of each language first. Whoever works here may read them all."""
    rows = StandardAnswer.objects.filter(retired_at=None).select_related("department", "matter")
    rows = rows.filter(department=department) if department else rows
    rows = rows.filter(matter=matter) if matter else rows
    return rows.prefetch_related(Prefetch("texts", StandardText.objects.select_related("by")))


def standard(pk: int) -> StandardAnswer:
    """One in use; raises Missing."""
    found = standards().filter(pk=pk).first()
    if found is None:
        raise Missing
    return found


def newest(one: StandardAnswer) -> dict[str, StandardText]:
    """The wording in use for each language."""
    found: dict[str, StandardText] = {}
    for text in one.texts.all():
        found.setdefault(text.language, text)
    return dict(sorted(found.items(), key=lambda one: (one[0] != "sv", one[0])))


def offered(question: Question) -> Sequence[Offered]:
    """What can be put in the field for the question: its matter's, in the asker's language, else Swedish; one read."""
    if question.matter_id is None:
        return []
    texts = StandardText.objects.filter(standard__matter=question.matter_id, standard__retired_at=None)
    wordings: dict[StandardAnswer, dict[str, StandardText]] = {}
    for text in texts.select_related("standard__department").order_by("standard__name", "standard", "-number"):
        wordings.setdefault(text.standard, {}).setdefault(text.language, text)
    return [_offered(question, one, by_language) for one, by_language in wordings.items()]


def _offered(question: Question, one: StandardAnswer, texts: Mapping[str, StandardText]) -> Offered:
    text = texts.get(question.language) or texts["sv"]
    known = {
        "number": question.reference,
        "area": question.area.name if question.area else "",
        "matter": question.matter.name_in(text.language) if question.matter else "",
    }
    return Offered(
        pk=one.pk,
        name=one.name,
        department=one.department.short_name,
        language=text.language,
        text=gaps.filled(text.text, known),
        review_due=one.review_on <= clock.today(),
    )
