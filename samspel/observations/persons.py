"""When the words and pictures of observations go, and how the log's rows about them are said."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.core import clock, disposal, extracts, holds, looks
from samspel.core.adopted import next_due
from samspel.core.disposal import Due, Rule
from samspel.core.extracts import Fact, Item, Section, Sought, Subject
from samspel.municipality import queries as municipality
from samspel.observations import words
from samspel.observations.models import Observation
from samspel.observations.services.disposing import KIND, RULE, written_until


def register() -> None:
    """At start-up."""
    disposal.register(Rule(RULE, gettext_lazy("Words and pictures of observations"), _goes, _due))
    extracts.register(_told, find=_find, place=40)
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


# ---------- An extract, and what is held


def _find(sought: Sought, subject: Subject) -> None:
    """The one whose key it is, or whose page's address: observations have no number, and no asker."""
    key = _KEY.search(sought.reference)
    if key:
        subject.things.extend(Observation.objects.filter(pk=key[0]))


_KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def _told(subject: Subject) -> Iterable[Section]:
    found = tuple(map(_item, subject.of(Observation)))
    if found:
        yield Section("observations", _("Observations"), _goes(), found)


def _item(one: Observation) -> Item:
    return Item(
        words.kind(one.kind),
        (
            Fact("reported", _("Reported"), f"{clock.local(one.reported_at):%Y-%m-%d %H:%M}"),
            Fact("place", _("Place in words"), one.place_text),
            Fact("text", _("What was seen"), one.text),
        ),
    )
