"""Contact details: seen only by those who answer, each look told, and emptied in time."""

from typing import Final
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from samspel.accounts.who import Who
from samspel.core import clock, disposal, holds, outbox, versions
from samspel.core.actors import Actor
from samspel.core.errors import Missing, Refused
from samspel.core.services import each, service
from samspel.questions import permissions
from samspel.questions.models import ContactDetails, Question, Verb
from samspel.questions.services import letters
from samspel.questions.services._ground import hold, told

KIND: Final = "questions.question"
RULE: Final = "questions.contact"


@service
def look_at_contact(question: UUID, *, by: Who) -> ContactDetails:
    """The contact details, for one who answers; the look stands in the log and on the timeline."""
    held, reach = hold(question, by)
    permissions.require(permissions.may_see_contact(reach, held))
    contact = ContactDetails.objects.filter(question=held).first()
    if contact is None or contact.disposed_at:
        raise Refused(_("There are no contact details for this question."))
    told(held, Verb.CONTACT_SEEN, by=by, fields=["contact"])
    return contact


def dispose_contacts(*, by: Actor) -> int:
    """Empty the contact details whose day has come and that nobody holds; returns how many. Twice is the same."""
    due = _due().exclude(question__in=holds.held_keys(KIND))
    return each(list(due.values_list("question", flat=True)), lambda question: _dispose_if_due(question, by))


def _due() -> QuerySet[ContactDetails]:
    return ContactDetails.objects.filter(dispose_on__lte=clock.today(), disposed_at=None)


def _dispose_if_due(question: UUID, by: Actor) -> bool:
    """One question's, unless it came back in the meantime."""
    try:
        _dispose(question, by)
    except Missing:
        return False
    return True


@service
def _dispose(question: UUID, by: Actor) -> None:
    # The question first, as everything that changes it does: it may just now be coming back.
    held = versions.hold(Question.objects.all(), question)
    row = _due().filter(question=held).first()
    if row is None or holds.stops(KIND, question, row.email, row.phone):
        raise Missing
    row.name = row.email = row.phone = ""
    row.disposed_at = clock.now()
    row.save(update_fields=["name", "email", "phone", "disposed_at"])
    outbox.dispose_about(held, letters.TO_ASKER)
    told(held, Verb.CONTACT_DISPOSED, by=by, fields=["contact"])
    disposal.done(RULE, [question], kind=KIND, by=by, label=str(held), because="contact_disposal_months")
