"""One search over all that the one who asks may see: each kind through its own scoped query."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Q
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from samspel.accounts.rules import Function
from samspel.accounts.who import Who
from samspel.core import masked
from samspel.escalation import queries as escalations
from samspel.escalation import shown
from samspel.municipality import queries as municipality
from samspel.questions import queries as questions
from samspel.questions import words as said
from samspel.questions.permissions import READERS, reach_of
from samspel.questions.queries import Filters, Order, Stage
from samspel.ui import words
from samspel.web.queries import planned
from samspel.web.queries.folding import holds
from samspel.web.queries.municipality import area_url, department_rows, matter_rows, rule_rows

MOST = 10
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: its name, where it is, and a line about it."""

    title: str
    href: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The hits of one kind, how many there are in all, and where all of them are listed."""

    heading: str
    hits: Sequence[Hit]
    count: int
    more_href: str = ""
    more: bool = False
    """There are more than were counted."""


def found(who: Who, text: str) -> list[Found]:
    """What holds the words, kind by kind; kinds without a hit are left out."""
    sought = text.strip()[:LONGEST]
    if not sought:
        return []
    kinds = (
        _questions(who, sought),
        _alarms(who, sought),
        *_planned(who, sought),
        _areas(sought),
        _answers(sought),
        _departments(sought),
        _bodies(sought),
    )
    return [kind for kind in kinds if kind.count]


def _questions(who: Who, sought: str) -> Found:
    reach = reach_of(who)
    page = questions.page(reach, Filters(status=Stage.ALL, q=sought, order=Order.NEWEST), size=MOST)
    hits = [
        Hit(
            title=row.subject,
            href=reverse("questions:one", args=[row.id]),
            text=_("%(reference)s, %(status)s, came %(day)s")
            % {"reference": row.reference, "status": said.status(row.status).word, "day": words.day(row.received_at)},
        )
        for row in page.rows
    ]
    listed = f"{reverse('questions:list')}?status=all&q={sought}" if who.holds(*READERS) else ""
    return Found(_("Questions"), hits, page.total, listed, more=page.more)


def _alarms(who: Who, sought: str) -> Found:
    in_words = SearchQuery(sought, config="swedish", search_type="websearch")
    rows = (
        escalations.visible_to(who)
        .annotate(words=SearchVector("text", "place", config="swedish"))
        .filter(_in_alarm(who, sought, Q(words=in_words)))
        .order_by("-created_at")
    )
    hits = [
        Hit(
            title=shown.title(row),
            href=reverse("escalation:escalation", args=[row.pk]),
            text=", ".join(
                filter(None, [row.reference, row.area.name if row.area else "", words.when(row.created_at)])
            ),
        )
        for row in rows[:MOST]
    ]
    return Found(_("Alarms"), hits, rows.count())


def _in_alarm(who: Who, sought: str, in_words: Q) -> Q:
    """Who reads without persons finds by what they read."""
    if who.holds(Function.EVALUATOR):
        readable = masked.sought(sought, "text", "place")
        return Q(reference=sought) if readable is None else readable & in_words
    return in_words | Q(text__icontains=sought) | Q(place__icontains=sought) | Q(reference__icontains=sought)


def _planned(who: Who, sought: str) -> list[Found]:
    """Challenges, goals, measures and interventions."""
    return [
        Found(
            heading=str(kind.heading),
            hits=[Hit(row.name, row.href, row.reference) for row in rows[:MOST]],
            count=len(rows[:MOST]),
            more_href=reverse(kind.listed),
            more=len(rows) > MOST,
        )
        for kind, rows in planned.sought(who, sought, MOST + 1)
    ]


def _areas(sought: str) -> Found:
    areas = municipality.areas()
    hits = [
        Hit(one.name, area_url(one), one.team.name if one.team else "") for one in areas if holds(sought, [one.name])
    ]
    hits += [
        Hit(place.name, area_url(place.area), _("a place in %(area)s") % {"area": place.area.name})
        for place in municipality.places()
        if holds(sought, [place.name])
    ]
    return _cut(_("Areas and places"), hits)


def _answers(sought: str) -> Found:
    hits = [
        Hit(
            row.matter.name,
            f"{reverse('web:responsibility')}?q={row.matter.name}",
            _("goes to %(departments)s") % {"departments": ", ".join(one.name for one in row.rule.departments)},
        )
        for row in matter_rows(rule_rows(), sought)
    ]
    return _cut(_("Who answers for what"), hits)


def _departments(sought: str) -> Found:
    hits = [
        Hit(one.name, reverse("web:department", args=[one.code]), str(one.committee or ""))
        for one in department_rows(sought)
    ]
    return _cut(_("Departments"), hits)


def _bodies(sought: str) -> Found:
    hits = [
        Hit(one.name, reverse("web:body", args=[one.code]), Truncator(one.mandate).chars(120))
        for one in municipality.bodies()
        if holds(sought, [one.name, one.short_name, one.mandate, *(duty.text for duty in one.duties.all())])
    ]
    return _cut(_("Bodies"), hits)


def _cut(heading: str, hits: Sequence[Hit]) -> Found:
    return Found(heading, hits[:MOST], len(hits))
