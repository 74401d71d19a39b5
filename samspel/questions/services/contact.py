"""Contact details: seen only by those who answer, each look told, and emptied in time."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from samspel.accounts.who import Who
from samspel.core import clock
from samspel.core.actors import Actor
from samspel.core.errors import Refused
from samspel.core.services import service
from samspel.questions import permissions
from samspel.questions.models import ContactDetails, Verb
from samspel.questions.services._ground import hold, told


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
    """Empty the contact details whose day has come; returns how many. Twice is the same."""
    due = ContactDetails.objects.filter(dispose_on__lte=clock.today(), disposed_at=None)
    return sum(_dispose(contact, by) for contact in due.values_list("pk", flat=True))


@service
def _dispose(contact: int, by: Actor) -> bool:
    row = ContactDetails.objects.select_for_update().select_related("question").get(pk=contact)
    row.name = row.email = row.phone = ""
    row.disposed_at = clock.now()
    row.save(update_fields=["name", "email", "phone", "disposed_at"])
    told(row.question, Verb.CONTACT_DISPOSED, by=by, fields=["contact"])
    return True
