"""Agreements and pledges: written, their promises, and what became of each."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from samspel.core import clock, log, versions
from samspel.core.actors import Actor
from samspel.core.errors import Refused
from samspel.core.services import service
from samspel.municipality.models import Area, Department, Organisation
from samspel.plans import permissions, rules
from samspel.plans.models import Agreement, AgreementKind, FollowUp, Measure, Promise
from samspel.plans.permissions import reach_of
from samspel.plans.rules import Outcome
from samspel.plans.services._ground import hold_agreement, needs_text

LINKS = ("organisations", "departments", "measures")


@dataclass(frozen=True, kw_only=True)
class AgreementDraft:
    """An agreement or pledge as it is to read. Without `ends` it stands until it is ended."""

    kind: AgreementKind
    title: str
    starts: date
    ends: date | None = None
    text: str = ""
    area: Area | None = None
    registration_number: str = ""
    organisations: tuple[Organisation, ...] = ()
    departments: tuple[Department, ...] = ()
    measures: tuple[Measure, ...] = ()


@service
def write_agreement(draft: AgreementDraft, *, by: Actor, invented: bool = False) -> Agreement:
    """Write one down. Raises Refused, Missing (not theirs to write)."""
    made = Agreement(invented=invented, **_checked(draft))
    permissions.require(permissions.may_write_agreement(reach_of(by), made))
    made.save(force_insert=True)
    _link(made, draft)
    log.record("agreement.written", made, by=by)
    return made


@service
def change_agreement(agreement: UUID, draft: AgreementDraft, *, by: Actor, version: int | None = None) -> Agreement:
    """Let it read as the draft says. Raises Refused, Missing, Stale."""
    held, reach = hold_agreement(agreement, by, version)
    permissions.require(permissions.may_write_agreement(reach, held))
    permissions.require(permissions.may_write_for(reach, draft.area.pk if draft.area else None))
    values = _checked(draft)
    changed = [name for name, value in values.items() if getattr(held, name) != value]
    for name in changed:
        setattr(held, name, values[name])
    versions.save(held, *changed)
    changed += _link(held, draft)
    log.record("agreement.changed", held, by=by, fields=changed)
    return held


@service
def retire_agreement(agreement: UUID, *, by: Actor, version: int | None = None) -> Agreement:
    """Take away what was written by mistake; one that is over is ended by its last day."""
    held, reach = hold_agreement(agreement, by, version)
    permissions.require(permissions.may_write_agreement(reach, held))
    held.retired_at = clock.now()
    versions.save(held, "retired_at")
    log.record("agreement.retired", held, by=by)
    return held


@service
def promise(agreement: UUID, text: str, next_on: date | None, *, by: Actor) -> Promise:
    """Add a promise, to be followed up by a day. Raises Refused, Missing."""
    held, reach = hold_agreement(agreement, by)
    permissions.require(permissions.may_write_agreement(reach, held))
    last = held.promises.aggregate(last=Max("position"))["last"] or 0
    said = needs_text(text, "text")
    made = Promise.objects.create(agreement=held, position=last + 1, text=said, next_on=next_on)
    log.record("promise.given", made, by=by)
    return made


@service
def change_promise(promise: int, text: str, next_on: date | None, *, by: Actor, version: int | None = None) -> Promise:
    """Its words, and when it is followed up. Raises Refused, Missing, Stale."""
    held = _hold(promise, by, version, write=True)
    held.text, held.next_on = needs_text(text, "text"), next_on
    versions.save(held, "text", "next_on")
    log.record("promise.changed", held, by=by, fields=["text", "next_on"])
    return held


@service
def retire_promise(promise: int, *, by: Actor) -> Promise:
    """Take away a promise that was never given; what was seen of it stays in the log's sight."""
    held = _hold(promise, by, None, write=True)
    if held.follow_ups.exists():
        raise Refused(_("It has been followed up, so it stays."))
    held.retired_at = clock.now()
    versions.save(held, "retired_at")
    log.record("promise.retired", held, by=by)
    return held


@service
def follow_up(
    promise: int,
    outcome: Outcome,
    seen: str,
    seen_on: date,
    next_on: date | None = None,
    *,
    by: Actor,
    version: int | None = None,
) -> FollowUp:
    """Say what became of it, what was seen and when. What is not settled is looked at again. Raises Refused, Stale."""
    held = _hold(promise, by, version, write=False)
    if seen_on > clock.today():
        raise Refused(_("Write the day when it was seen: today or earlier."), field="seen_on")
    if rules.needs_next(outcome, held.agreement.ends, clock.today()) and next_on is None:
        raise Refused(_("It is not settled. Write by when it is looked at again."), field="next_on")
    if next_on and next_on <= clock.today():
        raise Refused(_("Write a day that lies ahead."), field="next_on")
    made = FollowUp.objects.create(
        promise=held,
        outcome=outcome.value,
        seen=needs_text(seen, "seen"),
        seen_on=seen_on,
        at=clock.now(),
        actor_kind=by.kind,
        actor_id=by.id,
        actor_label=by.label[:200],
    )
    held.outcome, held.next_on = outcome.value, None if outcome in rules.SETTLED else next_on
    versions.save(held, "outcome", "next_on")
    log.record("promise.followed_up", held, by=by, fields=["outcome"])
    return made


def _hold(promise: int, by: Actor, version: int | None, *, write: bool) -> Promise:
    """The promise, locked after its agreement. Raises Missing, Stale."""
    agreement = Promise.objects.filter(pk=promise).values_list("agreement", flat=True).first()
    permissions.require(agreement is not None)
    held_agreement, reach = hold_agreement(agreement, by)  # type: ignore[arg-type]
    held = versions.hold(Promise.objects.filter(retired_at=None), promise, version)
    may = permissions.may_write_agreement if write else permissions.may_follow_up
    permissions.require(may(reach, held_agreement))
    held.agreement = held_agreement
    return held


def _checked(draft: AgreementDraft) -> dict[str, object]:
    if draft.ends and draft.ends < draft.starts:
        raise Refused(_("The last day comes before the first."), field="ends")
    if not draft.organisations and not draft.departments:
        raise Refused(_("Choose at least one party."), field="departments")
    return {
        "kind": draft.kind,
        "title": needs_text(draft.title, "title")[:200],
        "text": draft.text.strip(),
        "area": draft.area,
        "starts": draft.starts,
        "ends": draft.ends,
        "registration_number": draft.registration_number.strip()[:60],
    }


def _link(agreement: Agreement, draft: AgreementDraft) -> list[str]:
    changed = []
    for link in LINKS:
        wanted = {one.pk for one in getattr(draft, link)}
        if set(getattr(agreement, link).values_list("pk", flat=True)) != wanted:
            getattr(agreement, link).set(wanted)
            changed.append(link)
    return changed
