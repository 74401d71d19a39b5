"""An escalation is sent."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from samspel.accounts.who import Who
from samspel.core import clock, disposal, holds, log, persondata
from samspel.core.actors import Job
from samspel.core.counters import next_number
from samspel.core.errors import Missing, Refused
from samspel.core.services import each, service
from samspel.escalation import permissions, queries
from samspel.escalation.models import Escalation, Leg
from samspel.escalation.rules import Event, Kind, Need
from samspel.escalation.services import moving
from samspel.municipality.models import Area, Department
from samspel.questions.models import Question


@service
def escalate(
    kinds: Iterable[Kind],
    text: str,
    *,
    by: Who,
    area: Area | None = None,
    place: str = "",
    needs: Iterable[Need] = (),
    need_text: str = "",
    callback: str = "",
    departments: Sequence[Department] = (),
    settled: bool | None = None,
    question: Question | None = None,
    looked: bool = False,
) -> Escalation:
    """Send what needs more than the team's mandate to whom the rule says; each receiver is told at once.

    It is a disclosure between authorities, so it names no person: text that looks as if it does is refused unless
    somebody has `looked`. Raises Refused when the rule can't say who (`queries.preview`), Missing when `by` may not.
    """
    if not permissions.may_escalate(by) or by.user is None:
        raise Missing
    if question is not None:
        question = queries.question_to_lift(by, question.pk)
    if not text.strip():
        raise Refused(_("Tell shortly what has happened."), field="text")
    persondata.names_no_person({"text": text, "place": place, "need_text": need_text}, looked=looked)
    if settled:
        raise Refused(_("What the managers have settled needs nobody else."), field="settled")
    preview = queries.preview(kinds, departments, settled)
    escalation = Escalation.objects.create(
        reference=_reference(),
        kinds=[one.route.kind for one in preview.receivers],
        text=text.strip(),
        area=area,
        place=place.strip(),
        needs=list(needs),
        need_text=need_text.strip(),
        callback=callback or by.user.phone,
        settled=settled,
        question=question,
        created_by=by.user,
        created_label=by.label[:200],
        created_at=clock.now(),
    )
    escalation.departments.set(departments)
    log.record("escalate", escalation, by=by, because=preview.announced)
    for share in preview.shares:
        _send(escalation, share, by)
    return escalation


def _send(escalation: Escalation, share: queries.Share, by: Who) -> None:
    leg = Leg(
        escalation=escalation,
        kinds=list(share.kinds),
        reason=share.route.reason,
        office_open=share.of.office_open,
    )
    moving.place(leg, share.holder)
    leg.save()
    moving.arrived(leg, share.holder, Event.SENT, by=by)


def _reference() -> str:
    year = clock.today().year
    return f"L{year}-{next_number(f'escalation-{year}'):04}"


def dispose_numbers() -> int:
    """Empty the numbers to call back of what was closed longer ago than the municipality keeps contact details."""
    standing = holds.standing()
    old = [one for one in queries.numbers_over(clock.now()) if not queries.held(one, standing)]
    return each(old, lambda row: _dispose(row, by=Job("disposal")))


@service
def _dispose(escalation: Escalation, *, by: Job) -> int:
    escalation.callback = ""
    escalation.save(update_fields=["callback"])
    because, label = "contact_disposal_months", str(escalation)
    log.record("dispose", escalation, by=by, fields=["callback"], because=because)
    disposal.done(
        "escalation.callback", [escalation.pk], kind="escalation.escalation", by=by, label=label, because=because
    )
    return 1
