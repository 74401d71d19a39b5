"""The first page as one value: heading, slab, groups and side column for the one who asks."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.accounts.rules import Function
from samspel.accounts.who import Who
from samspel.core import clock
from samspel.municipality import queries as municipality
from samspel.municipality.models import Area, Level, Team
from samspel.questions.permissions import Reach, reach_of
from samspel.ui import words
from samspel.ui.elements import Figure, SchematicMap
from samspel.web.queries.municipality import area_map
from samspel.web.today import alarms, others, questions
from samspel.web.today.alarms import Slab
from samspel.web.today.rows import Group, Press, grouped
from samspel.web.today.side import Side, figures, of_others, of_team

NO_CONTENT = frozenset({Function.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class Poster:
    """The head of a team's own page: the day and the place in big letters, its shape on the map."""

    heading: str
    kicker: str
    team: int
    shape: SchematicMap


@dataclass(frozen=True, slots=True)
class Today:
    """What the one who asks needs to see now. `poster` for those who belong to one team."""

    heading: str
    lead: str
    groups: Sequence[Group]
    slab: Slab | None = None
    poster: Poster | None = None
    side: Side | None = None
    figures: Sequence[Figure] = ()


def today(who: Who) -> Today:
    """The first page of somebody who holds a function."""
    reach = reach_of(who)
    raised = alarms.alarms(who)
    groups = grouped(
        [
            *raised.items,
            *questions.items(reach, municipality.calendar()),
            *others.nights(who),
            *others.roster(who),
            *others.accounts(who),
        ]
    )
    sentence = _sentence(raised.waiting, groups)
    team = _team(who)
    if team is None:
        return Today(
            heading=sentence,
            lead=_day(),
            groups=groups,
            slab=raised.slab,
            side=_side(reach),
            figures=figures(reach),
        )
    areas = [area for area in municipality.areas() if area.team]
    own = [area for area in areas if area.team == team]
    main = next((area for area in own if area.level == Level.MAIN), None)
    return Today(
        heading=_poster_heading(main, team),
        lead=f"{_day(after_weekday=True)} {sentence}",
        groups=groups,
        slab=raised.slab,
        poster=_poster(team, areas, main),
        side=of_team(reach, team, own, main),
    )


def _team(who: Who) -> Team | None:
    """The one team that the one who asks belongs to; None with several, or none."""
    ids = who.teams()
    return next((team for team in municipality.teams() if ids == {team.pk}), None) if len(ids) == 1 else None


def _poster(team: Team, areas: Sequence[Area], main: Area | None) -> Poster:
    return Poster(
        heading=_poster_heading(main, team),
        kicker=team.name,
        team=team.number,
        shape=area_map(areas, "", mine=[main.pk] if main else ()),
    )


def _poster_heading(main: Area | None, team: Team) -> str:
    weekday = words.weekday(clock.now()).split()[0].capitalize()
    return _("%(weekday)s in %(place)s") % {"weekday": weekday, "place": main.name if main else team.name}


def _side(reach: Reach) -> Side | None:
    return None if reach.who.functions <= NO_CONTENT else of_others(reach)


def _day(*, after_weekday: bool = False) -> str:
    """The day and the week; without the weekday where that stands in big letters already."""
    now = clock.now()
    day = words.weekday(now).partition(" ")[2] if after_weekday else words.weekday(now).capitalize()
    return _("%(day)s, %(week)s.") % {"day": day, "week": words.week(now)}


def _sentence(waiting: int, groups: Sequence[Group]) -> str:
    """How things stand, as a conclusion: alarms first, then what is late, due, and in need of a decision."""
    count = {group.press: group.count for group in groups}
    parts = [
        text % {"count": number}
        for number, text in (
            (waiting, ngettext("one alarm waits for an answer", "%(count)s alarms wait for an answer", waiting)),
            (count.get(Press.LATE, 0), _late(count.get(Press.LATE, 0))),
            (count.get(Press.TODAY, 0), _due(count.get(Press.TODAY, 0))),
            (count.get(Press.MINE, 0), _needs(count.get(Press.MINE, 0))),
        )
        if number
    ]
    if not parts and count.get(Press.NEW):
        new = count[Press.NEW]
        parts = [ngettext("one thing is new", "%(count)s things are new", new) % {"count": new}]
    text = get_text_list(parts, _("and")) if parts else _("nothing waits for you")
    return f"{text[:1].upper()}{text[1:]}."


def _late(count: int) -> str:
    return ngettext("one thing is late", "%(count)s things are late", count)


def _due(count: int) -> str:
    return ngettext("one has its last day today", "%(count)s have their last day today", count)


def _needs(count: int) -> str:
    return ngettext("one thing needs you", "%(count)s things need you", count)
