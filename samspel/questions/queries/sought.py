"""The words that somebody searches for, as a condition on rows that are already scoped."""

import re

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet
from django.db.models.functions import Upper

from samspel.accounts.rules import Function
from samspel.core import masked
from samspel.questions.models import Question
from samspel.questions.permissions import Reach

LONGEST = 200
_REFERENCE = re.compile(r"\d{4}-\d{4,}")


def sought(rows: QuerySet[Question], text: str, reach: Reach) -> QuerySet[Question]:
    """Rows that hold the words in some Swedish form, inside a compound, or in the subject with a slip of the pen.

    Who reads without persons finds by what they read: by words of letters alone.
    """
    words = text.strip()[:LONGEST]
    if reach.holds(Function.EVALUATOR):
        return _sought_without_persons(rows, words)
    found = Q(search=SearchQuery(words, config="swedish", search_type="websearch"))
    found |= Q(subject__icontains=words) | Q(text__icontains=words)
    found |= Q(place__icontains=words) | Q(reference=words)
    # The index is on the upper-case subject, the same expression as icontains asks for.
    found |= Q(capitals__trigram_word_similar=words.upper())
    return rows.alias(capitals=Upper("subject")).filter(found)


def _sought_without_persons(rows: QuerySet[Question], words: str) -> QuerySet[Question]:
    """By the number of a question, or by the beginnings of words."""
    if _REFERENCE.fullmatch(words):
        return rows.filter(reference=words)
    readable = masked.sought(words, "subject", "text", "place")
    if readable is None:
        return rows.none()
    begun = " & ".join(f"{word}:*" for word in words.split())
    return rows.filter(readable, search=SearchQuery(begun, config="swedish", search_type="raw"))
