"""What the officer does: holds a disposal and lets it go, makes an extract, takes a list along. Each is logged."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from samspel.accounts.who import Who
from samspel.core import clock, extracts, holds, log
from samspel.core.errors import Missing, Refused
from samspel.core.extracts import Section, Sought
from samspel.core.models import LegalHold
from samspel.core.services import service
from samspel.protection import permissions
from samspel.protection.words import Identity

LONGEST_YEARS: Final = 5
"""A hold ends, so that somebody looks at it again."""


@service
def hold(*, reference: str = "", address: str = "", reason: str, until: date, by: Who) -> LegalHold:
    """Let nothing of a thing, or of who is reached by an address, be disposed of until a day, and say why.

    The `reference` is the number of a question or an alarm, or the address of an observation's page.
    """
    permissions.require(by)
    if until < clock.today():
        raise Refused(_("Choose a day to come."), field="until")
    if until.year > clock.today().year + LONGEST_YEARS:
        raise Refused(_("Choose a day within five years. A hold can be set anew."), field="until")
    kind, pk, label = _held(reference.strip(), address.strip())
    row = LegalHold.objects.create(
        object_kind=kind,
        object_id=pk,
        label=label,
        reason=reason.strip(),
        until=until,
        at=clock.now(),
        actor_id=by.id,
        actor_label=by.label[:200],
    )
    log.record("hold.set", row, by=by, fields=["until"], because=f"until {until}")
    return row


def _held(reference: str, address: str) -> tuple[str, str, str]:
    """Kind, id and label of what is to be held. An address itself is kept nowhere, nor in the log."""
    if bool(reference) == bool(address):
        raise Refused(_("Give a number, or an address, but not both."), field="reference")
    if address:
        mark = holds.mark(address)
        return holds.ASKER, mark, f"asker {mark[:8]}"
    thing = next(iter(extracts.found(Sought(reference=reference, widely=False)).things), None)
    if thing is None:
        raise Refused(_("There is no question, alarm or observation with this number."), field="reference")
    return thing._meta.label_lower, str(thing.pk), str(thing)


@service
def lift(hold: int, because: str, *, by: Who) -> LegalHold:
    """Let it go: what was due meanwhile is disposed of the next night. Raises Missing when it does not stand."""
    permissions.require(by)
    row = LegalHold.objects.select_for_update().filter(pk=hold, lifted_at=None).first()
    if row is None:
        raise Missing
    row.lifted_at, row.lifted_label, row.lifted_because = clock.now(), by.label[:200], because.strip()
    row.save(update_fields=["lifted_at", "lifted_label", "lifted_because"])
    log.record("hold.lifted", row, by=by, fields=["lifted_at"])
    return row


@dataclass(frozen=True)
class Extract:
    """All that is kept about one asker, as it was told."""

    things: int
    sections: list[Section]


@service
def extract(sought: Sought, identity: Identity, *, by: Who) -> Extract:
    """All that is kept about one asker, for them to be given. Raises Refused when nothing is said to look for.

    That it was made, how identity was shown, and each thing in it stand in the log; what was looked for does not.
    """
    permissions.require(by)
    if by.user is None or not (sought.address or sought.reference or sought.code):
        raise Refused(_("Give an address, a question's number or a code."), field="address")
    subject = extracts.found(sought)
    log.record("extract.made", by.user, by=by, because=f"{identity.value}, {len(subject.things)} things")
    for thing in subject.things:
        log.record("extract.read", thing, by=by, because=identity.value)
    return Extract(len(subject.things), extracts.told(subject))


@service
def note_export(verb: str, kind: str, rows: int, *, by: Who) -> None:
    """Log that a list was taken along: which, in what form, how many rows."""
    permissions.require(by)
    if by.user is None:
        raise Missing
    log.record(verb, by.user, by=by, because=f"{kind}, {rows} rows")
