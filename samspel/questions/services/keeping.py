"""Texts that are not sent but never lost: drafts, and what somebody had written when somebody else saved first."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Final
from uuid import UUID

from samspel.accounts.models import User
from samspel.accounts.who import Who
from samspel.core import clock, disposal, holds, log
from samspel.core.actors import Actor
from samspel.core.errors import Missing, Stale
from samspel.core.services import service
from samspel.questions import permissions
from samspel.questions.models import ContactDetails, Kept, KeptText, Part, Question
from samspel.questions.permissions import reach_of
from samspel.questions.queries import one

KEPT: Final = timedelta(days=60)
"""So long after it was last touched a draft or an overtaken text is disposed of."""


def _mine(question: UUID, part: int | None, by: Who) -> tuple[User, Question, Part | None]:
    reach = reach_of(by)
    found = one(reach, question)
    own = next((row for row in found.parts.all() if row.pk == part), None)
    allowed = permissions.may_end(reach, found) if part is None else own and permissions.may_handle(reach, own)
    if by.user is None or not allowed:
        raise Missing
    return by.user, found, own


@service
def save_draft(question: UUID, text: str, *, by: Who, part: int | None = None) -> KeptText:
    """Keep what is being written: to the asker, or for a part. An empty text is kept too: it was emptied."""
    user, found, own = _mine(question, part, by)
    kept, _made = KeptText.objects.update_or_create(
        question=found,
        part=own,
        user=user,
        why=Kept.DRAFT,
        defaults={"text": text, "at": clock.now()},
    )
    log.record("question.draft_saved", found, by=by)
    return kept


@service
def keep_text(question: UUID, text: str, *, by: Who, part: int | None = None) -> KeptText:
    """Keep what somebody had written when somebody else saved first. The same text twice is kept once."""
    user, found, own = _mine(question, part, by)
    kept = KeptText.objects.filter(question=found, part=own, user=user, why=Kept.OVERTAKEN, text=text).first()
    if kept is None:
        kept = KeptText.objects.create(
            question=found, part=own, user=user, why=Kept.OVERTAKEN, text=text, at=clock.now()
        )
    KeptText.objects.filter(question=found, part=own, user=user, why=Kept.DRAFT).delete()
    log.record("question.text_kept", found, by=by)
    return kept


@contextmanager
def keeping(question: UUID, text: str, *, by: Who, part: int | None = None) -> Iterator[None]:
    """Keep the text when what is inside is overtaken (Stale goes on). Use it outside all transactions."""
    try:
        yield
    except Stale:
        if text.strip():
            keep_text(question, text, by=by, part=part)
        raise


@service
def drop_kept(kept: int, *, by: Who) -> None:
    """Throw away a text of one's own that was kept."""
    found = KeptText.objects.filter(pk=kept, user=by.user).select_related("question").first()
    if found is None:
        raise Missing
    log.record("question.kept_dropped", found.question, by=by)
    found.delete()


def dispose_kept(*, by: Actor) -> int:
    """Dispose of what nobody has touched for two months and nobody holds; returns how many."""
    standing = holds.standing()
    old = KeptText.objects.filter(at__lt=clock.now() - KEPT).select_related("question__contact")
    return sum(_dispose(kept, by) for kept in old if not held(kept.question, standing))


def held(question: Question, standing: holds.Standing) -> bool:
    """Whether what is written to its asker stays: the question is held, or whoever asked it is."""
    contact: ContactDetails | None = getattr(question, "contact", None)
    addresses = (contact.email, contact.phone) if contact else ()
    return standing.stops("questions.question", question.pk, *addresses)


@service
def _dispose(kept: KeptText, by: Actor) -> bool:
    log.record("question.kept_disposed", kept.question, by=by)
    because, label = f"{KEPT.days} days", str(kept.question)
    disposal.done("questions.kept", [kept.pk], kind="questions.kepttext", by=by, label=label, because=because)
    kept.delete()
    return True
