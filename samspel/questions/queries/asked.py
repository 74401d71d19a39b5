"""What an asker may be told of others: a rounded count of a matter in an area, never of words."""

from datetime import timedelta
from typing import Final

from samspel.core import clock
from samspel.questions.models import Question

DAYS: Final = 30
STEP: Final = 5
MOST: Final = 50


def at_least_asked(question: Question) -> int:
    """How many others have asked about the matter in the area in the last month: 5, 10, 15 ... 50; 0 when fewer.

    By matter and area alone, which anybody may know, and in steps: what somebody has written cannot be guessed at by
    asking about it.
    """
    if question.matter_id is None or question.area_id is None:
        return 0
    since = clock.now() - timedelta(days=DAYS)
    others = Question.objects.filter(matter=question.matter_id, area=question.area_id, received_at__gte=since)
    return len(others.exclude(pk=question.pk).values_list("pk", flat=True)[:MOST]) // STEP * STEP
