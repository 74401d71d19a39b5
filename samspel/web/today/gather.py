"""The first page as one value: heading, slab, groups and side column for the one who asks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.accounts.rules import Function
from samspel.accounts.who import Who
from samspel.core import clock
from samspel.municipality import queries as municipality
from samspel.municipality.models import Area, Level, Team
from samspel.questions.permissions import Reach, reach_of
from samspel.ui import words
from samspel.ui.elements import AreaMap
from samspel.web.queries.maps import poster_map
from samspel.web.today import alarms, interventions, others, pictures, plans, questions, recurring, weekly
from samspel.web.today.alarms import Slab
from samspel.web.today.follow import Followed, followed
from samspel.web.today.rows import Group, Press, grouped
from samspel.web.today.side import Side, of_body, of_others, of_own, of_team

NO_CONTENT = frozenset({Function.ADMINISTRATOR, Function.DATA_PROTECTION_OFFICER})
REPORTERS = frozenset({Function.POLARE})


@dataclass(frozen=True, slots=True)
class Poster:
    """The head of a team's own page: the day and the place in big letters, its shape on the map."""

    heading: str
    kicker: str
    team: int
    shape: AreaMap


@dataclass(frozen=True, slots=True)
class Today:
    """What the one who asks needs to see now. `poster` for those who belong to one team."""

    heading: str
    lead: str
    groups: Sequence[Group]
    slab: Slab | None = None
    poster: Poster | None = None
    side: Side | None = None
    followed: Followed | None = None


def today(who: Who) -> Today:
    """The first page of somebody who holds a function."""
    reach = reach_of(who)
    raised = alarms.alarms(who)
    groups = grouped(
        [
            *raised.items,
            *questions.items(reach, municipality.calendar()),
            *recurring.items(reach),
            *weekly.items(who),
            *pictures.items(who),
            *plans.items(who),
            *interventions.items(who),
            *others.nights(who),
            *others.roster(who),
            *others.accounts(who),
            *others.holds(who),
        ]
    )
    sentence = _sentence(raised.waiting, groups)
    team = None if _only_reports(who) else _team(who)
    if team is None:
        follows = followed(reach)
        return Today(
            heading=follows.heading if follows else sentence,
            lead=_day(),
            groups=groups,
            slab=raised.slab,
            side=_side(reach),
            followed=follows,
        )
    return _of_team(
        reach, team, Today(heading=sentence, lead=_day(after_weekday=True), groups=groups, slab=raised.slab)
    )


def _of_team(reach: Reach, team: Team, found: Today) -> Today:
    """The same for somebody of a team: under its poster, with its areas beside."""
    areas = [area for area in municipality.areas() if area.team]
    own = [area for area in areas if area.team == team]
    main = next((area for area in own if area.level == Level.MAIN), None)
    return replace(
        found,
        heading=_poster_heading(main, team),
        lead=f"{found.lead} {found.heading}.",
        poster=_poster(team, areas, main),
        side=of_team(reach, team, areas, main),
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
        shape=poster_map(areas, [main.pk] if main else ()),
    )


def _poster_heading(main: Area | None, team: Team) -> str:
    weekday = words.weekday(clock.now()).split()[0].capitalize()
    return _("%(weekday)s in %(place)s") % {"weekday": weekday, "place": main.name if main else team.name}


def _only_reports(who: Who) -> bool:
    return who.functions <= REPORTERS


def _side(reach: Reach) -> Side | None:
    who = reach.who
    if who.functions <= NO_CONTENT:
        return None
    if _only_reports(who):
        return of_own(reach)
    seat = next((one.body for one in who.holdings if one.body), None)
    body = next((one for one in municipality.bodies() if one.pk == seat), None) if seat else None
    return of_body(reach, body) if body else of_others(reach)


def _day(*, after_weekday: bool = False) -> str:
    """The day and the week; without the weekday where that stands in big letters already."""
    now = clock.now()
    day = words.weekday(now).partition(" ")[2] if after_weekday else words.weekday(now).capitalize()
    return _("%(day)s, %(week)s.") % {"day": day, "week": words.week(now)}


def _sentence(waiting: int, groups: Sequence[Group]) -> str:
    """How things stand, as a conclusion: alarms first, then what is late, due, and in need of a decision."""
    count = {group.press: group.count for group in groups}
    late, due, mine, new = (count.get(press, 0) for press in (Press.LATE, Press.TODAY, Press.MINE, Press.NEW))
    said = [
        (waiting, ngettext("one alarm waits for an answer", "%(count)s alarms wait for an answer", waiting)),
        (late, ngettext("one thing is late", "%(count)s things are late", late)),
        (due, ngettext("one has its last day today", "%(count)s have their last day today", due)),
        (mine, ngettext("one thing needs you", "%(count)s things need you", mine)),
    ]
    parts = [text % {"count": _in_words(number)} for number, text in said if number]
    if not parts and new:
        parts = [ngettext("one thing is new", "%(count)s things are new", new) % {"count": _in_words(new)}]
    text = _listed(parts) if parts else _("nothing waits for you")
    return f"{text[:1].upper()}{text[1:]}"


def _listed(parts: Sequence[str]) -> str:
    """One, two and three."""
    *first, last = parts
    return _("%(first)s and %(last)s") % {"first": ", ".join(first), "last": last} if first else last


def _in_words(number: int) -> str:
    """Small numbers as words, as in running text; larger ones in figures."""
    small = {
        2: _("two"),
        3: _("three"),
        4: _("four"),
        5: _("five"),
        6: _("six"),
        7: _("seven"),
        8: _("eight"),
        9: _("nine"),
        10: _("ten"),
        11: _("eleven"),
        12: _("twelve"),
    }
    return small.get(number, str(number))
