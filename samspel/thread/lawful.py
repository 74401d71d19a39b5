"""The act's checklist in words: what each point asks for, what stands here, and where it is mended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from samspel.municipality import queries as municipality
from samspel.thread.law import Answer, Facts, Holds, Point
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
_WHERE: Final = {
    Point.PICTURE: "situation:pictures",
    Point.PLAN: "plans:plans",
    Point.COORDINATION: "web:functions",
    Point.COUNCIL: "web:bodies",
    Point.AGREEMENTS: "plans:agreements",
    Point.FOLLOWED_UP: "situation:pictures",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A point as a row."""

    heading: str
    asks: str
    status: Status
    stands: str
    href: str
    guidance: bool


def lines(answers: Sequence[Answer], facts: Facts) -> list[Line]:
    """The checklist as rows."""
    return [
        Line(
            heading=str(ASKS[one.point][0]),
            asks=str(ASKS[one.point][1]),
            status=_status(one.holds),
            stands=_stands(one, facts),
            href=reverse(_WHERE[one.point]),
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
            return _areas(one.lacking, _("Every main area has one."), _("Not whole, or missing, for %(areas)s."))
        case Point.PLAN:
            return _("Adopted %(day)s.") % {"day": words.day(facts.plan_on)} if facts.plan_on else _("None is adopted.")
        case Point.COORDINATION:
            return _("Somebody holds it today.") if facts.coordinators else _("Nobody holds it today.")
        case Point.COUNCIL:
            return ", ".join(facts.councils) or _("No leading body has a seat for somebody outside.")
        case Point.AGREEMENTS:
            text = ngettext("One agreement is in force.", "%(count)s agreements are in force.", facts.agreements)
            return text % {"count": facts.agreements} if facts.agreements else _("No agreement is in force.")
        case Point.FOLLOWED_UP:
            fresh = _("Every picture is younger than two years.")
            return _areas(one.lacking, fresh, _("Older than two years, or missing, for %(areas)s."))


def _areas(codes: Sequence[str], whole: str, lacking: str) -> str:
    names = {area.code: area.name for area in municipality.areas()}
    return lacking % {"areas": ", ".join(names.get(code, code) for code in codes)} if codes else whole
