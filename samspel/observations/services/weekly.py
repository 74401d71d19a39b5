"""The weekly picture: written with one click from the week's figures, edited, sent to those who should have it."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from samspel.accounts.who import Who
from samspel.core import clock, log, versions
from samspel.core.errors import Missing, Refused
from samspel.core.services import service
from samspel.municipality.models import Area, Body, Department
from samspel.observations import permissions
from samspel.observations.drawn import words
from samspel.observations.figures import Sight
from samspel.observations.frozen import frozen
from samspel.observations.models import WeeklyPicture, WeeklyReceiver
from samspel.observations.permissions import may_write_week, reach_of
from samspel.observations.queries.week import told
from samspel.observations.queries.weekly import visible_weeklies, weekly_of
from samspel.observations.services._ground import pointed_out
from samspel.observations.services._letters import tell
from samspel.observations.week import PictureState, PictureStep, Week, after

LONGEST_HEADLINE = 200


@dataclass(frozen=True)
class Words:
    """What somebody says of a week."""

    headline: str
    lead: str = ""
    text: str = ""


def write(week: Week, area: Area | None, *, by: Who) -> WeeklyPicture:
    """The week's picture: a new draft with what the figures say, or the one that stands already. Raises Missing."""
    reach = reach_of(by)
    permissions.require(may_write_week(reach, area.pk if area else None))
    found = weekly_of(reach, week, area)
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return _begin(week, area, by)
    except IntegrityError:
        # Two clicked at once: both come to the same picture.
        found = weekly_of(reach, week, area)
        if found is None:
            raise
        return found


@service
def _begin(week: Week, area: Area | None, by: Who) -> WeeklyPicture:
    figures, now = told(week, area, Sight.NO_SMALL), clock.now()
    picture = WeeklyPicture.objects.create(
        monday=week.monday,
        area=area,
        headline=words.statement(figures)[:LONGEST_HEADLINE],
        lead=words.lead(figures),
        figures=frozen(figures),
        frozen_at=now,
        state=PictureState.DRAFT,
        written_by=by.user,
        written_label=by.label[:200],
        written_at=now,
    )
    log.record("weekly.written", picture, by=by)
    return picture


@service
def edit(picture: UUID, said: Words, *, by: Who, version: int | None = None) -> WeeklyPicture:
    """Say it in other words. Raises Missing, Stale, Refused (it was sent, or has no sentence)."""
    held = _hold(picture, by, PictureStep.EDIT, version)
    headline = " ".join(said.headline.split())
    if not headline:
        raise Refused(_("Say the week in one sentence, for example: The darkness in the tunnel drives the week."),
                      field="headline")  # fmt: skip
    held.headline, held.lead, held.text = headline[:LONGEST_HEADLINE], said.lead.strip(), said.text.strip()
    held.written_by, held.written_label, held.written_at = by.user, by.label[:200], clock.now()
    versions.save(held, "headline", "lead", "text", "written_by", "written_label", "written_at")
    because = pointed_out(held.headline, held.lead, held.text)
    log.record("weekly.edited", held, by=by, fields=["headline", "lead", "text"], because=because)
    return held


@service
def freeze(picture: UUID, *, by: Who, version: int | None = None) -> WeeklyPicture:
    """Take the figures as they are now. Raises Missing, Stale, Refused (it was sent)."""
    held = _hold(picture, by, PictureStep.FREEZE, version)
    held.figures = frozen(told(Week(held.monday), held.area, Sight.NO_SMALL))
    held.frozen_at = clock.now()
    versions.save(held, "figures", "frozen_at")
    log.record("weekly.frozen", held, by=by, fields=["figures"])
    return held


@service
def send(
    picture: UUID, bodies: Collection[Body], departments: Collection[Department], *, by: Who, version: int | None = None
) -> WeeklyPicture:
    """Send it to bodies and departments; those who have it already get it no second time.

    Raises Missing, Stale, Refused (nobody was chosen, or it was withdrawn).
    """
    held = _hold(picture, by, PictureStep.SEND, version)
    if not (bodies or departments):
        raise Refused(_("Choose who should have it."), field="bodies")
    has = {(one.body_id, one.department_id) for one in held.receivers.all()}
    now = clock.now()
    wanted = [*((one, None) for one in bodies), *((None, one) for one in departments)]
    new = [
        WeeklyReceiver(picture=held, body=body, department=department, sent_at=now)
        for body, department in wanted
        if (body.pk if body else None, department.pk if department else None) not in has
    ]
    WeeklyReceiver.objects.bulk_create(new)
    held.state, held.sent_at = PictureState.SENT, held.sent_at or now
    versions.save(held, "state", "sent_at")
    sent = tell(held, new)
    log.record("weekly.sent", held, by=by, fields=["receivers"], because=f"{len(new)} receivers, {sent} letters")
    return held


@service
def withdraw(picture: UUID, *, by: Who, version: int | None = None) -> WeeklyPicture:
    """Let it stand no more: it is kept, and the week can be written anew. Raises Missing, Stale, Refused."""
    held = _hold(picture, by, PictureStep.WITHDRAW, version)
    held.state = PictureState.WITHDRAWN
    versions.save(held, "state")
    log.record("weekly.withdrawn", held, by=by, fields=["state"])
    return held


def _hold(picture: UUID, by: Who, step: PictureStep, version: int | None) -> WeeklyPicture:
    """The picture, locked, when `by` may write of its week. Raises Missing, Stale, Refused."""
    reach = reach_of(by)
    rows = WeeklyPicture.objects.filter(pk__in=visible_weeklies(reach).values("pk"))
    held = versions.hold(rows, picture, version)
    if not may_write_week(reach, held.area_id):
        raise Missing
    if after(held.stands, step) is None:
        raise Refused(_("The weekly picture has been sent or withdrawn, so this can't be done now."))
    return held
