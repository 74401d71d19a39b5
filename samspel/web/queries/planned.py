"""Searching among what is planned: challenges, goals, measures and interventions, each by its own scoped query."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samspel.accounts.rules import Function
from samspel.accounts.who import Who
from samspel.core import masked
from samspel.interventions import queries as interventions
from samspel.plans import queries as plans
from samspel.situation import queries as situation
from samspel.targets import queries as targets


@dataclass(frozen=True, slots=True)
class Planned:
    """A kind of thing: its heading, its scoped query, what it is called by, its route, and where all are listed."""

    heading: str | Promise
    visible_to: Callable[[Who], QuerySet[Any]]
    name: str
    route: str
    listed: str


@dataclass(frozen=True, slots=True)
class Row:
    """Something found: its name, its number, its page."""

    name: str
    reference: str
    href: str


KINDS: Final = (
    Planned(_("Challenges"), situation.challenges_visible_to, "title", "situation:challenge", "situation:challenges"),
    Planned(_("Goals"), targets.goals_visible_to, "what", "targets:goal", "targets:goals"),
    Planned(_("Measures"), plans.visible_to, "title", "plans:measure", "plans:grid"),
    Planned(_("Interventions"), interventions.visible_to, "title", "interventions:one", "interventions:list"),
)


def sought(who: Who, words: str, most: int) -> Iterator[tuple[Planned, list[Row]]]:
    """What is called so or has the number, at most `most` of a kind (one read for each kind that may be seen)."""
    for kind in KINDS:
        condition = _named(who, kind.name, words)
        rows = kind.visible_to(who).filter(condition).order_by("reference")[:most]
        found = [Row(getattr(one, kind.name), one.reference, reverse(kind.route, args=[one.pk])) for one in rows]
        if found:
            yield kind, found


def _named(who: Who, name: str, words: str) -> Q:
    """Who reads without persons finds by what they read."""
    named = Q(**{f"{name}__icontains": words})
    if who.holds(Function.EVALUATOR):
        readable = masked.sought(words, name)
        named = named & readable if readable is not None else Q(pk__in=[])
    return named | Q(reference__iexact=words)
