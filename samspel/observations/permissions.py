"""Who may what with observations, each a sentence; docs/permissions.md shows them as a table.

`reach_of` reads once what somebody's functions reach; every sentence then is a plain comparison with it.
"""

from dataclasses import dataclass
from typing import Final

from samspel.accounts.rules import BODY_FUNCTIONS, DEPARTMENT_FUNCTIONS, OUTSIDE, TEAM_FUNCTIONS, Function
from samspel.accounts.who import Who
from samspel.core.errors import Missing
from samspel.municipality import queries as municipality
from samspel.municipality.models import BodyLevel
from samspel.observations.models import Observation
from samspel.observations.rules import STANDING

COORDINATORS: Final = frozenset({Function.AREA_COORDINATOR, Function.DISTRICT_COORDINATOR})
WATCH: Final = frozenset({Function.HEAD_OF_SECURITY, Function.DUTY_OFFICER})
REPORTERS: Final = TEAM_FUNCTIONS | DEPARTMENT_FUNCTIONS | OUTSIDE | WATCH | {Function.CONTACT_CENTRE}
"""All who are out in the areas, and those who are told."""
ALL_READERS: Final = (
    TEAM_FUNCTIONS | DEPARTMENT_FUNCTIONS | BODY_FUNCTIONS | WATCH | {Function.CONTACT_CENTRE, Function.EVALUATOR}
)
"""Who reads every observation."""
READERS: Final = ALL_READERS | OUTSIDE
"""Who has a list of observations at all, if only of their own."""

WEEK_WRITERS: Final = COORDINATORS | BODY_FUNCTIONS | {Function.HEAD_OF_SECURITY}
"""Whose functions the weekly picture is written by; which weeks, the sentences below say."""

_WITH_LISTS: Final = frozenset({Function.CONTACT_CENTRE, Function.HEAD_OF_SECURITY, Function.PARTNER})
IMPORTERS: Final = COORDINATORS | DEPARTMENT_FUNCTIONS | _WITH_LISTS
"""Who has lists of many events, made elsewhere."""


@dataclass(frozen=True)
class Reach:
    """What somebody's functions reach today, by id."""

    who: Who
    coordinated: frozenset[int]
    organisations: frozenset[int]

    @property
    def user_id(self) -> int | None:
        return self.who.user.pk if self.who.user else None

    def holds(self, *functions: Function) -> bool:
        return self.who.holds(*functions)

    @property
    def reads(self) -> bool:
        """Whether any function of theirs has observations at all."""
        return self.holds(*READERS)

    @property
    def reads_all(self) -> bool:
        return self.holds(*ALL_READERS)

    @property
    def masked(self) -> bool:
        """Whether they read without persons, and pins roughly: who evaluates, and holds nothing that reads whole."""
        return self.holds(Function.EVALUATOR) and not self.holds(*(ALL_READERS - {Function.EVALUATOR}))


def reach_of(who: Who) -> Reach:
    """The areas that they coordinate today, and the organisations that they come from."""
    coordinated = who.teams(COORDINATORS)
    held = municipality.areas_of(coordinated, who.day) if coordinated else {}
    return Reach(who=who, coordinated=frozenset(held), organisations=who.organisations())


def may_report(who: Who) -> bool:
    """All who are out in the areas may report, those from outside too; not who evaluates, administers, protects data
    or only sits in a body."""
    return who.holds(*REPORTERS)


def may_import(who: Who) -> bool:
    """Whole lists are brought in by coordinators, departments, the contact centre, the head of security, and partners
    who have lists of their own."""
    return who.holds(*IMPORTERS)


def sees(reach: Reach, observation: Observation) -> bool:
    """The municipality's own read every observation; who comes from outside reads their own and those of their
    organisation."""
    return reach.reads and (
        reach.reads_all
        or is_own(reach, observation)
        or (observation.organisation_id is not None and observation.organisation_id in reach.organisations)
    )


def is_own(reach: Reach, observation: Observation) -> bool:
    """Whether they reported it themselves."""
    return observation.reported_by_id is not None and observation.reported_by_id == reach.user_id


def may_read_whole(reach: Reach, observation: Observation) -> bool:
    """Everybody who sees an observation reads it whole, but the evaluator: persons are masked, the pin is rough, and
    the picture is not shown."""
    return not reach.masked or is_own(reach, observation)


def may_correct(reach: Reach, observation: Observation) -> bool:
    """An observation is corrected and withdrawn by who reported it, by the coordinators of its area (any coordinator
    where no area is known), and by the head of security."""
    if observation.stands not in STANDING or not sees(reach, observation):
        return False
    coordinates = reach.holds(*COORDINATORS) and (
        observation.area_id is None or observation.area_id in reach.coordinated
    )
    own = is_own(reach, observation) and may_report(reach.who)
    return own or coordinates or reach.holds(Function.HEAD_OF_SECURITY)


def writes_all_weeks(reach: Reach) -> bool:
    """The week of the whole municipality, and of any area, is written by the head of security and by those who sit in
    or convene the tactical body."""
    return reach.holds(Function.HEAD_OF_SECURITY) or bool(
        reach.who.bodies() & municipality.bodies_at(BodyLevel.TACTICAL)
    )


def may_write_week(reach: Reach, area: int | None) -> bool:
    """The week of an area is written by its coordinators too."""
    return writes_all_weeks(reach) or (area is not None and area in reach.coordinated)


def require(allowed: bool) -> None:
    """What one may not do answers like what is not there."""
    if not allowed:
        raise Missing
