"""Where each function is held, and which tokens reach what. Plain Python."""

from enum import StrEnum

from samspel.municipality.functions import Function

__all__ = [
    "BODY_FUNCTIONS",
    "DEPARTMENT_FUNCTIONS",
    "HANDED_OVER_BY_NOBODY",
    "LONGEST_TOKEN_DAYS",
    "OUTSIDE",
    "SCOPE",
    "TEAM_FUNCTIONS",
    "Function",
    "Scope",
    "TokenScope",
    "browser_in_words",
]


class Scope(StrEnum):
    """What a function is held in."""

    MUNICIPALITY = "municipality"
    TEAM = "team"
    DEPARTMENT = "department"
    BODY = "body"
    ORGANISATION = "organisation"


TEAM_FUNCTIONS = frozenset(
    {
        Function.AREA_COORDINATOR,
        Function.DISTRICT_COORDINATOR,
        Function.OUTREACH_WORKER,
        Function.BRIDGE_BUILDER,
        Function.SAFETY_HOST,
    }
)
DEPARTMENT_FUNCTIONS = frozenset({Function.DEPARTMENT_CONTACT, Function.MANAGER, Function.DEPARTMENT_MANAGEMENT})
BODY_FUNCTIONS = frozenset({Function.BODY_MEMBER, Function.BODY_CONVENOR})

SCOPE: dict[Function, Scope] = {
    **dict.fromkeys(TEAM_FUNCTIONS | {Function.POLARE}, Scope.TEAM),
    **dict.fromkeys(DEPARTMENT_FUNCTIONS, Scope.DEPARTMENT),
    **dict.fromkeys(BODY_FUNCTIONS, Scope.BODY),
    Function.PARTNER: Scope.ORGANISATION,
    Function.CONTACT_CENTRE: Scope.MUNICIPALITY,
    Function.HEAD_OF_SECURITY: Scope.MUNICIPALITY,
    Function.DUTY_OFFICER: Scope.MUNICIPALITY,
    Function.EVALUATOR: Scope.MUNICIPALITY,
    Function.DATA_PROTECTION_OFFICER: Scope.MUNICIPALITY,
    Function.ADMINISTRATOR: Scope.MUNICIPALITY,
}

OUTSIDE = frozenset({Function.PARTNER, Function.POLARE})
"""Functions that see only what is theirs: none of the municipality's own work may be handed to who holds only these."""

HANDED_OVER_BY_NOBODY = frozenset({Function.ADMINISTRATOR, Function.DATA_PROTECTION_OFFICER})
"""Functions that no stand-in takes over."""


class TokenScope(StrEnum):
    """What a token may reach."""

    MUNICIPALITY_READ = "municipality:read"
    QUESTIONS_READ = "questions:read"
    QUESTIONS_WRITE = "questions:write"
    ESCALATIONS_READ = "escalations:read"
    ESCALATIONS_WRITE = "escalations:write"
    OBSERVATIONS_READ = "observations:read"
    OBSERVATIONS_WRITE = "observations:write"
    THREAD_READ = "thread:read"
    MONEY_READ = "money:read"
    HEALTH = "health"


LONGEST_TOKEN_DAYS = 400
"""A token ends within about a year, so that somebody looks at it again."""

_BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
_SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "Mac",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


def browser_in_words(agent: str) -> str:
    """What a browser says of itself, in words that its owner knows: "Firefox, Windows"; empty when it says nothing."""
    known = [next((name for sign, name in words.items() if sign in agent), "") for words in (_BROWSERS, _SYSTEMS)]
    return ", ".join(filter(None, known)) or agent[:40]
