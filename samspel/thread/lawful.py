"""The act's checklist in words: what each point asks for, what stands here, and where it is mended."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from samspel.municipality import queries as municipality
from samspel.situation.frozen import HEADINGS
from samspel.situation.rules import SectionCode
from samspel.thread.law import Answer, Facts, Holds, Picture, Point
from samspel.ui import words
from samspel.ui.elements import Status

ASKS: Final[Mapping[Point, tuple[str | Promise, str | Promise]]] = {
    Point.PICTURE: (
        gettext_lazy("A situation picture"),
        gettext_lazy(
            "A survey of crime, its extent and consequences, other information that matters, and an analysis."
        ),
    ),
    Point.PLAN: (
        gettext_lazy("A position on what is needed, and a decided action plan"),
        gettext_lazy("The municipality takes a position on the need of measures and decides a plan for them."),
    ),
    Point.COORDINATION: (
        gettext_lazy("A coordinating function"),
        gettext_lazy("Somebody coordinates the work within the municipality. Here it is held by the head of security."),
    ),
    Point.COUNCIL: (
        gettext_lazy("A crime-prevention council or the like"),
        gettext_lazy(
            "A forum where the municipality meets the police and others. Here: a leading body with outside seats."
        ),
    ),
    Point.AGREEMENTS: (
        gettext_lazy("Written agreements"),
        gettext_lazy("What the municipality and the police have agreed to do together is written down."),
    ),
    Point.FOLLOWED_UP: (
        gettext_lazy("Followed up and brought up to date"),
        gettext_lazy("Picture and plan are followed up at least every other year."),
    ),
}


@dataclass(frozen=True, slots=True)
class Way:
    """A link: to what answers a point, or to where it is mended."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Line:
    """A point as a row: what it asks for, whether it holds, what stands here, and the ways there."""

    heading: str
    asks: str
    status: Status
    stands: str
    ways: Sequence[Way]
    guidance: bool


def lines(answers: Sequence[Answer], facts: Facts) -> list[Line]:
    """The checklist as rows."""
    return [
        Line(
            heading=str(ASKS[one.point][0]),
            asks=str(ASKS[one.point][1]),
            status=_status(one.holds),
            stands=_stands(one, facts),
            ways=_ways(one, facts),
            guidance=one.guidance,
        )
        for one in answers
    ]


def heading(answers: Sequence[Answer]) -> str:
    """How things stand, as a conclusion."""
    held = sum(one.holds is Holds.YES for one in answers)
    if held == len(answers):
        return _("All the points of the act hold")
    text = ngettext("%(held)s of %(all)s points of the act holds", "%(held)s of %(all)s points of the act hold", held)
    return text % {"held": held, "all": len(answers)}


def _status(holds: Holds) -> Status:
    match holds:
        case Holds.YES:
            return Status("tick", pgettext("the act", "Holds"))
        case Holds.PARTLY:
            return Status("half", pgettext("the act", "Holds in part"))
        case Holds.NO:
            return Status("gap", pgettext("the act", "Does not hold"))


def _stands(one: Answer, facts: Facts) -> str:
    """What stands in the product, in words."""
    match one.point:
        case Point.PICTURE:
            return _of_areas(one, facts, _("Every main area has one."), _not_whole)
        case Point.PLAN:
            return _("Adopted %(day)s.") % {"day": words.day(facts.plan_on)} if facts.plan_on else _("None is adopted.")
        case Point.COORDINATION:
            return _("The head of security holds it today.") if facts.coordinators else _("Nobody holds it today.")
        case Point.COUNCIL:
            return "" if facts.councils else _("No leading body has a seat for somebody outside.")
        case Point.AGREEMENTS:
            text = ngettext("One agreement is in force:", "%(count)s agreements are in force:", len(facts.agreements))
            return text % {"count": len(facts.agreements)} if facts.agreements else _("No agreement is in force.")
        case Point.FOLLOWED_UP:
            told = _of_areas(one, facts, _("Every picture is younger than two years."), _too_old)
            return f"{told} {_('The plan is older than two years, or missing.')}" if one.late else told


def _of_areas(one: Answer, facts: Facts, whole: str, flawed: Callable[[str, Picture], str]) -> str:
    """What the areas lack: a picture, or what `flawed` says of the one that there is."""
    if not one.lacking:
        return whole
    missing = [_name(code) for code in one.lacking if facts.pictures[code] is None]
    told = [_("Missing for %(areas)s.") % {"areas": ", ".join(missing)}] if missing else []
    there = [(code, found) for code in one.lacking if (found := facts.pictures[code])]
    return " ".join([*told, *(flawed(_name(code), found) for code, found in there)])


def _not_whole(area: str, found: Picture) -> str:
    empty = ", ".join(str(HEADINGS[SectionCode(code)]) for code in found.empty)
    return _("%(area)s: nothing is written under %(sections)s.") % {"area": area, "sections": empty}


def _too_old(area: str, found: Picture) -> str:
    return _("%(area)s: adopted %(day)s, more than two years ago.") % {"area": area, "day": words.day(found.adopted_on)}


def _name(code: str) -> str:
    return next((area.name for area in municipality.areas() if area.code == code), code)


def _ways(one: Answer, facts: Facts) -> list[Way]:
    """To each thing that answers the point, or to the places where it is mended."""
    match one.point:
        case Point.PICTURE:
            return [_picture(code) for code in one.lacking or facts.pictures]
        case Point.PLAN:
            return [_plan(facts)]
        case Point.COORDINATION:
            return [Way(_("Who holds which function"), reverse("web:functions"))]
        case Point.COUNCIL:
            bodies = [Way(body.name, reverse("web:body", args=[body.id])) for body in facts.councils]
            return bodies or [Way(_("The bodies and their seats"), reverse("web:bodies"))]
        case Point.AGREEMENTS:
            agreed = [Way(one.name, reverse("plans:agreement", args=[one.id])) for one in facts.agreements]
            return agreed or [Way(_("Agreements and pledges"), reverse("plans:agreements"))]
        case Point.FOLLOWED_UP:
            return [*map(_picture, one.lacking), *([_plan(facts)] if one.late else [])]


def _picture(code: str) -> Way:
    return Way(_("Situation picture of %(area)s") % {"area": _name(code)}, reverse("situation:area", args=[code]))


def _plan(facts: Facts) -> Way:
    if facts.plan is None:
        return Way(_("The plans, and what waits to be adopted"), reverse("plans:plans"))
    return Way(facts.plan.name, reverse("plans:adopted", args=[facts.plan.id]))
