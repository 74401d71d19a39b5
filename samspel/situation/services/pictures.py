"""Situation pictures: begun, written section by section, commented, answered, adopted or dropped."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from samspel.accounts.who import Who
from samspel.core import clock, log, versions
from samspel.core.adopted import Adoption, next_due
from samspel.core.errors import Refused
from samspel.core.services import service
from samspel.municipality import queries as municipality
from samspel.municipality.models import Area, Indicator
from samspel.observations.models import WeeklyPicture
from samspel.situation import rules
from samspel.situation.models import (
    AdoptedChallenge,
    AdoptedPicture,
    PictureComment,
    PictureFigure,
    PictureText,
    PictureWeek,
    SituationPicture,
)
from samspel.situation.queries.scope import PICTURES
from samspel.situation.rules import SectionCode
from samspel.situation.services.drafting import Life
from samspel.situation.services.freezing import freeze

LIFE: Final = Life(PICTURES, "picture", _("A situation picture is adopted by the steering group."))
NEEDED = {SectionCode.SURVEY, SectionCode.ANALYSIS}
"""Without them it is no situation picture in the sense of the act (2023:196)."""

ask_for_comments = LIFE.ask_for_comments
take_back = LIFE.take_back
drop_picture = LIFE.drop
answer_comment = LIFE.answer


@service
def begin_picture(
    area: Area | None, shows_from: date, shows_to: date, *, by: Who, invented: bool = False
) -> SituationPicture:
    """A draft for the area, or for the whole municipality. It goes on from the texts and figures adopted last.

    `invented`: an example, which its pages say.

    Raises Refused when somebody is at work with one already.
    """
    made = LIFE.begin(area, by=by, shows_from=shows_from, shows_to=shows_to, invented=invented)
    last = LIFE.last(area)
    texts = last.content["texts"] if last else {}
    told = {"changed_at": clock.now(), "changed_label": by.label[:200]}
    PictureText.objects.bulk_create(
        PictureText(picture=made, section=code, text=texts.get(code, ""), **told) for code in SectionCode
    )
    figures = {one["code"] for one in last.content["figures"]} if last else set()
    PictureFigure.objects.bulk_create(
        PictureFigure(picture=made, indicator=one) for one in municipality.indicators() if one.code in figures
    )
    return made


@service
def write_section(picture: UUID, section: SectionCode, text: str, *, by: Who, version: int) -> PictureText:
    """Write the text of a section. Raises Missing, Refused, and Stale when somebody wrote in between."""
    held = LIFE.hold_to_write(picture, by)
    pk = held.texts.values_list("pk", flat=True).get(section=section)
    found = versions.hold(PictureText.objects.filter(picture=held), pk, version)
    found.text, found.changed_at, found.changed_label = text.strip(), clock.now(), by.label[:200]
    versions.save(found, "text", "changed_at", "changed_label")
    log.record("picture.written", held, by=by, fields=[section.value])
    return found


@service
def choose_contents(
    picture: UUID,
    shows: tuple[date, date],
    indicators: Collection[Indicator],
    weeks: Collection[WeeklyPicture],
    *,
    by: Who,
    version: int | None = None,
) -> SituationPicture:
    """Choose the time that its map shows (first day, last day), its figures and its weekly pictures."""
    held = LIFE.hold_to_write(picture, by, version)
    held.shows_from, held.shows_to = shows
    held.figures.all().delete()
    PictureFigure.objects.bulk_create(PictureFigure(picture=held, indicator=one) for one in indicators)
    held.weeks.all().delete()
    PictureWeek.objects.bulk_create(PictureWeek(picture=held, weekly=one) for one in weeks)
    versions.save(held, "shows_from", "shows_to")
    log.record("picture.contents", held, by=by, fields=["shows_from", "shows_to", "figures", "weeks"])
    return held


def comment(picture: UUID, section: SectionCode | None, text: str, *, by: Who) -> PictureComment:
    """Say something of the draft, or of one section of it. Raises Missing, Refused."""
    return LIFE.comment(picture, text, by=by, section=section.value if section else "")


@service
def adopt_picture(picture: UUID, adoption: Adoption, *, by: Who, version: int | None = None) -> AdoptedPicture:
    """Freeze the draft as the body adopted it. Raises Missing when `by` does not sit in the steering group, Refused
    when a section that the act names is empty, the day is earlier than the last adoption's or it is due again later
    than the act and the municipality allow, Stale. Without a day it is due again on the last one that they do."""
    held = LIFE.hold_to_adopt(picture, by, version)
    if not {one.section for one in held.texts.all() if one.text} >= NEEDED:
        raise Refused(
            _(
                "The survey or the analysis is empty, and the act asks for both. The coordination group, the head of "
                "security and the area's coordinator can write them, in the draft."
            )
        )
    latest = next_due(adoption.adopted_on, min(rules.MOST_MONTHS, municipality.numbers().picture_months))
    if adoption.next_due and adoption.next_due > latest:
        told = _("The act asks for a new look at least every other year: at the latest %(day)s.")
        raise Refused(told % {"day": latest.isoformat()}, field="next_due")
    content = freeze(held, by)
    made = LIFE.adopt(held, dict(content), replace(adoption, next_due=adoption.next_due or latest), by=by)
    AdoptedChallenge.objects.bulk_create(
        AdoptedChallenge(adopted=made, challenge_id=UUID(one["id"])) for one in content["challenges"]
    )
    return made
