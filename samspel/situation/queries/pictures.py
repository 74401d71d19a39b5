"""Situation pictures: which area has one, what it said on a day, its versions, and the draft that is at work."""

from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from samspel.accounts.who import Who
from samspel.core.masked import without_persons
from samspel.situation.models import AdoptedPicture, PictureText, SituationPicture
from samspel.situation.permissions import Reach, reach_of
from samspel.situation.queries import drafting
from samspel.situation.queries.scope import PICTURES

Standing = drafting.Standing[SituationPicture, AdoptedPicture]
standings = PICTURES.standings
standing = PICTURES.standing
versions = PICTURES.versions
version_before = PICTURES.version_before
adopted = PICTURES.version


def draft(who: Who | Reach, pk: UUID) -> SituationPicture:
    """One draft with its texts, comments, figures and weekly pictures; raises Missing."""
    reach, texts = reach_of(who), PictureText.objects.all()
    if reach.masked:
        texts = without_persons(texts, "text")
    return PICTURES.draft(reach, pk, "figures", "weeks__weekly", Prefetch("texts", texts))


def due(who: Who | Reach, day: date) -> QuerySet[AdoptedPicture]:
    """The pictures that are to be looked at again by the day, of those that stand."""
    return PICTURES.adopted(who).filter(pk__in=AdoptedPicture.objects.due(day).values("pk")).defer("content")
