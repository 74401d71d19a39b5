"""Measures: written, changed, told of, taken away."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Final
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from samspel.core import clock, counters, log, versions
from samspel.core.actors import Actor
from samspel.core.errors import Refused
from samspel.core.services import service
from samspel.municipality.models import Area, BodySeat, Department, DevelopmentArea, Goal, Perspective
from samspel.plans import permissions, rules
from samspel.plans.models import Measure, Plan, PlanRow
from samspel.plans.permissions import reach_of
from samspel.plans.rules import Funding, Status
from samspel.plans.services._ground import check_years, hold_measure, needs_text, told
from samspel.situation.models import Challenge
from samspel.targets.models import OutcomeGoal

SERIES: Final = "measure"
LINKS: Final = ("perspectives", "departments", "challenges", "outcome_goals", "municipal_goals")


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A measure as it is to read. Without a `reference` it gets the next free number. One owner at most."""

    title: str
    text: str = ""
    reference: str = ""
    area: Area | None = None
    development_area: DevelopmentArea | None = None
    perspectives: tuple[Perspective, ...] = ()
    owner_department: Department | None = None
    owner_seat: BodySeat | None = None
    departments: tuple[Department, ...] = ()
    funding_state: Funding = Funding.UNKNOWN
    from_year: int | None = None
    to_year: int | None = None
    challenges: tuple[Challenge, ...] = ()
    outcome_goals: tuple[OutcomeGoal, ...] = ()
    municipal_goals: tuple[Goal, ...] = ()


PLAIN: Final = tuple(one.name for one in fields(Draft) if one.name not in LINKS)


def draft_of(measure: Measure) -> Draft:
    """The measure as it reads now, for `dataclasses.replace` to change something in. Five statements."""
    links = {link: tuple(getattr(measure, link).all()) for link in LINKS}
    plain = {name: getattr(measure, name) for name in PLAIN}
    return Draft(**{**plain, **links, "funding_state": Funding(measure.funding_state)})


@service
def write_measure(draft: Draft, *, by: Actor, plans: Iterable[Plan] = (), invented: bool = False) -> Measure:
    """Write a measure and put it last in `plans`. Raises Refused, Missing (not theirs to write)."""
    reach = reach_of(by)
    permissions.require(permissions.may_write_for(reach, draft.area.pk if draft.area else None))
    number = counters.next_number(SERIES)
    made = Measure(number=number, status_at=clock.now(), invented=invented)
    for name, value in _checked(draft, None, str(number)).items():
        setattr(made, name, value)
    made.save(force_insert=True)
    _link(made, draft)
    told(made, by=by)
    log.record("measure.written", made, by=by)
    for plan in plans:
        permissions.require(permissions.may_write_plan(reach, plan))
        add_last(plan, made)
    return made


@service
def change_measure(measure: UUID, draft: Draft, *, by: Actor, version: int | None = None) -> Measure:
    """Let it read as the draft says; what is the same changes nothing. Raises Refused, Missing, Stale."""
    held, reach = hold_measure(measure, by, version)
    permissions.require(permissions.may_write_measure(reach, held))
    permissions.require(permissions.may_write_for(reach, draft.area.pk if draft.area else None))
    values = _checked(draft, held, held.reference)
    changed = [name for name, value in values.items() if getattr(held, name) != value]
    for name in changed:
        setattr(held, name, values[name])
    changed += _link(held, draft)
    if changed:
        told(held, by=by, fields=changed)
        versions.save(held, *(name for name in changed if name in PLAIN))
    log.record("measure.changed", held, by=by, fields=changed)
    return held


@service
def tell(measure: UUID, status: Status, comment: str, *, by: Actor, version: int | None = None) -> Measure:
    """Say how it goes. To pause, drop or end it needs a reason. Raises Refused, Missing, Stale."""
    held, reach = hold_measure(measure, by, version)
    permissions.require(permissions.may_tell(reach, held))
    if not rules.may_become(held.stands, status):
        raise Refused(_("The measure has moved on, so it can't become this now. Choose anew."), field="status")
    said = comment.strip()
    if status in rules.NEEDS_COMMENT and status != held.stands and not said:
        raise Refused(_("Write why, so that the one who reads knows."), field="status_comment")
    if status == held.stands and not said:
        raise Refused(_("Write something here."), field="status_comment")
    held.status, held.status_comment, held.status_at = status.value, said, clock.now()
    versions.save(held, "status", "status_comment", "status_at")
    told(held, by=by, comment=said)
    log.record("measure.told", held, by=by, fields=["status", "status_comment"])
    return held


@service
def retire_measure(measure: UUID, *, by: Actor, version: int | None = None) -> Measure:
    """Take away what was written by mistake; what was adopted with it stands. Raises Refused, Missing, Stale."""
    held, reach = hold_measure(measure, by, version)
    permissions.require(permissions.may_write_measure(reach, held))
    if held.decisions.exists():
        raise Refused(_("It stands in an adopted plan. Say that it was dropped, and why, instead."))
    held.retired_at = clock.now()
    versions.save(held, "retired_at")
    log.record("measure.retired", held, by=by)
    return held


def add_last(plan: Plan, measure: Measure, text: str = "") -> PlanRow:
    """Put the measure last in the plan. Part of a service."""
    last = plan.rows.aggregate(last=Max("position"))["last"] or 0
    return PlanRow.objects.create(plan=plan, measure=measure, position=last + 1, text=text)


def _checked(draft: Draft, held: Measure | None, reference: str) -> Mapping[str, Any]:
    """The plain values that are to be saved; raises Refused at the field that is wrong."""
    check_years(draft.from_year, draft.to_year)
    if draft.owner_department and draft.owner_seat:
        raise Refused(_("Choose one owner: the others stand under “together with”."), field="owner")
    called = draft.reference.strip()[:20] or reference
    others = Measure.objects.filter(reference__iexact=called)
    if (others.exclude(pk=held.pk) if held else others).exists():
        raise Refused(_("Another measure has this number."), field="reference")
    values = {name: getattr(draft, name) for name in PLAIN}
    title = needs_text(draft.title, "title")[:200]
    return {
        **values,
        "title": title,
        "text": draft.text.strip(),
        "reference": called,
        "funding_state": draft.funding_state.value,
    }


def _link(measure: Measure, draft: Draft) -> list[str]:
    """Set what it hangs together with; returns which of the links were changed."""
    changed = []
    for link in LINKS:
        wanted = {one.pk for one in getattr(draft, link)}
        if set(getattr(measure, link).values_list("pk", flat=True)) != wanted:
            getattr(measure, link).set(wanted)
            changed.append(link)
    return changed
