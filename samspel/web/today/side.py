"""The side column of the first page: how it stands just now, as far as the one who asks may see."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.accounts.rules import Function
from samspel.accounts.who import Who
from samspel.duty.permissions import may_see_roster
from samspel.escalation import queries as escalations
from samspel.escalation.permissions import may_escalate
from samspel.escalation.rules import Kind
from samspel.municipality.models import Area, Body, Team
from samspel.questions import queries as questions
from samspel.questions.models import Question
from samspel.questions.permissions import Reach
from samspel.ui import words
from samspel.ui.elements import AreaMap, Chart, Fact
from samspel.web.queries import flow
from samspel.web.queries.maps import Counted, near_map
from samspel.web.today.others import gap_ahead, shifts


@dataclass(frozen=True, slots=True)
class Side:
    """What stands beside the rows: a chart, a map, some facts, and where there is more."""

    heading: str
    chart: Chart | None = None
    map: AreaMap | None = None
    map_note: str = ""
    team: int | None = None
    facts: Sequence[Fact] = ()
    more: str = ""
    more_href: str = ""


def of_team(reach: Reach, team: Team, areas: Sequence[Area], main: Area | None) -> Side:
    """The team's own areas, of all."""
    own = [area for area in areas if area.team == team]
    rows = questions.visible_to(reach).filter(area__in=[area.pk for area in own])
    found = flow.figures(rows, own)
    counts = found.by_area
    name = main.name if main else team.name
    return Side(
        heading=_("%(place)s just now") % {"place": name},
        chart=_chart(rows, team.number),
        map=near_map(areas, own, Counted(flow.map_words(own, counts), flow.on_map(counts), [main.pk] if main else ())),
        map_note=_("Open questions. Fewer than three are not written out."),
        team=team.number,
        facts=[*_open(found), *_goes_to(reach.who), *on_duty(reach.who)],
        more=_("All of %(place)s") % {"place": name},
        more_href=reverse("web:area", args=[main.code]) if main else reverse("web:areas"),
    )


def of_own(reach: Reach) -> Side:
    """What somebody who only reports has written: how much is open, and how much has got an end."""
    rows = questions.visible_to(reach)
    found = flow.figures(rows)
    return Side(
        heading=_("What you have asked"),
        facts=[Fact(_("Open questions"), str(found.open)), Fact(_("Ended in twelve weeks"), str(found.ended))],
        more=_("All that you have asked"),
        more_href=reverse("questions:list"),
    )


def of_body(reach: Reach, body: Body) -> Side:
    """The body that the one who asks sits in or convenes: when it meets, and what it answers for."""
    waits = escalations.waiting_for_body(body).count()
    facts = [
        Fact(_("Meets"), body.cadence or "–"),
        Fact(_("Convened by"), body.convenor or "–"),
        Fact(_("Duties"), str(body.duties.count())),
        Fact(_("Waits for it"), str(waits)),
    ]
    if not escalations.visible_to(reach.who).exists() and not waits:
        facts = facts[:-1]
    return Side(
        heading=body.short_name,
        facts=facts,
        more=_("Members and duties"),
        more_href=reverse("web:body", args=[body.code]),
    )


def of_others(reach: Reach) -> Side:
    """What the one who asks may see, wherever it is."""
    rows = questions.visible_to(reach)
    found = flow.figures(rows)
    sees = bool(found.open or found.ended) or rows.exists()
    secures = reach.holds(Function.HEAD_OF_SECURITY, Function.DUTY_OFFICER)
    more = (_("The page for who is on duty"), reverse("escalation:duty")) if secures else ("", "")
    if sees:
        more = (_("All questions"), reverse("questions:list"))
    return Side(
        heading=_("Just now"),
        chart=_chart(rows, None) if sees else _alarm_chart(reach.who),
        facts=[
            *(_open(found) if sees else ()),
            *_alarms(reach.who),
            *_goes_to(reach.who),
            *on_duty(reach.who),
        ],
        more=more[0],
        more_href=more[1],
    )


def _chart(rows: QuerySet[Question], team: int | None) -> Chart | None:
    """The questions of each week as columns; None when none came in any of them."""
    found = _weeks(rows, "received_at")
    return flow.weekly_chart(found, team, _("Questions received")) if found else None


def _alarm_chart(who: Who) -> Chart | None:
    """The alarms of each week, for the head of security."""
    if not who.holds(Function.HEAD_OF_SECURITY):
        return None
    found = _weeks(escalations.visible_to(who), "created_at")
    return flow.weekly_chart(found, None, _("Alarms"), flow.alarms_said) if found else None


def _weeks(rows: QuerySet[Any], moment: str) -> Counter[date]:
    """How many in each week; empty when none came in any of those that would be shown."""
    found = flow.by_week(rows, moment, flow.WEEKS + flow.BEFORE).get(None, Counter[date]())
    return found if any(found[monday] for monday in flow.last_mondays(flow.WEEKS)) else Counter()


def _open(found: flow.Figures) -> Iterable[Fact]:
    yield Fact(_("Open questions"), str(found.open), note=_late(found.late) if found.late else "")
    if found.ended and found.median_days is not None:
        days = ngettext("%(count)s day", "%(count)s days", found.median_days) % {"count": found.median_days}
        note = ngettext("of %(count)s ended", "of %(count)s ended", found.ended) % {"count": found.ended}
        yield Fact(_("Half have an end within"), days, note=note)


def _late(count: int) -> str:
    return ngettext("%(count)s late", "%(count)s late", count) % {"count": count}


def _alarms(who: Who) -> Iterable[Fact]:
    if who.holds(Function.EVALUATOR):
        yield Fact(_("Alarms in all"), str(escalations.visible_to(who).count()))
    if who.holds(Function.HEAD_OF_SECURITY, Function.DUTY_OFFICER):
        yield Fact(_("Open alarms"), str(escalations.active_count(who)))


def _goes_to(who: Who) -> Iterable[Fact]:
    """Who would get an alarm now, with the number to call, for those who may raise one."""
    if not may_escalate(who) or who.holds(Function.HEAD_OF_SECURITY, Function.DUTY_OFFICER):
        return
    holder = escalations.preview([Kind.SAFETY], [], None).receivers[0].holder
    call = f"tel:{words.dialled(holder.phone)}" if holder.phone else ""
    yield Fact(_("An alarm now goes to"), f"{holder.short} {holder.phone}".strip(), href=call)


def on_duty(who: Who) -> Iterable[Fact]:
    """Who gets an alarm now, one's own shifts, and the next gap for those who see the roster."""
    for shift in shifts(who)[:2]:
        yield Fact(_("Your shift"), shift)
    if may_see_roster(who):
        yield Fact(_("Next gap"), gap_ahead() or _("none as far as we look ahead"))
