"""What of the inventory waits for somebody, as rows of their first page."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.accounts.who import Who
from samspel.interventions import queries
from samspel.interventions.permissions import reach_of
from samspel.ui.elements import Status, TodoRow


def waits(who: Who) -> list[TodoRow]:
    """One row for all that is to be confirmed, one for all that was proposed; none for who keeps nothing."""
    reach = reach_of(who)
    if not reach.departments:
        return []
    stale, proposed = queries.waiting(reach)
    href = reverse("interventions:keep")
    rows = []
    if stale:
        title = ngettext("Is %(count)s intervention still true?", "Are %(count)s interventions still true?", stale)
        text = _("Nobody has said so for half a year.")
        rows.append(_row(title % {"count": stale}, href, text, _("Say what is still true")))
    if proposed:
        title = ngettext("%(count)s intervention is proposed", "%(count)s interventions are proposed", proposed)
        text = _("A coordinator proposes it to your department.")
        rows.append(_row(title % {"count": proposed}, href, text, _("Answer the proposal")))
    return rows


def _row(title: str, href: str, text: str, verb: str) -> TodoRow:
    return TodoRow(Status("ring", _("Waits for you")), title, href, text, verb, href)
