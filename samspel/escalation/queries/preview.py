"""Who would get it, and why: what is shown before anything is sent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from samspel.core import clock
from samspel.core.errors import Refused
from samspel.escalation import line, rules, words
from samspel.escalation.rules import SECURITY_ROLES, Kind, Route
from samspel.municipality import queries as municipality
from samspel.municipality.models import Department


@dataclass(frozen=True)
class Receiver:
    """Who would get a kind, and why: what is shown before anything is sent."""

    route: Route
    holder: line.Holder
    because: str


@dataclass(frozen=True)
class Preview:
    """What the rule says at a moment."""

    at: datetime
    office_open: bool
    departments: Sequence[Department]
    receivers: Sequence[Receiver]

    @property
    def announced(self) -> str:
        """The receivers as one code: what somebody saw before sending."""
        return ",".join(sorted({f"{one.route.receiver}/{one.holder.position.step}" for one in self.receivers}))

    @property
    def shares(self) -> list["Share"]:
        """Each receiver once, with all that goes there: safety and crime are one alarm."""
        found: dict[str, list[Receiver]] = {}
        for one in self.receivers:
            found.setdefault(one.route.receiver, []).append(one)
        return [Share(rows[0].route, [row.route.kind for row in rows], rows[0].holder, self) for rows in found.values()]


@dataclass(frozen=True)
class Share:
    """What one receiver gets: one or several kinds of the same escalation."""

    route: Route
    kinds: Sequence[Kind]
    holder: line.Holder
    of: Preview

    @property
    def alarms(self) -> bool:
        """Whether it is an alarm (safety, crime), or a question that is lifted."""
        return self.route.role in SECURITY_ROLES

    @property
    def because(self) -> str:
        """Why, in a sentence."""
        return words.because(self.route.reason, self.kinds, self.of.at, [one.name for one in self.of.departments])

    @property
    def answer_by(self) -> datetime | None:
        """When it goes on if nobody has answered."""
        return line.answer_by(self.holder, self.of.at)


def concerned(codes: Iterable[str]) -> list[Department]:
    """The departments in use with these codes, in the municipality's order. Raises Refused for one that is unknown."""
    asked = set(codes)
    found = [one for one in municipality.departments() if one.code in asked]
    unknown = sorted(asked - {one.code for one in found})
    if unknown:
        raise Refused(
            _("There is no department with the code %(codes)s.") % {"codes": ", ".join(unknown)}, field="departments"
        )
    return found


def preview(
    kinds: Iterable[Kind], departments: Sequence[Department], settled: bool | None, at: datetime | None = None
) -> Preview:
    """Who gets each kind at the moment (now), and why. Raises Refused when a kind or a department is missing."""
    moment = at or clock.now()
    is_open = municipality.calendar().is_open(moment)
    try:
        routes = rules.routes(kinds, [one.code for one in departments], settled=settled, office_open=is_open)
    except rules.NothingToRoute as nothing:
        raise Refused(_("Say what it concerns: safety, crime or segregation."), field="kind") from nothing
    except rules.NoDepartment as none:
        raise Refused(_("Choose the departments that the segregation matter concerns."), field="departments") from none
    names, book = [one.name for one in departments], line.Book()
    return Preview(
        at=moment,
        office_open=is_open,
        departments=departments,
        receivers=[
            Receiver(
                route=route,
                holder=line.first(route, departments, moment, book),
                because=words.because(route.reason, [route.kind], moment, names),
            )
            for route in routes
        ],
    )
