"""What a challenge rests on, in words, as far as the one who asks may see it."""

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from samspel.accounts.who import Who
from samspel.municipality import queries as municipality
from samspel.observations import queries as observations
from samspel.observations.threads import Selection
from samspel.questions import queries as questions
from samspel.situation.models import Basis, BasisKind
from samspel.situation.queries import counted
from samspel.ui import words


@dataclass(frozen=True)
class Shown:
    """A basis as it is drawn: what it is, where it leads ("" where there is no page), what it was added for."""

    basis: Basis
    words: str
    url: str


def shown(bases: Collection[Basis], who: Who) -> list[Shown]:
    """The bases in words; what the one who asks may not see is left out."""
    found = in_words(bases, who)
    return [Shown(one, *found[one.pk]) for one in bases if one.pk in found]


def in_words(bases: Collection[Basis], who: Who, least: int = 0) -> dict[int, tuple[str, str]]:
    """(words, address) of each basis by its id; a query for each kind that there is, however many bases. Selections of
    fewer than `least` are told without their number."""
    counts = counted.of_selections(bases, who)
    seen = {
        BasisKind.OBSERVATION: _seen_observations(bases, who),
        BasisKind.QUESTION: _seen_questions(bases, who),
    }
    told: dict[int, tuple[str, str]] = {}
    for one in bases:
        kind = BasisKind(one.kind)
        if kind in seen and one.pk not in seen[kind]:
            continue
        told[one.pk] = seen[kind][one.pk] if kind in seen else _plain(one, counts, least)
    return told


def _plain(one: Basis, counts: dict[int, int], least: int) -> tuple[str, str]:
    if one.kind == BasisKind.SELECTION:
        return _selection(one, counts.get(one.pk, 0), least), selection(one).url
    if one.kind == BasisKind.WEEK and one.weekly:
        return _("Weekly picture %(week)s: %(headline)s") % {"week": one.weekly, "headline": one.weekly.headline}, ""
    name = one.indicator.name_in(get_language() or "sv") if one.indicator else ""
    where = one.area.name if one.area else municipality.the_municipality().short_name
    told = _("Indicator: %(name)s, %(where)s") % {"name": name, "where": where}
    return told, reverse("situation:indicator", args=[one.indicator.code]) if one.indicator else ""


def _selection(one: Basis, count: int, least: int) -> str:
    kind = one.observation_kind.name_in(get_language() or "sv") if one.observation_kind else _("all kinds")
    where = one.area.name if one.area else municipality.the_municipality().short_name
    said = ngettext("%(count)d observation", "%(count)d observations", count) % {"count": count}
    said = _("A few observations") if 0 < count < least else said
    period = words.period(one.starts, one.ends) if one.starts and one.ends else ""
    return f"{said}: {kind}, {where}, {period}"


def selection(one: Basis) -> Selection:
    """The selection as the observations' own list and the thread know it."""
    kind = one.observation_kind.code if one.observation_kind else ""
    return Selection(kind, one.area.code if one.area else "", one.starts, one.ends)


def _seen_observations(bases: Collection[Basis], who: Who) -> dict[int, tuple[str, str]]:
    asked = {one.observation_id: one.pk for one in bases if one.observation_id}
    if not asked:
        return {}
    rows = observations.visible_to(who).filter(pk__in=asked)
    return {
        asked[row.pk]: (
            _("Observation: %(kind)s, %(day)s")
            % {"kind": row.kind.name_in(get_language() or "sv"), "day": words.day(row.happened_from)},
            reverse("observations:one", args=[row.pk]),
        )
        for row in rows
    }


def _seen_questions(bases: Collection[Basis], who: Who) -> dict[int, tuple[str, str]]:
    asked = {one.question_id: one.pk for one in bases if one.question_id}
    if not asked:
        return {}
    rows = questions.visible_to(who).filter(pk__in=asked)
    return {
        asked[row.pk]: (
            _("Question %(number)s: %(subject)s") % {"number": row.reference, "subject": row.subject},
            reverse("questions:one", args=[row.pk]),
        )
        for row in rows
    }
