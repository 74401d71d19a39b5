"""What of the plans waits for somebody, in words: for the first page."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from samspel.accounts.who import Who
from samspel.core import clock
from samspel.plans import queries, rules
from samspel.plans.models import Measure
from samspel.plans.permissions import WORKERS, reach_of
from samspel.ui.elements import Status, TodoRow
from samspel.ui.words import day_short


@dataclass(frozen=True, slots=True)
class Wait:
    """A row for the first page; `late` when its day has passed."""

    row: TodoRow
    late: bool


def waits(who: Who) -> Iterator[Wait]:
    """Their measures that are late or silent, promises to follow up, plans to look through; few statements."""
    if not who.holds(*WORKERS):
        return
    reach = reach_of(who)
    yield from (_measure(one) for one in queries.due_measures(reach))
    yield from (_promise(due) for due in queries.due_agreements(reach))
    for plan in queries.due_plans(reach):
        title = _("Look through %(plan)s") % {"plan": plan.label}
        text = _("Adopted %(day)s.") % {"day": day_short(plan.adopted_on)}
        href = reverse("plans:plan", args=[plan.plan_id])
        yield Wait(
            TodoRow(Status("turn", _("To be looked at again")), title, href, text, _("Open the plan"), href), False
        )


def _measure(measure: Measure) -> Wait:
    late = rules.is_late(measure.standing, clock.today())
    href = reverse("plans:measure", args=[measure.pk])
    status = (
        Status("triangle", _("Was to be done %(year)s") % {"year": measure.to_year}, late=True)
        if late
        else Status("ring", _("Nobody has said how it goes"))
    )
    text = measure.status_comment or _("Half a year at most lies between the words on how a measure goes.")
    return Wait(TodoRow(status, measure.title, href, text, _("Say how it goes"), f"{href}#goes"), late)


def _promise(due: queries.Due) -> Wait:
    late = due.on < clock.today()
    word = _("To be followed up by %(day)s") % {"day": day_short(due.on)}
    row = TodoRow(
        Status("triangle" if late else "pause", word, late=late),
        due.promise.text,
        reverse("plans:agreement", args=[due.agreement.pk]),
        due.agreement.title,
        _("Follow it up"),
        reverse("plans:follow_up", args=[due.promise.pk]),
    )
    return Wait(row, late)
