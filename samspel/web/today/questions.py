"""Questions on the first page: those that need somebody, those that are new, and those of one's own with an answer."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.accounts.rules import OUTSIDE, Function
from samspel.core import clock
from samspel.municipality.rules import OfficeCalendar
from samspel.questions import queries as questions
from samspel.questions import shown
from samspel.questions import words as said
from samspel.questions.models import Part, Question
from samspel.questions.permissions import Reach
from samspel.questions.queries import Need, NeedKind
from samspel.questions.rules import AT_WORK, ENDED, OPEN, OWED, PartStatus, Status
from samspel.ui import words
from samspel.ui.elements import Status as Mark
from samspel.ui.elements import TodoRow
from samspel.web.today.rows import Item, Press

CHIEFS = (Function.MANAGER, Function.DEPARTMENT_MANAGEMENT)
ANSWERERS = (Function.DEPARTMENT_CONTACT, Function.CONTACT_CENTRE)
NEWS_DAYS = 7
"""What came, or was answered to oneself, is news for so long."""
MOST_NEW = 20


def items(reach: Reach, calendar: OfficeCalendar) -> list[Item]:
    """What the one who asks should do; then what is new in their areas, and what was answered to them."""
    needed = [need for need in questions.needs(reach) if need.late or not _leads_only(reach)]
    rows = [Item(_press(need), partial(_drawn, need, calendar)) for need in needed]
    listed = {need.question.pk for need in needed}
    return rows + _new(reach, listed) + _asked(reach, listed) + _told(reach)


def page_of(question: Question) -> str:
    """Where the question's own page is."""
    return reverse("questions:one", args=[question.pk])


def _leads_only(reach: Reach) -> bool:
    """Who leads a department does not take its questions: they see what is late."""
    return reach.holds(*CHIEFS) and not reach.holds(*ANSWERERS) and not reach.coordinates


def _drawn(need: Need, calendar: OfficeCalendar) -> TodoRow:
    verb, href = _verb(need)
    return TodoRow(
        status=_status(need, calendar),
        title=need.question.subject,
        href=page_of(need.question),
        text=_text(need),
        verb=verb,
        verb_href=href,
    )


def _press(need: Need) -> Press:
    if need.late:
        return Press.LATE
    if need.days == 0:
        return Press.TODAY
    if need.kind is NeedKind.WATCH:
        return Press.COMING
    return Press.NEW if need.kind is NeedKind.ACCEPT else Press.MINE


def _status(need: Need, calendar: OfficeCalendar) -> Mark:
    if need.question.stands is Status.REOPENED and not need.late:
        return said.status(Status.REOPENED)
    return shown.due(calendar, need.part.due_on if need.part else need.question.due_on)


def _verb(need: Need) -> tuple[str, str]:
    """The one thing to do. Whoever only watches over what is late calls the department that has it."""
    if need.kind is NeedKind.WATCH:
        lead = _lead(need.question)
        if need.late and lead and lead.department.phone:
            call = _("Call %(department)s") % {"department": lead.department.short_name}
            return call, f"tel:{words.dialled(lead.department.phone)}"
        return _("See where it is"), ""
    verbs = {
        NeedKind.DECIDE: _("Decide who"),
        NeedKind.ACCEPT: _("Accept or return"),
        NeedKind.ANSWER_PART: _("Write your part"),
        NeedKind.ANSWER: _("Write the answer"),
    }
    return verbs[need.kind], ""


def _lead(question: Question) -> Part | None:
    return next((part for part in question.parts.all() if part.leads), None)


def _text(need: Need) -> str:
    """Where it is and what remains, in a sentence or two."""
    parts = [part for part in need.question.parts.all() if part.stands in AT_WORK]
    answered = [part for part in parts if part.stands is PartStatus.ANSWERED]
    lead = _lead(need.question)
    if need.kind is NeedKind.DECIDE:
        return _("The departments name each other. Say who answers for it.")
    if need.kind is NeedKind.ANSWER and len(parts) > 1:
        told = ngettext(
            "%(count)s department has answered. The joint answer remains.",
            "%(count)s departments have answered. The joint answer remains.",
            len(answered),
        )
        return told % {"count": len(answered)}
    if need.kind is NeedKind.ANSWER_PART and lead:
        return _("%(department)s leads, and waits for your part.") % {"department": lead.department.name}
    return _where(need.question, parts)


def _where(question: Question, parts: Iterable[Part]) -> str:
    """At whom it is since when, and whom it waits for."""
    owing = [part for part in parts if part.stands in OWED] or list(parts)
    names = ", ".join(part.department.short_name for part in owing)
    since = min((part.received_at for part in owing), default=question.received_at)
    place = question.area.name if question.area else _("the whole municipality")
    return _("%(area)s. At %(departments)s since %(day)s.") % {
        "area": place,
        "departments": names,
        "day": words.day_short(since),
    }


def _new(reach: Reach, listed: set[UUID]) -> list[Item]:
    """What came to the team's areas lately and nobody has accepted yet, and what came back unsolved."""
    if not reach.team_staff:
        return []
    fresh = Q(status=Status.NEW, received_at__gte=_lately()) | Q(status=Status.REOPENED)
    found = (
        questions.visible_to(reach)
        .filter(Q(area=None) | Q(area__in=reach.areas), fresh)
        .exclude(pk__in=listed)
        .prefetch_related(Prefetch("parts", Part.objects.order_by("-leads", "pk")))
        .order_by("-received_at")[:MOST_NEW]
    )
    return [
        Item(
            Press.NEW,
            TodoRow(
                status=_came(question),
                title=question.subject,
                href=page_of(question),
                text=_where(question, [part for part in question.parts.all() if part.stands in AT_WORK]),
                verb=_("Read it"),
            ),
        )
        for question in found
    ]


def _came(question: Question) -> Mark:
    back = question.stands is Status.REOPENED
    return said.status(Status.REOPENED) if back else Mark("ring", words.when_short(question.received_at))


def _asked(reach: Reach, listed: set[UUID]) -> list[Item]:
    """What a partner's organisation or somebody who only reports has asked, and what a partner answers for."""
    if not reach.holds(*OUTSIDE):
        return []
    found = (
        questions.visible_to(reach)
        .filter(status__in=sorted(OPEN))
        .exclude(pk__in=listed)
        .prefetch_related(Prefetch("parts", Part.objects.order_by("-leads", "pk")))
        .order_by("due_on", "received_at")[:MOST_NEW]
    )
    return [
        Item(
            Press.COMING,
            TodoRow(
                status=said.status(question.stands),
                title=question.subject,
                href=page_of(question),
                text=_where(question, [part for part in question.parts.all() if part.stands in AT_WORK]),
                verb=_("See where it is"),
            ),
        )
        for question in found
    ]


def _told(reach: Reach) -> list[Item]:
    """What the one who asks has asked for themselves or their organisation, and got an answer to lately."""
    if reach.user_id is None:
        return []
    own = Q(created_by=reach.user_id) | Q(asker_organisation__in=reach.organisations)
    found = questions.visible_to(reach).filter(own, status__in=sorted(ENDED), ended_at__gte=_lately())
    return [
        Item(
            Press.KNOW,
            TodoRow(
                status=said.status(question.stands, solved=question.solved),
                title=question.subject,
                href=page_of(question),
                text=_("You asked %(day)s.") % {"day": words.day_short(question.received_at)},
                verb=_("Read the answer"),
            ),
        )
        for question in found.order_by("-ended_at")[:MOST_NEW]
    ]


def _lately() -> datetime:
    return clock.now() - timedelta(days=NEWS_DAYS)
