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
RANKED: Final = 300
"""So many with any of the words are ranked, the newest: it bounds the time."""
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
    """At most five, the area's own first, then the most alike. A handful of small reads, whatever is stored."""
    names = " ".join(one.name for one in municipality.areas())
    stems, common = _stems(text[:LONGEST], names)
    sought = likeness.telling(stems, common)
    if not sought:
        return []
    rows = visible_to(reach).filter(status__in=sorted(one.value for one in OPEN))
    if but is not None:
        rows = rows.exclude(pk=but.pk)
        rows = rows.exclude(joint=but.joint_id) if but.joint_id else rows
    if area is None:
        return _alike(rows, sought, common, likeness.ALIKE)[:SHOWN]
    here = _alike(rows.filter(area=area), sought, common, likeness.ALIKE, here=True)
    if len(here) < SHOWN:
        here += _alike(rows.exclude(area=area), sought, common, likeness.ALIKE + ELSEWHERE)
    return here[:SHOWN]


def _alike(
    rows: QuerySet[Question], sought: Sequence[str], common: Collection[str], least: float, *, here: bool = False
) -> list[Similar]:
    """Those that are alike enough, the most alike first."""
    found = (
        Similar(row, likeness.likeness(sought, likeness.telling(row.stems, common)), here)  # type: ignore[attr-defined]
        for row in _candidates(rows, sought)
    )
    enough = [one for one in found if one.likeness.enough and one.likeness.share >= least]
    return sorted(enough, key=lambda one: (-one.likeness.share, -one.likeness.shared))


def _stems(text: str, names: str) -> tuple[list[str], list[str]]:
    """The Swedish stems of the text, and those of the names of areas: where it is does not say what it is."""
    with connection.cursor() as cursor:
        cursor.execute(_STEMS, [text, names])
        stems, common = cursor.fetchone()
    return stems, common


def _candidates(rows: QuerySet[Question], sought: Sequence[str]) -> QuerySet[Question]:
    """Those with most of the words, among the newest with any, by the two small indexes of what is open."""
    words = SearchQuery(" | ".join(sought), config="simple", search_type="raw")
    pieces = [piece for stem in sought[:IN_PIECES] for piece in likeness.pieces(stem)]
    parts = [Q(text__icontains=piece) | Q(subject__icontains=piece) for piece in pieces]
    hits: list[Combinable] = [Case(When(part, then=Value(0.1)), default=Value(0.0)) for part in parts]
    stems = Func(F("search"), function="tsvector_to_array", output_field=ArrayField(TextField()))
    matching = rows.filter(reduce(or_, parts, Q(search=words))).order_by("-received_at").values_list("pk", flat=True)
    return (
        rows.filter(pk__in=list(matching[:RANKED]))
        .annotate(rank=reduce(add, hits, SearchRank(F("search"), words)), stems=stems)
        .select_related("joint")
        .order_by("-rank", "-received_at")[:LOOKED_AT]
    )
