"""Who may what with indicators, challenges and situation pictures, each a sentence; docs/permissions.md has the table.

`reach_of` reads once what somebody's functions reach; every sentence then is a plain comparison with it.
"""

from dataclasses import dataclass
from typing import Final

from samspel.accounts.rules import BODY_FUNCTIONS, DEPARTMENT_FUNCTIONS, TEAM_FUNCTIONS, Function
from samspel.accounts.who import Who
from samspel.core.errors import Missing
from samspel.municipality import queries as municipality
from samspel.municipality.models import BodyLevel
from samspel.situation.models.drafting import Draft, Version
from samspel.situation.rules import PictureState

COORDINATORS: Final = frozenset({Function.AREA_COORDINATOR, Function.DISTRICT_COORDINATOR})
COMMENTERS: Final = (
    TEAM_FUNCTIONS | DEPARTMENT_FUNCTIONS | BODY_FUNCTIONS | {Function.HEAD_OF_SECURITY, Function.DUTY_OFFICER}
)
"""Everybody who works in it."""
READERS: Final = COMMENTERS | {Function.EVALUATOR}
"""They, and the evaluator, who reads without persons."""
ADOPTED_READERS: Final = READERS | {Function.PARTNER}
"""What has been adopted is read by partners too."""
DRAFTERS: Final = BODY_FUNCTIONS | COORDINATORS | {Function.HEAD_OF_SECURITY}
"""Those among whom who drafts is found; which body or area decides."""


@dataclass(frozen=True)
class Reach:
    """What somebody's functions reach today. `drafts_all`: every area, and the municipality as a whole."""

    who: Who
    coordinated: frozenset[int]
    drafts_all: bool
    adopts: bool

    @property
    def user_id(self) -> int | None:
        return self.who.user.pk if self.who.user else None

    def holds(self, *functions: Function) -> bool:
        return self.who.holds(*functions)

    @property
    def reads(self) -> bool:
        """Whether they read drafts that are open for comments, challenges and figures."""
        return self.holds(*READERS)

    @property
    def masked(self) -> bool:
        """Whether they read without persons: who evaluates, and holds nothing that reads whole."""
        return self.holds(Function.EVALUATOR) and not self.holds(*COMMENTERS)


def reach_of(who: Who | Reach) -> Reach:
    """The areas that they coordinate, and whether they sit in a body that drafts or adopts; a reach is its own."""
    if isinstance(who, Reach):
        return who
    teams = who.teams(COORDINATORS)
    held = municipality.areas_of(teams, who.day) if teams else {}
    bodies = frozenset(one.body for one in who.holdings if one.function in BODY_FUNCTIONS and one.body)
    drafts = bool(bodies & municipality.bodies_at(BodyLevel.TACTICAL)) or who.holds(Function.HEAD_OF_SECURITY)
    adopts = bool(bodies & municipality.bodies_at(BodyLevel.STRATEGIC))
    return Reach(who=who, coordinated=frozenset(held), drafts_all=drafts, adopts=adopts)


def may_draft(reach: Reach, area: int | None) -> bool:
    """Pictures and challenges are drafted by the coordination group and the head of security, for every area and for
    the whole municipality; by coordinators for the areas of their team."""
    return reach.drafts_all or (area is not None and area in reach.coordinated)


def drafts_somewhere(reach: Reach) -> bool:
    """Whether there is anything that they may draft."""
    return reach.drafts_all or bool(reach.coordinated)


def may_adopt(reach: Reach) -> bool:
    """A situation picture is adopted by the steering group [4]."""
    return reach.adopts


def sees_draft(reach: Reach, picture: Draft) -> bool:
    """A draft is seen by who drafts it and who adopts it; while it is open for comments, by everybody who works in it;
    what was adopted or dropped is no draft any more, and is kept for those who drafted it."""
    if may_draft(reach, picture.area_id) or reach.adopts:
        return True
    return reach.reads and picture.stands is PictureState.COMMENTS


def may_comment(reach: Reach, picture: Draft) -> bool:
    """Everybody who works in it may comment on a draft while it is open for comments."""
    return reach.holds(*COMMENTERS) and picture.stands is PictureState.COMMENTS


def sees_adopted(reach: Reach, adopted: Version) -> bool:
    """What has been adopted is read by everybody who works in it, partners and the evaluator."""
    return bool(adopted.pk) and reach.holds(*ADOPTED_READERS)


def sees_small_numbers(reach: Reach, area: int | None) -> bool:
    """What rests on few answers, or counts few at a place, is read by those who draft the area's picture."""
    return may_draft(reach, area)


def may_record_values(reach: Reach, area: int | None) -> bool:
    """Figures are entered and fetched by those who draft: the municipality's own by who drafts for all of it."""
    return may_draft(reach, area)


def require(allowed: bool) -> None:
    """What one may not do answers like what is not there."""
    if not allowed:
        raise Missing
