"""In the morning the duty officer hands the night over to the head of security."""

from django.utils.translation import gettext as _

from samspel.accounts.rules import Function
from samspel.accounts.who import Who
from samspel.core import clock, log, persondata, versions
from samspel.core.errors import Missing, Refused
from samspel.core.services import service
from samspel.escalation import letters, queries
from samspel.escalation.models import HandoverLine, HandoverNote


@service
def hand_over_night(text: str, *, by: Who, looked: bool = False) -> HandoverNote:
    """Fix how the night's alarms stand and hand them over with a few words. Raises Missing without a shift."""
    shift = queries.shift_to_hand_over(by)
    if shift is None or by.user is None:
        raise Missing
    persondata.names_no_person({"text": text}, looked=looked)
    starts, ends = queries.night_begins(shift), min(clock.now(), shift.ends)
    if starts >= ends:
        raise Refused(_("This night is handed over already."))
    note = HandoverNote.objects.create(
        shift=shift,
        starts=starts,
        ends=ends,
        text=text.strip(),
        written_by=by.user,
        written_label=by.label[:200],
        given_at=clock.now(),
    )
    HandoverLine.objects.bulk_create(
        HandoverLine(note=note, leg=leg, state=leg.state, holder=leg.acknowledged_label or leg.holder, done=leg.done)
        for leg in queries.night(starts, ends)
    )
    log.record("hand over night", note, by=by)
    letters.night(note)
    return note


@service
def receive_night(note: HandoverNote, *, by: Who) -> HandoverNote:
    """The head of security has read it, and has the night's alarms from now on."""
    held = versions.hold(queries.handovers(by), note.pk)
    if not by.holds(Function.HEAD_OF_SECURITY):
        raise Missing
    if held.received_at:
        raise Refused(_("%(who)s has received it already.") % {"who": held.received_label})
    held.received_by, held.received_label, held.received_at = by.user, by.label[:200], clock.now()
    versions.save(held, "received_by", "received_label", "received_at")
    log.record("receive night", held, by=by)
    return held
