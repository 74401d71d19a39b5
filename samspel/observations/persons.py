"""When the words and pictures of observations go, and how the log's rows about them are said."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.core import clock, disposal, holds, looks
from samspel.core.adopted import next_due
from samspel.core.disposal import Due, Rule
from samspel.municipality import queries as municipality
from samspel.observations import words
from samspel.observations.services.disposing import KIND, RULE, written_until


def register() -> None:
    """At start-up."""
    disposal.register(Rule(RULE, gettext_lazy("Words and pictures of observations"), _goes, _due))
    looks.register("observation.exported", gettext_lazy("took a list of observations along"))
    looks.call(words.VERBS)


def _goes() -> str:
    months = municipality.numbers().observation_text_months
    return _(
        "The text, the words about the place and the picture are taken away %(months)s months after the report."
        " What is counted stays: what it was, where and when."
    ) % {"months": months}


def _due(until: date) -> Iterator[Due]:
    held, months = holds.held(KIND), municipality.numbers().observation_text_months
    rows = written_until(until).only("reported_at", "kind", "happened_from")
    for row in rows.iterator():
        on = next_due(clock.local(row.reported_at).date(), months)
        yield Due(KIND, str(row.pk), words.kind(row.kind), on, str(row.pk) in held)
