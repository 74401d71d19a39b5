"""Challenges: opened, described, given causes and factors, rested on what was seen, closed and opened again."""

from collections.abc import Collection
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from samspel.accounts.who import Who
from samspel.core import clock, counters, log, versions
from samspel.core.errors import Missing, Refused
from samspel.core.services import service
from samspel.municipality.models import Area, Factor, Indicator, ObservationKind
from samspel.observations import queries as observations
from samspel.observations.models import Observation, WeeklyPicture
from samspel.questions import queries as questions
from samspel.questions.models import Question
from samspel.situation import permissions, rules
from samspel.situation.ground import needs_text
from samspel.situation.models import Basis, BasisKind, Cause, Challenge
from samspel.situation.permissions import reach_of
from samspel.situation.rules import ChallengeStep
from samspel.situation.services._ground import challenge_step, changed, hold_challenge, hold_open

MOST_CAUSES = 60
"""More than this is no analysis any more, and no picture."""


@dataclass(frozen=True)
class Rests:
    """What a challenge is to rest on: one of the things, or a selection of observations (kind, area, from, to)."""

    kind: BasisKind
    observation: Observation | None = None
    weekly: WeeklyPicture | None = None
    question: Question | None = None
    indicator: Indicator | None = None
    observation_kind: ObservationKind | None = None
    area: Area | None = None
    starts: date | None = None
    ends: date | None = None
    note: str = ""


@service
def open_challenge(
    area: Area | None, title: str, text: str, factors: Collection[Factor] = (), *, by: Who, invented: bool = False
) -> Challenge:
    """A new challenge of an area, or of the whole municipality, with a number of its own. `invented`: an example."""
    permissions.require(permissions.may_draft(reach_of(by), area.pk if area else None))
    made = Challenge.objects.create(
        reference=f"U{counters.next_number('challenge')}",
        area=area,
        title=needs_text(title, "title")[:160],
        text=text.strip(),
        invented=invented,
        opened_at=clock.now(),
        created_by=by.user,
        created_label=by.label[:200],
    )
    made.factors.set(factors)
    log.record("challenge.opened", made, by=by)
    return made


@service
def change_challenge(
    challenge: UUID, title: str, text: str, factors: Collection[Factor], *, by: Who, version: int | None = None
) -> Challenge:
    """Say it in other words, or with other factors. Raises Missing, Stale, Refused."""
    held = hold_open(challenge, by, version)
    before = copy(held)
    held.title, held.text = needs_text(title, "title")[:160], text.strip()
    fields = changed(before, held, ("title", "text"))
    if {one.pk for one in factors} != set(held.factors.values_list("pk", flat=True)):
        held.factors.set(factors)
        fields.append("factors")
    versions.save(held, "title", "text")
    log.record("challenge.changed", held, by=by, fields=fields)
    return held


@service
def close_challenge(challenge: UUID, because: str, *, by: Who, version: int | None = None) -> Challenge:
    """It is no longer worked with, and why. What points at it stands."""
    return _turned(challenge, ChallengeStep.CLOSE, because, by, version)


@service
def reopen_challenge(challenge: UUID, because: str, *, by: Who, version: int | None = None) -> Challenge:
    """It is worked with again, and why."""
    return _turned(challenge, ChallengeStep.REOPEN, because, by, version)


def _turned(challenge: UUID, step: ChallengeStep, because: str, by: Who, version: int | None) -> Challenge:
    held = hold_challenge(challenge, by, version)
    held.state = challenge_step(held, step).value
    held.because = needs_text(because, "because")[:300]
    held.closed_at = None if held.is_open else clock.now()
    versions.save(held, "state", "because", "closed_at")
    log.record(f"challenge.{step}", held, by=by, fields=["state"])
    return held


# ---------- Causes


@service
def add_cause(challenge: UUID, text: str, under: int | None = None, *, by: Who) -> Cause:
    """A cause of the challenge, or of one of its causes. Raises Missing for a cause of another challenge."""
    held = hold_open(challenge, by)
    parents = _parents(held)
    if under is not None and under not in parents:
        raise Missing
    if len(parents) >= MOST_CAUSES:
        raise Refused(_("There are causes enough to be read as a picture. Take one away first."))
    made = Cause.objects.create(
        challenge=held, parent_id=under, text=needs_text(text, "text")[:300], position=len(parents)
    )
    _causes_changed(held, "challenge.cause_added", by)
    return made


@service
def reword_cause(challenge: UUID, cause: int, text: str, *, by: Who) -> Cause:
    """Say a cause in other words."""
    held = hold_open(challenge, by)
    found = _cause(held, cause)
    found.text = needs_text(text, "text")[:300]
    found.save(update_fields=["text"])
    _causes_changed(held, "challenge.cause_changed", by)
    return found


@service
def move_cause(challenge: UUID, cause: int, under: int | None, *, by: Who) -> Cause:
    """Let it stand under another cause, or directly under the challenge, last among those there."""
    held = hold_open(challenge, by)
    found, parents = _cause(held, cause), _parents(held)
    if not rules.may_move(parents, cause, under):
        raise Refused(_("A cause can't stand under itself or under what it causes."), field="under")
    last = max(Cause.objects.filter(challenge=held).values_list("position", flat=True), default=0)
    found.parent_id, found.position = under, last + 1
    found.save(update_fields=["parent", "position"])
    _causes_changed(held, "challenge.cause_moved", by)
    return found


@service
def remove_cause(challenge: UUID, cause: int, *, by: Who) -> Challenge:
    """Take a cause away; what stood under it moves up to where it stood."""
    held = hold_open(challenge, by)
    found = _cause(held, cause)
    found.causes.update(parent=found.parent_id, position=found.position)
    found.delete()
    return _causes_changed(held, "challenge.cause_removed", by)


def _cause(challenge: Challenge, cause: int) -> Cause:
    found = challenge.causes.filter(pk=cause).first()
    if found is None:
        raise Missing
    return found


def _parents(challenge: Challenge) -> dict[int, int | None]:
    return dict(challenge.causes.values_list("pk", "parent"))


def _causes_changed(challenge: Challenge, verb: str, by: Who) -> Challenge:
    versions.save(challenge)
    log.record(verb, challenge, by=by, fields=["causes"])
    return challenge


# ---------- What it rests on


@service
def rest_on(challenge: UUID, what: Rests, *, by: Who) -> Basis:
    """Say what the challenge rests on. Only what `by` may see; the same thing twice changes nothing. Raises Missing."""
    held = hold_open(challenge, by)
    _seen_by(what, by)
    known = what if what.kind is BasisKind.SELECTION else replace(what, observation_kind=None, starts=None, ends=None)
    if known.kind is BasisKind.SELECTION and not (known.starts and known.ends and known.starts <= known.ends):
        raise Refused(_("Say from which day to which the observations are."), field="starts")
    same = {
        "kind": known.kind.value,
        "observation": known.observation,
        "weekly": known.weekly,
        "question": known.question,
        "indicator": known.indicator,
        "observation_kind": known.observation_kind,
        "area": known.area if known.kind in {BasisKind.SELECTION, BasisKind.INDICATOR} else None,
        "starts": known.starts,
        "ends": known.ends,
    }
    rest = {"note": known.note.strip()[:300], "added_at": clock.now(), "added_label": by.label[:200]}
    made, _new = Basis.objects.get_or_create(challenge=held, **same, defaults=rest)
    versions.save(held)
    log.record("challenge.rests", held, by=by, fields=["bases"], because=known.kind.value)
    return made


def _seen_by(what: Rests, by: Who) -> None:
    thing = {
        BasisKind.OBSERVATION: what.observation,
        BasisKind.WEEK: what.weekly,
        BasisKind.QUESTION: what.question,
        BasisKind.INDICATOR: what.indicator,
        BasisKind.SELECTION: what.kind,
    }[what.kind]
    if thing is None:
        raise Refused(_("Choose what it rests on."))
    seen = (
        (not what.observation or observations.visible_to(by).filter(pk=what.observation.pk).exists())
        and (not what.question or questions.visible_to(by).filter(pk=what.question.pk).exists())
    )  # fmt: skip
    if not seen:
        raise Missing


@service
def rest_no_more(challenge: UUID, basis: int, *, by: Who) -> Challenge:
    """The challenge no longer rests on it."""
    held = hold_open(challenge, by)
    if not held.bases.filter(pk=basis).delete()[0]:
        raise Missing
    versions.save(held)
    log.record("challenge.rests_no_more", held, by=by, fields=["bases"])
    return held
