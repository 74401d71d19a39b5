"""Open questions that may be about the same thing as what is being written; only what the writer may see."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add, or_
from typing import Final

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import connection
from django.db.models import Case, F, Func, Q, QuerySet, TextField, Value, When
from django.db.models.expressions import Combinable

from samspel.municipality import queries as municipality
from samspel.municipality.models import Area
from samspel.questions import likeness
from samspel.questions.likeness import Likeness
from samspel.questions.models import Question
from samspel.questions.permissions import Reach
from samspel.questions.queries.scope import visible_to
from samspel.questions.rules import OPEN

LONGEST: Final = 2000
"""So much of a text is read: what it is about stands in its beginning."""
LOOKED_AT: Final = 60
"""So many candidates are compared word by word."""
SHOWN: Final = 5
IN_PIECES: Final = 4
"""So many words, the longest, are looked for with a letter wrong or inside a compound."""
ELSEWHERE: Final = 0.15
"""What is in another area must be so much more alike."""

_STEMS = """
    SELECT tsvector_to_array(to_tsvector('swedish', %s)), tsvector_to_array(to_tsvector('swedish', %s))
"""


@dataclass(frozen=True)
class Similar:
    """A question that may be about the same thing. `here`: in the area that was said."""

    question: Question
    likeness: Likeness
    here: bool


def similar(reach: Reach, text: str, area: Area | None = None, *, but: Question | None = None) -> list[Similar]:
    """At most five, the area's own first, then the most alike. Three small reads, whatever is stored."""
    names = " ".join(one.name for one in municipality.areas())
    stems, common = _stems(text[:LONGEST], names)
    sought = likeness.telling(stems, common)
    if not sought:
        return []
    rows = visible_to(reach).filter(status__in=sorted(one.value for one in OPEN))
    if but is not None:
        rows = rows.exclude(pk=but.pk)
        rows = rows.exclude(joint=but.joint_id) if but.joint_id else rows
    found = (_compared(row, sought, common, area) for row in _candidates(rows, sought, area))
    return sorted((one for one in found if one), key=_order)[:SHOWN]


def _stems(text: str, names: str) -> tuple[list[str], list[str]]:
    """The Swedish stems of the text, and those of the names of areas: where it is does not say what it is."""
    with connection.cursor() as cursor:
        cursor.execute(_STEMS, [text, names])
        stems, common = cursor.fetchone()
    return stems, common


def _candidates(rows: QuerySet[Question], sought: Sequence[str], area: Area | None) -> QuerySet[Question]:
    """Those with most of the words, by the two small indexes of what is open."""
    words = SearchQuery(" | ".join(sought), config="simple", search_type="raw")
    parts = [Q(text__icontains=piece) for stem in sought[:IN_PIECES] for piece in likeness.pieces(stem)]
    hits: list[Combinable] = [Case(When(part, then=Value(0.1)), default=Value(0.0)) for part in parts]
    here: Combinable = Case(When(area=area, then=Value(1.0)), default=Value(0.0)) if area else Value(0.0)
    rank = reduce(add, hits, SearchRank(F("search"), words) + here)
    stems: Func = Func(F("search"), function="tsvector_to_array", output_field=ArrayField(TextField()))
    return (
        rows.filter(reduce(or_, parts, Q(search=words)))
        .annotate(rank=rank, stems=stems)
        .select_related("matter", "joint")
        .prefetch_related("area")
        .order_by("-rank", "-received_at")[:LOOKED_AT]
    )


def _compared(row: Question, sought: Sequence[str], common: Collection[str], area: Area | None) -> Similar | None:
    stems: list[str] = row.stems  # type: ignore[attr-defined]
    found = likeness.likeness(sought, likeness.telling(stems, common))
    here = area is not None and row.area_id == area.pk
    enough = found.enough and (here or area is None or found.share >= likeness.ALIKE + ELSEWHERE)
    return Similar(row, found, here) if enough else None


def _order(one: Similar) -> tuple[bool, float, float]:
    return not one.here, -one.likeness.share, -one.likeness.shared
