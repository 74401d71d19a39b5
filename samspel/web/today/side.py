"""The side column of the first page: how it stands just now, as far as the one who asks may see."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.accounts.rules import Function
from samspel.accounts.who import Who
from samspel.duty.permissions import may_see_roster
from samspel.escalation import queries as escalations
from samspel.municipality.models import Area, Team
from samspel.questions import queries as questions
from samspel.questions.models import Question
from samspel.questions.permissions import Reach
from samspel.ui.elements import Chart, Fact, Figure, SchematicMap
from samspel.web.queries import flow
from samspel.web.queries.municipality import area_map
from samspel.web.today.others import gap_ahead, shifts

FOLLOWERS = (Function.EVALUATOR,)


@dataclass(frozen=True, slots=True)
class Side:
    """What stands beside the rows: a chart, a map, some facts, and where there is more."""

    heading: str
    chart: Chart | None = None
    map: SchematicMap | None = None
    map_note: str = ""
    team: int | None = None
    facts: Sequence[Fact] = ()
    more: str = ""
    more_href: str = ""


def of_team(reach: Reach, team: Team, areas: Sequence[Area], main: Area | None) -> Side:
    """The team's own areas."""
    rows = questions.visible_to(reach).filter(area__in=[area.pk for area in areas])
    counts = flow.open_by_area(rows)
    name = main.name if main else team.name
    return Side(
        heading=_("%(place)s just now") % {"place": name},
        chart=_chart(rows, team.number),
        map=area_map(areas, flow.map_words(areas, counts), flow.on_map(counts), mine=[main.pk] if main else ()),
        map_note=_("Open questions. Fewer than three are not written out."),
        team=team.number,
        facts=[*_open(rows), *on_duty(reach.who)],
        more=_("All of %(place)s") % {"place": name},
        more_href=reverse("web:area", args=[main.code]) if main else reverse("web:areas"),
    )


def of_others(reach: Reach) -> Side:
    """What the one who asks may see, wherever it is."""
    rows = questions.visible_to(reach)
    sees = rows.exists()
    return Side(
        heading=_("Just now"),
        chart=_chart(rows, None) if sees else None,
        facts=[*(_open(rows) if sees else ()), *_alarms(reach.who), *on_duty(reach.who)],
        more=_("All questions") if sees else "",
        more_href=reverse("questions:list") if sees else "",
    )


def figures(reach: Reach) -> list[Figure]:
    """Figures without persons, for those who follow up."""
    if not reach.holds(*FOLLOWERS):
        return []
    found = flow.figures(questions.visible_to(reach))
    share = f"{round(found.share * 100)}" if found.share is not None else "–"
    return [
        Figure(found.open, _("open questions"), note=_late(found.late)),
        Figure(found.ended, _("ended in twelve weeks"), note=_("of them %(count)s in time") % {"count": found.in_time}),
        Figure(share, _("ended in time"), unit="%", note=_("the last day counts")),
        Figure(
            "–" if found.median_days is None else found.median_days,
            _("days to an end, in the middle"),
            note=_("half of them were sooner"),
        ),
        Figure(escalations.visible_to(reach.who).count(), _("alarms in all"), note=_("since the start")),
    ]


def _chart(rows: QuerySet[Question], team: int | None) -> Chart:
    found = flow.by_week(rows, "received_at", flow.WEEKS + flow.BEFORE)
    return flow.weekly_chart(found.get(None, Counter[date]()), team, _("Questions received"))


def _open(rows: QuerySet[Question]) -> Iterable[Fact]:
    found = flow.figures(rows)
    yield Fact(_("Open questions"), str(found.open), note=_late(found.late))
    if found.ended and found.median_days is not None:
        days = ngettext("%(count)s day", "%(count)s days", found.median_days) % {"count": found.median_days}
        yield Fact(_("Time to an answer"), days, note=_("in the middle, of %(count)s ended") % {"count": found.ended})


def _late(count: int) -> str:
    return ngettext("%(count)s late", "%(count)s late", count) % {"count": count}


def _alarms(who: Who) -> Iterable[Fact]:
    count = len({leg.escalation_id for leg in escalations.active(who)})
    if who.holds(Function.HEAD_OF_SECURITY, Function.DUTY_OFFICER):
        yield Fact(_("Open alarms"), str(count))


def on_duty(who: Who) -> Iterable[Fact]:
    """Who gets an alarm now, one's own shifts, and the next gap for those who see the roster."""
    for shift in shifts(who)[:2]:
        yield Fact(_("Your shift"), shift)
    if may_see_roster(who):
        yield Fact(_("Next gap"), gap_ahead() or _("none as far as we look ahead"))
