"""What is said of an intervention: its level, group, status and money in words, and the conclusion of the picture."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext_lazy
from django.utils.translation import gettext as _

from samspel.interventions.queries.joint import Joint
from samspel.interventions.rules import Certainty, Level, ShownHeads, State, Step, Target
from samspel.municipality.models import Factor
from samspel.ui import words as ui
from samspel.ui.elements import Status
from samspel.ui.marks import MarkName

Said = str | Promise
_JOINTS: Final = re.compile(r"(?<=\w)(nämnd|styrelse|förvaltning|byggnad|kontor)")

LEVEL: Final[Mapping[Level, Said]] = {
    Level.AREA: gettext_lazy("1, the whole area"),
    Level.GROUP: gettext_lazy("2, a selected group"),
    Level.INDIVIDUALS: gettext_lazy("3, selected individuals"),
}
LEVEL_SHORT: Final[Mapping[Level, Said]] = {
    Level.AREA: pgettext_lazy("level", "all"),
    Level.GROUP: pgettext_lazy("level", "group"),
    Level.INDIVIDUALS: pgettext_lazy("level", "single"),
}
TARGET: Final[Mapping[Target, Said]] = {
    Target.EVERYBODY: gettext_lazy("Everybody"),
    Target.SMALL_CHILDREN: gettext_lazy("Small children"),
    Target.CHILDREN: gettext_lazy("Children of school age"),
    Target.YOUTHS: gettext_lazy("Youths"),
    Target.YOUNG_ADULTS: gettext_lazy("Young adults"),
    Target.PARENTS: gettext_lazy("Parents"),
    Target.FAMILIES: gettext_lazy("Families"),
    Target.GIRLS_AND_WOMEN: gettext_lazy("Girls and women"),
    Target.BOYS_AND_MEN: gettext_lazy("Boys and men"),
    Target.JOB_SEEKERS: gettext_lazy("People who look for work"),
    Target.NEWLY_ARRIVED: gettext_lazy("Newly arrived"),
    Target.OLDER: gettext_lazy("Older people"),
    Target.VICTIMS: gettext_lazy("People exposed to crime"),
    Target.LEAVING_CRIME: gettext_lazy("People on their way out of crime"),
    Target.ACTORS: gettext_lazy("Associations, property owners, businesses"),
}
STATE: Final[Mapping[State, tuple[MarkName, Said]]] = {
    State.PROPOSED: ("pause", pgettext_lazy("intervention", "Proposed")),
    State.PLANNED: ("ring", pgettext_lazy("intervention", "Planned")),
    State.ONGOING: ("half", pgettext_lazy("intervention", "Ongoing")),
    State.ENDED: ("tick", pgettext_lazy("intervention", "Ended")),
}
STEP: Final[Mapping[Step, Said]] = {
    Step.ACCEPT: gettext_lazy("Take the proposal on"),
    Step.BEGIN: gettext_lazy("It has begun"),
    Step.END: gettext_lazy("It has ended"),
    Step.RESUME: gettext_lazy("It goes on again"),
}
CERTAINTY: Final[Mapping[Certainty, Said]] = {
    Certainty.ESTIMATE: gettext_lazy("estimate"),
    Certainty.BUDGET: gettext_lazy("decided budget"),
    Certainty.KNOWN: gettext_lazy("known cost"),
}


def target(code: str) -> str:
    """The target group by its code, in words."""
    return str(TARGET[Target(code)])


def factor(one: Factor) -> str:
    """What a factor is called in the reader's language."""
    return one.name_in(get_language() or "sv")


def status(state: State) -> Status:
    """Shape and word."""
    shape, word = STATE[state]
    return Status(shape, str(word))


def thousands(ore: int) -> str:
    """Öre as thousands of kronor without their unit, rounded half up: for tables whose heading says it."""
    return ui.number((ore + 50_000) // 100_000)


def share_in(area: str, year: int, unit: str) -> str:
    """The heading of amounts of which only an area's share is counted."""
    return _("Share of %(area)s %(year)s, %(unit)s") % {"area": area, "year": year, "unit": unit}


def period(starts: date | None, ends: date | None) -> str:
    """From a day, to a day, both, or that nothing is said."""
    if starts and ends:
        return ui.period(starts, ends)
    if starts:
        return _("from %(day)s") % {"day": ui.day(starts)}
    return _("until %(day)s") % {"day": ui.day(ends)} if ends else _("not said")


def counted(count: int) -> str:
    """So many interventions."""
    return ngettext("%(count)s intervention", "%(count)s interventions", count) % {"count": ui.number(count)}


def in_cell(count: int) -> str:
    """So many interventions, in a narrow cell."""
    return ngettext("%(count)s here", "%(count)s here", count) % {"count": ui.number(count)}


def breakable(name: str) -> str:
    """A committee's or department's long name with the places where it may be broken (soft hyphens)."""
    return _JOINTS.sub("\u00ad\\1", name)


def heads(heads: ShownHeads) -> str:
    """How many took part, as far as the reader may see."""
    if heads.total is None:
        return _("fewer than 5")
    if heads.women is None:
        return _("%(count)s, not split: a part is too small to show") % {"count": heads.total}
    parts = {"women": heads.women, "men": heads.men, "unknown": heads.unknown}
    return _("%(total)s (%(women)s girls and women, %(men)s boys and men, %(unknown)s not known)") % {
        "total": heads.total,
        **parts,
    }


MOST: Final[Mapping[Level, Said]] = {
    Level.AREA: gettext_lazy("most money for whole areas"),
    Level.GROUP: gettext_lazy("most money for selected groups"),
    Level.INDIVIDUALS: gettext_lazy("most money for selected individuals"),
}


def conclusion(joint: Joint, *, money: bool = True) -> str:
    """What the joint picture says, as its heading: how much, mostly where, and what lacks."""
    if not joint.count:
        return _("No interventions are told of for %(year)s") % {"year": joint.year}
    said = counted(joint.count)
    if money and joint.ore:
        said = _("%(interventions)s for %(amount)s") % {"interventions": said, "amount": ui.tkr(joint.ore)}
    told = [_most(joint), _unserved(joint), *_aimless(joint)]
    return f"{said}: {', '.join(filter(None, told))}"


def _most(joint: Joint) -> str:
    sums = dict.fromkeys(Level, 0)
    for (_place, _committee, level), one in joint.cells.items():
        sums[level] += one.ore
    most = max(sums.values())
    first = [level for level, ore in sums.items() if ore == most]
    return str(MOST[first[0]]) if most and len(first) == 1 else _("no level has most of it")


def _unserved(joint: Joint) -> str:
    count = len(joint.unserved)
    if not count:
        return _("every goal has its intervention")
    return ngettext("one goal without an intervention", "%(count)s goals without an intervention", count) % {
        "count": count
    }


def _aimless(joint: Joint) -> list[str]:
    """What has no measure and what serves no goal; what none lacks is not said."""
    measure, goal = joint.aimless.measure, joint.aimless.goal
    said = {
        ngettext("one intervention without a measure", "%(count)s interventions without a measure", measure): measure,
        ngettext("one intervention without a goal", "%(count)s interventions without a goal", goal): goal,
    }
    return [text % {"count": count} for text, count in said.items() if count]


def measureless(count: int) -> str:
    """How many interventions have no measure."""
    return ngettext("One intervention has no measure", "%(count)s interventions have no measure", count) % {
        "count": count
    }


def goalless(count: int) -> str:
    """How many interventions serve no goal, as a line of what is missing."""
    return ngettext("One intervention serves no goal", "%(count)s interventions serve no goal", count) % {
        "count": count
    }
